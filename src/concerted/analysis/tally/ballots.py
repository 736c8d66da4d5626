"""Ballots that rank candidates or approve of them, checked once and kept as arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
Numbers = NDArray[np.int16]

MOST_BALLOTS = 10**13
MOST_CANDIDATES = 10**4

_LISTS = (list, tuple, range, np.ndarray)
_SETS = (set, frozenset)


@dataclass(frozen=True, slots=True, eq=False)
class RankedBallots:
    """Rankings and how many voters gave each; made by `ranked_ballots` or `ballots_from_arrays`.

    Attributes
    ----------
    candidates : number of candidates, who are numbered 1 … ``candidates``
    counts : (B,) array of whole numbers ≥ 0, voters who gave each ranking
    rankings : (B, L) array of candidates, best first; 0 stands after the last who is ranked
    """

    candidates: int
    counts: Integers
    rankings: Numbers

    @property
    def total(self) -> int:
        """How many voters there are."""
        return int(self.counts.sum())


Ballots: TypeAlias = RankedBallots | Iterable[tuple[int, Sequence[int]]]
Approvals: TypeAlias = Iterable[tuple[int, Collection[int]]]


def ranked_ballots(ballots: Ballots, candidates: int) -> RankedBallots:
    """``ballots`` as checked arrays.

    Parameters
    ----------
    ballots : pairs (number of voters, ranking); a ranking names candidates 1 … ``candidates``, best first, each once.
        Who is not named is last, equal among themselves. Ballots that are checked already are given back.
    candidates : number of candidates, ≥ 1

    Returns
    -------
    RankedBallots

    Raises
    ------
    ValueError: there are no voters; a number of voters is negative or no whole number; a ranking is empty, names
        someone twice, names a candidate who does not stand, or puts several on one rank.

    References
    ----------
    Mattei & Walsh (2013), doi:10.1007/978-3-642-41575-3_20, for ballots told as orders with their numbers.

    Examples
    --------
    >>> ranked_ballots([(3, [2, 1]), (2, [1])], candidates=2).rankings.tolist()
    [[2, 1], [1, 0]]
    >>> ranked_ballots([(3, [2, 2])], candidates=2)
    Traceback (most recent call last):
    ValueError: Ballot 1 ranks candidate 2 more than once; name each candidate once.
    """
    check_candidates(candidates)
    if isinstance(ballots, RankedBallots):
        if ballots.candidates != candidates:
            raise ValueError(
                f"The ballots are for {ballots.candidates} candidates, not for {candidates}."
            )
        return ballots
    counts, rankings = _lists(ballots, _LISTS)
    named, lengths = _named(rankings, candidates)
    if not lengths.all():
        raise ValueError(_empty(int(np.argmin(lengths)) + 1))
    table = np.zeros((len(rankings), int(lengths.max())), dtype=np.int64)
    table[np.arange(table.shape[1]) < lengths[:, None]] = named
    return _checked(counts, table, candidates)


def ballots_from_arrays(counts: ArrayLike, rankings: ArrayLike, candidates: int) -> RankedBallots:
    """Checked ballots from arrays, for many of them.

    Parameters
    ----------
    counts : (B,) array of whole numbers ≥ 0, voters who gave each ranking
    rankings : (B, L) array of candidates 1 … ``candidates``, best first; 0 after the last who is ranked
    candidates : number of candidates, ≥ 1

    Returns
    -------
    RankedBallots

    Raises
    ------
    ValueError: as `ranked_ballots`; or the shapes do not fit, or a candidate stands after a 0.

    References
    ----------
    Mattei & Walsh (2013), doi:10.1007/978-3-642-41575-3_20, for ballots told as orders with their numbers.

    Examples
    --------
    >>> ballots_from_arrays([3, 2], [[2, 1], [1, 0]], candidates=2).total
    5
    """
    check_candidates(candidates)
    table = np.asarray(rankings)
    if table.ndim != 2 or table.dtype.kind not in "iu":
        raise ValueError(
            f"rankings must be a table of whole numbers with a row for each ballot, got shape {table.shape}."
        )
    if table.size == 0:
        raise ValueError("There are no ballots; at least one voter is needed.")
    if table.min() < 0 or table.max() > candidates:
        row, column = (int(at) for at in np.argwhere((table < 0) | (table > candidates))[0])
        _check_candidate(int(table[row, column]), row + 1, candidates)
    if not table[:, 0].all():
        raise ValueError(_empty(int(np.argmin(table[:, 0] != 0)) + 1))
    gaps = (table[:, :-1] == 0) & (table[:, 1:] != 0)
    if gaps.any():
        number = int(np.argmax(gaps.any(axis=1))) + 1
        raise ValueError(f"Ballot {number} names a candidate after a 0; 0 stands only at the end.")
    return _checked(counts, table, candidates)


def approval_table(ballots: Approvals, candidates: int) -> tuple[Integers, Integers]:
    """Approval ballots as counts (B,) and a table (B, C) of 0 and 1, checked.

    Parameters
    ----------
    ballots : pairs (number of voters, candidates they approve of, in any order), perhaps none
    candidates : number of candidates, ≥ 1

    Returns
    -------
    (B,) and (B, C) arrays of whole numbers

    Raises
    ------
    ValueError: there are no voters; a number of voters is negative or no whole number; a ballot names a candidate twice,
        or one who does not stand.

    Examples
    --------
    >>> approval_table([(5, [1, 2]), (4, [2])], candidates=2)[1].tolist()
    [[1, 1], [0, 1]]
    """
    check_candidates(candidates)
    counts, lists = _lists(ballots, (*_LISTS, *_SETS))
    named, lengths = _named(lists, candidates)
    approves = np.zeros((len(lists), candidates), dtype=np.int64)
    np.add.at(approves, (np.repeat(np.arange(len(lists)), lengths), named - 1), 1)
    if (approves > 1).any():
        row, column = (int(at) for at in np.argwhere(approves > 1)[0])
        raise ValueError(
            f"Ballot {row + 1} names candidate {column + 1} more than once; name each candidate once."
        )
    return whole_counts(counts, len(lists)), approves


def check_seats(seats: int, candidates: int) -> None:
    """Refuse a number of seats that ``candidates`` cannot fill.

    Raises
    ------
    ValueError: there is no seat, or there are more seats than candidates.

    Examples
    --------
    >>> check_seats(3, candidates=2)
    Traceback (most recent call last):
    ValueError: 3 seats cannot be filled by 2 candidates; at most 2 seats are possible.
    """
    if not _is_whole(seats) or seats < 1:
        raise ValueError(f"seats must be a whole number of at least 1, got {seats}.")
    if seats > candidates:
        raise ValueError(
            f"{seats} seats cannot be filled by {candidates} candidates; at most {candidates} seats are possible."
        )


def check_candidates(candidates: int) -> None:
    """Refuse a number of candidates that is no whole number from 1 to 10,000.

    Raises
    ------
    ValueError: it is another.

    Examples
    --------
    >>> check_candidates(0)
    Traceback (most recent call last):
    ValueError: candidates must be a whole number from 1 to 10000, got 0.
    """
    if not _is_whole(candidates) or not 1 <= candidates <= MOST_CANDIDATES:
        raise ValueError(
            f"candidates must be a whole number from 1 to {MOST_CANDIDATES}, got {candidates}."
        )


def whole_counts(counts: ArrayLike, size: int) -> Integers:
    """``counts`` of voters as whole numbers, one for each of ``size`` ballots.

    Raises
    ------
    ValueError: the number of counts is another, one is negative or no whole number, or all are 0.

    Examples
    --------
    >>> whole_counts([3, 2.5], size=2)
    Traceback (most recent call last):
    ValueError: The number of voters of ballot 2 is 2.5; a whole number of at least 0 is needed.
    """
    given = np.asarray(counts)
    if given.shape != (size,):
        raise ValueError(
            f"counts must have one number for each of {size} ballots, got shape {given.shape}."
        )
    if given.dtype.kind not in "iuf":
        raise ValueError("counts must be whole numbers of voters.")
    wrong = ~((given >= 0) & (given <= MOST_BALLOTS) & (given == np.floor(given)))
    if wrong.any():
        number = int(np.argmax(wrong))
        raise ValueError(
            f"The number of voters of ballot {number + 1} is {given[number]}; "
            "a whole number of at least 0 is needed."
        )
    whole = given.astype(np.int64)
    if not whole.any():
        raise ValueError("There are no ballots; at least one voter is needed.")
    if float(whole.sum(dtype=np.float64)) > MOST_BALLOTS:
        raise ValueError(
            f"There are more than {MOST_BALLOTS} voters; so many are not counted exactly."
        )
    return whole


def _checked(counts: ArrayLike, table: NDArray[np.integer], candidates: int) -> RankedBallots:
    whole = whole_counts(counts, len(table))
    rankings = np.ascontiguousarray(table, dtype=np.int16)
    ordered = np.sort(rankings, axis=1)
    repeated = (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != 0)
    if repeated.any():
        row, column = (int(at) for at in np.argwhere(repeated)[0])
        raise ValueError(
            f"Ballot {row + 1} ranks candidate {ordered[row, column + 1]} more than once; name each candidate once."
        )
    given = whole > 0
    return (
        RankedBallots(candidates, whole, rankings)
        if given.all()
        else RankedBallots(candidates, whole[given], rankings[given])
    )


def _lists(ballots: Approvals, kinds: tuple[type, ...]) -> tuple[list[int], list[Collection[int]]]:
    """The numbers of voters, and what each ballot lists."""
    counts: list[int] = []
    lists: list[Collection[int]] = []
    for number, pair in enumerate(ballots, start=1):
        if not isinstance(pair, _LISTS) or len(pair) != 2 or not isinstance(pair[1], kinds):
            raise ValueError(
                f"Ballot {number} must be a pair of a number of voters and a list of candidates."
            )
        counts.append(pair[0])
        lists.append(pair[1])
    if not counts:
        raise ValueError("There are no ballots; at least one voter is needed.")
    return counts, lists


def _named(lists: list[Collection[int]], candidates: int) -> tuple[Integers, Integers]:
    """Every candidate named, ballot by ballot, and how many each ballot names; refused unless all stand."""
    lengths = np.fromiter(map(len, lists), dtype=np.int64, count=len(lists))
    try:
        named = np.array(list(chain.from_iterable(lists)))
    except (TypeError, ValueError):  # a list within a list
        named = np.array([None])
    if named.size == 0:
        return np.zeros(0, dtype=np.int64), lengths
    is_whole = named.ndim == 1 and named.dtype.kind in "iu"
    if not is_whole or named.min() < 1 or named.max() > candidates:
        for number, candidate in _one_by_one(lists):
            _check_candidate(candidate, number, candidates)
        raise ValueError("Candidates are whole numbers from 1 on, all of one kind.")
    return named.astype(np.int64), lengths


def _one_by_one(lists: list[Collection[int]]) -> Iterable[tuple[int, object]]:
    return ((number, one) for number, listed in enumerate(lists, start=1) for one in listed)


def _check_candidate(candidate: object, number: int, candidates: int) -> None:
    if isinstance(candidate, (*_LISTS, *_SETS)):
        raise ValueError(
            f"Ballot {number} puts several candidates on one rank; a ranking without equal ranks is needed."
        )
    if not _is_whole(candidate):
        raise ValueError(
            f"Ballot {number} names {candidate!r}; candidates are whole numbers from 1 on."
        )
    if not 1 <= int(str(candidate)) <= candidates:
        raise ValueError(
            f"Ballot {number} names candidate {candidate}, who does not stand; "
            f"candidates are numbered 1 to {candidates}."
        )


def _empty(number: int) -> str:
    return f"Ballot {number} ranks nobody; leave blank ballots out and report their number beside the result."


def _is_whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
