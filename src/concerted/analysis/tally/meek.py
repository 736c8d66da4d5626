"""Single transferable vote by Meek's method: everyone elected keeps just as much of each paper as the quota needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.tally.ballots import Ballots, RankedBallots, check_seats, ranked_ballots
from concerted.analysis.tally.ties import (
    Choice,
    LastResort,
    Tie,
    TieRule,
    in_order,
    last_resort,
    take,
)

SURPLUS_LEFT = 1e-10
"""Surplus of all elected together below which keep values stand."""

ROUNDING = 64 * float(np.finfo(np.float64).eps)
"""Surplus, as a share of the ballots, that cannot be told from rounding."""


MOST_ITERATIONS = 10**5
"""The surplus shrinks by a factor each time, so that a few hundred are enough."""


@dataclass(frozen=True, slots=True)
class MeekStage:
    """One stage of a Meek count: it ends with an election or an exclusion.

    Attributes
    ----------
    number : from 1 on
    votes, keep_values : of everyone who is not excluded, when the decision falls
    quota, exhausted : then; Σ votes + exhausted = number of ballots
    iterations : how often the keep values were set since the stage before
    elected : at this stage, in order
    excluded : at this stage, or None
    ties : broken at this stage
    """

    number: int
    votes: Mapping[int, float]
    keep_values: Mapping[int, float]
    quota: float
    exhausted: float
    iterations: int
    elected: tuple[int, ...]
    excluded: int | None
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class MeekCount:
    """Result and full record of `meek_stv`.

    Attributes
    ----------
    total, seats : ballots and places
    elected, excluded : candidates in the order in which it happened
    quota, keep_values : at the end; 0 is kept by who was excluded, 1 by who was never over the quota
    stages : the record
    last_resort : whom a tie for exclusion takes
    """

    total: int
    seats: int
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    quota: float
    keep_values: Mapping[int, float]
    stages: tuple[MeekStage, ...]
    last_resort: LastResort


class _Standing(IntEnum):
    OUT = 0
    """Excluded; also the place 0 of tables, where a ranking ends."""
    ELECTED = 1
    HOPEFUL = 2


def meek_stv(
    ballots: Ballots, candidates: int, seats: int, *, seed: str | None = None
) -> MeekCount:
    """Elect ``seats`` of ``candidates`` by Meek's single transferable vote.

    Candidate c keeps the share kᶜ of every paper, or part of a paper, that comes by, and the rest goes to the next on it:
    kᶜ = 1 for who is hopeful, 0 for who is excluded. quota = (ballots − exhausted) / (seats + 1), new whenever votes
    are. Who has more is elected. Then each elected candidate's keep value is multiplied by quota / votes until all
    surpluses together are below 1e-10 (or, with so many ballots that this is less than rounding, 64 ε × ballots) or
    someone else is elected; if nobody is, the hopeful candidate with the fewest votes is excluded. When as many are
    hopeful as there are places they are elected; the count ends when the places are filled.

    Ties for exclusion (votes that differ by no more than rounding): by a lot drawn from ``seed`` or, without one, the
    higher number is excluded, as in the reference count that this one is tested against (so the lower is elected first).

    Parameters
    ----------
    ballots : pairs (number of voters, ranking) or `RankedBallots`; see `ranked_ballots`
    candidates : number of candidates, numbered from 1
    seats : places, 1 … ``candidates``
    seed : public text from which ties are drawn (`drawn_order`), or None

    Returns
    -------
    MeekCount

    Raises
    ------
    ValueError: the ballots are refused (`ranked_ballots`), or there is no seat or more seats than candidates.

    References
    ----------
    Hill, Wichmann & Woodall (1987), "Algorithm 123: Single transferable vote by Meek's method",
    doi:10.1093/comjnl/30.3.277.

    Examples
    --------
    >>> count = meek_stv([(6, [1, 2]), (2, [2]), (2, [3])], candidates=3, seats=2)
    >>> count.elected, round(count.quota, 4), round(count.keep_values[1], 4)
    ((1, 2), 3.3333, 0.5556)
    """
    checked = ranked_ballots(ballots, candidates)
    check_seats(seats, candidates)
    standing = np.full(candidates + 1, _Standing.HOPEFUL, dtype=np.int8)
    standing[0] = _Standing.OUT
    keep = np.ones(candidates + 1)
    keep[0] = 0.0
    count = _Count(
        ballots=checked,
        columns=np.ascontiguousarray(checked.rankings.T),
        seats=seats,
        resort=last_resort(candidates, seed, unless_drawn=TieRule.HIGHER_NUMBER),
        first=last_resort(candidates, seed, unless_drawn=TieRule.LOWER_NUMBER),
        standing=standing,
        keep=keep,
    )
    count.run()
    return MeekCount(
        total=checked.total,
        seats=seats,
        elected=tuple(count.elected),
        excluded=tuple(count.excluded),
        quota=count.stages[-1].quota,
        keep_values=_told(count.keep, np.arange(1, candidates + 1)),
        stages=tuple(count.stages),
        last_resort=count.resort,
    )


@dataclass(slots=True, eq=False)
class _Bundles:
    """Papers that are alike as far as they count now: the elected on them, in order, then the first who is hopeful.

    The longest bundles stand first; ``ranks[r]`` holds who is at rank r of those that are long enough.
    """

    ranks: list[NDArray[np.intp]]
    weights: Floats

    def votes(self, keep: Floats) -> Floats:
        """What each candidate keeps; at place 0 what nobody does."""
        votes = np.zeros(len(keep))
        left = self.weights.copy()
        for candidates in self.ranks:
            kept = left[: len(candidates)] * keep[candidates]
            votes += np.bincount(candidates, kept, minlength=len(keep))
            left[: len(candidates)] -= kept
        votes[0] = left.sum()
        return votes


@dataclass(slots=True, eq=False)
class _Count:
    """A count under way; place 0 of the arrays stands for nobody."""

    ballots: RankedBallots
    columns: NDArray[np.int16]
    seats: int
    resort: LastResort
    first: LastResort
    standing: NDArray[np.int8]
    keep: Floats
    elected: list[int] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)
    stages: list[MeekStage] = field(default_factory=list)

    def run(self) -> None:
        while len(self.elected) < self.seats:
            self._stage()

    def _stage(self) -> None:
        """Set keep values until someone passes the quota or no surplus is left; then elect or exclude."""
        votes, quota, iterations = self._settle()
        standing = np.flatnonzero(self.standing != _Standing.OUT)
        told, kept = _told(votes, standing), _told(self.keep, standing)
        elected, ties = self._elect(votes, quota)
        excluded: int | None = None
        if elected == ():
            excluded, ties = self._exclude(votes)
        self.stages.append(
            MeekStage(
                number=len(self.stages) + 1,
                votes=told,
                keep_values=kept,
                quota=quota,
                exhausted=float(votes[0]),
                iterations=iterations,
                elected=elected,
                excluded=excluded,
                ties=ties,
            )
        )

    def _settle(self) -> tuple[Floats, float, int]:
        bundles = _bundles(self.ballots, self.columns, self.standing, len(self.elected))
        total = float(self.ballots.total)
        surplus_left = max(SURPLUS_LEFT, ROUNDING * total)
        is_elected = self.standing == _Standing.ELECTED
        iterations = 0
        while True:
            votes = bundles.votes(self.keep)
            quota = (total - float(votes[0])) / (self.seats + 1)
            if self._over(votes, quota).any() or self._fills_places():
                return votes, quota, iterations
            surplus = float((votes[is_elected] - quota).sum())
            if surplus < surplus_left or iterations == MOST_ITERATIONS:
                return votes, quota, iterations
            self.keep[is_elected] *= quota / votes[is_elected]
            iterations += 1

    def _over(self, votes: Floats, quota: float) -> NDArray[np.bool_]:
        is_hopeful: NDArray[np.bool_] = self.standing == _Standing.HOPEFUL
        return is_hopeful & (votes > quota + self._rounding)

    @property
    def _rounding(self) -> float:
        return ROUNDING * self.ballots.total

    def _fills_places(self) -> bool:
        hopeful = np.count_nonzero(self.standing == _Standing.HOPEFUL)
        return bool(hopeful == self.seats - len(self.elected))

    def _elect(self, votes: Floats, quota: float) -> tuple[tuple[int, ...], tuple[Tie, ...]]:
        passing = self._over(votes, quota)
        if self._fills_places():
            passing = self.standing == _Standing.HOPEFUL
        elected, ties = in_order(
            np.flatnonzero(passing).tolist(), [votes], self.first, within=self._rounding
        )
        self.standing[passing] = _Standing.ELECTED
        self.elected += elected
        return elected, ties

    def _exclude(self, votes: Floats) -> tuple[int, tuple[Tie, ...]]:
        hopeful = np.flatnonzero(self.standing == _Standing.HOPEFUL).tolist()
        candidate, tie = take(
            hopeful, [votes], self.resort, Choice.EXCLUSION, within=self._rounding
        )
        self.standing[candidate] = _Standing.OUT
        self.keep[candidate] = 0.0
        self.excluded.append(candidate)
        return candidate, () if tie is None else (tie,)


def _bundles(
    ballots: RankedBallots, columns: NDArray[np.int16], standing: NDArray[np.int8], elected: int
) -> _Bundles:
    """Bundle the papers: with few elected, many thousand papers are a few hundred bundles."""
    base = len(standing)
    key = np.zeros(len(ballots.counts), dtype=np.int64)
    active = np.arange(len(ballots.counts))
    bound = 1
    for column in columns:
        here = column[active]
        stands = standing[here]
        counts = np.flatnonzero(stands)
        if bound > np.iinfo(np.int64).max // base:
            distinct, key = np.unique(key, return_inverse=True)
            bound = len(distinct)
        at = active[counts]
        key[at] = key[at] * base + here[counts]
        bound *= base
        active = active[stands != _Standing.HOPEFUL]
        if active.size == 0:
            break
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    weights = np.bincount(which, ballots.counts.astype(np.float64)).astype(np.float64)
    rows = _short(ballots.rankings[first], standing, elected + 1)
    lengths = np.count_nonzero(rows, axis=1)
    longest_first = np.argsort(-lengths, kind="stable")
    ranks = [
        rows[longest_first[: np.count_nonzero(lengths > rank)], rank]
        for rank in range(lengths.max())
    ]
    return _Bundles(ranks, weights[longest_first])


def _short(
    rankings: NDArray[np.int16], standing: NDArray[np.int8], width: int
) -> NDArray[np.intp]:
    """The elected on each ranking before the first hopeful candidate, and that one, packed to the left."""
    stands = standing[rankings]
    is_hopeful = stands == _Standing.HOPEFUL
    counts = (stands != _Standing.OUT) & (np.cumsum(is_hopeful, axis=1) - is_hopeful == 0)
    row, column = np.nonzero(counts)
    rows = np.zeros((len(rankings), width), dtype=np.intp)
    rows[row, (np.cumsum(counts, axis=1) - 1)[row, column]] = rankings[row, column]
    return rows


def _told(values: Floats, candidates: NDArray[np.integer]) -> Mapping[int, float]:
    return {int(number): float(values[number]) for number in candidates}
