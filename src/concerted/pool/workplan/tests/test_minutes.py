from __future__ import annotations

import pytest

from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.pool.workplan.models import Meeting
from concerted.pool.workplan.operations.agenda import change_item, write_minute
from concerted.pool.workplan.operations.meetings import change_meeting, record_attendance
from concerted.pool.workplan.operations.minutes import approve_minutes, mail_meeting
from concerted.pool.workplan.operations.tasks import add_task, finish_task
from concerted.pool.workplan.queries.minutes import digest_of, is_whole, record_of
from concerted.pool.workplan.queries.printing import minutes_pdf
from concerted.pool.workplan.tests.factories import make_item, make_meeting, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(alliance):
    """A point with a minute, of a meeting eight days ago."""
    item = make_item(make_meeting(alliance))
    return write_minute(item=item, said="We agreed to ask.", by=None)


def test_approved_minutes_are_frozen_with_their_hash(alliance, harbor, item):
    task = make_task(alliance, item=item, partner=harbor)
    later = make_meeting(alliance, days=-1, title="Next")

    meeting = approve_minutes(meeting=item.meeting, at=later, by=None)
    finish_task(task=task, by=None)
    for change in (
        lambda: write_minute(item=item, said="We did not.", by=None),
        lambda: change_item(item=item, title="Else", by=None),
        lambda: change_meeting(meeting=meeting, title="Else", by=None),
        lambda: record_attendance(meeting=meeting, partners=[harbor], guest_count=0, by=None),
        lambda: add_task(organization=alliance, item=item, title="Late", by=None),
    ):
        with pytest.raises(Refused):
            change()

    kept = Meeting.objects.get(pk=meeting.pk)
    assert is_whole(kept)
    assert kept.digest == digest_of(record_of(kept))
    assert kept.approved_in == later


def test_minutes_that_somebody_altered_in_the_database_are_not_whole(alliance, item):
    meeting = approve_minutes(meeting=item.meeting, at=make_meeting(alliance, days=-1), by=None)

    meeting.record["items"][0]["said"] = "We did not."
    Meeting.objects.filter(pk=meeting.pk).update(record=meeting.record)

    assert not is_whole(Meeting.objects.get(pk=meeting.pk))


def test_minutes_are_approved_at_a_later_meeting_that_has_begun(alliance, item):
    for days in (-9, 3):
        at = make_meeting(alliance, days=days, title=f"In {days}")
        with pytest.raises(Refused) as refused:
            approve_minutes(meeting=item.meeting, at=at, by=None)
        assert refused.value.field == "at"


def test_empty_minutes_are_not_approved(alliance):
    meeting = make_meeting(alliance)
    make_item(meeting)

    with pytest.raises(Refused):
        approve_minutes(meeting=meeting, at=make_meeting(alliance, days=-1), by=None)


def test_approving_twice_keeps_the_first_approval(alliance, item):
    first = make_meeting(alliance, days=-3, title="First")
    second = make_meeting(alliance, days=-1, title="Second")

    approve_minutes(meeting=item.meeting, at=first, by=None)
    again = approve_minutes(meeting=item.meeting, at=second, by=None)

    assert again.approved_in == first


def test_the_record_names_organizations_and_no_person(alliance, harbor, sam, item):
    record_attendance(meeting=item.meeting, partners=[harbor], users=[sam], guest_count=2, by=None)
    make_task(alliance, item=item, partner=harbor, user=sam)

    record = record_of(Meeting.objects.get())

    assert record["partners"] == [{"name": "Harbor Tenants", "people": 1}]
    assert record["guests"] == 2
    assert "Sam" not in str(record)


def test_the_hash_is_the_one_that_anybody_can_compute():
    # printf '{"a":1,"b":"é"}' | sha256sum
    told = "09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6"

    assert digest_of({"b": "é", "a": 1}) == told


def mailed(kind):
    rows = OutgoingMail.objects.filter(template=f"workplan/mail/{kind}")
    return sorted(rows.values_list("to", flat=True))


def test_agenda_and_minutes_go_to_people_of_partners_that_may_read_them_once(
    alliance, union, harbor, riders, omar, olga, sam, vera
):
    coming = make_meeting(alliance, days=3)
    make_item(coming)
    held = make_meeting(alliance)
    write_minute(item=make_item(held), said="We agreed.", by=None)

    for meeting in (coming, coming, held):
        assert mail_meeting(meeting=meeting, by=None) == 3

    people = ["olga@example.org", "omar@example.org", "sam@example.org"]
    assert mailed("agenda") == mailed("minutes") == people


def test_an_agenda_that_changed_goes_out_again(alliance, omar, olga):
    meeting = make_meeting(alliance, days=3)
    mail_meeting(meeting=meeting, by=None)

    make_item(meeting)
    mail_meeting(meeting=meeting, by=None)

    assert mailed("agenda") == ["olga@example.org"] * 2 + ["omar@example.org"] * 2


def test_agenda_and_minutes_are_printed_as_pdf_also_from_right_to_left(alliance, item):
    make_task(alliance, item=item)
    coming = make_meeting(alliance, days=3, link="https://example.org/join")

    assert minutes_pdf(item.meeting, "en").startswith(b"%PDF")
    assert minutes_pdf(coming, "ar").startswith(b"%PDF")
