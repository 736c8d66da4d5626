"""The files that pol.is publishes of a conversation, read from open text: votes, statements, participants, summary.

Nothing here opens a file: every function takes lines, such as an open text file (``newline=""``), a list or a generator.
Columns are found by their names, in any order; further ones are passed over, so are blank lines and a byte-order mark.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.opinion.votes import Integers, Mask, VoteMatrix

MILLISECONDS_FROM = 100_000_000_000
"""A time below is in seconds (in milliseconds it would be before March 1973), one from here on in milliseconds."""
_CHUNK = 200_000
_LARGEST = 2**53
_TRUE, _FALSE = {"true", "t", "yes", "1"}, {"false", "f", "no", "0", ""}


@dataclass(frozen=True, slots=True, eq=False)
class ExportedVotes:
    """The rows of ``votes.csv``, in their order.

    Attributes
    ----------
    participants : (N,) ids of who voted
    statements : (N,) ids of what was voted on
    votes : (N,) agree 1, pass 0, disagree -1
    timestamps : (N,) milliseconds since 1970, whatever the file has; None where it has no such column
    """

    participants: Integers
    statements: Integers
    votes: Integers
    timestamps: NDArray[np.float64] | None

    def matrix(self, *, moderated_out: Iterable[object] = ()) -> VoteMatrix:
        """The latest vote of each participant on each statement; see ``VoteMatrix.from_votes``.

        Examples
        --------
        >>> lines = ["voter-id,comment-id,vote", "7,1,1", "9,1,-1"]
        >>> read_votes(lines).matrix().shape
        (2, 1)
        """
        return VoteMatrix.from_votes(
            self.participants,
            self.statements,
            self.votes,
            self.timestamps,
            moderated_out=moderated_out,
        )


@dataclass(frozen=True, slots=True, eq=False)
class ExportedStatements:
    """The rows of ``comments.csv``, by ascending id, each id once (a later row replaces an earlier one).

    Attributes
    ----------
    ids : (S,) ids
    moderation : (S,) 1 accepted, 0 not looked at, -1 rejected; 0 where the file does not say
    is_meta : (S,) about the participants themselves; false where the file does not say
    is_seed : (S,) given by the organizers; false where the file does not say
    texts : (S,) what each says; empty where the file does not say
    """

    ids: Integers
    moderation: Integers
    is_meta: Mask
    is_seed: Mask
    texts: tuple[str, ...]

    @property
    def rejected(self) -> tuple[int, ...]:
        """Ids that moderation rejected, ascending."""
        return tuple(self.ids[self.moderation == -1].tolist())

    @property
    def meta(self) -> tuple[int, ...]:
        """Ids of meta statements, ascending."""
        return tuple(self.ids[self.is_meta].tolist())


@dataclass(frozen=True, slots=True, eq=False)
class ExportedParticipants:
    """The rows of ``participants-votes.csv``: who is in which published group, by ascending participant.

    Attributes
    ----------
    participants : (P,) ids
    groups : (P,) position in ``names``, -1 for no group
    names : the groups as published, in ascending order, by number where all are numbers
    """

    participants: Integers
    groups: Integers
    names: tuple[str, ...]


def read_votes(lines: Iterable[str]) -> ExportedVotes:
    """The votes of ``votes.csv``.

    Parameters
    ----------
    lines : a heading with comment-id, voter-id and vote (timestamp is used where it stands), then a line a vote;
        votes are 1 (agree), 0 (pass), -1 (disagree)

    Returns
    -------
    ExportedVotes, rows in the order of the file.

    Raises
    ------
    ValueError: there is no heading or no vote, a column is missing, or a row holds other than whole numbers or another
    vote; the message names the row.

    References
    ----------
    Computational Democracy Project, openData: the files of pol.is exports, https://github.com/compdemocracy/openData.

    Examples
    --------
    >>> found = read_votes(["timestamp,comment-id,voter-id,vote", "1700000000,7,1,1", "", "1700000001000,7,2,-1"])
    >>> found.votes, found.timestamps
    (array([ 1, -1]), array([1.7e+12, 1.7e+12]))
    """
    table = _Table.of(lines, "votes")
    names = ["voter-id", "comment-id", "vote"]
    table.require(names)
    if "timestamp" in table.columns:
        names.append("timestamp")
    rows = table.numbers(names)
    if not len(rows):
        raise ValueError("The votes have a heading, but no row: at least one vote is needed.")
    whole = np.clip(rows[:, :3], -_LARGEST, _LARGEST).astype(np.int64)
    _refuse_first(
        (rows[:, :3] != whole) | (np.abs(rows[:, :3]) > _LARGEST), rows, names, "a whole number"
    )
    _refuse_first(np.abs(rows[:, 2:3]) > 1, rows[:, 2:3], ["vote"], "1, 0 or -1")
    people, statements, votes = whole.T
    return ExportedVotes(
        people, statements, votes, _milliseconds(rows[:, 3]) if len(names) > 3 else None
    )


def read_statements(lines: Iterable[str]) -> ExportedStatements:
    """The statements of ``comments.csv``; its counts of votes are passed over, since they count changes of mind too.

    Parameters
    ----------
    lines : a heading with comment-id; moderated, comment-body, is-meta and is-seed are used where they stand

    Returns
    -------
    ExportedStatements, by ascending id.

    Raises
    ------
    ValueError: there is no heading or no comment-id, or a row holds other than a whole number or a truth.

    References
    ----------
    Computational Democracy Project, openData: the files of pol.is exports, https://github.com/compdemocracy/openData.

    Examples
    --------
    >>> found = read_statements(["comment-body,moderated,comment-id,is-meta", '"Yes, but",-1,4,false', "No,1,3,true"])
    >>> found.rejected, found.meta, found.texts
    ((4,), (3,), ('No', 'Yes, but'))
    """
    table = _Table.of(lines, "statements")
    table.require(["comment-id"])
    by_id: dict[int, tuple[int, bool, bool, str]] = {}
    for row in table:
        by_id[row.number("comment-id")] = (
            row.number("moderated", default=0),
            row.truth("is-meta"),
            row.truth("is-seed"),
            row.text("comment-body"),
        )
    ids = sorted(by_id)
    found = [by_id[one] for one in ids]
    return ExportedStatements(
        ids=np.array(ids, dtype=np.int64),
        moderation=np.array([one[0] for one in found], dtype=np.int64),
        is_meta=np.array([one[1] for one in found], dtype=np.bool_),
        is_seed=np.array([one[2] for one in found], dtype=np.bool_),
        texts=tuple(one[3] for one in found),
    )


def read_participants(lines: Iterable[str]) -> ExportedParticipants:
    """The published groups of ``participants-votes.csv``; its columns of votes are passed over.

    Parameters
    ----------
    lines : a heading with participant; an empty group-id, or none, is no group

    Returns
    -------
    ExportedParticipants, by ascending participant.

    Raises
    ------
    ValueError: there is no heading or no participant column, or a participant is no whole number.

    References
    ----------
    Computational Democracy Project, openData: the files of pol.is exports, https://github.com/compdemocracy/openData.

    Examples
    --------
    >>> found = read_participants(["participant,group-id,n-votes", "3,1,20", "1,,2", "2,0,9"])
    >>> found.participants, found.groups, found.names
    (array([1, 2, 3]), array([-1,  0,  1]), ('0', '1'))
    """
    table = _Table.of(lines, "participants")
    table.require(["participant"])
    groups = {row.number("participant"): _plain_number(row.text("group-id")) for row in table}
    distinct = {group for group in groups.values() if group}
    names = tuple(sorted(distinct, key=_by_number(distinct)))
    places = {name: place for place, name in enumerate(names)}
    participants = sorted(groups)
    return ExportedParticipants(
        participants=np.array(participants, dtype=np.int64),
        groups=np.array([places.get(groups[one], -1) for one in participants], dtype=np.int64),
        names=names,
    )


def read_summary(lines: Iterable[str]) -> dict[str, str]:
    """The lines of ``summary.csv``, a key and its text each: topic, url, voters, conversation-description …

    Parameters
    ----------
    lines : any; those that are blank are passed over

    Returns
    -------
    The text of each key, keys in small letters; empty where there are no lines.

    Raises
    ------
    ValueError: a line cannot be split into cells.

    References
    ----------
    Computational Democracy Project, openData: the files of pol.is exports, https://github.com/compdemocracy/openData.

    Examples
    --------
    >>> read_summary(["topic,Buses", 'conversation-description,"More, or fewer?"', ""])
    {'topic': 'Buses', 'conversation-description': 'More, or fewer?'}
    """
    return {row[0].strip().lower(): ",".join(row[1:]) for row in _split(_clean(lines)) if row}


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table, by the names of its columns."""

    place: int
    name: str
    cells: list[str]
    columns: dict[str, int]

    def text(self, column: str) -> str:
        place = self.columns.get(column)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def number(self, column: str, default: int | None = None) -> int:
        written = self.text(column)
        if not written and default is not None:
            return default
        number = _number(written)
        if number is None or not number.is_integer():
            raise ValueError(self._wrong(column, "a whole number"))
        return int(number)

    def real(self, column: str) -> float:
        number = _number(self.text(column))
        if number is None:
            raise ValueError(self._wrong(column, "a number"))
        return number

    def truth(self, column: str) -> bool:
        written = self.text(column).lower()
        if written not in _TRUE | _FALSE:
            raise ValueError(self._wrong(column, "true or false"))
        return written in _TRUE

    def _wrong(self, column: str, needed: str) -> str:
        return f"Row {self.place} of the {self.name}: {column} is “{self.text(column)}”, but {needed} is needed."


@dataclass(frozen=True, slots=True)
class _Table:
    """A heading, and the lines under it, which can be read once."""

    name: str
    columns: dict[str, int]
    delimiter: str
    lines: Iterator[str]

    @classmethod
    def of(cls, lines: Iterable[str], name: str) -> _Table:
        cleaned = _clean(lines)
        heading = next(cleaned, None)
        if heading is None:
            raise ValueError(
                f"The {name} are empty: a heading with the names of the columns is needed."
            )
        delimiter = max(",;\t", key=heading.count)
        names = next(iter(_split(iter([heading]), delimiter)))
        columns = {one.strip().lower().replace("_", "-"): place for place, one in enumerate(names)}
        return cls(name, columns, delimiter, cleaned)

    def require(self, names: list[str]) -> None:
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise ValueError(
                f"The {self.name} lack the column{'s' * (len(missing) > 1)} {', '.join(missing)}; "
                f"their heading has {', '.join(self.columns)}."
            )

    def __iter__(self) -> Iterator[_Row]:
        place = 0
        for cells in _split(self.lines, self.delimiter):
            if any(cell.strip() for cell in cells):
                place += 1
                yield _Row(place, self.name, cells, self.columns)

    def numbers(self, names: list[str]) -> NDArray[np.float64]:
        """The named columns as numbers, (N, columns); many lines at once where nothing is unusual about them."""
        parts, before = [np.zeros((0, len(names)))], 0
        filled = (line for line in self.lines if line.strip())
        while chunk := list(islice(filled, _CHUNK)):
            parts.append(self._numbers(chunk, names, before))
            before += len(parts[-1])
        return np.concatenate(parts)

    def _numbers(self, chunk: list[str], names: list[str], before: int) -> NDArray[np.float64]:
        places = [self.columns[name] for name in names]
        try:
            rows: NDArray[np.float64] = np.loadtxt(
                chunk,
                delimiter=self.delimiter,
                usecols=places,
                quotechar='"',
                comments=None,
                ndmin=2,
            )
            if len(rows) == len(chunk) and np.isfinite(rows).all():
                return rows
        except ValueError:
            pass  # said below, with the row and the column
        again = _Table(self.name, self.columns, self.delimiter, iter(chunk))
        return np.array(
            [
                [
                    _Row(before + row.place, row.name, row.cells, row.columns).real(name)
                    for name in names
                ]
                for row in again
            ]
        ).reshape(-1, len(names))


def _clean(lines: Iterable[str]) -> Iterator[str]:
    """The lines from the first that is not blank, without a byte-order mark. A blank one later may be inside a text."""
    has_begun = False
    for line in lines:
        text = line if has_begun else line.removeprefix("\ufeff")
        has_begun = has_begun or bool(text.strip())
        if has_begun:
            yield text


def _split(lines: Iterator[str], delimiter: str = ",") -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error as error:
        raise ValueError(f"A line could not be split into cells: {error}.") from error


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _plain_number(written: str) -> str:
    """``1.0`` as ``1``: a spreadsheet that once held the file may have made its group numbers so."""
    number = _number(written)
    return str(int(number)) if number is not None and number.is_integer() else written


def _by_number(names: set[str]) -> Callable[[str], tuple[float, str]]:
    if all(_number(name) is not None for name in names):
        return lambda name: (float(name), name)
    return lambda name: (0.0, name)


def _refuse_first(wrong: Mask, rows: NDArray[np.float64], names: list[str], needed: str) -> None:
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise ValueError(
            f"Row {row + 1} of the votes: {names[column]} is {rows[row, column]:g}, but {needed} is needed."
        )


def _milliseconds(times: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.abs(times) < MILLISECONDS_FROM, times * 1000, times)
