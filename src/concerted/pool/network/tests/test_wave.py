"""A wave: planned, opened, reminded, closed for good, by hand and by the clock."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.rendering import read_rows, render
from concerted.organizations.models import Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_coalition
from concerted.pool.network.models import Asked, Report, Wave
from concerted.pool.network.operations.mailing import remind_silent
from concerted.pool.network.operations.waves import (
    change_wave,
    close_wave,
    drop_wave,
    move_closing,
    open_wave,
    plan_wave,
    publish_wave,
)
from concerted.pool.network.tasks import move_wave
from concerted.pool.network.tests.factories import (
    NAMES,
    asked,
    make_closed,
    make_partners,
    make_wave,
    plan,
    say,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def coalition():
    return make_coalition()


def test_planning_twice_gives_the_wave_that_is_planned(coalition):
    first, second = plan(coalition), plan(coalition, days=30)

    assert first == second
    assert second.closes_on == first.closes_on


def test_only_partners_of_the_coalition_are_asked_and_three_at_least(coalition, other):
    wave = plan(coalition, [*make_partners(coalition, NAMES[:3]), other])
    assert {one.name for one in Asked.objects.filter(wave=wave)} == {"Ana", "Ben", "Cem"}

    drop_wave(wave=wave, by=None)
    with pytest.raises(Refused, match="at least 3"):
        plan(coalition, [*make_partners(coalition, NAMES[:2]), other])


def test_opening_mails_each_partner_its_own_link_once(coalition, sam):
    Role.objects.create(organization=make_partners(coalition)[0], user=sam, kind=RoleKind.OWNER)
    wave = plan(coalition)
    open_wave(wave=wave, by=None)
    open_wave(wave=wave, by=None)

    mails = OutgoingMail.objects.filter(template="network/mail/asked")
    assert {one.to for one in mails} >= {sam.email, "ben@example.com"}
    assert "ana@example.com" not in {one.to for one in mails}
    assert mails.count() == 7
    assert len({one.context["path"] for one in mails}) == 7


def test_the_mail_says_until_when_in_the_language_of_its_reader(coalition):
    ana = make_partners(coalition)[0]
    Organization.objects.filter(pk=ana.pk).update(language="es")
    wave = plan(coalition, closes_on=timezone.localdate() + DAY)
    open_wave(wave=wave, by=None)

    row = OutgoingMail.objects.get(to="ana@example.com")
    mail = render(row, read_rows([row]))

    assert "/es/i/" in str(mail.body)
    assert "Ana" in str(mail.body)


def test_what_was_announced_cannot_change_once_partners_are_asked(coalition):
    wave = make_wave(coalition)
    values = {"audience": "everybody", "members": make_partners(coalition), "by": None}

    with pytest.raises(Refused, match="only the last day"):
        change_wave(wave=wave, opens_on=wave.opens_on, closes_on=wave.closes_on, **values)
    with pytest.raises(Refused, match="asked already"):
        drop_wave(wave=wave, by=None)

    moved = move_closing(wave=wave, closes_on=wave.closes_on + DAY, by=None)
    assert (moved.audience, moved.closes_on) == ("partners", wave.closes_on + DAY)


def test_a_plan_changes_with_its_partners(coalition):
    wave = plan(coalition)
    some = make_partners(coalition)[:4]

    change_wave(
        wave=wave,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        audience="conveners",
        members=some,
        by=None,
    )

    assert Asked.objects.filter(wave=wave).count() == 4
    assert Wave.objects.get(pk=wave.pk).audience == "conveners"


def test_a_closed_wave_is_never_opened_again_and_keeps_its_answers(coalition):
    wave = make_closed(coalition)

    assert close_wave(wave=wave).closed_at == wave.closed_at
    with pytest.raises(Refused):
        move_closing(wave=wave, closes_on=wave.closes_on + DAY, by=None)
    assert open_wave(wave=wave, by=None).is_closed
    Organization.objects.get(name="Ana").delete()
    assert asked(wave, "Ana").partner is None
    assert Report.objects.filter(rater__wave=wave).count() == 42


def test_only_a_closed_wave_is_published(coalition):
    wave = make_wave(coalition)

    with pytest.raises(Refused, match="closed"):
        publish_wave(wave=wave, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(published_at=timezone.now())


def test_a_rating_that_is_no_score_and_one_of_oneself_cannot_be_stored(coalition):
    wave = make_wave(coalition)
    ana, ben = asked(wave, "Ana"), asked(wave, "Ben")

    for values in ({"rated": ana}, {"rated": ben, "mission": 5}, {"rated": ben, "openness": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(rater=ana, **values)


def test_only_who_is_silent_is_reminded_and_once_a_day(coalition):
    wave = make_wave(coalition)
    say(wave, "Ana", Ben=3)
    say(wave, "Ben", is_sent=False, Ana=3)

    assert remind_silent(wave=wave, by=None) == 6
    with pytest.raises(Refused, match="less than a day"):
        remind_silent(wave=wave, by=None)

    told = OutgoingMail.objects.filter(template="network/mail/reminder")
    assert "ana@example.com" not in {one.to for one in told}
    assert told.count() == 6


def test_the_clock_opens_reminds_and_closes(coalition):
    today = timezone.localdate()
    wave = plan(coalition, opens_on=today + DAY)
    move_wave.call(str(wave.pk))
    assert Wave.objects.get().is_planned

    Wave.objects.update(opens_on=today)
    move_wave.call(str(wave.pk))
    move_wave.call(str(wave.pk))
    assert Wave.objects.get().is_open
    assert not OutgoingMail.objects.filter(template="network/mail/reminder").exists()

    Wave.objects.update(opened_at=timezone.now() - 9 * DAY, closes_on=today + DAY)
    move_wave.call(str(wave.pk))
    move_wave.call(str(wave.pk))
    assert OutgoingMail.objects.filter(template="network/mail/reminder").count() == 7

    Wave.objects.update(opens_on=today - 9 * DAY, closes_on=today - DAY)
    move_wave.call(str(wave.pk))
    move_wave.call(str(wave.pk))
    assert Wave.objects.get().is_closed


def test_the_trail_says_that_a_partner_answered_and_never_what(coalition):
    wave = make_wave(coalition)
    say(wave, "Ana", Ben=1)

    entries = AuditEntry.objects.filter(subject_type__startswith="network.")
    assert {one.verb for one in entries} == {"planned", "opened", "sent"}
    assert all("mission" not in one.after for one in entries)


def test_the_last_day_must_be_ahead(coalition):
    members = make_partners(coalition)
    today = timezone.localdate()

    with pytest.raises(Refused, match="before the first"):
        plan(coalition, members, closes_on=today - DAY)
    with pytest.raises(Refused, match="over already"):
        plan_wave(
            organization=coalition,
            opens_on=today - 9 * DAY,
            closes_on=today - 2 * DAY,
            audience="partners",
            members=members,
            by=None,
        )
