"""Sessions in the files of a conversation: what was counted in rooms, and where votes came from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Sum

from concerted.base.tables.writing import inert
from concerted.listen.conversations.models import Conversation, Session, Tally
from concerted.listen.conversations.queries.session_tables import SESSION_HEADS, TALLY_HEADS
from concerted.listen.conversations.queries.sessions import sessions_held
from concerted.listen.conversations.queries.telling import FLOOR

Cell = str | int


def tallied_counts(conversation: Conversation) -> dict[uuid.UUID, tuple[int, int]]:
    """By statement, the hands and dots that agree and disagree: what its own counts have beyond votes."""
    rows = Tally.objects.filter(session__conversation=conversation).order_by()
    sums = rows.values_list("statement").annotate(
        agreed=Sum("agree_count"), disagreed=Sum("disagree_count")
    )
    return {statement: (agreed, disagreed) for statement, agreed, disagreed in sums}


def tally_rows(conversation: Conversation) -> Iterable[Sequence[Cell]]:
    """A row for each count of hands or dots."""
    yield TALLY_HEADS
    rows = Tally.objects.standing().filter(session__conversation=conversation)
    for one in rows.select_related("session", "statement").order_by(
        "session__number", "statement__number", "kind"
    ):
        yield [
            one.session.number,
            one.statement.number,
            one.kind,
            one.agree_count,
            one.disagree_count,
            one.pass_count,
            one.counted_at.isoformat(),
        ]


def session_rows(conversation: Conversation) -> Iterable[Sequence[Cell]]:
    """A row for each session: when, where, how, and how many took part in which way; nothing of a few people."""
    yield SESSION_HEADS
    held = sessions_held(Session.objects.filter(conversation=conversation).order_by("number"))
    for one in held:
        session = one.session
        yield [
            session.number,
            session.starts_at.isoformat(),
            inert(session.place),
            " ".join(session.languages),
            " ".join(session.ways),
            "" if session.people_count is None else session.people_count,
            *(_told(count) for count in (one.phones, one.ballots)),
            one.tallied,
        ]


def _told(count: int) -> Cell:
    return count if count == 0 or count >= FLOOR else f"1-{FLOOR - 1}"
