"""How the thirteen partners work together: asked last year, and again this month."""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from concerted.decide.proposals.models import Round, Voter
from concerted.decide.proposals.operations.discussion import add_comment
from concerted.organizations.models import Organization
from concerted.pool.network.models import Asked, Wave
from concerted.pool.network.models.reports import ITEMS
from concerted.pool.network.operations.answering import type_answers
from concerted.pool.network.operations.waves import (
    close_wave,
    open_wave,
    plan_wave,
    publish_wave,
)
from concerted.site.demo import past
from concerted.site.demo.cast import Cast

Ties = Mapping[str, str]

SAID = (
    ("elm-street", "Half of our mothers leave at eight because the children are tired."),
    ("elm-street", "And let us ask the young people of Casa del Río, who could use the money."),
    ("social-workers", "Two grown-ups in the room, please, and one of them with first aid."),
    ("lakay", "Somebody who speaks Kreyòl with the little ones would bring us ten more families."),
    ("nurses", "Night shifts have children too. We are for it."),
)
"""What is said for seats about child care at meetings, on which the partners vote."""

FIRST: Ties = {
    "elm-street": "social-workers tenants nurses lakay health-center bus-riders",
    "social-workers": "elm-street nurses lakay casa-del-rio legal-aid",
    "lakay": "elm-street social-workers tenants",
    "tenants": "elm-street lakay legal-aid",
    "nurses": "elm-street social-workers health-center",
    "casa-del-rio": "social-workers elm-street",
    "health-center": "nurses elm-street viet-aid",
    "st-brendan": "elm-street social-workers",
    "bus-riders": "elm-street tenants",
    "legal-aid": "tenants social-workers",
    "harbor-house": "social-workers legal-aid",
    "viet-aid": "health-center",
}
"""By partner those with whom it says it works. Everything leans on the neighbors of Elm Street; the college was silent."""
SECOND: Ties = {
    "elm-street": "social-workers tenants nurses lakay health-center bus-riders casa-del-rio st-brendan",
    "social-workers": "elm-street nurses lakay casa-del-rio legal-aid harbor-house college",
    "lakay": "elm-street social-workers tenants casa-del-rio legal-aid health-center",
    "tenants": "elm-street lakay legal-aid bus-riders casa-del-rio",
    "nurses": "elm-street social-workers health-center viet-aid",
    "casa-del-rio": "social-workers elm-street lakay st-brendan health-center",
    "health-center": "nurses elm-street viet-aid lakay casa-del-rio",
    "st-brendan": "elm-street casa-del-rio viet-aid bus-riders",
    "bus-riders": "elm-street tenants st-brendan",
    "legal-aid": "tenants social-workers lakay",
    "harbor-house": "social-workers",
    "viet-aid": "health-center nurses st-brendan",
    "college": "social-workers health-center",
}
"""After a year of common work ties go around Elm Street too; the shelter and the lawyers no longer meet."""

BROUGHT: Mapping[str, tuple[str, ...]] = {
    "elm-street": ("volunteers", "trust", "voice"),
    "social-workers": ("staff", "expertise"),
    "lakay": ("languages", "trust", "rooms"),
    "tenants": ("volunteers", "voice"),
    "nurses": ("expertise", "voice"),
    "casa-del-rio": ("rooms", "languages"),
    "viet-aid": ("languages", "trust"),
    "health-center": ("money", "rooms", "data"),
    "st-brendan": ("volunteers", "rooms"),
    "bus-riders": ("volunteers", "voice"),
    "harbor-house": ("expertise",),
    "legal-aid": ("expertise", "doors"),
    "college": ("data", "expertise"),
}
GREW = ("knowledge", "voice", "services")
"""What came of it this year, in the words of most; last year most saw nothing but knowledge yet."""


def ask_partners(cast: Cast) -> None:
    """Two waves, a year apart: more ties, spread more evenly, and more trust."""
    _wave(cast, FIRST, usual=2, came=("knowledge",), days=340)
    latest = _wave(cast, SECOND, usual=3, came=GREW, days=12)
    publish_wave(wave=latest, by=cast.owner)
    past.forget_mail("network/")
    _talk(cast)


def _talk(cast: Cast) -> None:
    vote = Round.objects.select_related("proposal").open().get(organization=cast.coalition)
    seats = Voter.objects.filter(organization=cast.coalition).select_related("member")
    seat_of = {seat.member.slug: seat for seat in seats if seat.member is not None}
    for slug, text in SAID:
        add_comment(proposal=vote.proposal, voter=seat_of[slug], text=text)


def _wave(cast: Cast, ties: Ties, *, usual: int, came: tuple[str, ...], days: int) -> Wave:
    today = timezone.localdate()
    wave = plan_wave(
        organization=cast.coalition,
        opens_on=today,
        closes_on=today + datetime.timedelta(days=21),
        audience="everybody",
        members=cast.partners,
        by=cast.owner,
    )
    open_wave(wave=wave, by=cast.owner)
    asked = {_slug(one): one for one in Asked.objects.filter(wave=wave).select_related("partner")}
    for slug, others in ties.items():
        ratings = {asked[other].pk: _rating(slug, other, usual) for other in others.split()}
        _answer(cast, asked[slug], ratings, came)
    closed = close_wave(wave=wave, by=cast.owner)
    past.move_wave(closed, days=days)
    return Wave.objects.get(pk=closed.pk)


def _slug(asked: Asked) -> str:
    partner = asked.partner
    return partner.slug if isinstance(partner, Organization) else ""


def _rating(rater: str, rated: str, usual: int) -> dict[str, Any]:
    """What one says of another: about the usual, the same in every demonstration."""
    chance = random.Random(f"{rater} {rated} {usual}")  # noqa: S311 not a secret
    scores = {item: min(4, max(1, usual + chance.choice((-1, 0, 0, 0, 1, 1)))) for item in ITEMS}
    often = chance.choice(("quarterly", "monthly", "monthly", "weekly"))
    kind = chance.choice(("inform", "coordinate", "cooperate"))
    return {"frequency": often, "relationship": kind, **scores}


def _answer(
    cast: Cast, asked: Asked, ratings: Mapping[uuid.UUID, Mapping[str, Any]], came: tuple[str, ...]
) -> None:
    """On paper, typed in at the meeting: whole, and in one go."""
    chance = random.Random(f"{asked.name} {len(came)}")  # noqa: S311 not a secret
    type_answers(
        asked=asked,
        ratings=ratings,
        contributions=BROUGHT[_slug(asked)],
        outcomes=[one for one in came if chance.random() < 0.75] or ["nothing"],
        by=cast.organizer,
    )
