"""The sessions of a conversation that comes from files, with the hands and dots that were counted in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.conf import settings
from django.db.models import F

from concerted.base.tables.writing import as_written
from concerted.listen.conversations.models import (
    Conversation,
    Session,
    SessionWay,
    Statement,
    Tally,
    TallyKind,
)
from concerted.listen.conversations.operations.sessions import MOST_LANGUAGES, tell_tally
from concerted.listen.conversations.queries.folders import Conversation as Files
from concerted.listen.conversations.queries.session_tables import SessionLine


def bring_sessions(
    *, conversation: Conversation, files: Files, statements: Mapping[int, Statement]
) -> None:
    """Part of the import: each session as one that is over, and its hands and dots in the counts of statements."""
    lines = {line.number: line for line in files.sessions}
    held = {number: _session(conversation, line) for number, line in lines.items()}
    counts: dict[int, Counter[str]] = {}
    for line in files.tallies:
        session, statement = held.get(line.session), statements.get(line.statement)
        if session is None or statement is None or line.kind not in TallyKind.values:
            raise ValueError(
                f"{files.name}: tallies.csv tells of session {line.session}, statement {line.statement} and "
                f"“{line.kind}”; each must be in sessions.csv, comments.csv and {', '.join(TallyKind.values)}."
            )
        agree, disagree, passed = line.counts
        tally = Tally(
            organization_id=conversation.organization_id,
            session=session,
            statement=statement,
            kind=line.kind,
            agree_count=agree,
            disagree_count=disagree,
            pass_count=passed,
            counted_at=line.counted_at,
        )
        tell_tally(tally=tally)
        tally.save(force_insert=True)
        counts.setdefault(line.statement, Counter()).update(
            agree_count=agree, disagree_count=disagree, pass_count=passed
        )
    for number, steps in counts.items():
        moves = {name: F(name) + step for name, step in steps.items()}
        Statement.objects.filter(pk=statements[number].pk).update(**moves)


def _session(conversation: Conversation, line: SessionLine) -> Session:
    known = [code for code in line.languages if code in dict(settings.LANGUAGES)]
    return Session.objects.create(
        organization_id=conversation.organization_id,
        conversation=conversation,
        number=line.number,
        starts_at=line.starts_at,
        place=as_written(line.place)[:200],
        languages=known[:MOST_LANGUAGES] or [conversation.language],
        ways=[way for way in line.ways if way in SessionWay.values],
        people_count=line.people_count,
        opened_at=line.starts_at,
        closed_at=line.starts_at,
    )
