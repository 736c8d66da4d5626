"""Committees from approval ballots that give groups of voters their share of seats."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from concerted.analysis.tally.ballots import Approvals, Integers, approval_table, check_seats
from concerted.analysis.tally.ties import Choice, LastResort, Tie, TieRule, last_resort


@dataclass(frozen=True, slots=True)
class CommitteeRound:
    """One place filled.

    Attributes
    ----------
    elected : who
    value : what decided, exactly: the weight added to the score of the committee (sequential PAV, and places filled
        up), or the price ρ that supporters pay for each seat they gain (equal shares)
    is_filled_up : the place was filled when no supporters could pay for it any more
    tie : that was broken, if any
    """

    elected: int
    value: Fraction
    is_filled_up: bool
    tie: Tie | None


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee and how it was chosen.

    Attributes
    ----------
    total : voters
    elected : in the order of ``rounds``
    rounds : one for each place
    last_resort : whom a tie takes
    """

    total: int
    elected: tuple[int, ...]
    rounds: tuple[CommitteeRound, ...]
    last_resort: LastResort


def sequential_pav(
    ballots: Approvals,
    candidates: int,
    seats: int,
    *,
    seed: str | None = None,
) -> Committee:
    """Fill places one by one, each voter's weight 1 / (1 + seats they have): sequential proportional approval voting.

    Each round elects the candidate with the largest Σ 1 / (1 + |approved and elected|) over the voters who approve, which
    is Thiele's rule with the weights 1, 1/2, 1/3, …, computed in fractions. With one ballot for each party it is
    D'Hondt's method.

    Parameters
    ----------
    ballots : pairs (number of voters, candidates they approve of), as for `approval`
    candidates : number of candidates, numbered from 1
    seats : places, 1 … ``candidates``
    seed : public text from which ties are drawn (`drawn_order`), or None: the lower number

    Returns
    -------
    Committee

    Raises
    ------
    ValueError: as `approval`.

    References
    ----------
    Lackner & Skowron (2023), Multi-Winner Voting with Approval Preferences, doi:10.1007/978-3-031-09016-5.

    Examples
    --------
    >>> sequential_pav([(6, [1, 2, 3]), (3, [4, 5])], candidates=5, seats=3).elected
    (1, 2, 4)
    """
    counts, approves = approval_table(ballots, candidates)
    check_seats(seats, candidates)
    resort = last_resort(candidates, seed, unless_drawn=TieRule.LOWER_NUMBER)
    rounds = _by_weight(counts, approves, seats, resort, [], is_filled_up=False)
    return _committee(counts, rounds, resort)


def equal_shares(
    ballots: Approvals,
    candidates: int,
    seats: int,
    *,
    fill_up: bool = True,
    seed: str | None = None,
) -> Committee:
    """Give each voter an equal share of the seats to spend: the method of equal shares.

    Each voter has seats / voters, and a seat costs 1. A candidate is affordable at price ρ if Σ min(ρ, what is left to
    the voter) over those who approve is 1; each round elects whoever is affordable at the lowest ρ, and supporters pay.
    Where nobody is affordable any more, places that are left are filled up as by `sequential_pav` if ``fill_up``. Every
    group that is large and alike enough is represented (extended justified representation). Computed in fractions.

    Parameters
    ----------
    ballots : pairs (number of voters, candidates they approve of), as for `approval`
    candidates : number of candidates, numbered from 1
    seats : places, 1 … ``candidates``
    fill_up : fill the places that equal shares leave empty
    seed : public text from which ties are drawn (`drawn_order`), or None: the lower number

    Returns
    -------
    Committee; fewer are elected than there are seats if places are not filled up.

    Raises
    ------
    ValueError: as `approval`.

    References
    ----------
    Peters & Skowron (2020), doi:10.1145/3391403.3399465.

    Examples
    --------
    >>> committee = equal_shares([(6, [1, 2, 3]), (3, [4, 5])], candidates=5, seats=3)
    >>> committee.elected, str(committee.rounds[0].value)
    ((1, 2, 4), '1/6')
    """
    counts, approves = approval_table(ballots, candidates)
    check_seats(seats, candidates)
    resort = last_resort(candidates, seed, unless_drawn=TieRule.LOWER_NUMBER)
    purses = _Purses([Fraction(seats, int(counts.sum()))], np.zeros(len(counts), dtype=np.int64))
    rounds: list[CommitteeRound] = []
    while len(rounds) < seats:
        prices = purses.prices(counts, approves)
        for one in rounds:
            prices.pop(one.elected, None)
        if not prices:
            break
        rounds.append(_lowest(prices, resort))
        purses.pay(approves[:, rounds[-1].elected - 1], rounds[-1].value)
    if fill_up:
        rounds = _by_weight(counts, approves, seats, resort, rounds, is_filled_up=True)
    return _committee(counts, rounds, resort)


@dataclass(slots=True, eq=False)
class _Purses:
    """What is left to voters: the distinct sums, smallest first, and which of them each ballot has."""

    sums: list[Fraction]
    which: Integers

    def prices(self, counts: Integers, approves: Integers) -> dict[int, Fraction]:
        """The ρ at which supporters can pay a seat together, for each candidate for whom they can."""
        supporters = np.zeros((len(self.sums), approves.shape[1]), dtype=np.int64)
        np.add.at(supporters, self.which, counts[:, None] * approves)
        prices = {
            candidate: self._price(column)
            for candidate, column in enumerate(supporters.T.tolist(), start=1)
        }
        return {candidate: price for candidate, price in prices.items() if price is not None}

    def pay(self, approves: Integers, price: Fraction) -> None:
        """Take the price, or what is left, from everyone who approves."""
        sums = self.sums + [have - min(price, have) for have in self.sums]
        held, which = np.unique(self.which + len(self.sums) * approves, return_inverse=True)
        self.sums = sorted({sums[place] for place in held.tolist()})
        place_of = {have: place for place, have in enumerate(self.sums)}
        places = np.array([place_of[sums[place]] for place in held.tolist()], dtype=np.int64)
        self.which = places[which]

    def _price(self, supporters: list[int]) -> Fraction | None:
        to_pay, payers = Fraction(1), sum(supporters)
        for have, voters in zip(self.sums, supporters, strict=True):
            if have * payers >= to_pay:
                return to_pay / payers
            to_pay -= have * voters
            payers -= voters
        return None


def _lowest(prices: dict[int, Fraction], resort: LastResort) -> CommitteeRound:
    best = min(prices.values())
    return _round([who for who, price in prices.items() if price == best], best, resort)


def _by_weight(
    counts: Integers,
    approves: Integers,
    seats: int,
    resort: LastResort,
    before: list[CommitteeRound],
    *,
    is_filled_up: bool,
) -> list[CommitteeRound]:
    rounds = list(before)
    elected = [one.elected - 1 for one in rounds]
    while len(rounds) < seats:
        seated = approves[:, elected].sum(axis=1)
        # Voters by the seats they have: whole numbers of approvals, so that the fractions stay exact.
        weights = [Fraction(0)] * approves.shape[1]
        for number in np.unique(seated).tolist():
            voters = seated == number
            sums = (counts[voters] @ approves[voters]).tolist()
            weights = [
                weight + Fraction(added, 1 + number)
                for weight, added in zip(weights, sums, strict=True)
            ]
        standing = {who + 1: weight for who, weight in enumerate(weights) if who not in elected}
        best = max(standing.values())
        tied = [who for who, weight in standing.items() if weight == best]
        rounds.append(_round(tied, best, resort, is_filled_up=is_filled_up))
        elected.append(rounds[-1].elected - 1)
    return rounds


def _round(
    tied: list[int], value: Fraction, resort: LastResort, *, is_filled_up: bool = False
) -> CommitteeRound:
    taken = resort.first(tied)
    tie = None if len(tied) == 1 else Tie(Choice.ELECTION, tuple(tied), taken, resort.rule)
    return CommitteeRound(taken, value, is_filled_up, tie)


def _committee(counts: Integers, rounds: list[CommitteeRound], resort: LastResort) -> Committee:
    return Committee(
        int(counts.sum()), tuple(one.elected for one in rounds), tuple(rounds), resort
    )
