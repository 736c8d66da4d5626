"""Ranked ballots: what is accepted, and with which sentence the rest is refused."""

from __future__ import annotations

import numpy as np
import pytest

from concerted.analysis.tally import (
    ballots_from_arrays,
    drawn_order,
    meek_stv,
    ranked_ballots,
    schulze,
    scottish_stv,
)

REFUSED = [
    ([], "There are no ballots"),
    ([(0, [1, 2])], "There are no ballots"),
    ([(1, [1, 2]), (2, [])], "Ballot 2 ranks nobody"),
    ([(1, [1, 2]), (2, [3, 1, 3])], "Ballot 2 ranks candidate 3 more than once"),
    ([(1, [1, 2]), (2, [3, 4])], "Ballot 2 names candidate 4, who does not stand"),
    ([(1, [0, 2])], "Ballot 1 names candidate 0, who does not stand"),
    ([(1, [1, 2, 0])], "Ballot 1 names candidate 0, who does not stand"),
    ([(1, [-1])], "Ballot 1 names candidate -1, who does not stand"),
    ([(-1, [1]), (3, [2])], "The number of voters of ballot 1 is -1"),
    ([(1.5, [1])], "The number of voters of ballot 1 is 1.5"),
    ([(float("nan"), [1])], "The number of voters of ballot 1 is nan"),
    ([(float("inf"), [1])], "The number of voters of ballot 1 is inf"),
    ([("many", [1])], "counts must be whole numbers"),
    ([(1, [1, [2, 3]])], "Ballot 1 puts several candidates on one rank"),
    ([(1, [[1, 2]])], "Ballot 1 puts several candidates on one rank"),
    ([(1, [[1, 2], [3, 1]])], "Ballot 1 puts several candidates on one rank"),
    ([(1, [(1,), 2])], "Ballot 1 puts several candidates on one rank"),
    ([(1, [1, {2, 3}])], "Ballot 1 puts several candidates on one rank"),
    ([(1, [1.0, 2.0])], "Ballot 1 names 1.0; candidates are whole numbers"),
    ([(1, ["1"])], "Ballot 1 names '1'; candidates are whole numbers"),
    ([(1, [True])], "Ballot 1 names True; candidates are whole numbers"),
    ([(1, [None])], "Ballot 1 names None; candidates are whole numbers"),
    ([(1, "12")], "Ballot 1 must be a pair"),
    ([(1, {1, 2})], "Ballot 1 must be a pair"),
    ([(1, {1: 1, 2: 1})], "Ballot 1 must be a pair"),
    ([(1, 2)], "Ballot 1 must be a pair"),
    ([3], "Ballot 1 must be a pair"),
    ([(1, [2], 3)], "Ballot 1 must be a pair"),
    ([(10**14, [1])], "The number of voters of ballot 1 is"),
    ([(10**13, [1]), (10**13, [2])], "so many are not counted exactly"),
    ([(1, [10**30])], "who does not stand"),
]


@pytest.mark.parametrize(("ballots", "sentence"), REFUSED)
def test_bad_ballots_are_refused_by_every_count(ballots, sentence):
    for count in (
        lambda: scottish_stv(ballots, 3, 1),
        lambda: meek_stv(ballots, 3, 1),
        lambda: schulze(ballots, 3),
        lambda: ranked_ballots(ballots, 3),
    ):
        with pytest.raises(ValueError, match=sentence):
            count()


@pytest.mark.parametrize(
    ("candidates", "seats", "sentence"),
    [
        (3, 0, "seats must be a whole number of at least 1, got 0"),
        (3, -1, "seats must be"),
        (3, 1.5, "seats must be"),
        (3, 4, "4 seats cannot be filled by 3 candidates"),
        (0, 1, "candidates must be a whole number from 1"),
        (-2, 1, "candidates must be"),
        (2.0, 1, "candidates must be"),
        (10**5, 1, "candidates must be"),
    ],
)
def test_seats_and_candidates_out_of_range_are_refused(candidates, seats, sentence):
    for count in (scottish_stv, meek_stv):
        with pytest.raises(ValueError, match=sentence):
            count([(1, [1])], candidates, seats)


@pytest.mark.parametrize(
    ("counts", "rankings", "sentence"),
    [
        ([1, 1], [[1, 2], [2, 2]], "Ballot 2 ranks candidate 2 more than once"),
        ([1, 1], [[1, 2], [0, 0]], "Ballot 2 ranks nobody"),
        ([1, 1], [[1, 0, 2], [1, 2, 3]], "Ballot 1 names a candidate after a 0"),
        ([1, 1], [[1, 2], [4, 0]], "Ballot 2 names candidate 4, who does not stand"),
        ([1, 1], [[1, 2], [-1, 0]], "Ballot 2 names candidate -1, who does not stand"),
        ([1], [[1, 2], [2, 1]], "one number for each of 2 ballots"),
        ([0, 0], [[1, 2], [2, 1]], "There are no ballots"),
        ([1], [1, 2], "must be a table"),
        ([1], [[1.0, 2.0]], "must be a table of whole numbers"),
        ([], np.zeros((0, 2), dtype=int), "There are no ballots"),
    ],
)
def test_bad_arrays_are_refused(counts, rankings, sentence):
    with pytest.raises(ValueError, match=sentence):
        ballots_from_arrays(counts, rankings, 3)


def test_ballots_for_another_number_of_candidates_are_refused():
    ballots = ranked_ballots([(1, [1, 2])], 2)

    with pytest.raises(ValueError, match="for 2 candidates, not for 3"):
        scottish_stv(ballots, 3, 1)


def test_arrays_and_lists_give_the_same_count():
    lists = ranked_ballots([(3, [2, 1]), (0, [1, 2]), (2, [1])], 2)
    arrays = ballots_from_arrays([3, 0, 2], [[2, 1], [1, 2], [1, 0]], 2)

    assert lists.rankings.tolist() == arrays.rankings.tolist() == [[2, 1], [1, 0]]
    assert lists.counts.tolist() == arrays.counts.tolist() == [3, 2]


def test_a_count_leaves_its_ballots_alone():
    ballots = ballots_from_arrays([6, 2, 2], [[1, 2], [2, 0], [3, 0]], 3)
    before = ballots.counts.copy(), ballots.rankings.copy()

    scottish_stv(ballots, 3, 2)
    meek_stv(ballots, 3, 2)
    schulze(ballots, 3)

    assert (ballots.counts == before[0]).all()
    assert (ballots.rankings == before[1]).all()


def test_a_lot_can_be_drawn_again_from_its_public_seed():
    assert drawn_order([3, 1, 2], "a dice game") == drawn_order([1, 2, 3], "a dice game")
    assert {drawn_order(range(1, 4), str(seed)) for seed in range(60)} == {
        (1, 2, 3),
        (1, 3, 2),
        (2, 1, 3),
        (2, 3, 1),
        (3, 1, 2),
        (3, 2, 1),
    }


@pytest.mark.parametrize("seed", ["", 7])
def test_a_lot_without_a_text_for_a_seed_is_refused(seed):
    with pytest.raises(ValueError, match="must be a text"):
        drawn_order([1, 2], seed)
