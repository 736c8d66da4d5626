"""The last moment to vote, in calendars: read back as a calendar reads it."""

from __future__ import annotations

import datetime

import pytest
from icalendar import Calendar

from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import CALENDAR
from concerted.decide.proposals.operations.proposals import amend_proposal, withdraw_proposal
from concerted.decide.proposals.tests.factories import make_vote

pytestmark = pytest.mark.django_db


def event_in(text):
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def mailed(kind):
    mails = OutgoingMail.objects.filter(template=f"proposals/mail/{kind}").order_by("pk")
    return event_in(mails.last().context[CALENDAR])


def test_the_end_of_a_vote_stands_in_a_calendar_in_the_zone_of_its_organization(union, browse):
    union.time_zone = "America/New_York"
    union.save()
    vote = make_vote(union, guests=2)

    answer = browse().get(f"{vote.proposal.get_absolute_url()}deadline.ics")
    event = event_in(answer.content)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["DTSTART"].dt == vote.closes_at.replace(microsecond=0)
    assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert event["SUMMARY"] == "Vote by now: Shall we open on Sundays?"
    assert event.walk("VALARM")[0]["TRIGGER"].dt == -datetime.timedelta(days=1)
    assert mailed("vote")["UID"] == event["UID"]


def test_an_amended_vote_takes_the_place_of_the_last_and_a_withdrawn_one_is_called_off(union):
    vote = make_vote(union, guests=2)
    first = mailed("vote")

    proposal = amend_proposal(
        proposal=vote.proposal, title="On Saturdays", summary="", change_note="a day", by=None
    )
    second = mailed("amended")
    withdraw_proposal(proposal=proposal, by=None)
    last = mailed("withdrawn")

    assert first["UID"] == second["UID"] == last["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < last["SEQUENCE"]
    assert (second["STATUS"], last["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_what_was_never_voted_on_has_no_deadline(union, browse):
    from_another = make_vote(union, guests=2).proposal

    assert browse().get(f"/en/o/{union.slug}/decisions/nothing/deadline.ics").status_code == 404
    assert (
        browse().get(f"/en/o/harbor/decisions/{from_another.slug}/deadline.ics").status_code == 404
    )
