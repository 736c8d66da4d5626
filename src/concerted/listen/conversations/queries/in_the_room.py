"""Who is in the room of a conversation, beside who lives there; and its common ground as they would see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext

from concerted.listen.conversations.models import Conversation, Participant, Vote
from concerted.listen.conversations.queries.described import CONVERSATION, SESSION
from concerted.listen.conversations.queries.maps import Told
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.queries.asking import occasion_of
from concerted.listen.representation.queries.readings import WhoTookPart, who_took_part
from concerted.listen.representation.queries.weighing import weighted_readings
from concerted.organizations.translations import Rendition


@dataclass(frozen=True)
class Weighted:
    """A statement of the common ground, and what those who live there would say to it."""

    text: Rendition
    sentence: str


@dataclass(frozen=True)
class InTheRoom:
    occasion: Occasion
    who: WhoTookPart
    url: str
    weighted: list[Weighted]
    """Where the weights tell better; ``is_plain_best`` says that they were tried and do not."""
    is_plain_best: bool


def in_the_room(
    conversation: Conversation, common: Iterable[Told], language: str
) -> InTheRoom | None:
    """Nothing where people are not asked, or the team keeps it to itself."""
    occasion = occasion_of(conversation)
    if occasion is None or not occasion.is_public:
        return None
    told = weighted_readings(occasion)
    answer = pgettext("they would …", "agree")
    weighted = [
        Weighted(one.text, told[str(one.number)].sentence(answer))
        for one in common
        if str(one.number) in told and told[str(one.number)].is_better
    ]
    return InTheRoom(
        occasion,
        who_took_part(occasion, language),
        reverse("representation:public_who", args=[conversation.organization.slug, occasion.pk]),
        weighted,
        bool(told) and not weighted,
    )


def asked_occasions(conversation: Conversation, voice: Participant | None) -> list[Occasion]:
    """Where ``voice`` may tell about themselves now: in the conversation, and in the sessions in which they voted."""
    there = Vote.objects.filter(participant=voice, session__isnull=False).values("session_id")
    rows = Occasion.objects.filter(
        Q(kind=CONVERSATION.name, subject_id=conversation.pk)
        | Q(kind=SESSION.name, subject_id__in=there)
    )
    return [one for one in rows.with_everything().order_by("kind") if one.takes_answers]
