"""Conversations in the workspace: the list, one with its numbers, and what waits to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from concerted.listen.conversations.models import Conversation, Statement, StatementState
from concerted.organizations.translations import Rendition, renditions

UNREAD = (StatementState.WAITING, StatementState.HELD)


@dataclass(frozen=True)
class Numbers:
    """How far a conversation is."""

    participants: int = 0
    statements: int = 0
    votes: int = 0
    unread: int = 0


@dataclass(frozen=True)
class Card:
    conversation: Conversation
    text: Rendition
    numbers: Numbers


def numbers_of(conversations: Iterable[Conversation]) -> dict[object, Numbers]:
    """The numbers of each, in one query."""
    conversations = list(conversations)
    shown = Q(state=StatementState.ACCEPTED)
    cast = F("agree_count") + F("disagree_count") + F("pass_count")
    rows = (
        Statement.objects.filter(conversation__in=conversations)
        .order_by()
        .values("conversation_id")
        .annotate(
            shown=Count("id", filter=shown),
            unread=Count("id", filter=Q(state__in=UNREAD)),
            cast=Sum(cast, filter=shown),
        )
    )
    told: dict[object, dict[str, Any]] = {row["conversation_id"]: dict(row) for row in rows}
    return {one.pk: _numbers(one, told.get(one.pk, {})) for one in conversations}


def _numbers(conversation: Conversation, row: dict[str, Any]) -> Numbers:
    return Numbers(
        participants=conversation.participant_count,
        statements=row.get("shown", 0),
        votes=row.get("cast") or 0,
        unread=row.get("unread", 0),
    )


def cards(conversations: QuerySet[Conversation], language: str) -> list[Card]:
    rows = list(conversations)
    texts, numbers = renditions(rows, language), numbers_of(rows)
    return [Card(one, texts[one.pk], numbers[one.pk]) for one in rows]
