"""A conversation as the files that pol.is publishes: votes 1 (agree), 0 (pass), -1 (disagree)."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from concerted.base.tables.writing import inert
from concerted.listen.conversations.models import (
    Conversation,
    Origin,
    Participant,
    Reading,
    ReadingState,
    Statement,
    StatementState,
    Value,
    Vote,
)
from concerted.listen.conversations.queries.histories import unpack
from concerted.listen.conversations.queries.session_files import (
    session_rows,
    tallied_counts,
    tally_rows,
)

MODERATED = {StatementState.ACCEPTED.value: 1, StatementState.REJECTED.value: -1}
Cell = str | int


def export_zip(conversation: Conversation) -> bytes:
    """``votes.csv``, ``comments.csv``, ``participants-votes.csv`` and ``summary.csv``. For owners and organizers.

    These have what participants said, on phones and on paper. What belongs to nobody, hands and dots, stands in
    ``tallies.csv``, and the rooms in which people met in ``sessions.csv``; neither name is known to pol.is.
    Where the conversation is anonymous, numbers are dealt anew each time, times are full hours, and nothing says who
    wrote a statement: who came first, or who sat there at a quarter past, is not to be found out.
    """
    numbers = _numbers(conversation)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in (
            ("votes.csv", _votes(conversation, numbers)),
            ("comments.csv", _comments(conversation, numbers)),
            ("participants-votes.csv", _participants(conversation, numbers)),
            ("summary.csv", _summary(conversation)),
            ("tallies.csv", tally_rows(conversation)),
            ("sessions.csv", session_rows(conversation)),
        ):
            packed.writestr(name, table(rows))
    return out.getvalue()


def _numbers(conversation: Conversation) -> dict[int, int]:
    """The number in the files of each participant's number."""
    rows = Participant.objects.filter(conversation=conversation).order_by("number")
    own = list(rows.values_list("number", flat=True))
    dealt = list(own)
    if conversation.is_anonymous:
        random.SystemRandom().shuffle(dealt)
    return dict(zip(own, dealt, strict=True))


def _votes(conversation: Conversation, numbers: dict[int, int]) -> Iterable[Sequence[Cell]]:
    yield ["timestamp", "datetime", "comment-id", "voter-id", "vote"]
    rows = Vote.objects.filter(participant__conversation=conversation).values_list(
        "voted_at", "statement__number", "participant__number", "value"
    )
    told = sorted(
        (_time(at, conversation), statement, numbers[participant], value)
        for at, statement, participant, value in rows.order_by()
    )
    for at, statement, participant, value in told:
        yield [int(at.timestamp() * 1000), at.isoformat(), statement, participant, value]


def _comments(conversation: Conversation, numbers: dict[int, int]) -> Iterable[Sequence[Cell]]:
    yield [
        *("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees"),
        *("moderated", "comment-body", "is-meta", "is-seed"),
    ]
    rows = Statement.objects.filter(conversation=conversation).select_related("author")
    tallied = tallied_counts(conversation)
    for one in rows.order_by("number"):
        agreed, disagreed = tallied.get(one.pk, (0, 0))
        at = _time(one.created_at, conversation)
        is_told = one.author is not None and not conversation.is_anonymous
        yield [
            int(at.timestamp() * 1000),
            at.isoformat(),
            one.number,
            numbers[one.author.number] if is_told and one.author else "",
            one.agree_count - agreed,
            one.disagree_count - disagreed,
            MODERATED.get(one.state, 0),
            inert(one.text),
            str(one.is_meta).lower(),
            str(one.origin == Origin.SEED).lower(),
        ]


def _participants(conversation: Conversation, numbers: dict[int, int]) -> Iterable[Sequence[Cell]]:
    rows = Statement.objects.filter(conversation=conversation).order_by("number")
    statements = list(rows.values_list("number", flat=True))
    given: dict[int, dict[int, int]] = defaultdict(dict)
    votes = Vote.objects.filter(participant__conversation=conversation).order_by()
    for participant, statement, value in votes.values_list(
        "participant__number", "statement__number", "value"
    ):
        given[participant][statement] = value
    letters = _letters(conversation)
    written = _written(conversation)
    yield [
        *("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"),
        *statements,
    ]
    for own, number in sorted(numbers.items(), key=lambda pair: pair[1]):
        said = given[own]
        yield [
            number,
            letters.get(own, ""),
            written[own] if not conversation.is_anonymous else 0,
            len(said),
            sum(value == Value.AGREE for value in said.values()),
            sum(value == Value.DISAGREE for value in said.values()),
            *(said.get(statement, "") for statement in statements),
        ]


def _letters(conversation: Conversation) -> dict[int, str]:
    """The letter of each participant's group on the last map, of groups that are told of there."""
    reading = Reading.objects.filter(conversation=conversation).first()
    state = ReadingState.objects.filter(conversation=conversation).first()
    if reading is None or state is None or not state.held or not reading.result["groups"]:
        return {}
    history = unpack(state.held).history
    if history is None:
        return {}
    told = [one["letter"] if one["size"] else "" for one in reading.result["groups"]]
    labels = zip(history.participant_ids.tolist(), history.labels.tolist(), strict=True)
    return {number: told[label] for number, label in labels if label >= 0}


def _written(conversation: Conversation) -> Counter[int]:
    rows = Statement.objects.filter(conversation=conversation, author__isnull=False)
    return Counter(rows.values_list("author__number", flat=True))


def _summary(conversation: Conversation) -> Iterable[Sequence[Cell]]:
    yield ["topic", inert(conversation.title)]
    yield ["voters", conversation.participant_count]
    yield ["conversation-description", inert(conversation.summary)]


def _time(moment: datetime, conversation: Conversation) -> datetime:
    return (
        moment.replace(minute=0, second=0, microsecond=0) if conversation.is_anonymous else moment
    )


def table(rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
