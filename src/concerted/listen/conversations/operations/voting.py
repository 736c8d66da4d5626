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
from concerted.listen.conversations.models import Conversation, Round, Session, Value, Via
from concerted.listen.conversations.operations.voices import CROWD, joined
from concerted.listen.conversations.queries.voices import hash_of, key_for

COLUMNS = {
    Value.AGREE: "agree_count",
    Value.DISAGREE: "disagree_count",
    Value.PASS: "pass_count",
}
ADD = """
INSERT INTO conversations_vote
(id, created_at, participant_id, statement_id, value, voted_at, via, session_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (participant_id, statement_id) DO NOTHING RETURNING id
"""
SAID = "SELECT value FROM conversations_vote WHERE participant_id = %s AND statement_id = %s"
CHANGE = """
UPDATE conversations_vote SET value = %s, voted_at = %s, via = %s, session_id = %s
WHERE participant_id = %s AND statement_id = %s
"""
SAID_HERE = """
UPDATE conversations_vote SET via = %s, session_id = %s
WHERE participant_id = %s AND statement_id = %s
"""
OPEN = """
WHERE id = %s AND conversation_id = %s AND state = 'accepted' AND EXISTS (
    SELECT 1 FROM conversations_conversation AS c
    WHERE c.id = conversation_id AND c.published_at IS NOT NULL AND c.closed_at IS NULL
    AND (c.closes_at IS NULL OR c.closes_at > %s)
) RETURNING id
"""

ROOM = 400
"""People who may join at once from the network of a room."""


@transaction.atomic
def cast_vote(
    *,
    conversation: Conversation,
    statement: uuid.UUID,
    value: int,
    key: str,
    language: str,
    visitor: str = "",
    session: Session | None = None,
) -> None:
    """Keep what the holder of ``key`` says to a statement; said again, nothing happens; said otherwise, it changes.

    ``visitor`` is a ``base.limits`` key; ``session`` is that of the room in which it is said. Raises ``Refused`` when
    no votes are taken now, or on a flood.
    """
    _hold_back_floods(conversation, key, visitor)
    if session is not None:
        _check_room(session, statement)
    crowd = CROWD if session is None else ROOM
    participant = key_for(
        joined(conversation=conversation, key=key, language=language, visitor=visitor, crowd=crowd)
    )
    told, now = key_for(statement), _as_written(timezone.now())
    choice, place = Value(value), _place(session)
    given = [key_for(uuid7()), now, participant, told, choice.value, now, *place]
    added = run(ADD, given).fetchone()
    steps = {COLUMNS[choice]: 1}
    if added is None:
        lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        before = Value(run(SAID + lock, [participant, told]).fetchone()[0])
        if before == choice:
            _say_here(session, [participant, told])
            return
        run(CHANGE, [choice.value, now, *place, participant, told])
        steps[COLUMNS[before]] = -1
    _count(steps, [told, key_for(conversation.pk), now])


def _check_room(session: Session, statement: uuid.UUID) -> None:
    """Refuse what the room is not asked now. The row of the round is held, so that its counts have all that was said."""
    rounds = Round.objects.select_for_update(of=("self",)).filter(
        session=session, statement_id=statement, closed_at=None, session__closed_at=None
    )
    if rounds.first() is None:
        raise Refused(_("The voting on this statement is over in the room."))


def _place(session: Session | None) -> list[Any]:
    """How and where a vote is said, for its columns."""
    if session is None:
        return [Via.PHONE.value, None]
    return [Via.ROOM.value, key_for(session.pk)]


def _say_here(session: Session | None, vote: list[Any]) -> None:
    """What is said again in a room counts there. It is no change of mind, so its time stays."""
    if session is not None:
        run(SAID_HERE, [*_place(session), *vote])


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
