"""Who would take whom, in which order: ranked lists of either side, incomplete and with ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import index

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from concerted.analysis.matching.inputs import pair_truths

Ints = NDArray[np.int64]
LARGEST = 2**31  # more people than that are not on a list
Row = Sequence[int | Sequence[int]]


@dataclass(frozen=True, eq=False, slots=True)
class Preferences:
    """The ranked lists of N people over the other side, one list after the other.

    Attributes
    ----------
    starts : (N + 1,) the list of person i is the slice from starts[i] to starts[i + 1]
    others : (L,) index of the person named
    ranks : (L,) 1 for a first choice; equal within one list where two are tied

    L is the total length of all lists. Who is not on a list is not acceptable.
    """

    starts: Ints
    others: Ints
    ranks: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def owners(self) -> Ints:
        """(L,) whose list each entry stands in."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def preferences(lists: Sequence[Row]) -> Preferences:
    """Ranked lists from plain sequences, best first; a sequence within a list holds people who are tied.

    Parameters
    ----------
    lists : one sequence of indices ≥ 0 for each person; it may be empty, and need not name everyone

    Returns
    -------
    Preferences. No lists give the preferences of nobody.

    Raises
    ------
    ValueError: an entry is not a whole number ≥ 0. Who is named twice, or is not there, shows when
    the lists of both sides are brought together.

    References
    ----------
    Irving (1994), doi:10.1016/0166-218X(92)00179-P, for lists with ties.

    Examples
    --------
    >>> wishes = preferences([[2, (0, 1)], []])  # 2 first, then 0 or 1 alike; the second accepts nobody
    >>> wishes.others, wishes.ranks
    (array([2, 0, 1]), array([1, 2, 2]))
    """
    flat = _flat(lists)
    found = flat if flat is not None else _nested(lists)
    if found.others.size and found.others.min() < 0:
        raise ValueError(
            f"A list names people by an index of at least 0, got {found.others.min()}."
        )
    return found


def preferences_from_scores(scores: ArrayLike, permitted: ArrayLike | None = None) -> Preferences:
    """Ranked lists from scores: the higher the better, equal scores are ties.

    Parameters
    ----------
    scores : (N, M) array, row i holds what person i gives to the other side; NaN: not acceptable
    permitted : (N, M) array of truths, or None for all; what is False is not acceptable

    Returns
    -------
    Preferences of N people over M. Who scores nobody, a row of NaN, has an empty list and accepts nobody.

    Raises
    ------
    ValueError: scores are not 2-D or infinite, or the shapes differ.

    References
    ----------
    Our own definition: the order of the scores.

    Examples
    --------
    >>> wishes = preferences_from_scores([[0.2, 0.9, 0.9], [np.nan, 0.1, 0.5]])
    >>> wishes.starts, wishes.others, wishes.ranks
    (array([0, 3, 5]), array([1, 2, 0, 2, 1]), array([1, 1, 2, 1, 2]))
    >>> preferences_from_scores([[np.nan, np.nan]]).starts
    array([0, 0])
    """
    given = np.asarray(scores, dtype=np.float64)
    if given.ndim != 2:
        raise ValueError(f"scores must have 2 dimensions, got shape {given.shape}.")
    if np.isinf(given).any():
        raise ValueError("scores must be finite, or NaN for who is not acceptable.")
    acceptable = ~np.isnan(given)
    if permitted is not None:
        acceptable &= pair_truths(permitted, given.shape, "scores")
    downward = np.where(acceptable, -given, np.inf)
    order = np.argsort(downward, axis=1, kind="stable")
    sorted_scores = np.take_along_axis(downward, order, axis=1)
    steps = np.ones(given.shape, dtype=np.int64)
    steps[:, 1:] = sorted_scores[:, 1:] != sorted_scores[:, :-1]
    kept = np.isfinite(sorted_scores)
    starts = np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.int64)
    return Preferences(starts, order[kept].astype(np.int64), np.cumsum(steps, axis=1)[kept])


def counting_order(keys: Ints, size: int) -> Ints:
    """Positions that sort ``keys`` from 0 to ``size`` - 1, equal ones as they came; in linear time.

    A sparse matrix of one row, turned over to columns, is a counting sort.

    Examples
    --------
    >>> counting_order(np.array([2, 0, 2, 1]), 3)
    array([1, 3, 0, 2])
    """
    places = np.arange(len(keys))
    return np.asarray(
        csr_array((places, keys, [0, len(keys)]), shape=(1, size)).tocsc().data, dtype=np.int64
    )


def _flat(lists: Sequence[Row]) -> Preferences | None:
    """Lists without ties, read in one go; None where there may be ties or anything unexpected."""
    for owner, row in enumerate(lists):
        if not isinstance(row, (Sequence, np.ndarray)):
            raise ValueError(f"Lists are sequences, best first, but list {owner} is {row!r}.")
    lengths = [len(row) for row in lists]
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
    entries = list(chain.from_iterable(lists))
    try:
        others = np.asarray(entries)
    except ValueError:
        return None
    if others.ndim != 1 or (entries and others.dtype.kind != "i"):
        return None
    ranks = np.arange(len(entries)) - np.repeat(starts[:-1], lengths) + 1
    return Preferences(starts, others.astype(np.int64), ranks.astype(np.int64))


def _nested(lists: Sequence[Row]) -> Preferences:
    starts, others, ranks = [0], [], []
    for owner, row in enumerate(lists):
        for rank, other in _ranked(row, owner):
            others.append(other)
            ranks.append(rank)
        starts.append(len(others))
    return Preferences(*(np.array(part, dtype=np.int64) for part in (starts, others, ranks)))


def _ranked(row: Iterable[object], owner: int) -> Iterator[tuple[int, int]]:
    """Each person of a list with the rank, where a sequence shares one."""
    for rank, choice in enumerate(row, start=1):
        is_tie = isinstance(choice, (Sequence, np.ndarray, set, frozenset))
        tied: Iterable[object] = choice if is_tie and not isinstance(choice, str) else (choice,)  # type: ignore[assignment]
        for other in tied:
            is_whole = isinstance(other, (int, np.integer)) and not isinstance(other, bool)
            if not is_whole or index(other) >= LARGEST:  # type: ignore[arg-type]
                raise ValueError(
                    f"A list names people by whole numbers, got {other!r} in list {owner}."
                )
            yield rank, index(other)  # type: ignore[arg-type]
