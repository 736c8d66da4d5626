"""The votes of a conversation as the analysis takes them. Without a viewer: for what counts and maps."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from django.db import connection
from django.db.models import Count, F, Max, Q, Sum

from concerted.analysis.opinion import VoteMatrix
from concerted.analysis.opinion.votes import Integers
from concerted.base.statements import run
from concerted.listen.conversations.models import (
    Ballot,
    Conversation,
    Participant,
    Statement,
    StatementState,
    Vote,
)

JOINED = {"postgresql": "string_agg({}::text, ',')", "sqlite": "group_concat({})"}
CODE = "(s.number * 3 + v.value + 1)"
READ = """
SELECT p.number, {} FROM conversations_vote AS v
JOIN conversations_participant AS p ON p.id = v.participant_id
JOIN conversations_statement AS s ON s.id = v.statement_id
WHERE p.conversation_id = %s GROUP BY p.number
"""


def vote_matrix(conversation: Conversation) -> VoteMatrix:
    """Who said what, by numbers. Statements that are not shown are moderated out.

    A row a participant, their votes as one text: ten times as fast as a row a vote.
    """
    people, statements, values = vote_columns(conversation)
    shown = Statement.objects.filter(conversation=conversation).accepted()
    left_out = np.setdiff1d(statements, np.array(shown.values_list("number", flat=True)))
    return VoteMatrix.from_votes(people, statements, values, moderated_out=left_out.tolist())


def vote_columns(conversation: Conversation) -> tuple[Integers, Integers, Integers]:
    """Numbers of participants and statements, and the votes: (N,) each, sorted by participant."""
    own = Participant._meta.pk.get_db_prep_value(conversation.pk, connection)
    statement = READ.format(JOINED[connection.vendor].format(CODE))
    rows = run(statement, [own]).fetchall()
    texts = [text for _number, text in rows]
    counts = np.array([text.count(",") + 1 for text in texts], dtype=np.int64)
    people = np.repeat(np.array([number for number, _text in rows], dtype=np.int64), counts)
    codes = np.array(",".join(texts).split(",") if texts else [], dtype=np.int64)
    order = np.argsort(people, kind="stable")
    return people[order], codes[order] // 3, codes[order] % 3 - 1


def mark_of(conversation: Conversation) -> str:
    """Changes with every vote and with every decision on a statement; one small query.

    Only where two people change their minds on one statement in opposite ways between two looks it stays, until the
    next vote.
    """
    sides = ("agree_count", "disagree_count", "pass_count")
    accepted = Q(state=StatementState.ACCEPTED)
    sums = Statement.objects.filter(conversation=conversation).aggregate(
        shown=Count("pk", filter=accepted),
        which=Sum("number", filter=accepted),
        **{f"{side}_all": Sum(side) for side in sides},
        **{f"{side}_where": Sum(F(side) * F("number")) for side in sides},
    )
    return ":".join(str(value or 0) for value in sums.values())


def voices_since(conversation: Conversation, moment: datetime | None) -> int:
    """How many people voted, changed a vote, or had their ballot taken back after ``moment``."""
    rows = Vote.objects.filter(participant__conversation=conversation)
    gone = Ballot.objects.filter(stack__session__conversation=conversation)
    if moment is not None:
        rows, gone = rows.filter(voted_at__gt=moment), gone.filter(stack__undone_at__gt=moment)
        gone = gone.filter(typed_at__lte=moment)
    found = rows.order_by().aggregate(found=Count("participant", distinct=True))["found"] or 0
    return found + (gone.count() if moment is not None else 0)


def last_vote_at(conversation: Conversation) -> datetime | None:
    rows = Vote.objects.filter(participant__conversation=conversation).order_by()
    last: datetime | None = rows.aggregate(last=Max("voted_at"))["last"]
    return last
