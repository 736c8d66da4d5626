"""Calls to the council of Riverside before it votes, with what came of them."""

from __future__ import annotations

import uuid
from itertools import cycle, islice

from concerted.act.calls.models import Call, CallCampaign
from concerted.act.calls.operations.asking import add_calls, add_target, publish_calls
from concerted.act.calls.operations.calling import confirm_caller, name_caller, record_call
from concerted.act.officials.operations import add_office
from concerted.act.policies.models import PolicyItem
from concerted.people.models import ContactPoint
from concerted.site.demo import past
from concerted.site.demo.call_words import (
    CALLERS,
    CALLS,
    CALLS_IN,
    COUNCIL_OFFICE,
    NOTES,
    OUTCOMES,
)
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

MADE, DAYS = 38, 6
"""How many calls, over how many days up to today."""


def call_the_council(cast: Cast, loop: Loop) -> CallCampaign:
    """Neighbors call the council, and each their own senator; what they were told is written down."""
    add_office(official=loop.council, values=COUNCIL_OFFICE, by=cast.organizer)
    calls = _ask_to_call(cast, loop)
    for number, outcome in enumerate(islice(cycle(OUTCOMES), MADE)):
        record_call(
            calls=calls,
            official=loop.hospital if number % 5 == 3 else loop.council,
            outcome=outcome,
            token=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-call-{number}"),
            text=NOTES.get(number, ""),
            language="es" if number % 5 == 1 else "en",
        )
    past.move_calls(calls, days=DAYS)
    _say_who(calls)
    past.forget_mail("calls/")
    return calls


def _ask_to_call(cast: Cast, loop: Loop) -> CallCampaign:
    calls = add_calls(
        campaign=loop.clinic,
        policy=PolicyItem.objects.get(organization=cast.coalition, identifier="Item 114"),
        kinds=["upper"],
        by=cast.organizer,
        **CALLS,
    )
    translate(calls, CALLS_IN, cast)
    for official in (loop.council, loop.hospital):
        add_target(calls=calls, official=official, by=cast.organizer)
    return publish_calls(calls=calls, by=cast.organizer)


def _say_who(calls: CallCampaign) -> None:
    """A few of those who called said so, to hear what comes of it; most did not."""
    made = Call.objects.filter(calls=calls).order_by("created_at")
    for number, (name, email, language, news_words) in enumerate(CALLERS):
        tokens = [one.token for one in made[number * 4 + 2 : number * 4 + 4]]
        name_caller(
            calls=calls,
            tokens=tokens,
            name=name,
            email=email,
            language=language,
            news_words=news_words,
        )
        point = ContactPoint.objects.get(organization=calls.organization, value=email)
        confirm_caller(calls=calls, contact_point=point)
