"""Committees from approvals: published examples, a plain count, and the share of united groups."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.tally import TieRule, drawn_order, equal_shares, sequential_pav

PARTIES = [(60, list(range(1, 11))), (30, list(range(11, 21))), (10, list(range(21, 31)))]


@st.composite
def approval_elections(draw):
    candidates = draw(st.integers(2, 6))
    seats = draw(st.integers(1, min(4, candidates)))
    approved = st.sets(st.integers(1, candidates)).map(sorted)
    ballots = draw(st.lists(st.tuples(st.integers(1, 9), approved), min_size=1, max_size=8))
    return ballots, candidates, seats


def party_seats(elected):
    return [sum((who - 1) // 10 == party for who in elected) for party in range(3)]


@pytest.mark.parametrize("rule", [sequential_pav, equal_shares])
def test_parties_of_sixty_thirty_and_ten_share_ten_seats_so(rule):
    assert party_seats(rule(PARTIES, 30, 10).elected) == [6, 3, 1]


def test_sequential_pav_is_d_hondt_for_parties():
    # D'Hondt of 53, 24, 23 on 7 seats: quotients 53 26.5 24 23 17.67 13.25 12 give 4, 2, 1.
    ballots = [(53, range(1, 11)), (24, range(11, 21)), (23, range(21, 31))]

    assert party_seats(sequential_pav(ballots, 30, 7).elected) == [4, 2, 1]


def test_weights_are_exact_and_on_record():
    committee = sequential_pav([(6, [1, 2, 3]), (3, [4, 5])], 5, 3)

    assert committee.elected == (1, 2, 4)
    assert [one.value for one in committee.rounds] == [6, 3, 3]
    assert committee.rounds[2].tie.among == (4, 5)


def test_prices_of_equal_shares_are_exact_and_on_record():
    committee = equal_shares([(6, [1, 2, 3]), (3, [4, 5])], 5, 3)

    assert [one.value for one in committee.rounds] == [
        Fraction(1, 6),
        Fraction(1, 6),
        Fraction(1, 3),
    ]
    assert not any(one.is_filled_up for one in committee.rounds)


def test_places_that_nobody_can_pay_are_filled_up_or_stay_empty():
    ballots = [(2, [1]), (2, [2]), (1, [3])]

    assert equal_shares(ballots, 3, 3).elected == (1, 2, 3)
    assert [one.is_filled_up for one in equal_shares(ballots, 3, 3).rounds] == [False, False, True]
    assert equal_shares(ballots, 3, 3, fill_up=False).elected == (1, 2)


def test_ties_are_drawn_by_lot_where_there_is_a_seed():
    for rule in (sequential_pav, equal_shares):
        committee = rule([(4, [1, 2, 3])], 3, 1, seed="hail")

        assert committee.elected == drawn_order([1, 2, 3], "hail")[:1]
        assert committee.rounds[0].tie.rule is TieRule.LOT


@pytest.mark.parametrize("rule", [sequential_pav, equal_shares])
@pytest.mark.parametrize(
    ("ballots", "seats", "sentence"),
    [
        ([], 1, "There are no ballots"),
        ([(1, [9])], 1, "who does not stand"),
        ([(1, [1, 1])], 1, "more than once"),
        ([(1, [1])], 4, "cannot be filled"),
    ],
)
def test_bad_approvals_are_refused(rule, ballots, seats, sentence):
    with pytest.raises(ValueError, match=sentence):
        rule(ballots, 3, seats)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(approval_elections())
def test_each_round_elects_who_adds_most_to_the_score(election):
    ballots, candidates, seats = election

    def thiele(committee):
        return sum(
            voters * sum(Fraction(1, 1 + seat) for seat in range(len(set(approved) & committee)))
            for voters, approved in ballots
        )

    committee = set()
    for one in sequential_pav(ballots, candidates, seats).rounds:
        gains = {
            who: thiele(committee | {who}) - thiele(committee)
            for who in range(1, candidates + 1)
            if who not in committee
        }
        assert one.value == gains[one.elected] == max(gains.values())
        committee.add(one.elected)
    assert len(committee) == seats


@settings(max_examples=50, deadline=None, derandomize=True)
@given(approval_elections())
def test_voters_pay_one_for_each_seat_and_never_more_than_they_have(election):
    ballots, candidates, seats = election
    voters = sum(count for count, _ in ballots)
    left = [Fraction(seats, voters)] * len(ballots)

    committee = equal_shares(ballots, candidates, seats, fill_up=False)

    for one in committee.rounds:
        paid = [
            min(one.value, have) if one.elected in approved else 0
            for have, (_, approved) in zip(left, ballots, strict=True)
        ]
        assert sum(pay * count for pay, (count, _) in zip(paid, ballots, strict=True)) == 1
        left = [have - pay for have, pay in zip(left, paid, strict=True)]
    for who in set(range(1, candidates + 1)) - set(committee.elected):
        purse = sum(
            have * count
            for have, (count, approved) in zip(left, ballots, strict=True)
            if who in approved
        )
        assert purse < 1 or len(committee.elected) == seats


@settings(max_examples=50, deadline=None, derandomize=True)
@given(approval_elections(), st.integers(1, 3))
def test_a_united_group_gets_the_seats_its_share_earns_by_equal_shares(election, earned):
    ballots, candidates, seats = election
    earned = min(earned, seats, candidates)
    others = sum(count for count, _ in ballots)
    # n / (n + others) ≥ earned / seats
    group = others * seats if earned == seats else -(-others * earned // (seats - earned))
    favorites = list(range(1, earned + 1))

    committee = equal_shares([*ballots, (group, favorites)], candidates, seats)

    if Fraction(group, group + others) >= Fraction(earned, seats):
        assert len(set(committee.elected) & set(favorites)) >= earned
