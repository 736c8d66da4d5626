"""Majorities, quorum, approval and scores."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.tally import (
    Base,
    Blank,
    Majority,
    Summary,
    TieRule,
    approval,
    drawn_order,
    least_number,
    majority,
    score,
)

numbers = st.integers(0, 200)


@pytest.mark.parametrize(
    ("size", "share", "more_than", "least"),
    [
        (12, Fraction(1, 2), False, 6),
        (12, Fraction(1, 2), True, 7),
        (13, Fraction(1, 2), False, 7),
        (13, Fraction(1, 2), True, 7),
        (30, Fraction(2, 3), False, 20),
        (31, Fraction(2, 3), False, 21),
        (10, 0.1, False, 1),
        (30, 0.1, False, 3),  # 0.1 × 30 is 3.0000000000000004 in floats
        (7, 0, False, 0),
        (7, 1, False, 7),
        (0, Fraction(1, 2), True, 1),
    ],
)
def test_a_quorum_is_the_least_number_that_reaches_the_share(size, share, more_than, least):
    assert least_number(size, share, more_than=more_than) == least


@pytest.mark.parametrize(
    ("votes", "options", "passes", "needed"),
    [
        ((5, 4, 90), {}, True, 5),
        ((5, 5, 0), {}, False, 6),
        ((0, 0, 9), {}, False, 1),
        ((0, 0, 0), {}, False, 1),
        ((5, 4, 2), {"of": Base.PRESENT}, False, 6),
        ((26, 0, 0), {"rule": Majority.ABSOLUTE, "members": 50}, True, 26),
        ((25, 0, 0), {"rule": Majority.ABSOLUTE, "members": 50}, False, 26),
        ((25, 0, 0), {"rule": Majority.ABSOLUTE, "members": 49}, True, 25),
        ((20, 10, 0), {"rule": Majority.TWO_THIRDS}, True, 20),
        ((20, 11, 0), {"rule": Majority.TWO_THIRDS}, False, 21),
        ((20, 10, 1), {"rule": Majority.TWO_THIRDS, "of": Base.PRESENT}, False, 21),
        ((20, 0, 0), {"rule": Majority.TWO_THIRDS, "of": Base.MEMBERS, "members": 31}, False, 21),
        ((3, 1, 0), {"rule": Majority.THREE_QUARTERS}, True, 3),
        ((3, 0, 5), {"rule": Majority.UNANIMITY}, True, 3),
        ((3, 1, 0), {"rule": Majority.UNANIMITY}, False, 4),
        ((3, 0, 5), {"rule": Majority.UNANIMITY, "of": Base.PRESENT}, False, 8),
        ((5, 4, 1), {"quorum": 10}, True, 5),
        ((5, 4, 0), {"quorum": 10}, False, 5),
    ],
)
def test_majorities(votes, options, passes, needed):
    result = majority(*votes, **options)

    assert (result.passes, result.needed) == (passes, needed)


def test_the_share_of_no_votes_is_missing():
    assert math.isnan(majority(0, 0, 3).share)


@pytest.mark.parametrize(
    ("votes", "options", "sentence"),
    [
        ((-1, 0), {}, "yes must be a whole number of at least 0, got -1"),
        ((1, 2.5), {}, "no must be"),
        ((1, 2, float("nan")), {}, "abstain must be"),
        ((True, 0), {}, "yes must be"),
        ((30, 30), {"members": 50}, "60 votes were given by 50 members"),
        ((30, 1), {"rule": Majority.ABSOLUTE}, "say how many members"),
        ((1, 0), {"quorum": -2}, "quorum must be"),
        ((1, 0), {"rule": "loud"}, "loud"),
    ],
)
def test_impossible_votes_are_refused(votes, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        majority(*votes, **options)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf")])
def test_shares_out_of_range_are_refused(share):
    with pytest.raises(ValueError, match="A share must be from 0 to 1"):
        least_number(10, share)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(numbers, numbers, numbers, st.sampled_from(Majority), st.sampled_from(Base))
def test_one_more_yes_never_defeats_a_motion(yes, no, abstain, rule, base):
    members = yes + no + abstain + 1

    before = majority(yes, no, abstain, members=members, rule=rule, of=base)
    after = majority(yes + 1, no, abstain, members=members, rule=rule, of=base)

    assert after.passes or not before.passes


@settings(max_examples=50, deadline=None, derandomize=True)
@given(numbers, numbers, numbers)
def test_a_stricter_rule_never_passes_what_a_milder_one_stops(yes, no, abstain):
    rules = [Majority.SIMPLE, Majority.TWO_THIRDS, Majority.THREE_QUARTERS, Majority.UNANIMITY]

    passes = [majority(yes, no, abstain, rule=rule).passes for rule in rules]

    assert passes == sorted(passes, reverse=True)


def test_most_approvals_win():
    result = approval([(5, [1, 2]), (4, [2]), (3, [3]), (1, [])], 3, seats=2)

    assert result.total == 13
    assert result.approvals == (5, 9, 3)
    assert result.elected == (2, 1)
    assert result.shares[1] == pytest.approx(9 / 13)
    assert result.ties == ()


def test_approvals_have_no_order():
    assert approval([(3, {2, 1}), (2, (2,))], 2) == approval([(3, [1, 2]), (2, [2])], 2)


def test_places_stay_empty_below_the_least_share_of_approvals():
    result = approval([(5, [1]), (5, [2]), (3, [3])], 3, seats=3, least_share=Fraction(5, 13))

    assert result.elected == (1, 2)
    assert result.ties[0].rule is TieRule.LOWER_NUMBER


def test_ties_of_approvals_are_drawn_by_lot():
    result = approval([(1, [1, 2, 3])], 3, seats=3, seed="snow")

    assert result.elected == drawn_order([1, 2, 3], "snow")


@pytest.mark.parametrize(
    ("ballots", "options", "sentence"),
    [
        ([], {}, "There are no ballots"),
        ([(0, [1])], {}, "There are no ballots"),
        ([(-1, [1])], {}, "The number of voters of ballot 1 is -1"),
        ([(1, [1, 1])], {}, "Ballot 1 names candidate 1 more than once"),
        ([(1, [1]), (1, [4])], {}, "Ballot 2 names candidate 4, who does not stand"),
        ([3], {}, "Ballot 1 must be a pair"),
        ([(1, 2)], {}, "Ballot 1 must be a pair"),
        ([(1, [1]), (1, "12")], {}, "Ballot 2 must be a pair"),
        ([(1, [1.5])], {}, "Ballot 1 names 1.5; candidates are whole numbers"),
        ([(1, [1])], {"seats": 4}, "4 seats cannot be filled"),
        ([(1, [1])], {"least_share": 2}, "A share must be"),
        ([(1, [1])], {"seed": ""}, "must be a text"),
    ],
)
def test_bad_approvals_are_refused(ballots, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        approval(ballots, 3, **options)


SCORES = [[5, 3, np.nan], [4, 4, 5], [0, 4, np.nan], [3, 4, np.nan]]


def test_means_leave_blanks_out_unless_too_few_scored():
    plain = score(SCORES, lowest=0, highest=5)
    careful = score(SCORES, lowest=0, highest=5, least_share=0.5)

    assert plain.means.tolist() == [3.0, 3.75, 5.0]
    assert plain.ranking == (3, 2, 1)
    assert plain.raters.tolist() == [4, 4, 1]
    assert careful.ranking == (2, 1)
    assert careful.is_eligible == (True, True, False)


def test_blanks_can_count_as_the_lowest_score():
    result = score(SCORES, lowest=0, highest=5, blank=Blank.LOWEST)
    from_one = score([[5, np.nan], [1, 4]], lowest=1, highest=5, blank=Blank.LOWEST)

    assert result.means.tolist() == [3.0, 3.75, 1.25]
    assert result.elected == (2,)
    assert from_one.sums.tolist() == [6.0, 5.0]


def test_sums_reward_being_known():
    result = score(SCORES, lowest=0, highest=5, by=Summary.SUM)

    assert result.sums.tolist() == [12.0, 15.0, 5.0]
    assert result.ranking == (2, 1, 3)


def test_who_nobody_scored_is_never_elected():
    result = score([[np.nan, 1], [np.nan, 2]], lowest=0, highest=5, seats=2)

    assert math.isnan(result.means[0])
    assert result.elected == (2,)


def test_nobody_is_elected_where_all_is_blank():
    result = score([[np.nan, np.nan]], lowest=0, highest=5)

    assert result.elected == ()


def test_voters_of_equal_scores_can_be_counted():
    one_by_one = score([[5, 1]] * 3 + [[0, 4]] * 2, lowest=0, highest=5)
    counted = score([[5, 1], [0, 4]], lowest=0, highest=5, counts=[3, 2])

    assert counted.means.tolist() == one_by_one.means.tolist()
    assert counted.raters.tolist() == [5, 5]


def test_means_that_differ_by_rounding_only_are_a_tie():
    result = score([[0.1, 0.3], [0.2, 0.0]], lowest=0, highest=1)

    assert result.ties[0].among == (1, 2)
    assert result.elected == (1,)


@pytest.mark.parametrize(
    ("scores", "options", "sentence"),
    [
        ([], {}, "not empty"),
        ([[]], {}, "not empty"),
        ([1, 2], {}, "a table of voters and candidates"),
        ([[1, 6]], {}, "Voter 1 gives candidate 2 the score 6; the scale runs from 0 to 5"),
        ([[1, -1]], {}, "Voter 1 gives candidate 2 the score -1"),
        ([[1, np.inf]], {}, "the score inf"),
        ([[1, 2]], {"lowest": 5, "highest": 5}, "The scale must run"),
        ([[1, 2]], {"highest": np.nan}, "The scale must run"),
        ([[1, 2]], {"counts": [1, 2]}, "one number for each of 1 ballots"),
        ([[1, 2]], {"counts": [-1]}, "The number of voters of ballot 1 is -1"),
        ([[1, 2]], {"seats": 3}, "3 seats cannot be filled"),
        ([[1, 2]], {"least_share": -1}, "A share must be"),
    ],
)
def test_bad_scores_are_refused(scores, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        score(scores, **{"lowest": 0, "highest": 5, **options})


def test_scores_are_left_alone():
    given_scores = np.array(SCORES)
    before = given_scores.copy()

    score(given_scores, lowest=0, highest=5, blank=Blank.LOWEST)

    assert np.array_equal(given_scores, before, equal_nan=True)


def test_what_scores_are_ranked_by_may_be_a_text_and_an_unknown_one_is_refused():
    scores = [[5, 3], [math.nan, 3]]

    assert score(scores, lowest=0, highest=5, by="mean").elected == (1,)
    assert score(scores, lowest=0, highest=5, by="sum").elected == (2,)
    assert score(scores, lowest=0, highest=5, blank="lowest").elected == (2,)
    with pytest.raises(ValueError, match="median"):
        score(scores, lowest=0, highest=5, by="median")
    with pytest.raises(ValueError, match="zero"):
        score(scores, lowest=0, highest=5, blank="zero")


def test_numbers_of_numpy_give_plain_truths_and_numbers():
    result = majority(np.int64(3), np.int64(1), members=np.int64(5))

    assert result == majority(3, 1, members=5)
    assert result.passes is True
    assert type(result.base_size) is int
