"""The votes of a conversation: who agreed with, disagreed with or passed over which statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, unique
from typing import Any, TypeVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray

Ids = NDArray[Any]
Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)


@unique
class Vote(IntEnum):
    """What a participant says to a statement; the signs are those of published Polis exports.

    A pass is an answer: the statement was seen and neither side was taken. It is not a missing vote.
    """

    AGREE = 1
    PASS = 0
    DISAGREE = -1


@dataclass(frozen=True, slots=True, eq=False)
class VoteCounts:
    """How many agreed, disagreed and passed, per statement.

    Attributes
    ----------
    agree, disagree, passed : (S,) arrays of whole numbers ≥ 0, or (G, S) for G groups

    Examples
    --------
    >>> VoteCounts(np.array([6]), np.array([0]), np.array([2])).seen
    array([8])
    """

    agree: Integers
    disagree: Integers
    passed: Integers

    @property
    def seen(self) -> Integers:
        """Votes of any kind, of the same shape: agree + disagree + passed."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True, eq=False)
class VoteMatrix:
    """Participants × statements, holding only the votes that were given: N numbers, never P × S.

    Votes lie row by row, as in a compressed sparse row matrix: participant i voted ``values[pointers[i]:pointers[i+1]]``
    on the statements ``columns[pointers[i]:pointers[i+1]]`` (in ascending order). A stored 0 is a pass; what is not
    stored is missing. The arrays are read-only.

    Attributes
    ----------
    participant_ids : (P,) those who gave at least one vote, ascending
    statement_ids : (S,) those that got at least one vote, ascending
    pointers : (P + 1,) int64
    columns : (N,) int32, positions in ``statement_ids``
    values : (N,) int8, each a ``Vote``
    moderated_out : (S,) bool, statements that moderation rejected
    rows_given : int, votes as they came, before only the latest of each pair was kept

    Examples
    --------
    >>> votes = VoteMatrix.from_votes([7, 7, 9, 7], [1, 2, 1, 1], [1, 0, -1, -1])
    >>> votes.dense().tolist()
    [[-1.0, 0.0], [-1.0, nan]]
    >>> votes.rows_given, votes.vote_count, votes.density
    (4, 3, 0.75)
    """

    participant_ids: Ids
    statement_ids: Ids
    pointers: Integers
    columns: NDArray[np.int32]
    values: NDArray[np.int8]
    moderated_out: Mask
    rows_given: int

    @classmethod
    def from_votes(
        cls,
        participants: ArrayLike,
        statements: ArrayLike,
        votes: ArrayLike,
        timestamps: ArrayLike | None = None,
        *,
        moderated_out: Iterable[object] = (),
    ) -> VoteMatrix:
        """The matrix of votes listed one a row; of a participant's votes on one statement the latest counts.

        Among equal timestamps, and where there are none, the later row is the latest.

        Parameters
        ----------
        participants, statements : (M,) arrays of ids that can be sorted (integers or texts)
        votes : (M,) array of 1 (agree), 0 (pass), -1 (disagree)
        timestamps : (M,) array of finite numbers in any one unit, or None when rows are in order of time
        moderated_out : ids of rejected statements; one that nobody voted on is passed over

        Raises
        ------
        ValueError: there are no votes, shapes differ, an id or timestamp is missing, a vote is none of 1, 0, -1.

        Examples
        --------
        >>> votes = VoteMatrix.from_votes(["a", "a"], [1, 1], [1, -1], [20, 10])
        >>> votes.values.tolist()
        [1]
        """
        people, topics = _ids(participants, "participants"), _ids(statements, "statements")
        given = _checked_votes(votes)
        _same_length(participants=people, statements=topics, votes=given)
        times = None if timestamps is None else _times(timestamps, given.size)
        participant_ids, rows = _numbered(people)
        statement_ids, columns = _numbered(topics)
        kept = _latest(rows, columns, times, (participant_ids.size, statement_ids.size))
        pointers = np.zeros(participant_ids.size + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows[kept], minlength=participant_ids.size), out=pointers[1:])
        return cls(
            participant_ids=_fixed(participant_ids),
            statement_ids=_fixed(statement_ids),
            pointers=_fixed(pointers),
            columns=_fixed(columns[kept]),
            values=_fixed(given[kept]),
            moderated_out=_fixed(_marked(statement_ids, moderated_out)),
            rows_given=int(given.size),
        )

    @property
    def participant_count(self) -> int:
        """P, participants with at least one vote."""
        return int(self.participant_ids.size)

    @property
    def statement_count(self) -> int:
        """S, statements with at least one vote, those moderated out too."""
        return int(self.statement_ids.size)

    @property
    def vote_count(self) -> int:
        """N, votes after keeping the latest of each participant on each statement."""
        return int(self.values.size)

    @property
    def density(self) -> float:
        """N / (P S): the share of all possible votes that was given, in (0, 1]."""
        return self.vote_count / (self.participant_count * self.statement_count)

    @property
    def shape(self) -> tuple[int, int]:
        """(P, S)."""
        return self.participant_count, self.statement_count

    @property
    def votes_per_participant(self) -> Integers:
        """(P,) votes that each participant gave, those on statements moderated out too."""
        return np.diff(self.pointers)

    @property
    def rows(self) -> NDArray[np.int32]:
        """(N,) position in ``participant_ids`` of who gave each vote, beside ``columns`` and ``values``."""
        places = np.arange(self.participant_count, dtype=np.int32)
        return np.repeat(places, self.votes_per_participant)

    def sparse(self) -> sp.csr_array:
        """(P, S) SciPy matrix of the votes as int8, with passes as stored zeros (do not call eliminate_zeros).

        Examples
        --------
        >>> votes = VoteMatrix.from_votes([7, 7, 9], [1, 2, 2], [1, 0, -1])
        >>> votes.sparse().nnz
        3
        """
        return sp.csr_array(
            (self.values, self.columns, self.pointers), shape=self.shape, copy=False
        )

    def dense(self) -> NDArray[np.float64]:
        """(P, S) array with NaN where there is no vote. For small conversations and tests: it holds P × S numbers.

        Examples
        --------
        >>> votes = VoteMatrix.from_votes([7, 7, 9], [1, 2, 2], [1, 0, -1])
        >>> votes.dense()
        array([[ 1.,  0.],
               [nan, -1.]])
        """
        full = np.full(self.shape, np.nan)
        full[self.rows, self.columns] = self.values
        return full

    def count(self, groups: ArrayLike | None = None, group_count: int | None = None) -> VoteCounts:
        """How many agreed, disagreed and passed, per statement, of everyone or of each group.

        Moderated-out statements are counted like any other.

        Parameters
        ----------
        groups : (P,) integers, each participant's group from 0, or -1 for none; None counts everyone
        group_count : G; None is the largest group number + 1

        Returns
        -------
        VoteCounts of (S,) arrays for everyone, of (G, S) arrays for groups. Whoever is in no group is left out.

        Raises
        ------
        ValueError: ``groups`` has not one integer for each participant, or a number outside -1 … G - 1.

        Examples
        --------
        >>> votes = VoteMatrix.from_votes([7, 8, 9], [1, 1, 1], [1, 1, -1])
        >>> votes.count().agree.tolist(), votes.count([0, 1, 1]).agree.tolist()
        ([2], [[1], [1]])
        """
        answers = self.values.astype(np.intp) + 1
        if groups is None:
            cells = 3 * self.columns + answers
            table = np.bincount(cells, minlength=3 * self.statement_count)
            table = table.reshape(self.statement_count, 3)
            return VoteCounts(agree=table[:, 2], disagree=table[:, 0], passed=table[:, 1])
        labels, number = self._groups(groups, group_count)
        of_vote = np.repeat(labels, self.votes_per_participant)
        cells = (of_vote * self.statement_count + self.columns) * 3 + answers
        table = np.bincount(cells[of_vote >= 0], minlength=3 * number * self.statement_count)
        table = table.reshape(number, self.statement_count, 3)
        return VoteCounts(agree=table[..., 2], disagree=table[..., 0], passed=table[..., 1])

    def only(self, participants: Mask) -> VoteMatrix:
        """The same conversation with the marked participants only; every statement keeps its column.

        A statement may then be without votes. ``rows_given`` is counted anew.

        Parameters
        ----------
        participants : (P,) bool, at least one of them true

        Raises
        ------
        ValueError: the mask is not one truth value for each participant, or is false for all.

        Examples
        --------
        >>> votes = VoteMatrix.from_votes([7, 7, 9], [1, 2, 2], [1, 0, -1])
        >>> votes.only([False, True]).dense()
        array([[nan, -1.]])
        """
        chosen = np.asarray(participants)
        if chosen.dtype != np.bool_ or chosen.shape != (self.participant_count,):
            raise ValueError(
                f"participants must be one truth value for each of {self.participant_count} participants, "
                f"got {chosen.dtype} of shape {chosen.shape}."
            )
        if not chosen.any():
            raise ValueError("participants must mark at least one participant, but marks none.")
        sizes = self.votes_per_participant
        kept = np.repeat(chosen, sizes)
        return VoteMatrix(
            participant_ids=_fixed(self.participant_ids[chosen]),
            statement_ids=self.statement_ids,
            pointers=_fixed(np.concatenate([[0], np.cumsum(sizes[chosen])])),
            columns=_fixed(self.columns[kept]),
            values=_fixed(self.values[kept]),
            moderated_out=self.moderated_out,
            rows_given=int(kept.sum()),
        )

    def updated(self, newer: VoteMatrix) -> VoteMatrix:
        """These votes with ``newer`` ones: what is in both counts as in ``newer``; its people and statements join.

        A statement is moderated out if either says so. Takes time in proportion to the votes held, without sorting.

        Examples
        --------
        >>> before = VoteMatrix.from_votes([7, 9], [1, 1], [1, -1])
        >>> before.updated(VoteMatrix.from_votes([9, 8], [1, 2], [0, 1])).dense().tolist()
        [[1.0, nan], [nan, 1.0], [0.0, nan]]
        """
        participant_ids, old_rows, new_rows = _joined(self.participant_ids, newer.participant_ids)
        statement_ids, old_columns, new_columns = _joined(self.statement_ids, newer.statement_ids)
        width = statement_ids.size
        old = np.repeat(old_rows * width, self.votes_per_participant) + old_columns[self.columns]
        new = np.repeat(new_rows * width, newer.votes_per_participant) + new_columns[newer.columns]
        places = np.searchsorted(old, new)
        is_known = old[np.minimum(places, old.size - 1)] == new
        values = self.values.copy()
        values[places[is_known]] = newer.values[is_known]
        added = places[~is_known]
        moderated_out = np.zeros(width, dtype=np.bool_)
        moderated_out[old_columns] = self.moderated_out
        moderated_out[new_columns] |= newer.moderated_out
        sizes = np.zeros(participant_ids.size, dtype=np.int64)
        sizes[old_rows] = self.votes_per_participant
        sizes += np.bincount(new[~is_known] // width, minlength=sizes.size)
        columns = np.insert(old_columns[self.columns], added, new[~is_known] % width)
        return VoteMatrix(
            participant_ids=_fixed(participant_ids),
            statement_ids=_fixed(statement_ids),
            pointers=_fixed(np.concatenate([[0], np.cumsum(sizes)])),
            columns=_fixed(columns.astype(np.int32)),
            values=_fixed(np.insert(values, added, newer.values[~is_known])),
            moderated_out=_fixed(moderated_out),
            rows_given=self.rows_given + newer.rows_given,
        )

    def with_moderated_out(self, statements: Iterable[object]) -> VoteMatrix:
        """The same votes with exactly these statements (ids) moderated out.

        Examples
        --------
        >>> votes = VoteMatrix.from_votes([7, 9], [1, 2], [1, -1], moderated_out=[1])
        >>> votes.with_moderated_out([2]).moderated_out.tolist()
        [False, True]
        """
        return replace(self, moderated_out=_fixed(_marked(self.statement_ids, statements)))

    def _groups(self, groups: ArrayLike, group_count: int | None) -> tuple[Integers, int]:
        labels = np.asarray(groups)
        if labels.shape != (self.participant_count,) or labels.dtype.kind not in "iu":
            raise ValueError(
                f"groups must be one integer for each of {self.participant_count} participants, "
                f"got {labels.dtype} of shape {labels.shape}."
            )
        number = int(labels.max()) + 1 if group_count is None else group_count
        if labels.min() < -1 or labels.max() >= number:
            raise ValueError(
                f"groups must be numbers from -1 (in none) to {number - 1}, "
                f"got {labels.min()} to {labels.max()}."
            )
        return labels.astype(np.int64), number


def _fixed(array: NDArray[Number]) -> NDArray[Number]:
    array.flags.writeable = False
    return array


def _ids(ids: ArrayLike, name: str) -> Ids:
    given = np.asarray(ids)
    if given.ndim != 1 or given.size == 0:
        raise ValueError(f"{name} must be a list of ids, not empty, got shape {given.shape}.")
    if given.dtype.kind == "f" and not np.isfinite(given).all():
        raise ValueError(f"{name} must not have missing or infinite ids.")
    # A missing value differs from itself, whatever it is written as.
    if given.dtype.kind == "O" and any(one is None or one != one for one in given.tolist()):
        raise ValueError(f"{name} must not have missing ids.")
    return given


def _checked_votes(votes: ArrayLike) -> NDArray[np.int8]:
    given = np.asarray(votes)
    if given.ndim != 1:
        raise ValueError(f"votes must be a list of numbers, got shape {given.shape}.")
    small = given if given.dtype == np.int8 else np.zeros(given.shape, dtype=np.int8)
    if small is not given:
        np.copyto(small, given == 1, casting="unsafe")
        np.subtract(small, given == -1, out=small, casting="unsafe")
    wrong = (given != 0) & (small == 0) if small is not given else np.abs(small) > 1
    if wrong.any():
        first = given[wrong][0]
        raise ValueError(f"votes must be 1 (agree), 0 (pass) or -1 (disagree), got {first}.")
    return small


def _same_length(**arrays: NDArray[Any]) -> None:
    sizes = {name: array.size for name, array in arrays.items()}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} has {size}" for name, size in sizes.items())
        raise ValueError(f"participants, statements and votes must be alike, but {told}.")


def _times(timestamps: ArrayLike, size: int) -> NDArray[Any]:
    times = np.asarray(timestamps)
    if times.shape != (size,):
        raise ValueError(
            f"timestamps must be one for each of {size} votes, got shape {times.shape}."
        )
    if times.dtype.kind not in "iufM":
        times = times.astype(np.float64)
    missing = np.isnat(times) if times.dtype.kind == "M" else ~np.isfinite(times)
    if missing.any():
        raise ValueError("timestamps must be finite numbers, without missing or infinite values.")
    return times


def _numbered(ids: Ids) -> tuple[Ids, NDArray[np.int32]]:
    """The distinct ids in ascending order, and the position of each given id among them."""
    if ids.dtype.kind in "iu":
        low, high = int(ids.min()), int(ids.max())
        if (
            high - low < 4 * ids.size + 1024
        ):  # close together: numbered by a table, without sorting
            offsets = (ids - ids.dtype.type(low)).astype(np.int64)
            present = np.zeros(high - low + 1, dtype=np.bool_)
            present[offsets] = True
            places = np.cumsum(present, dtype=np.int32) - np.int32(1)
            distinct = np.flatnonzero(present).astype(ids.dtype) + ids.dtype.type(low)
            return distinct, places[offsets]
    distinct, inverse = np.unique(ids, return_inverse=True)
    return distinct, inverse.astype(np.int32)


def _latest(
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    times: NDArray[Any] | None,
    shape: tuple[int, int],
) -> NDArray[np.int32]:
    """Positions of the last vote of each pair, sorted by row, then column.

    Two stable counting sorts, first by column, then by row: each is a transposition of a sparse matrix with one entry
    a row, which SciPy does in linear time and which keeps entries that meet in one place in their order. Only pairs
    that come more than once are then put in the order of time.
    """
    each = np.arange(rows.size + 1, dtype=np.int32)
    by_column = sp.csr_array((each[:-1], columns, each), shape=(rows.size, shape[1])).tocsc().data
    sorted_rows = rows[by_column]
    order = sp.csr_array((by_column, sorted_rows, each), shape=(rows.size, shape[0])).tocsc().data
    row, column = rows[order], columns[order]
    last = np.ones(order.size, dtype=np.bool_)
    np.logical_or(row[1:] != row[:-1], column[1:] != column[:-1], out=last[:-1])
    if times is not None and not last.all():
        first = np.roll(last, 1)
        again = np.flatnonzero(~(first & last))
        among = order[again]
        order[again] = among[np.lexsort((times[among], np.cumsum(first)[again]))]
    positions: NDArray[np.int32] = order[last]
    return positions


def _joined(old: Ids, new: Ids) -> tuple[Ids, Integers, Integers]:
    """The union of two ascending lists of ids, and the positions of each list's in it."""
    union = old if np.isin(new, old, assume_unique=True).all() else np.union1d(old, new)
    return union, np.searchsorted(union, old), np.searchsorted(union, new)


def _marked(statement_ids: Ids, moderated_out: Iterable[object]) -> Mask:
    rejected = set(moderated_out)
    return np.array([one in rejected for one in statement_ids.tolist()], dtype=np.bool_)
