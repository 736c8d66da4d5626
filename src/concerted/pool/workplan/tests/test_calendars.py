"""Meetings in people's calendars: read back as a calendar reads them."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from icalendar import Calendar

from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import CALENDAR
from concerted.base.outbox.rendering import read_rows, render
from concerted.pool.workplan.operations.meetings import (
    add_meeting,
    cancel_meeting,
    change_meeting,
)
from concerted.pool.workplan.operations.minutes import mail_meeting
from concerted.pool.workplan.tests.factories import make_item

pytestmark = pytest.mark.django_db
IN_WINTER = datetime.datetime(2027, 1, 12, 23, 0, tzinfo=datetime.UTC)


def event_in(text):
    file = Calendar.from_ical(text)
    (event,) = file.walk("VEVENT")
    return file, event


def mailed(kind, to):
    mails = OutgoingMail.objects.filter(template=f"workplan/mail/{kind}", to=to).order_by("pk")
    return event_in(mails.last().context[CALENDAR])


@pytest.fixture
def meeting(alliance):
    return add_meeting(
        organization=alliance,
        title="Círculo, con niños",
        starts_at=IN_WINTER,
        time_zone="America/New_York",
        place="Elm Street 5; room 2",
        by=None,
    )


def test_a_meeting_stands_in_a_calendar_where_and_when_it_is(meeting, olga, browse):
    make_item(meeting, planned_minutes=30)
    make_item(meeting, title="Money", planned_minutes=45)

    file, event = event_in(browse(olga).get(f"{meeting.get_absolute_url()}meeting.ics").content)

    assert file["METHOD"] == "PUBLISH"
    assert [zone["TZID"] for zone in file.walk("VTIMEZONE")] == ["America/New_York"]
    assert event["DTSTART"].dt == IN_WINTER
    assert event["DTSTART"].dt.hour == 18
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(minutes=75)
    assert event["SUMMARY"] == "Riverside Alliance: Círculo, con niños"
    assert event["LOCATION"] == "Elm Street 5; room 2"
    assert "2. Money" in event["DESCRIPTION"]
    assert event["UID"].startswith(f"{meeting.pk}@")


def test_a_changed_meeting_takes_the_place_of_the_last_and_one_called_off_goes(
    alliance, meeting, olga
):
    alliance.contact_email = "office@example.org"
    alliance.save()
    mail_meeting(meeting=meeting, by=None)
    _file, first = mailed("agenda", olga.email)

    later = IN_WINTER + datetime.timedelta(days=1)
    changed = change_meeting(meeting=meeting, starts_at=later, by=None)
    mail_meeting(meeting=changed, by=None)
    asks, second = mailed("agenda", olga.email)
    for _ in range(2):
        cancel_meeting(meeting=changed, by=None)
    calls_off, last = mailed("called_off", olga.email)

    assert first["UID"] == second["UID"] == last["UID"]
    assert [one["SEQUENCE"] for one in (first, second, last)] == [0, 1, 2]
    assert (asks["METHOD"], calls_off["METHOD"]) == ("REQUEST", "CANCEL")
    assert last["STATUS"] == "CANCELLED"
    assert str(second["ORGANIZER"]) == "mailto:office@example.org"
    assert (
        OutgoingMail.objects.filter(template="workplan/mail/called_off", to=olga.email).count()
        == 1
    )


def test_who_was_mailed_no_agenda_is_not_told_that_it_is_called_off(meeting):
    cancel_meeting(meeting=meeting, by=None)

    assert not OutgoingMail.objects.exists()


def test_the_mail_carries_the_file(meeting, olga):
    mail_meeting(meeting=meeting, by=None)
    posted = OutgoingMail.objects.filter(to=olga.email)

    message = render(posted[0], read_rows(posted))

    (name, text, kind) = message.attachments[0]
    assert (name, kind) == ("date.ics", "text/calendar")
    assert event_in(text)[1]["UID"].startswith(str(meeting.pk))
    assert not mail.outbox
