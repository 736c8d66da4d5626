"""In force, its key terms as data, reminders, renewal, and the end."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.base.jobs import run_waiting_jobs
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import AgreementVersion, Party
from concerted.pool.agreements.operations.drafting import renew_agreement
from concerted.pool.agreements.operations.ending import end_agreement
from concerted.pool.agreements.operations.reminders import remind_of_end
from concerted.pool.agreements.operations.sending import send_agreement
from concerted.pool.agreements.queries.standing import in_force, standing_of
from concerted.pool.agreements.tasks import remind_in_time
from concerted.pool.agreements.tests.factories import make_agreed, make_sent, sign

pytestmark = pytest.mark.django_db


def end(version, organization, ended_on=None, reason="We moved."):
    party = Party.objects.get(agreement=version.agreement, partner=organization)
    return end_agreement(
        agreement=version.agreement,
        party=party,
        ended_on=ended_on or today_in(version.agreement.organization),
        reason=reason,
        by=None,
    )


def state(version, days=0):
    """How the agreement stands so many days from now."""
    version.agreement.refresh_from_db()
    today = timezone.localdate() + datetime.timedelta(days=days)
    return standing_of(version.agreement, today).state


def test_other_rooms_read_the_key_terms_of_what_is_in_force(union, other):
    make_agreed(union, other, kind="data_sharing")
    make_agreed(union, other, kind="decision_rule")

    (sharing,) = in_force("data_sharing", other)
    (rule,) = in_force("decision_rule", other, organization=union)

    assert sharing.organization == union
    assert sharing.terms["shared"] == ["figures", "referrals"]
    assert (sharing.terms["retention_months"], sharing.terms["at_end"]) == (24, "destroy")
    assert sharing.terms["purpose"]["en"] == "To see who waits longest."
    assert (rule.terms["rule"], rule.terms["quorum"]) == ("consent", 67)
    assert in_force("logo", other) == []


def test_nothing_is_in_force_before_all_sign_before_it_starts_or_after_it_ends(union, other):
    waiting = make_sent(union, other)
    sign(waiting, other)
    later = make_agreed(union, other, kind="logo", starts_in=10, days=30)
    first_day = later.starts_on

    assert in_force("memorandum", other) == []
    assert in_force("logo", other) == []
    assert in_force("logo", other, today=first_day)
    assert in_force("logo", other, today=later.ends_on)
    assert in_force("logo", other, today=later.ends_on + datetime.timedelta(days=1)) == []


def test_the_state_goes_with_the_days(union, other):
    version = make_agreed(union, other, starts_in=5, days=100)

    assert [state(version, days) for days in (0, 5, 44, 45, 105, 106)] == [
        "signed",
        "in force",
        "in force",
        "expiring",
        "expiring",
        "expired",
    ]


@pytest.mark.parametrize(("left", "steps"), [(61, []), (60, [60]), (20, [30]), (1, [7])])
def test_a_reminder_goes_out_once_at_each_step(union, other, omar, sam, left, steps):
    version = make_agreed(union, other, days=left)

    for _hour in range(2):
        remind_in_time()
        run_waiting_jobs()

    version.refresh_from_db()
    assert version.reminded_days == (steps[0] if steps else None)
    mails = OutgoingMail.objects.filter(template="agreements/mail/ending")
    assert sorted(mail.to for mail in mails) == [
        "omar@example.org",
        "sam@example.org",
    ] * len(steps)


def test_all_three_reminders_come_in_their_time(union, other, omar):
    version = make_agreed(union, other, days=60)
    for left in (60, 59, 30, 8, 7, 1):
        ends_on = timezone.localdate() + datetime.timedelta(days=left)
        AgreementVersion.objects.filter(pk=version.pk).update(ends_on=ends_on)
        remind_of_end(version=AgreementVersion.objects.get(pk=version.pk))

    mails = OutgoingMail.objects.filter(template="agreements/mail/ending", to=omar.email)
    assert mails.count() == 3


def test_a_renewal_is_a_new_agreement_that_begins_when_the_old_one_ends(union, other):
    old = make_agreed(union, other, days=30)

    renewal = renew_agreement(agreement=old.agreement, by=None)
    again = renew_agreement(agreement=old.agreement, by=None)

    assert renewal == again
    assert renewal.number != old.agreement.number
    assert renewal.starts_on == old.ends_on + datetime.timedelta(days=1)
    assert renewal.ends_on - renewal.starts_on == datetime.timedelta(days=30)
    assert renewal.parties.count() == 2
    version = send_agreement(agreement=renewal, by=None)
    for one in (union, other):
        sign(version, one)
    assert (state(old), state(version)) == ("expiring", "signed")
    assert not remind_of_end(version=old)


def test_ending_early_counts_from_its_day_on(union, other):
    version = make_agreed(union, other, kind="data_sharing")
    day = today_in(union) + datetime.timedelta(days=10)

    end(version, other, ended_on=day)
    end(version, other, ended_on=day + datetime.timedelta(days=90))

    assert in_force("data_sharing", other, today=day - datetime.timedelta(days=1))
    assert in_force("data_sharing", other, today=day) == []
    assert state(version, 10) == "ended"
    assert OutgoingMail.objects.filter(template="agreements/mail/ended").count() == 0


def test_one_of_many_leaves_and_the_others_stay_bound(union, other):
    hill = Organization.objects.create(name="Hill Clinic", slug="hill", contact_email="h@e.org")
    version = make_agreed(union, other, hill)

    end(version, other)

    assert in_force("memorandum", other) == []
    assert in_force("memorandum", hill, organization=union)
    assert OutgoingMail.objects.get(template="agreements/mail/ended").to == "h@e.org"
    end(version, hill)
    assert state(version) == "ended"


def test_only_what_binds_is_ended_and_not_in_the_past(union, other):
    with pytest.raises(Refused, match="nothing to end"):
        end(make_sent(union, other), other)
    version = make_agreed(union, other, kind="logo")
    with pytest.raises(Refused, match="later day"):
        end(version, other, ended_on=today_in(union) - datetime.timedelta(days=1))
