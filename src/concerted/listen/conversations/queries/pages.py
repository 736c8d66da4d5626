"""What the public page of a conversation shows to one visitor."""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import get_language_info

from concerted.analysis.opinion import VoteCounts, next_statements, statement_priorities
from concerted.base.languages import own_name
from concerted.listen.conversations.becoming import Step, stories
from concerted.listen.conversations.models import (
    Conversation,
    Participant,
    Reading,
    Statement,
    Value,
    Vote,
)
from concerted.listen.conversations.queries.desk import UNREAD
from concerted.listen.conversations.queries.in_the_room import asked_occasions
from concerted.organizations.models import ContentTranslation
from concerted.organizations.translations import Rendition, rendition_among, renditions

OWN_SHOWN = 30
"""How many of their latest votes a visitor can look through."""
SOME = 3
"""After so many votes people may tell about themselves."""


@dataclass(frozen=True)
class TextLanguage:
    """A language a conversation can be read in."""

    code: str
    name: str


@dataclass(frozen=True)
class Ask:
    """The statement a visitor is asked about, in their language, and what they said to it before."""

    statement: Statement
    text: Rendition
    original_language: str
    value: int | None = None

    @property
    def direction(self) -> str:
        return direction(self.text.language)


@dataclass(frozen=True)
class OwnVote:
    """What a visitor said, for them alone."""

    statement: Statement
    text: Rendition
    value: int
    label: str


@dataclass(frozen=True)
class ConversationPage:
    conversation: Conversation
    text: Rendition
    languages: list[TextLanguage]
    ask: Ask | None
    own: list[OwnVote]
    statement_count: int
    voted_count: int
    written: list[Statement]
    """Statements of this visitor, for them alone."""
    vote_count: int
    takes_votes: bool
    has_voice: bool
    asks_about_you: bool = False
    """Whether to offer the questions about oneself: after some votes, where the organizers ask them."""

    @property
    def waiting_count(self) -> int:
        """How many of their own statements nobody has read yet."""
        return sum(one.state in UNREAD for one in self.written)

    @property
    def is_done(self) -> bool:
        """Whether this visitor has voted on all there is."""
        return self.statement_count > 0 and self.voted_count >= self.statement_count


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def conversation_page(
    conversation: Conversation,
    participant: Participant | None,
    language: str,
    *,
    number: int | None = None,
) -> ConversationPage:
    """All of the page in a fixed number of queries. ``number`` asks for one statement, to vote on it anew."""
    translations = conversation.translations()
    shown = list(Statement.objects.public().filter(conversation=conversation))
    said = _said(participant)
    takes_votes = conversation.takes_votes()
    asked = _asked(shown, said, participant, number) if takes_votes else None
    known = {one.pk for one in shown}
    voted = sum(pk in known for pk in said)
    return ConversationPage(
        conversation=conversation,
        text=rendition_among(conversation, translations, language),
        languages=_languages(conversation, translations),
        ask=_ask(asked, said, language),
        own=_own(shown, said, language) if takes_votes else [],
        statement_count=len(shown),
        voted_count=voted,
        written=_written(participant),
        vote_count=sum(one.vote_count for one in shown),
        takes_votes=takes_votes,
        has_voice=participant is not None,
        asks_about_you=voted >= min(SOME, len(shown)) > 0
        and bool(asked_occasions(conversation, participant)),
    )


def _said(participant: Participant | None) -> dict[uuid.UUID, int]:
    """What a participant said to which statement, the latest first."""
    if participant is None:
        return {}
    rows = Vote.objects.filter(participant=participant).order_by("-voted_at")
    return dict(rows.values_list("statement_id", "value"))


def _asked(
    shown: Sequence[Statement],
    said: dict[uuid.UUID, int],
    participant: Participant | None,
    number: int | None,
) -> Statement | None:
    """The one asked for, or one drawn by priority; the same until the visitor votes.

    Priorities are those of the last map: who asks again and again learns nothing of the votes since. What came after it
    is drawn as what nobody has seen.
    """
    wanted = next((one for one in shown if one.number == number), None)
    if wanted is not None or not shown:
        return wanted
    nobody = np.zeros(len(shown), dtype=np.int64)
    unseen = VoteCounts(agree=nobody, disagree=nobody, passed=nobody)
    fresh = statement_priorities(unseen, nobody, is_meta=np.array([one.is_meta for one in shown]))
    known = _priorities(shown[0].conversation_id)
    priorities = [
        float(new) if one.is_meta else known.get(one.number, float(new))
        for one, new in zip(shown, fresh, strict=True)
    ]
    seen = np.array([one.pk in said for one in shown])
    drawn = next_statements(priorities, seen, _chance(participant, len(said)))
    return shown[drawn[0]] if drawn.size else None


def _priorities(conversation: uuid.UUID) -> dict[int, float]:
    """By number, of the last map; nothing before the first."""
    rows = Reading.objects.public().filter(conversation=conversation)
    told = rows.values_list("result__priorities", flat=True).first()
    return dict(told or [])


def _chance(participant: Participant | None, votes: int) -> np.random.Generator:
    if participant is None:
        return np.random.default_rng(random.SystemRandom().getrandbits(64))
    seed = hashlib.sha256(f"{participant.key_hash}|{votes}".encode()).digest()
    return np.random.default_rng(int.from_bytes(seed[:8]))


def _ask(statement: Statement | None, said: dict[uuid.UUID, int], language: str) -> Ask | None:
    if statement is None:
        return None
    return Ask(
        statement=statement,
        text=statement.in_language(language),
        original_language=own_name(statement.language),
        value=said.get(statement.pk),
    )


def _own(shown: Sequence[Statement], said: dict[uuid.UUID, int], language: str) -> list[OwnVote]:
    by_key = {one.pk: one for one in shown}
    voted = [by_key[pk] for pk in said if pk in by_key][:OWN_SHOWN]
    texts = renditions(voted, language)
    return [
        OwnVote(one, texts[one.pk], said[one.pk], str(Value(said[one.pk]).label)) for one in voted
    ]


def _written(participant: Participant | None) -> list[Statement]:
    if participant is None:
        return []
    return list(Statement.objects.filter(author=participant).order_by("-number")[:OWN_SHOWN])


def own_statement(participant: Participant | None, number: int) -> Statement | None:
    """A statement of whoever holds the key of ``participant``: that is the gate."""
    if participant is None:
        return None
    return Statement.objects.filter(author=participant, number=number).first()


def _languages(
    conversation: Conversation, translations: list[ContentTranslation]
) -> list[TextLanguage]:
    codes = [conversation.language, *(one.language for one in translations)]
    return [TextLanguage(code, own_name(code)) for code in codes]


@dataclass(frozen=True)
class CameOf:
    """A statement that something was made of."""

    statement: Statement
    text: Rendition
    steps: Sequence[Step]


def came_of(conversation: Conversation, language: str) -> list[CameOf]:
    """The statements of a published conversation that were taken up, and what became of them."""
    shown = list(Statement.objects.public().filter(conversation=conversation))
    became = stories(shown, language)
    taken = [one for one in shown if became[one.pk]]
    texts = renditions(taken, language)
    return [CameOf(one, texts[one.pk], became[one.pk]) for one in taken]
