"""Best-total and fair assignment, beside every assignment there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from concerted.analysis.matching.assignment import Outcome, best_assignment, largest_size
from concerted.analysis.matching.fairness import Counted, fair_assignment

few = settings(max_examples=50, deadline=None, derandomize=True)


@st.composite
def markets(draw):
    """Quality in tenths, so that ties are common; permissions; capacities from 0 to 3."""
    people, mentors = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cells = people * mentors
    tenths = draw(st.lists(st.integers(0, 10), min_size=cells, max_size=cells))
    allowed = draw(st.lists(st.booleans(), min_size=cells, max_size=cells))
    capacities = draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors))
    quality = np.array(tenths).reshape(people, mentors) / 10
    return quality, np.array(allowed).reshape(people, mentors), np.array(capacities)


def every_assignment(market):
    """Mentor of each mentee, number matched and gains, for all that keep to the rules."""
    quality, allowed, capacities = market
    people, mentors = quality.shape
    for choice in product(range(-1, mentors), repeat=people):
        mentor = np.array(choice)
        rows = np.flatnonzero(mentor >= 0)
        keeps = allowed[rows, mentor[rows]].all()
        if keeps and (np.bincount(mentor[rows], minlength=mentors) <= capacities).all():
            gains = np.zeros(people)
            gains[rows] = quality[rows, mentor[rows]]
            yield mentor, len(rows), gains


@few
@given(markets())
def test_the_most_are_matched_and_of_those_the_total_is_the_highest(market):
    quality, allowed, capacities = market

    found = best_assignment(quality, allowed, capacities)

    every = list(every_assignment(market))
    most = max(size for _, size, _ in every)
    assert found.size == most == largest_size(allowed, capacities)
    assert found.total == pytest.approx(max(g.sum() for _, size, g in every if size == most))


@few
@given(markets())
def test_no_forbidden_pair_and_no_capacity_is_broken_whatever_it_costs(market):
    quality, allowed, capacities = market

    found = best_assignment(np.where(allowed, quality, 1e12), allowed, capacities)

    rows = np.flatnonzero(found.mentor >= 0)
    assert allowed[rows, found.mentor[rows]].all()
    assert (found.seats_taken <= capacities).all()
    assert found.seats_taken.sum() == found.size


@few
@given(markets())
def test_who_is_left_out_is_told_why(market):
    quality, allowed, capacities = market

    found = best_assignment(quality, allowed, capacities)

    for mentee in range(len(quality)):
        if found.mentor[mentee] >= 0:
            assert found.outcome[mentee] == Outcome.MATCHED
            assert found.quality[mentee] == quality[mentee, found.mentor[mentee]]
        elif allowed[mentee].any():
            assert found.outcome[mentee] == Outcome.ALL_TAKEN
            assert (found.seats_taken == capacities)[allowed[mentee]].all()
        else:
            assert found.outcome[mentee] == Outcome.NO_PERMITTED_MENTOR
            assert np.isnan(found.quality[mentee])


@few
@given(markets(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_neither_size_nor_total(market, random):
    quality, allowed, capacities = market
    people, mentors = list(range(quality.shape[0])), list(range(quality.shape[1]))
    random.shuffle(people)
    random.shuffle(mentors)

    found = best_assignment(quality, allowed, capacities)
    shuffled = best_assignment(
        quality[np.ix_(people, mentors)], allowed[np.ix_(people, mentors)], capacities[mentors]
    )

    assert shuffled.size == found.size
    assert shuffled.total == pytest.approx(found.total)


@few
@given(markets(), st.floats(0.1, 10), st.floats(-5, 5))
def test_the_unit_of_quality_does_not_matter(market, scale, shift):
    """Every pair is worth more or less by the same: the same number are matched, as well as before."""
    quality, allowed, capacities = market

    found = best_assignment(quality, allowed, capacities)
    other = best_assignment(quality * scale + shift, allowed, capacities)

    assert other.size == found.size
    assert other.total == pytest.approx(found.total * scale + shift * found.size, abs=1e-9)


@few
@given(markets())
def test_a_place_more_never_lowers_what_is_reached(market):
    quality, allowed, capacities = market

    found = best_assignment(quality, allowed, capacities)
    more = best_assignment(quality, allowed, capacities + 1)

    assert (more.size, more.total) >= (found.size, found.total - 1e-9)


@few
@given(markets(), st.integers(0, 5))
def test_a_lottery_among_equals_reaches_the_same_total_and_repeats_by_its_seed(market, seed):
    found = best_assignment(*market)

    drawn = [best_assignment(*market, generator=np.random.default_rng(seed)) for _ in range(2)]

    assert drawn[0].mentor.tolist() == drawn[1].mentor.tolist()
    assert drawn[0].size == found.size
    assert drawn[0].total == pytest.approx(found.total)


def test_a_lottery_among_equals_favours_nobody():
    winners = [
        int(
            np.argmax(
                best_assignment(np.ones((4, 1)), generator=np.random.default_rng(s)).mentor >= 0
            )
        )
        for s in range(400)
    ]

    assert np.bincount(winners, minlength=4).min() > 70  # 100 each are expected, give or take 9


def test_one_matched_more_is_worth_any_loss_of_quality():
    quality = [[1.0, 0.0], [1.0, 0.9]]
    permitted = [[True, False], [True, True]]

    found = best_assignment(quality, permitted)

    assert found.mentor.tolist() == [0, 1]
    assert best_assignment([[0.0, 9.0], [0.0, 9.0]], [[1, 1], [0, 1]]).mentor.tolist() == [0, 1]


def test_one_to_one_is_what_scipy_finds():
    rng = np.random.default_rng(2)
    for shape in ((60, 60), (60, 40), (40, 60)):
        quality = rng.random(shape)

        found = best_assignment(quality)

        rows, columns = linear_sum_assignment(quality, maximize=True)
        assert found.total == pytest.approx(quality[rows, columns].sum())
        assert found.mentor[rows].tolist() == columns.tolist()


def test_places_beyond_counting_are_no_more_than_enough():
    quality = np.random.default_rng(4).random((300, 50))

    found = best_assignment(quality, None, 10**15)

    assert found.total == pytest.approx(quality.max(axis=1).sum())
    assert found.mentor.tolist() == quality.argmax(axis=1).tolist()


def test_popular_mentors_with_many_places_are_filled_as_if_each_place_stood_alone():
    rng = np.random.default_rng(8)
    quality = rng.random((60, 6)) + np.array([3, 0, 0, 0, 0, 0])
    allowed = rng.random((60, 6)) < 0.7
    capacities = np.array([40, 2, 0, 9, 1, 3])

    found = best_assignment(quality, allowed, capacities)

    owners = np.repeat(np.arange(6), capacities)
    alone = best_assignment(quality[:, owners], allowed[:, owners])
    assert found.size == alone.size
    assert found.total == pytest.approx(alone.total)


def test_arguments_are_left_as_they_were():
    quality, permitted = np.random.default_rng(1).random((5, 4)), np.ones((5, 4), dtype=bool)
    capacities, before = np.array([1, 2, 0, 1]), quality.copy()

    best_assignment(quality, permitted, capacities)
    fair_assignment(quality, list("abaab"), 0.9, permitted, capacities)

    np.testing.assert_array_equal(quality, before)
    assert permitted.all()
    assert capacities.tolist() == [1, 2, 0, 1]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_with_nobody_on_a_side_nobody_is_matched(shape):
    found = best_assignment(np.zeros(shape))
    fair = fair_assignment(np.zeros(shape), ["a"] * shape[0], 0.8)

    assert (found.size, found.total) == (0, 0.0)
    assert len(found.mentor) == shape[0]
    assert found.outcome.tolist() == [Outcome.NO_PERMITTED_MENTOR] * shape[0]
    assert (fair.is_met, fair.share, fair.price) == (True, 1.0, 0.0)


def test_quality_may_be_missing_where_nobody_may_be_matched():
    found = best_assignment([[np.nan, 0.5]], [[False, True]])

    assert found.mentor.tolist() == [1]


@pytest.mark.parametrize(
    ("quality", "permitted", "capacities", "message"),
    [
        ([0.5, 0.5], None, None, r"mentees by mentors, got shape \(2,\)"),
        ([[np.nan]], None, None, "known and finite for every permitted pair"),
        ([[np.inf]], None, None, "known and finite"),
        ([[np.nan]], [[True]], None, "known and finite"),
        ([[-np.inf]], [[True]], None, "known and finite"),
        ([[0.5]], [[True, True]], None, "must be alike"),
        ([[0.5]], [[0.5]], None, "must hold truths"),
        ([[0.5]], [[np.nan]], None, "must hold truths"),
        ([[0.5]], None, [1, 2], "one number for each of 1 mentors"),
        ([[0.5]], None, [-1], "at least 0, got -1"),
        ([[0.5]], None, 0.5, "whole numbers"),
        ([[0.5]], None, np.nan, "whole numbers"),
    ],
)
def test_tables_that_make_no_sense_are_refused(quality, permitted, capacities, message):
    with pytest.raises(ValueError, match=message):
        best_assignment(quality, permitted, capacities)
    with pytest.raises(ValueError, match=message):
        fair_assignment(quality, ["a"], 0.5, permitted, capacities)


def share_of(gains, groups):
    means = [gains[groups == group].mean() for group in np.unique(groups)]
    return min(means) / max(means) if max(means) > 0 else 1.0


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    markets(),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
    st.sampled_from([0.3, 0.5, 0.8, 1.0]),
)
def test_under_a_floor_the_best_of_all_fair_assignments_is_found_or_the_fairest(
    market, labels, floor
):
    quality, allowed, capacities = market
    groups = np.array(labels[: len(quality)])

    found = fair_assignment(quality, groups.tolist(), floor, allowed, capacities, tolerance=0)

    every = list(every_assignment(market))
    most = max(size for _, size, _ in every)
    options = [(share_of(gains, groups), gains.sum()) for _, size, gains in every if size == most]
    shares, totals = np.array(options).T
    reachable = shares.max()
    held = min(floor, reachable) - 1e-9
    assert found.assignment.size == most
    assert found.is_met == (reachable >= floor - 1e-9)
    assert found.share >= held
    assert found.share_bound >= reachable - 1e-9
    assert found.assignment.total == pytest.approx(totals[shares >= held].max())
    assert found.total_bound >= found.assignment.total
    if not found.is_met:
        assert found.share == pytest.approx(reachable)


def test_a_floor_that_the_best_total_meets_costs_nothing():
    quality = np.random.default_rng(0).random((12, 12))

    found = fair_assignment(quality, list("ab") * 6, 0.5)

    assert found.is_met
    assert found.price == 0.0
    assert found.assignment.mentor.tolist() == best_assignment(quality).mentor.tolist()


def test_a_floor_brings_up_the_group_that_the_best_total_leaves_behind():
    """Mentors suit group a twice as well: the best total gives it all the good ones."""
    rng = np.random.default_rng(5)
    groups = np.array(["a", "b"] * 20)
    quality = rng.random((40, 40)) * np.where(groups == "a", 1.0, 0.55)[:, None]

    free = fair_assignment(quality, groups.tolist(), 0.0)
    fair = fair_assignment(quality, groups.tolist(), 0.9)

    assert free.share < 0.6
    assert fair.is_met
    assert fair.means.min() >= 0.9 * fair.means.max() - 1e-9
    assert 0 < fair.price < free.assignment.total
    assert fair.assignment.total >= 0.99 * fair.total_bound


def test_an_unreachable_floor_says_what_can_be_reached():
    found = fair_assignment([[0.9, 0.5], [0.8, 0.2]], ["a", "b"], 0.9)

    assert not found.is_met
    assert found.share == pytest.approx(0.625)
    assert found.share_bound == pytest.approx(0.625, abs=1e-6)
    assert found.assignment.mentor.tolist() == [1, 0]


def test_two_hundred_in_three_groups_meet_a_floor_near_the_bound():
    rng = np.random.default_rng(9)
    groups = rng.integers(0, 3, 200)
    quality = rng.random((200, 150)) * np.array([1.0, 0.7, 0.5])[groups][:, None]

    found = fair_assignment(
        quality, groups.tolist(), 0.85, rng.random((200, 150)) < 0.5, 2, tolerance=0.02
    )

    assert found.is_met
    assert found.assignment.size == 200
    assert found.assignment.total >= 0.98 * found.total_bound


def test_the_scale_of_quality_changes_no_fair_assignment():
    rng = np.random.default_rng(6)
    quality = rng.random((6, 6)) * np.array([1, 1, 1, 0.4, 0.4, 0.4])[:, None]

    found = [fair_assignment(quality * scale, list("aaabbb"), 0.6) for scale in (1, 1e-7, 1e7)]

    assert found[0].assignment.mentor.tolist() == found[1].assignment.mentor.tolist()
    assert found[0].assignment.mentor.tolist() == found[2].assignment.mentor.tolist()
    assert found[2].means == pytest.approx(found[0].means * 1e7)
    assert found[1].price == pytest.approx(found[0].price * 1e-7)


def test_who_has_no_permitted_mentor_counts_only_if_everyone_does():
    quality, permitted = [[0.8], [0.8], [0.8]], [[True], [True], [False]]

    everyone = fair_assignment(quality, ["a", "b", "c"], 0.9, permitted, 2)
    reachable = fair_assignment(
        quality, ["a", "b", "c"], 0.9, permitted, 2, counted=Counted.REACHABLE
    )

    assert (everyone.is_met, everyone.share, everyone.share_bound) == (
        False,
        0.0,
        pytest.approx(0, abs=1e-6),
    )
    assert (reachable.is_met, reachable.groups) == (True, ("a", "b"))


def test_who_belongs_to_no_group_is_matched_but_not_compared():
    found = fair_assignment(np.eye(3), ["a", None, "a"], 1.0)

    assert found.assignment.size == 3
    assert found.groups == ("a",)
    assert found.means.tolist() == [1.0]


@pytest.mark.parametrize(
    ("quality", "groups", "floor", "options", "message"),
    [
        ([[0.5]], ["a"], -0.1, {}, "between 0 and 1, got -0.1"),
        ([[0.5]], ["a"], 1.5, {}, "between 0 and 1"),
        ([[0.5]], ["a"], np.nan, {}, "between 0 and 1, got nan"),
        ([[0.5]], ["a", "b"], 0.5, {}, "one for each of 1 mentees, got 2"),
        ([[0.5]], [np.nan], 0.5, {}, "must not be a missing number"),
        ([[0.5], [0.5]], ["a", 1], 0.5, {}, "must be sortable"),
        ([[-0.5]], ["a"], 0.5, {}, "at least 0 under a floor"),
        ([[0.5]], ["a"], 0.5, {"tolerance": -1}, "tolerance must be at least 0"),
        ([[0.5]], ["a"], 0.5, {"tolerance": np.nan}, "tolerance must be at least 0"),
        ([[0.5]], ["a"], 0.5, {"counted": "some"}, "not a valid Counted"),
    ],
)
def test_floors_and_groups_that_make_no_sense_are_refused(
    quality, groups, floor, options, message
):
    with pytest.raises(ValueError, match=message):
        fair_assignment(quality, groups, floor, **options)
