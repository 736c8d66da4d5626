"""Best-total assignment under a fairness floor: no group far below the best-served one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, vstack

from concerted.analysis.arrays import Floats
from concerted.analysis.matching.assignment import (
    Assignment,
    Ints,
    Truths,
    cheapest,
    checked_pairs,
    described,
)
from concerted.analysis.matching.inputs import whole_capacities

ROUNDS = 200  # of the relaxation; it ends far earlier, or with a bound that is a little loose
WHOLE = 1500  # pairs up to which the search sees every pair, so that its answer can be exact
STEPS = (
    1_000_000  # pairs times nodes of a search: a limit on work, not on time, so that it repeats
)
NODES = 10  # of a search among more than WHOLE pairs; more of them hardly help
NEAR_ENOUGH = 1e-3  # of the total, among more than WHOLE pairs
VARIANTS, UNREST = (
    8,
    0.05,
)  # near-best assignments that widen the search, and how far from the best
SLACK = 1e-7  # what linear programs leave open; qualities are scaled to at most 1
NEAR = 1e-9  # error of a comparison of shares


class Counted(StrEnum):
    """Who counts in the mean quality of a group; whoever is counted and unmatched counts as 0."""

    EVERYONE = "everyone"
    REACHABLE = "reachable"  # only those for whom some mentor is permitted


@dataclass(frozen=True, eq=False, slots=True)
class FairAssignment:
    """An assignment under a fairness floor, what it reaches and what could be reached at all.

    Attributes
    ----------
    assignment : who is assigned to whom
    groups : labels, sorted; G of them
    means : (G,) mean quality of each group, those unmatched counting as 0
    floor : the share that was asked for
    share : lowest mean over highest mean, in [0, 1]; 1 where all means are 0
    is_met : ``share`` reaches ``floor``
    share_bound : no assignment of as many people reaches a greater share. Where the floor is not met,
        ``share`` is the best reachable one that was found, and this says how much better any could be
    total_bound : no assignment that meets the floor (or, if not met, the share found) has a greater
        total quality
    total_without : the total of the best assignment without a floor; less ``assignment.total``, it is
        the price of the floor
    """

    assignment: Assignment
    groups: tuple[Hashable, ...]
    means: Floats
    floor: float
    share: float
    is_met: bool
    share_bound: float
    total_bound: float
    total_without: float

    @property
    def price(self) -> float:
        """What the floor costs in total quality."""
        return self.total_without - self.assignment.total


def fair_assignment(
    quality: ArrayLike,
    groups: Sequence[Hashable],
    floor: float,
    permitted: ArrayLike | None = None,
    capacities: ArrayLike | None = None,
    *,
    counted: Counted = Counted.EVERYONE,
    tolerance: float | None = None,
) -> FairAssignment:
    """The best total among the largest assignments in which no group falls below a share of the best.

    As ``best_assignment``, with minᵍ yᵍ ≥ floor · maxᵍ yᵍ, where yᵍ is the mean quality of group g's
    mentees; who is unmatched counts as 0. As many are matched as without a floor. If the floor cannot
    be met, the assignment is the one with the greatest share found, and of these the best.

    The relaxation to mixtures of assignments is solved by column generation (each step one
    assignment problem with the groups weighted anew) and bounds share and total from above. Whole
    assignments are then sought by branch and bound over the pairs that the relaxation used, or over
    all pairs where these are few, and checked against the floor in exact terms. The search has a
    limit of work: a dozen people get the very best assignment within a second, a thousand by a
    thousand one within some thousandths of the bound, in half a minute.

    Parameters
    ----------
    quality : (N, M) array ≥ 0 in any one unit, higher is better; missing only where not permitted
    groups : (N,) label of each mentee's group, any sortable values; None for who belongs to none
    floor : share in [0, 1]; 0 asks for nothing, 1 for equal means
    permitted, capacities : as for ``best_assignment``
    counted : whether mentees without any permitted mentor count in their group's mean
    tolerance : the search ends when the total is within this relative distance of its bound, ≥ 0.
        None is 0 for up to 1,500 permitted pairs, and 0.001 for more

    Returns
    -------
    FairAssignment; ``is_met`` says whether the floor is met, and ``share`` and ``share_bound`` what
    can be. The same arguments always give the same result.

    Raises
    ------
    ValueError: as for ``best_assignment``; a quality is negative, groups are not N, floor is not in
    [0, 1], or tolerance is negative.

    References
    ----------
    Dantzig & Wolfe (1960), doi:10.1287/opre.8.1.101; Dinkelbach (1967), doi:10.1287/mnsc.13.7.492,
    for the greatest share.

    Examples
    --------
    >>> quality = [[0.9, 0.5], [0.8, 0.2]]
    >>> found = fair_assignment(quality, ["a", "b"], 0.5)
    >>> found.assignment.mentor, found.means, found.is_met
    (array([1, 0]), array([0.5, 0.8]), True)
    >>> found = fair_assignment(quality, ["a", "b"], 0.9)
    >>> found.is_met, round(found.share, 3), round(found.share_bound, 3)
    (False, 0.625, 0.625)
    """
    worth, allowed = checked_pairs(quality, permitted)
    if not 0 <= floor <= 1:
        raise ValueError(f"floor must be a share between 0 and 1, got {floor}.")
    if tolerance is not None and not tolerance >= 0:
        raise ValueError(f"tolerance must be at least 0, got {tolerance}.")
    mask = np.ones(worth.shape, dtype=bool) if allowed is None else allowed
    worth = np.where(mask, worth, 0.0)
    if worth.min(initial=0.0) < 0:
        raise ValueError(f"quality must be at least 0 under a floor, got {worth.min()}.")
    market = _market(worth, mask, whole_capacities(capacities, worth.shape[1]), groups, counted)
    free = market.best(np.ones(len(worth)))
    if market.share(free) >= floor - NEAR:
        return market.result(free, floor, 1.0, market.total(free), free)
    hull = _Hull(market)
    hull.add(free)
    if hull.climb(floor) >= -SLACK:
        found, bound = _whole(hull, floor, tolerance)
        if found is not None:
            return market.result(found, floor, 1.0, bound, free)
    return _closest(hull, floor, tolerance, free)


def _closest(hull: _Hull, floor: float, tolerance: float | None, free: Ints) -> FairAssignment:
    """The greatest share, by raising the aim to what each answer reaches until none reaches more."""
    market, near = hull.market, hull.near_enough(tolerance)
    bound = min(hull.greatest_share() + SLACK, 1.0)
    best, aim = max(hull.found, key=market.share), bound
    is_proven = False
    for _ in range(ROUNDS):
        better, is_best, _ = _solved(hull, aim, None, 0.0)
        is_proven = is_best and hull.is_small and aim <= market.share(best) + NEAR
        if better is not None and market.share(better) > market.share(best) + NEAR:
            best = better
        elif aim <= market.share(best) + NEAR:
            break
        if market.share(best) >= bound * (1 - near):
            break
        aim = market.share(best)
    share = market.share(best)
    total_bound = market.total(best)
    if hull.climb(share) >= -SLACK:
        richer, total_bound = _whole(hull, share, tolerance)
        best = best if richer is None else max(best, richer, key=market.total)
    share_bound = share if is_proven else max(bound, share)
    return market.result(best, floor, share_bound, total_bound, free)


@dataclass(frozen=True, eq=False, slots=True)
class _Market:
    """Mentees in groups, mentors with places, and the mean that each assignment gives each group."""

    given: Floats
    worth: Floats  # the quality as given, scaled to at most 1
    allowed: Truths
    seats: Ints
    labels: tuple[Hashable, ...]
    group: Ints  # of each mentee; G for none
    sizes: Ints

    def best(self, weights: Floats) -> Ints:
        """The largest assignment with the highest quality weighted by mentee."""
        return cheapest(np.where(self.allowed, -weights[:, None] * self.worth, np.inf), self.seats)

    def gained(self, mentor: Ints) -> Floats:
        rows = np.arange(len(mentor))
        if self.worth.shape[1] == 0:
            return np.zeros(len(mentor))
        return np.where(mentor >= 0, self.worth[rows, mentor], 0.0)

    def total(self, mentor: Ints) -> float:
        return float(self.gained(mentor).sum())

    def means(self, mentor: Ints) -> Floats:
        sums = np.bincount(self.group, self.gained(mentor), minlength=len(self.sizes) + 1)
        return np.asarray(sums[: len(self.sizes)] / self.sizes, dtype=np.float64)

    def share(self, mentor: Ints) -> float:
        means = self.means(mentor)
        return float(means.min() / means.max()) if means.size and means.max() > 0 else 1.0

    def result(
        self, mentor: Ints, floor: float, share_bound: float, total_bound: float, free: Ints
    ) -> FairAssignment:
        scale = float(self.given.max(initial=0.0)) or 1.0
        assignment = described(mentor, self.given, self.allowed, self.seats)
        share = self.share(mentor)
        return FairAssignment(
            assignment,
            self.labels,
            self.means(mentor) * scale,
            floor,
            share,
            share >= floor - NEAR,
            share_bound,
            max(total_bound * scale, assignment.total),
            described(free, self.given, self.allowed, self.seats).total,
        )


def _market(
    worth: Floats, allowed: Truths, seats: Ints, groups: Sequence[Hashable], counted: Counted
) -> _Market:
    labels = list(groups)
    if len(labels) != len(worth):
        raise ValueError(
            f"groups must name one for each of {len(worth)} mentees, got {len(labels)}."
        )
    if any(label != label for label in labels):
        raise ValueError("A group's label must not be a missing number; None is for no group.")
    everyone = Counted(counted) is Counted.EVERYONE
    reachable = np.asarray(allowed.any(axis=1)) | everyone
    named = [label if can else None for label, can in zip(labels, reachable, strict=True)]
    try:
        known = sorted({label for label in named if label is not None})  # type: ignore[type-var]
    except TypeError:
        raise ValueError("Labels of groups must be sortable among each other.") from None
    place = {label: number for number, label in enumerate(known)}
    group = np.array([place.get(label, len(known)) for label in named], dtype=np.int64)
    sizes = np.bincount(group, minlength=len(known) + 1)[: len(known)]
    scaled = worth / (float(worth.max(initial=0.0)) or 1.0)
    return _Market(worth, scaled, allowed, seats, tuple(known), group, sizes)


class _Hull:
    """Mixtures of assignments found so far, and the search for the one that would improve them."""

    def __init__(self, market: _Market) -> None:
        self.market = market
        self.found: list[Ints] = []
        self.totals: list[float] = []
        self.means: list[Floats] = []
        self.mixed: Floats = np.zeros(0)  # the share of each assignment in the last mixture
        self.highest_mean = 0.0  # in the last mixture
        self.last_weights = np.ones(len(market.worth))
        self.is_small = int(market.allowed.sum()) <= WHOLE

    def near_enough(self, tolerance: float | None) -> float:
        """The tolerance, or the usual one."""
        if tolerance is not None:
            return tolerance
        return 0.0 if self.is_small else NEAR_ENOUGH

    def add(self, mentor: Ints) -> None:
        self.found.append(mentor)
        self.totals.append(self.market.total(mentor))
        self.means.append(self.market.means(mentor))

    def climb(self, floor: float, *, to_the_end: bool = False) -> float:
        """The greatest (lowest mean - floor · highest mean) of a mixture; from 0 on, floor is met.

        Ends as soon as the sign is known, unless ``to_the_end``.
        """
        value = -np.inf
        for _ in range(ROUNDS):
            value, weights, base = self._mixed(floor, for_total=False)
            if value >= 0 and not to_the_end:
                break
            gain = self._improve(weights, base)
            if gain <= SLACK or (value + gain < -SLACK and not to_the_end):
                return value + gain
        return value

    def greatest_share(self) -> float:
        """The greatest share of lowest to highest mean that a mixture reaches (Dinkelbach)."""
        share = max(self.market.share(mentor) for mentor in self.found)
        for _ in range(ROUNDS):
            value = self.climb(share, to_the_end=True)
            if value <= SLACK or self.highest_mean <= SLACK:
                break
            share += value / self.highest_mean
        return share

    def richest(self, floor: float) -> float:
        """An upper bound, tight but for rounding, on the total of mixtures that meet the floor."""
        least = np.inf
        for _ in range(ROUNDS):
            value, weights, base = self._mixed(floor, for_total=True)
            gain = self._improve(weights, base, total=1.0)
            least = min(least, value + gain)
            if gain <= SLACK:
                break
        return float(least)

    def variants(self) -> list[Ints]:
        """The assignments of the last mixture, and others near the best for its weights."""
        market, noise = self.market, np.random.default_rng(0)
        near = []
        for _ in range(VARIANTS):
            unrest = 1 + UNREST * noise.random(market.worth.shape)
            cost = np.where(
                market.allowed, -self.last_weights[:, None] * market.worth * unrest, np.inf
            )
            near.append(cheapest(cost, market.seats))
        return [self.found[place] for place in np.flatnonzero(self.mixed > NEAR)] + near

    def _improve(self, weights: Floats, base: float, *, total: float = 0.0) -> float:
        """Add the assignment that improves a mixture most, and say by how much at most."""
        market = self.market
        per_mentee = np.append(weights / market.sizes, 0.0)[market.group] + total
        mentor = market.best(per_mentee)
        self.last_weights = per_mentee
        gain = float(per_mentee @ market.gained(mentor)) - base
        if gain > SLACK:
            self.add(mentor)
        return max(gain, 0.0)

    def _mixed(self, floor: float, *, for_total: bool) -> tuple[float, Floats, float]:
        """The best mixture: its value, the worth of a group's mean to it, and of a whole assignment."""
        means, count = np.array(self.means).T, len(self.found)
        groups = len(means)
        ones, none = np.ones((groups, 1)), np.zeros((groups, 1))
        above = np.block([[-means, ones, none], [means, none, -ones]])
        cost = np.concatenate([np.zeros(count), [-1.0, floor]])
        if for_total:
            cost = np.concatenate([-np.array(self.totals), [0.0, 0.0]])
            above = np.vstack([above, np.append(np.zeros(count), [-1.0, floor])])
        whole = np.append(np.ones(count), [0.0, 0.0])[None]
        solved = linprog(cost, above, np.zeros(len(above)), whole, [1.0])
        if solved.x is None:
            raise ArithmeticError(f"The mixture of assignments was not solved: {solved.message}")
        self.mixed, self.highest_mean = solved.x[:count], float(solved.x[-1])
        prices = np.asarray(solved.ineqlin.marginals, dtype=np.float64)
        weights = prices[groups : 2 * groups] - prices[:groups]
        return -float(solved.fun or 0.0), weights, -float(solved.eqlin.marginals[0])


def _whole(hull: _Hull, floor: float, tolerance: float | None) -> tuple[Ints | None, float]:
    """The best whole assignment found that meets the floor, None without one; and a bound on totals.

    The solver lets a limit be passed by about a millionth; an answer that does is sought again with
    as much more room.
    """
    market, near = hull.market, hull.near_enough(tolerance)
    bound, room = hull.richest(floor), 0.0
    known = [mentor for mentor in hull.found if market.share(mentor) >= floor - NEAR]
    best = max(known, key=market.total, default=None)
    if best is not None and market.total(best) >= bound * (1 - near) - NEAR:
        return best, bound
    for _ in range(4):
        mentor, _, most = _solved(hull, floor, near, room)
        if hull.is_small and room == 0.0:
            bound = min(bound, most + SLACK)
        if mentor is None:
            break
        if market.share(mentor) >= floor - NEAR:
            known.append(mentor)
            break
        means = market.means(mentor)
        room = 2 * (room + floor * float(means.max()) - float(means.min()))
    return max(known, key=market.total, default=None), bound


def _solved(
    hull: _Hull, floor: float, tolerance: float | None, room: float
) -> tuple[Ints | None, bool, float]:
    """Branch and bound over pairs: its answer, whether it is the best of those pairs, and a bound.

    Sought is the best total above the floor, or without ``tolerance`` the greatest distance to it.
    """
    market = hull.market
    rows, columns = _candidates(hull)
    count = len(rows)
    cost = np.concatenate([-market.worth[rows, columns], [0.0, 0.0]])
    if tolerance is None:
        cost = np.concatenate([np.zeros(count), [-1.0, floor]])
    solved = milp(
        cost,
        integrality=np.append(np.ones(count), [0, 0]),
        bounds=Bounds(0, np.append(np.ones(count), [np.inf, np.inf])),
        constraints=_limits(hull, rows, columns, floor if tolerance is not None else None, room),
        options={
            "node_limit": STEPS // max(count, 1) if hull.is_small else NODES,
            "mip_rel_gap": tolerance or 0.0,
        },
    )
    most = np.inf if solved.mip_dual_bound is None else -float(solved.mip_dual_bound)
    if solved.x is None:
        return None, solved.status == 2, most
    taken = np.flatnonzero(solved.x[:count] > 0.5)
    mentor = np.full(len(market.worth), -1, dtype=np.int64)
    mentor[rows[taken]] = columns[taken]
    return mentor, solved.status == 0, most


def _limits(
    hull: _Hull, rows: Ints, columns: Ints, floor: float | None, room: float
) -> LinearConstraint:
    """What an assignment must keep; the last two unknowns are the lowest and the highest mean."""
    market = hull.market
    people, mentors = market.worth.shape
    groups, count = len(market.sizes), len(rows)
    edge, ones = np.arange(count), np.ones(count)
    group = market.group[rows]
    inside = np.flatnonzero(group < groups)
    per_mean = market.worth[rows, columns][inside] / market.sizes[group[inside]]
    parts = np.concatenate([per_mean, -np.ones(groups)])
    down = np.concatenate([group[inside], np.arange(groups)])

    def less(unknown: int) -> coo_array:
        across = np.concatenate([inside, np.full(groups, unknown)])
        return coo_array((parts, (down, across)), shape=(groups, count + 2))

    table = [
        coo_array((ones, (rows, edge)), shape=(people, count + 2)),
        coo_array((ones, (columns, edge)), shape=(mentors, count + 2)),
        coo_array((ones, (np.zeros(count, dtype=np.int64), edge)), shape=(1, count + 2)),
        less(count),
        less(count + 1),
        coo_array(([1.0, -(floor or 0.0)], ([0, 0], [count, count + 1])), shape=(1, count + 2)),
    ]
    size = np.array([(hull.found[0] >= 0).sum()], dtype=np.float64)
    none, free = np.zeros(groups), np.full(groups, np.inf)
    distance = np.array([-np.inf if floor is None else room])
    least = [np.full(people + mentors, -np.inf), size, none, -free, distance]
    most = [np.ones(people), market.seats.astype(np.float64), size, free, none, np.array([np.inf])]
    return LinearConstraint(vstack(table).tocsc(), np.concatenate(least), np.concatenate(most))


def _candidates(hull: _Hull) -> tuple[Ints, Ints]:
    """The pairs to search: all where they are few, otherwise those of near-best assignments."""
    used = hull.market.allowed
    if not hull.is_small:
        used = np.zeros_like(used)
        for mentor in hull.variants():
            rows = np.flatnonzero(mentor >= 0)
            used[rows, mentor[rows]] = True
    rows, columns = np.nonzero(used)
    return rows, columns
