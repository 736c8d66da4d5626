"""Saying agree, disagree or pass. The busiest write of a conversation, hence counted statement by statement."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.identifiers import uuid7
from concerted.base.limits.buckets import take_each
from concerted.base.statements import run
from concerted.listen.conversations.models import Conversation, Value
from concerted.listen.conversations.operations.voices import joined
from concerted.listen.conversations.queries.voices import hash_of, key_for

COLUMNS = {
    Value.AGREE: "agree_count",
    Value.DISAGREE: "disagree_count",
    Value.PASS: "pass_count",
}
ADD = """
INSERT INTO conversations_vote (id, created_at, participant_id, statement_id, value, voted_at)
VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (participant_id, statement_id) DO NOTHING RETURNING id
"""
SAID = "SELECT value FROM conversations_vote WHERE participant_id = %s AND statement_id = %s"
CHANGE = """
UPDATE conversations_vote SET value = %s, voted_at = %s
WHERE participant_id = %s AND statement_id = %s
"""
OPEN = """
WHERE id = %s AND conversation_id = %s AND state = 'accepted' AND EXISTS (
    SELECT 1 FROM conversations_conversation AS c
    WHERE c.id = conversation_id AND c.published_at IS NOT NULL AND c.closed_at IS NULL
    AND (c.closes_at IS NULL OR c.closes_at > %s)
) RETURNING id
"""


@transaction.atomic
def cast_vote(
    *,
    conversation: Conversation,
    statement: uuid.UUID,
    value: int,
    key: str,
    language: str,
    visitor: str = "",
) -> None:
    """Keep what the holder of ``key`` says to a statement; said again, nothing happens; said otherwise, it changes.

    ``visitor`` is a ``base.limits`` key. Raises ``Refused`` when no votes are taken now, or on a flood.
    """
    _hold_back_floods(conversation, key, visitor)
    participant = key_for(
        joined(conversation=conversation, key=key, language=language, visitor=visitor)
    )
    told, now = key_for(statement), _as_written(timezone.now())
    choice = Value(value)
    added = run(ADD, [key_for(uuid7()), now, participant, told, choice.value, now]).fetchone()
    steps = {COLUMNS[choice]: 1}
    if added is None:
        lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        before = Value(run(SAID + lock, [participant, told]).fetchone()[0])
        if before == choice:
            return
        run(CHANGE, [choice.value, now, participant, told])
        steps[COLUMNS[before]] = -1
    _count(steps, [told, key_for(conversation.pk), now])


def _hold_back_floods(conversation: Conversation, key: str, visitor: str) -> None:
    """Bound what one voice and one network can do; a room full of phones on one network gets through."""
    buckets = [(f"votes:{hash_of(conversation, key)[:40]}", 90, 1.0)]
    if visitor:
        buckets.append((f"votes:{visitor[:40]}{conversation.pk.hex[-12:]}", 1500, 5.0))
    if not all(take_each(buckets)):
        raise Refused(_("Many votes came at once. Please wait a minute."))


def _count(steps: dict[str, int], where: list[Any]) -> None:
    """Move the counts of the statement, if it takes votes at this moment. Last of all: its row is held shortest."""
    sets = ", ".join(f"{column} = {column} + %s" for column in steps)
    statement = f"UPDATE conversations_statement SET {sets} {OPEN}"  # noqa: S608
    if run(statement, [*steps.values(), *where]).fetchone() is None:
        raise Refused(_("This statement is not taking votes now."))


def _as_written(moment: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
