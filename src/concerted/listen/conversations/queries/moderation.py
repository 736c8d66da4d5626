"""What was decided about the statements that people added, for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from concerted.base.tables.writing import inert
from concerted.listen.conversations.models import Conversation, Statement
from concerted.listen.conversations.queries.exports import Cell, table
from concerted.organizations.translations import Rendition, renditions

LOGGED = 100
"""Decisions on the page; the file has all."""


@dataclass(frozen=True)
class LogEntry:
    """A decision of the moderators, as everybody can read it."""

    statement: Statement
    text: Rendition | None
    """Nothing where the reason forbids to repeat the words."""


def moderation_log(conversation: Conversation, language: str) -> list[LogEntry]:
    """What was decided about statements of participants, the latest first. For a published conversation."""
    decided = list(_decided(conversation)[:LOGGED])
    texts = renditions(decided, language)
    return [LogEntry(one, texts[one.pk] if one.is_sayable else None) for one in decided]


def moderation_csv(conversation: Conversation) -> bytes:
    """Every decision, a row each; words that may tell who somebody is or attack people are left out."""
    return table(_rows(conversation))


def _rows(conversation: Conversation) -> Iterable[Sequence[Cell]]:
    yield ["comment-id", "decided-on", "state", "reason", "language", "comment-body"]
    for one in _decided(conversation):
        day = timezone.localtime(one.reviewed_at, conversation.zone).date()
        words = inert(one.text) if one.is_sayable else ""
        yield [one.number, day.isoformat(), one.state, one.reason, one.language, words]


def _decided(conversation: Conversation) -> QuerySet[Statement]:
    rows = Statement.objects.filter(conversation=conversation, reviewed_at__isnull=False)
    return rows.order_by("-reviewed_at")
