"""A visit that was held, and a hearing with somebody who comes, words, and a packet."""

from __future__ import annotations

from typing import Any

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.tests.factories import make_policy
from concerted.act.visits.models import Visit
from concerted.act.visits.operations.following import note_commitment
from concerted.act.visits.operations.hearings import prepare_hearing
from concerted.act.visits.operations.packets import hand_over
from concerted.act.visits.operations.visits import add_goer
from concerted.act.visits.queries.links import token_of
from concerted.act.visits.tests.factories import (
    coming,
    gave_words,
    make_hearing,
    make_held,
    point_of,
)
from concerted.organizations.zones import today_in


def met(campaign: Campaign, official: Official) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room."""
    union = campaign.organization
    policy = make_policy(union, goal=campaign.goal, campaign=campaign, title="The clinic lease")
    visit = make_held(union, campaign=campaign, official=official, policy=policy)
    return {**_visited(visit, official), **_heard(visit)}


def _visited(visit: Visit, official: Official) -> dict[str, dict[str, Any]]:
    goer = add_goer(visit=visit, name="Rosa Núñez", roles=["story"], by=None)
    promise = note_commitment(
        visit=visit, official=official, text="I will vote no.", leaning=-2, by=None
    )
    return {"visits": {"pk": visit.pk, "goer": goer.pk, "commitment": promise.pk}}


def _heard(visit: Visit) -> dict[str, dict[str, Any]]:
    hearing = make_hearing(visit.organization, policy=visit.policy)
    prepare_hearing(hearing=hearing, talking_points="Two buses.", by=None)
    attendee = coming(hearing)
    words = gave_words(hearing)
    packet = hand_over(
        hearing=hearing,
        recipient="Clerk",
        to_deciders=True,
        delivered_on=today_in(visit.organization),
        by=None,
    )
    token = token_of(attendee, point_of(attendee.person))
    pages = ("hearing", "come", "testify", "thanks", "hearing_desk", "prepare_hearing")
    pages += ("translate_preparation", "preview", "hand_over", "packet")
    one = ("testimony", "remove_testimony", "restore_testimony", "translate_testimony")
    return {
        **{f"visits:{name}": {"pk": hearing.pk, "number": packet.number} for name in pages},
        **{f"visits:{name}": {"pk": words.pk} for name in one},
        **{f"visits:{name}": {"token": token} for name in ("said", "confirm", "take_back")},
    }
