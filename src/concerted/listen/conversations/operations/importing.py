"""Bringing a conversation that was held elsewhere, from the files that pol.is publishes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

import numpy as np
from django.db import models, transaction
from django.utils import timezone

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.exports import ExportedVotes
from concerted.analysis.opinion.votes import Ids, Integers
from concerted.base.audit.trail import note
from concerted.base.forms import clean_text
from concerted.base.gates import Viewer
from concerted.base.rows import insert
from concerted.base.tables.writing import as_written
from concerted.listen.conversations.models import (
    LONGEST,
    Conversation,
    ConversationSource,
    Origin,
    Participant,
    Reason,
    Statement,
    StatementState,
    Value,
    Via,
    Vote,
)
from concerted.listen.conversations.operations.bringing_sessions import bring_sessions
from concerted.listen.conversations.queries.folders import Conversation as Files
from concerted.listen.conversations.queries.screening import why_held
from concerted.organizations.models import Organization
from concerted.organizations.publishing import free_slug

AT_ONCE = 2000
UNSTATED = "…"
"""The words of a statement of which only the number is known."""
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Brought:
    """A conversation from files, and whether it was here before."""

    conversation: Conversation
    is_new: bool


@transaction.atomic
def import_conversation(
    *,
    organization: Organization,
    files: Files,
    language: str = "",
    credit: str = "",
    is_draft: bool = False,
    by: Viewer | None,
) -> Brought:
    """The conversation in ``files``, closed, with every vote at the time it was given; for everybody unless a draft.

    ``credit`` names whose data they are, and is shown with them.

    The same files brought again give the conversation they gave before. Statements that were rejected elsewhere stay
    rejected. Those that were not looked at were shown there if anybody voted on them, and are shown here; on others
    nobody voted, and nobody reads them before the team does. Voices come without names.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    digest = _digest_of(files)
    source = ConversationSource.objects.filter(
        digest=digest, conversation__organization=organization
    ).select_related("conversation__organization")
    if (found := source.first()) is not None:
        return Brought(found.conversation, is_new=False)
    conversation = _conversation(
        organization, files, language or organization.language, is_draft=is_draft
    )
    statements = _statements(conversation, files)
    people = _participants(conversation, files)
    _votes(files, statements, people)
    bring_sessions(conversation=conversation, files=files, statements=statements)
    ConversationSource.objects.create(
        conversation=conversation,
        digest=digest,
        name=files.name[:200],
        credit=_plain(credit)[:500],
        shortened_count=sum(len(text) > LONGEST for text in _texts(files).values()),
    )
    note(verb="imported", subject=conversation, by=by, after={"title": conversation.title})
    return Brought(conversation, is_new=True)


def _digest_of(files: Files) -> str:
    """Changes exactly when a vote, a statement or a decision on one does."""
    given = _given(files)
    told = hashlib.sha256(files.topic.encode())
    for column in (given.participants, given.statements, given.votes, given.timestamps):
        told.update(b"-" if column is None else np.ascontiguousarray(column).tobytes())
    if files.statements is not None:
        told.update(files.statements.ids.tobytes() + files.statements.moderation.tobytes())
        told.update("\0".join(files.statements.texts).encode())
    if files.sessions or files.tallies:
        told.update(repr((files.sessions, files.tallies)).encode())
    return told.hexdigest()


def _given(files: Files) -> ExportedVotes:
    if files.given is None:
        raise ValueError(f"The conversation “{files.name}” was not read from a file of votes.")
    return files.given


def _conversation(
    organization: Organization, files: Files, language: str, *, is_draft: bool
) -> Conversation:
    given = _given(files)
    title = _plain(files.topic)[:160] or files.name[:160]
    first, last = _span(given)
    return Conversation.objects.create(
        organization=organization,
        slug=free_slug(organization.conversations.all(), title, otherwise="conversation"),
        title=title,
        summary=_plain(files.description, lines=True)[:2000],
        language=language,
        published_at=None if is_draft else first,
        closed_at=last,
        takes_statements=False,
    )


def _span(given: ExportedVotes) -> tuple[datetime, datetime]:
    now = timezone.now()
    if given.timestamps is None:
        return now, now
    return _moment(float(given.timestamps.min()), now), _moment(float(given.timestamps.max()), now)


def _moment(milliseconds: float, latest: datetime) -> datetime:
    """The time that many milliseconds after 1970 began; none after ``latest``, since a clock may have been wrong."""
    bounded = min(max(milliseconds / 1000, 0.0), latest.timestamp())
    return datetime.fromtimestamp(bounded, UTC)


def _plain(text: str, *, lines: bool = False) -> str:
    """As people read it, and as it was before a table had it."""
    return as_written(clean_text(text, lines=lines))


def _texts(files: Files) -> dict[int, str]:
    if files.statements is None:
        return {}
    given = zip(files.statements.ids.tolist(), files.statements.texts, strict=True)
    return {number: _plain(text) for number, text in given}


def _numbers_for(ids: Iterable[int]) -> dict[int, int]:
    """The number of each id here: itself where the ids are as good as counted through, else its place."""
    ordered = sorted(set(ids))
    is_counted = bool(ordered) and ordered[0] >= 0 and ordered[-1] <= len(ordered)
    return {one: one if is_counted else place for place, one in enumerate(ordered, 1)}


def _statements(conversation: Conversation, files: Files) -> dict[int, Statement]:
    """Each with the counts of the votes that stand, which the file's own counts are not."""
    known, texts = files.statements, _texts(files)
    voted = files.votes.statement_ids.tolist()
    counts = files.votes.count()
    place_of = {number: place for place, number in enumerate(voted)}
    state = dict(zip(known.ids.tolist(), known.moderation.tolist(), strict=True)) if known else {}
    meta, seeds = (
        (set(known.meta), set(known.ids[known.is_seed].tolist())) if known else (set(), set())
    )
    numbers = _numbers_for([*voted, *texts])
    rows = {}
    for one, number in numbers.items():
        place, text = place_of.get(one), texts.get(one) or UNSTATED
        standing, reason = _standing(state.get(one, 1), text, is_voted=place is not None)
        agree, disagree, passed = (
            (0, 0, 0)
            if place is None
            else (int(side[place]) for side in (counts.agree, counts.disagree, counts.passed))
        )
        rows[one] = Statement(
            organization=conversation.organization,
            conversation=conversation,
            number=number,
            text=text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…",
            language=conversation.language,
            origin=Origin.SEED if one in seeds else Origin.PARTICIPANT,
            state=standing,
            reason=reason,
            is_meta=one in meta,
            agree_count=agree,
            disagree_count=disagree,
            pass_count=passed,
        )
    _insert(rows.values())
    conversation.statement_count = max((*numbers.values(), len(numbers)))
    conversation.save(update_fields=["statement_count"])
    return rows


def _standing(moderation: int, text: str, *, is_voted: bool) -> tuple[str, str]:
    """The state of a statement here, and the reason for it."""
    if moderation == -1:
        return StatementState.REJECTED, Reason.OFF_TOPIC
    if moderation == 1 or is_voted:
        return StatementState.ACCEPTED, ""
    held = why_held(text)
    return (StatementState.HELD, held) if held else (StatementState.WAITING, "")


def _participants(conversation: Conversation, files: Files) -> dict[int, Participant]:
    """Everybody who voted, with a key that nobody holds."""
    numbers = _numbers_for(files.votes.participant_ids.tolist())
    rows = {
        one: Participant(
            conversation=conversation,
            number=number,
            key_hash=f"imported:{secrets.token_hex(16)}",
            language=conversation.language,
        )
        for one, number in numbers.items()
    }
    _insert(rows.values())
    conversation.participant_count = len(rows)
    conversation.last_number = max(numbers.values(), default=0)
    conversation.save(update_fields=["participant_count", "last_number"])
    return rows


def _votes(files: Files, statements: dict[int, Statement], people: dict[int, Participant]) -> None:
    given, now = _given(files), timezone.now()
    at = _latest_rows(given.participants, given.statements, given.timestamps)
    times = None if given.timestamps is None else given.timestamps[at].tolist()
    columns = zip(
        given.participants[at].tolist(),
        given.statements[at].tolist(),
        given.votes[at].tolist(),
        times or [now.timestamp() * 1000] * at.size,
        strict=True,
    )
    _insert(
        Vote(
            participant=people[person],
            statement=statements[statement],
            value=Value(value).value,
            voted_at=_moment(time, now),
            via=Via.IMPORTED,
        )
        for person, statement, value, time in columns
    )


def _latest_rows(people: Integers, statements: Ids, times: Floats | None) -> Integers:
    """Places of the rows that count: the latest of each person on each statement, of equal times the later row."""
    rows = np.arange(people.size)
    order = np.lexsort((rows, rows if times is None else times, statements, people))
    last = np.ones(order.size, dtype=np.bool_)
    same_person = people[order][1:] == people[order][:-1]
    last[:-1] = ~(same_person & (statements[order][1:] == statements[order][:-1]))
    return np.sort(order[last])


def _insert(rows: Iterable[Row]) -> None:
    waiting: Iterator[Row] = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        insert(*batch)
