"""Best-total assignment of mentees to mentors: as many matched as can be, then the highest quality."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from concerted.analysis.arrays import Floats
from concerted.analysis.matching.inputs import pair_truths, whole_capacities

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


class Outcome(IntEnum):
    """What an assignment means for a mentee."""

    MATCHED = 0
    NO_PERMITTED_MENTOR = 1
    ALL_TAKEN = 2


@dataclass(frozen=True, eq=False, slots=True)
class Assignment:
    """Who is assigned to whom, of N mentees and M mentors.

    Attributes
    ----------
    mentor : (N,) index of each mentee's mentor, -1 for none
    quality : (N,) quality of each match, NaN without one
    outcome : (N,) values of ``Outcome``: matched, no mentor permitted, or every permitted one taken
    seats_taken : (M,) how many mentees each mentor has
    total : sum of the qualities of all matches
    """

    mentor: Ints
    quality: Floats
    outcome: Ints
    seats_taken: Ints
    total: float

    @property
    def size(self) -> int:
        """How many mentees are matched."""
        return int((self.mentor >= 0).sum())

    @property
    def unmatched(self) -> Ints:
        """Indices of the mentees without a mentor."""
        return np.flatnonzero(self.mentor < 0)


def best_assignment(
    quality: ArrayLike,
    permitted: ArrayLike | None = None,
    capacities: ArrayLike | None = None,
    *,
    generator: np.random.Generator | None = None,
) -> Assignment:
    """The assignment that matches the most mentees and, among those, has the highest total quality.

    max Σ qᵢⱼ xᵢⱼ over x ∈ {0, 1} with Σⱼ xᵢⱼ ≤ 1, Σᵢ xᵢⱼ ≤ capacityⱼ, xᵢⱼ = 0 where not permitted,
    and Σ xᵢⱼ as large as these allow. A pair that is not permitted has no edge: it is never a large
    cost that a shortage could make worth paying. Solved exactly by shortest augmenting paths; where
    not everyone can be matched, the largest number k comes from a maximum flow, and N - k blank
    places of equal worth stand beside the mentors' own.

    Parameters
    ----------
    quality : (N, M) array in any one unit, higher is better (negative values too are allowed);
        missing values only where not permitted
    permitted : (N, M) array of truths, None for all
    capacities : (M,) whole numbers ≥ 0, or one for all; None is one place each
    generator : where several assignments are equally good, the one found depends on the order in which
        people are given, always in the same way; with a generator, on a drawn order instead

    Returns
    -------
    Assignment. The same arguments always give the same one; without mentees or mentors, nobody is
    matched.

    Raises
    ------
    ValueError: quality is not 2-D, is missing or infinite for a permitted pair, permitted is not of
    truths or of another shape, or a capacity is negative, missing or not whole.

    References
    ----------
    Crouse (2016), doi:10.1109/TAES.2016.140952, as in ``scipy.optimize.linear_sum_assignment``;
    Dinic (1970) for the largest number.

    Examples
    --------
    >>> found = best_assignment([[0.9, 0.8], [0.8, 0.1], [0.7, 0.2]], [[1, 1], [1, 1], [0, 0]])
    >>> found.mentor, round(found.total, 2)
    (array([ 1,  0, -1]), 1.6)
    >>> Outcome(found.outcome[2]).name
    'NO_PERMITTED_MENTOR'
    """
    worth, allowed = checked_pairs(quality, permitted)
    seats = whole_capacities(capacities, worth.shape[1])
    cost = -worth if allowed is None else np.where(allowed, -worth, np.inf)
    if generator is None:
        return described(cheapest(cost, seats), worth, allowed, seats)
    people, mentors = (generator.permutation(size) for size in worth.shape)
    drawn = cheapest(cost[np.ix_(people, mentors)], seats[mentors])
    mentor = np.empty_like(drawn)
    mentor[people] = np.where(drawn < 0, -1, mentors[drawn]) if mentors.size else drawn
    return described(mentor, worth, allowed, seats)


def checked_pairs(quality: ArrayLike, permitted: ArrayLike | None) -> tuple[Floats, Truths | None]:
    """Quality and permission of every pair as arrays; permission is None where all are permitted.

    Raises
    ------
    ValueError: as for ``best_assignment``.

    Examples
    --------
    >>> checked_pairs([[0.5, float("nan")]], [[True, False]])[1]
    array([[ True, False]])
    """
    worth = np.asarray(quality, dtype=np.float64)
    if worth.ndim != 2:
        raise ValueError(f"quality must be mentees by mentors, got shape {worth.shape}.")
    known = np.isfinite(worth)
    if permitted is None:
        if not known.all():
            raise ValueError("quality must be known and finite for every permitted pair.")
        return worth, None
    allowed = pair_truths(permitted, worth.shape, "quality")
    if not known.all() and not known[allowed].all():
        raise ValueError("quality must be known and finite for every permitted pair.")
    return worth, allowed


def described(mentor: Ints, worth: Floats, allowed: Truths | None, seats: Ints) -> Assignment:
    """The assignment of ``mentor`` with its figures, and why who is left out is left out.

    Examples
    --------
    >>> described(np.array([0, -1]), np.array([[0.5], [0.7]]), None, np.array([1])).outcome
    array([0, 2])
    """
    matched = np.flatnonzero(mentor >= 0)
    quality = np.full(len(mentor), np.nan)
    quality[matched] = worth[matched, mentor[matched]]
    left = np.flatnonzero(mentor < 0)
    outcome = np.full(len(mentor), Outcome.MATCHED, dtype=np.int64)
    can_be = (
        np.full(len(left), worth.shape[1] > 0) if allowed is None else allowed[left].any(axis=1)
    )
    outcome[left] = np.where(can_be, Outcome.ALL_TAKEN, Outcome.NO_PERMITTED_MENTOR)
    taken = np.bincount(mentor[matched], minlength=len(seats))
    return Assignment(mentor, quality, outcome, taken, float(quality[matched].sum()))


def cheapest(cost: Floats, seats: Ints) -> Ints:
    """The mentor of each mentee at the least total cost among the largest assignments.

    A place is a column of its own. Mentors with many begin with a few; where all those offered are
    taken, more are offered. Once none is both full and holding back, more places could not help: the
    limit does not bind, and a limit that does not bind at an optimum of a linear program may go.

    Parameters
    ----------
    cost : (N, M) array, infinite where the pair is not permitted
    seats : (M,) places, ≥ 0

    Returns
    -------
    (N,) array of mentors, -1 for none.

    Examples
    --------
    >>> cheapest(np.array([[1.0, 5.0], [2.0, np.inf], [np.inf, np.inf]]), np.array([1, 3]))
    array([ 1,  0, -1])
    """
    people, mentors = cost.shape
    if people == 0 or mentors == 0:
        return np.full(people, -1, dtype=np.int64)
    seats = np.minimum(seats, people)
    offered = np.minimum(seats, 1 + 2 * people // mentors)
    blanks: int | None = None
    while True:
        mentor = _cheapest_of(cost, offered, blanks or 0)
        if mentor is None and blanks is None:
            blanks = people - largest_size(cost < np.inf, seats)
            continue
        held_back = offered < seats
        if mentor is not None:
            held_back &= np.bincount(mentor[mentor >= 0], minlength=mentors) == offered
            if not held_back.any():
                return mentor
        offered = np.where(held_back, np.minimum(2 * offered, seats), offered)


def largest_size(allowed: Truths, seats: Ints) -> int:
    """How many mentees can be matched at once: a maximum flow from mentees through pairs to places.

    Examples
    --------
    >>> largest_size(np.array([[True, False], [True, False], [True, True]]), np.array([1, 5]))
    2
    """
    people, mentors = allowed.shape
    rows, columns = np.nonzero(allowed)
    source, sink = people + mentors, people + mentors + 1
    tails = np.concatenate([np.full(people, source), rows, np.arange(people, source)])
    heads = np.concatenate([np.arange(people), columns + people, np.full(mentors, sink)])
    widths = np.concatenate([np.ones(people + len(rows)), np.minimum(seats, people)])
    graph = csr_array((widths.astype(np.int32), (tails, heads)), shape=(sink + 1, sink + 1))
    return int(maximum_flow(graph, source, sink).flow_value)


def _cheapest_of(cost: Floats, offered: Ints, blanks: int) -> Ints | None:
    """The cheapest assignment to the places offered and blank ones; None where there is none."""
    people, mentors = cost.shape
    owners = np.repeat(np.arange(mentors), offered)
    table = cost if len(owners) == mentors and (offered == 1).all() else cost[:, owners]
    if blanks:
        table = np.hstack([table, np.zeros((people, blanks))])
    try:
        rows, columns = linear_sum_assignment(table)
    except ValueError:  # the only one left: no assignment fills the smaller side
        return None
    mentor = np.full(people, -1, dtype=np.int64)
    own = columns < len(owners)
    mentor[rows[own]] = owners[columns[own]]
    return mentor
