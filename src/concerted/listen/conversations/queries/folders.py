"""The files of a conversation, found and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from concerted.analysis.opinion.exports import (
    ExportedParticipants,
    ExportedStatements,
    ExportedVotes,
    read_participants,
    read_statements,
    read_summary,
    read_votes,
)
from concerted.analysis.opinion.votes import Integers, Mask, VoteMatrix
from concerted.listen.conversations.queries.session_tables import (
    SessionLine,
    TallyLine,
    read_sessions,
    read_tallies,
)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    """A conversation as published: its votes, what its statements say, and the groups it was published with."""

    name: str
    topic: str
    votes: VoteMatrix
    statements: ExportedStatements | None
    participants: ExportedParticipants | None
    given: ExportedVotes | None = None
    """The rows as they stand in the file."""
    description: str = ""
    sessions: tuple[SessionLine, ...] = ()
    tallies: tuple[TallyLine, ...] = ()

    @property
    def rejected(self) -> tuple[int, ...]:
        return () if self.statements is None else self.statements.rejected

    @property
    def is_meta(self) -> Mask:
        """(S,) whether a statement is about the participants."""
        meta = () if self.statements is None else self.statements.meta
        return np.isin(self.votes.statement_ids, np.array(meta, dtype=np.int64))

    def text(self, statement: object) -> str:
        """What the statement says, on one line; its number where the text is not known."""
        if self.statements is not None:
            place = np.flatnonzero(self.statements.ids == statement)
            if place.size and (words := " ".join(self.statements.texts[int(place[0])].split())):
                return words
        return f"statement {statement}"

    def published_groups(self) -> tuple[list[str], Integers] | None:
        """The groups as published that have anyone who voted, and (P,) the number of each participant's, -1 for none.

        None where no group was published.
        """
        if self.participants is None:
            return None
        given = self.participants
        groups = np.full(self.votes.participant_count, -1, dtype=np.int64)
        if given.participants.size:
            places = np.searchsorted(given.participants, self.votes.participant_ids)
            places = np.minimum(places, given.participants.size - 1)
            same = given.participants[places] == self.votes.participant_ids
            groups[same] = given.groups[places[same]]
        used = np.unique(groups[groups >= 0])
        if not used.size:
            return None
        numbers = np.where(groups < 0, -1, np.searchsorted(used, groups))
        return [given.names[one] for one in used.tolist()], numbers


def read_conversation(path: Path) -> Conversation:
    """The conversation in a folder of pol.is files, or of a file of votes and those beside it.

    Raises ``ValueError`` when there are no votes, or a file is not what it should be; the message names the file.
    """
    votes_file = _votes_file(path)
    parsed = _read(votes_file, read_votes)
    statements = _optional(votes_file, ["comments.csv"], read_statements)
    participants = _optional(
        votes_file, ["participants-votes.csv", "participant-votes.csv"], read_participants
    )
    summary = _optional(votes_file, ["summary.csv"], read_summary) or {}
    name = _name(votes_file)
    try:
        votes = parsed.matrix(moderated_out=() if statements is None else statements.rejected)
    except ValueError as error:
        raise ValueError(f"{votes_file}: {error}") from error
    return Conversation(
        name=name,
        topic=summary.get("topic", "").strip() or name,
        votes=votes,
        statements=statements,
        participants=participants,
        given=parsed,
        description=summary.get("conversation-description", "").strip(),
        sessions=_optional(votes_file, ["sessions.csv"], read_sessions) or (),
        tallies=_optional(votes_file, ["tallies.csv"], read_tallies) or (),
    )


def _votes_file(path: Path) -> Path:
    if path.is_file():
        return path
    if not path.is_dir():
        raise ValueError(f"{path}: there is no such folder or file.")
    if (path / "votes.csv").is_file():
        return path / "votes.csv"
    found = [
        one for one in sorted(path.glob("*votes.csv")) if "participant" not in one.name.lower()
    ]
    if len(found) != 1:
        raise ValueError(
            f"{path}: a file votes.csv is needed"
            + (
                f", but there are {len(found)}: give one of them."
                if found
                else ", and is not there."
            )
        )
    return found[0]


def _name(votes_file: Path) -> str:
    stem = votes_file.stem.removesuffix("votes").rstrip("-_. ")
    return stem or votes_file.resolve().parent.name or "conversation"


def _optional(
    votes_file: Path, names: list[str], reader: Callable[[Iterable[str]], Read]
) -> Read | None:
    """The first that exists of files beside the votes, with what the file of votes has before “votes.csv”."""
    if not votes_file.name.endswith("votes.csv"):
        return None
    before = votes_file.name.removesuffix("votes.csv")
    for name in names:
        file = votes_file.with_name(before + name)
        if file.is_file():
            return _read(file, reader)
    return None


def _read(file: Path, reader: Callable[[Iterable[str]], Read]) -> Read:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return reader(lines)
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: the text is not UTF-8: {error}.") from error
    except (ValueError, OSError) as error:
        raise ValueError(f"{file}: {error}") from error
