"""Single transferable vote by the rules of Scotland's councils, every stage on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.tally.ballots import (
    Ballots,
    Integers,
    RankedBallots,
    check_seats,
    ranked_ballots,
)
from concerted.analysis.tally.ties import (
    Choice,
    LastResort,
    Tie,
    TieRule,
    in_order,
    last_resort,
    take,
)

PAPER = 10**5
"""Units in one paper: values are whole numbers of 0.00001 votes."""


class TransferKind(StrEnum):
    """Why papers go on to the next candidate."""

    SURPLUS = "surplus"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Papers that go on at the end of a stage.

    Attributes
    ----------
    candidate : who hands them on
    kind : a surplus of someone elected, or all papers of someone excluded
    votes : what the candidate gives up
    gains : what each continuing candidate receives (who receives nothing is left out)
    exhausted : value of the papers that name no continuing candidate
    truncated : lost because values are cut to five decimals; votes = Σ gains + exhausted + truncated
    """

    candidate: int
    kind: TransferKind
    votes: Decimal
    gains: Mapping[int, Decimal]
    exhausted: Decimal
    truncated: Decimal


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a count.

    Attributes
    ----------
    number : from 1 on
    votes : at the start of the stage, of everyone who is not excluded, with five decimals
    exhausted, truncated : so far; Σ votes + exhausted + truncated = number of ballots, exactly
    elected : at this stage, in order
    excluded : at this stage, or None
    transfer : what happens then, or None at the end
    ties : broken at this stage
    """

    number: int
    votes: Mapping[int, Decimal]
    exhausted: Decimal
    truncated: Decimal
    elected: tuple[int, ...]
    excluded: int | None
    transfer: Transfer | None
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class ScottishCount:
    """Result and full record of `scottish_stv`.

    Attributes
    ----------
    total, seats, quota : ballots, places, and the votes that elect
    elected, excluded : candidates in the order in which it happened
    stages : the record
    last_resort : whom a tie takes that no stage decides
    """

    total: int
    seats: int
    quota: int
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    stages: tuple[Stage, ...]
    last_resort: LastResort


def scottish_stv(
    ballots: Ballots, candidates: int, seats: int, *, seed: str | None = None
) -> ScottishCount:
    """Elect ``seats`` of ``candidates`` by single transferable vote, as Scotland's councils do.

    quota = ⌊ballots / (seats + 1)⌋ + 1. Whoever reaches it is elected. Then one surplus is handed on, the largest
    first: every paper of that candidate goes on at ⌊value × surplus / votes⌋, cut to five decimals, to the next candidate
    on it who is neither elected nor excluded. Without a surplus the candidate with the fewest votes is excluded and the
    papers go on at their value. When as many continue as there are places they are elected. Values are whole numbers of
    0.00001, so nothing is rounded but by the rule. With one seat this is instant runoff.

    Ties, for a surplus, an exclusion or the order of election: by the votes at the most recent earlier stage at which
    they differ; then by a lot drawn from ``seed``, or, without one, the lower number is taken (excluded, or first).

    Parameters
    ----------
    ballots : pairs (number of voters, ranking) or `RankedBallots`; see `ranked_ballots`
    candidates : number of candidates, numbered from 1
    seats : places, 1 … ``candidates``
    seed : public text from which ties are drawn (`drawn_order`), or None

    Returns
    -------
    ScottishCount

    Raises
    ------
    ValueError: the ballots are refused (`ranked_ballots`), or there is no seat or more seats than candidates.

    References
    ----------
    The Scottish Local Government Elections Order 2011, SSI 2011/399, schedule 1.

    Examples
    --------
    >>> count = scottish_stv([(6, [1, 2]), (2, [2]), (2, [3])], candidates=3, seats=2)
    >>> count.quota, count.elected
    (4, (1, 2))
    >>> {number: str(votes) for number, votes in count.stages[1].votes.items()}
    {1: '4.00000', 2: '3.99998', 3: '2.00000'}
    """
    checked = ranked_ballots(ballots, candidates)
    check_seats(seats, candidates)
    count = _Count(
        papers=_Papers.of(checked),
        seats=seats,
        quota=checked.total // (seats + 1) + 1,
        resort=last_resort(candidates, seed, unless_drawn=TieRule.LOWER_NUMBER),
    )
    count.run()
    return ScottishCount(
        total=checked.total,
        seats=seats,
        quota=count.quota,
        elected=tuple(count.elected),
        excluded=tuple(count.excluded),
        stages=tuple(count.stages),
        last_resort=count.resort,
    )


@dataclass(slots=True, eq=False)
class _Papers:
    """Where every paper lies and what it is worth, and what each candidate holds, in units of 0.00001 votes."""

    ballots: RankedBallots
    holder: NDArray[np.int16]
    value: Integers
    votes: Integers
    continuing: NDArray[np.bool_]
    exhausted: int = 0
    truncated: int = 0

    @classmethod
    def of(cls, ballots: RankedBallots) -> _Papers:
        votes = np.zeros(ballots.candidates + 1, dtype=np.int64)
        np.add.at(votes, ballots.rankings[:, 0], ballots.counts * PAPER)
        continuing = np.ones(ballots.candidates + 1, dtype=np.bool_)
        continuing[0] = False
        value = np.full(len(ballots.counts), PAPER, dtype=np.int64)
        return cls(ballots, ballots.rankings[:, 0].copy(), value, votes, continuing)

    def hand_on(self, candidate: int, kind: TransferKind, units: int) -> Transfer:
        """Move all papers of ``candidate`` on; for a surplus at their value × ``units`` / votes, truncated."""
        pile = np.flatnonzero(self.holder == candidate)
        if kind is TransferKind.SURPLUS:
            self.value[pile] = _scaled(self.value[pile], units, int(self.votes[candidate]))
        rankings = self.ballots.rankings[pile]
        may_receive = self.continuing[rankings]
        column = np.argmax(may_receive, axis=1)
        row = np.arange(len(pile))
        receiver = np.where(may_receive[row, column], rankings[row, column], 0)
        gains = np.zeros_like(self.votes)
        np.add.at(gains, receiver, self.value[pile] * self.ballots.counts[pile])
        self.holder[pile] = receiver
        exhausted, truncated = int(gains[0]), units - int(gains.sum())
        gains[0] = 0
        self.votes += gains
        self.votes[candidate] -= units
        self.exhausted += exhausted
        self.truncated += truncated
        return Transfer(
            candidate=candidate,
            kind=kind,
            votes=_decimal(units),
            gains=_told(gains, np.flatnonzero(gains)),
            exhausted=_decimal(exhausted),
            truncated=_decimal(truncated),
        )


@dataclass(slots=True, eq=False)
class _Count:
    """A count under way."""

    papers: _Papers
    seats: int
    quota: int
    resort: LastResort
    elected: list[int] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)
    with_surplus: list[int] = field(default_factory=list)
    rounds: list[Integers] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    def run(self) -> None:
        while self._stage():
            pass

    def _stage(self) -> bool:
        """Elect, hand on or exclude, and write it down; False at the end of the count."""
        papers = self.papers
        self.rounds.append(papers.votes.copy())
        standing = np.delete(
            np.arange(1, len(papers.votes)), np.array(self.excluded, dtype=np.int64) - 1
        )
        votes = _told(papers.votes, standing)
        exhausted, truncated = _decimal(papers.exhausted), _decimal(papers.truncated)
        elected, ties = self._elect()
        transfer: Transfer | None = None
        excluded: int | None = None
        is_open = len(self.elected) < self.seats
        if is_open:
            transfer, tie = self._hand_on_surplus() if self.with_surplus else self._exclude()
            excluded = transfer.candidate if transfer.kind is TransferKind.EXCLUSION else None
            ties += () if tie is None else (tie,)
        self.stages.append(
            Stage(len(self.rounds), votes, exhausted, truncated, elected, excluded, transfer, ties)
        )
        return is_open

    def _elect(self) -> tuple[tuple[int, ...], tuple[Tie, ...]]:
        """Elect who reaches the quota, and everyone who continues when as many do as there are places."""
        papers = self.papers
        reached = np.flatnonzero(papers.continuing & (papers.votes >= self.quota * PAPER))
        elected, ties = in_order(reached.tolist(), self.rounds, self.resort)
        self.with_surplus += [who for who in elected if papers.votes[who] > self.quota * PAPER]
        papers.continuing[reached] = False
        left = np.flatnonzero(papers.continuing)
        if len(left) == self.seats - len(self.elected) - len(elected):
            others, more = in_order(left.tolist(), self.rounds, self.resort)
            papers.continuing[left] = False
            elected, ties = elected + others, ties + more
        self.elected += elected
        return elected, ties

    def _hand_on_surplus(self) -> tuple[Transfer, Tie | None]:
        candidate, tie = take(self.with_surplus, self.rounds, self.resort, Choice.SURPLUS)
        self.with_surplus.remove(candidate)
        units = int(self.papers.votes[candidate]) - self.quota * PAPER
        return self.papers.hand_on(candidate, TransferKind.SURPLUS, units), tie

    def _exclude(self) -> tuple[Transfer, Tie | None]:
        continuing = np.flatnonzero(self.papers.continuing).tolist()
        candidate, tie = take(continuing, self.rounds, self.resort, Choice.EXCLUSION)
        self.excluded.append(candidate)
        self.papers.continuing[candidate] = False
        units = int(self.papers.votes[candidate])
        return self.papers.hand_on(candidate, TransferKind.EXCLUSION, units), tie


def _scaled(values: Integers, surplus: int, votes: int) -> Integers:
    """⌊value × surplus / votes⌋, exactly: whole numbers of any size, for each distinct value once."""
    distinct, which = np.unique(values, return_inverse=True)
    scaled = [value * surplus // votes for value in distinct.tolist()]
    return np.array(scaled, dtype=np.int64)[which]


def _decimal(units: int) -> Decimal:
    return Decimal(units).scaleb(-5)


def _told(votes: Integers, candidates: NDArray[np.integer]) -> Mapping[int, Decimal]:
    return {int(number): _decimal(int(votes[number])) for number in candidates}
