from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chi2_contingency, chisquare, multinomial

from concerted.analysis.representation import (
    Method,
    Test,
    critical_value,
    difference_interval,
    group_findings,
    mix_finding,
    ratio_interval,
    representation,
    score_interval,
)

NAN, INF = float("nan"), float("inf")
Z2 = critical_value(0.95)

mixes = st.integers(2, 6).flatmap(
    lambda g: st.tuples(
        st.lists(st.integers(0, 60), min_size=g, max_size=g).filter(sum),
        st.lists(st.integers(1, 900), min_size=g, max_size=g),
    )
)


@pytest.mark.parametrize(
    ("count", "size", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_score_intervals_are_those_of_newcombe_1998_table_1(count, size, lower, upper):
    found = score_interval(count / size, size, Z2)

    assert [round(float(end), 4) for end in found] == [lower, upper]


@pytest.mark.parametrize(
    ("one", "two", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_differences_are_those_of_newcombe_1998_method_10(one, two, lower, upper):
    ends = [(np.float64(x / n), *score_interval(x / n, n, Z2)) for x, n in (one, two)]

    found = difference_interval(*ends)

    assert [round(float(end), 4) for end in found] == pytest.approx([lower, upper], abs=6e-5)


def test_goodman_intervals_are_those_of_the_example_of_sison_and_glaz():
    counts = np.array([56, 72, 73, 59, 62, 87, 58])

    lower, upper = score_interval(
        counts / counts.sum(), counts.sum(), critical_value(0.95, Method.GOODMAN, group_count=7)
    )

    assert lower.round(3).tolist() == [0.085, 0.115, 0.116, 0.091, 0.096, 0.143, 0.089]
    assert upper.round(3).tolist() == [0.166, 0.204, 0.207, 0.173, 0.181, 0.239, 0.171]


def test_ratio_ends_solve_their_own_equation():
    p1, p2 = np.float64(0.8), np.float64(0.6)
    (l1, u1), (l2, u2) = score_interval(p1, 70, Z2), score_interval(p2, 80, Z2)

    low, high = ratio_interval((p1, l1, u1), (p2, l2, u2))

    assert (p1 - low * p2) ** 2 == pytest.approx((p1 - l1) ** 2 + low**2 * (u2 - p2) ** 2)
    assert (p1 - high * p2) ** 2 == pytest.approx((u1 - p1) ** 2 + high**2 * (p2 - l2) ** 2)


def test_ratios_at_the_edges_are_zero_infinite_or_not_there():
    p1, p2 = np.array([0.0, 0.3, 0.3]), np.array([0.5, 0.0, 0.01])
    one, two = (p1, *score_interval(p1, 50, Z2)), (p2, *score_interval(p2, 50, Z2))

    low, high = ratio_interval(one, two)

    assert low[0] == 0
    assert 0 < high[0] < 0.2
    assert np.isnan([low[1], high[1]]).all()
    assert 0 < low[2] < 30 < high[2]


def test_shares_gaps_and_counts_for_every_ten_are_what_they_say():
    found = representation([10, 30, 60], [2000, 3000, 5000])

    assert found.shares.tolist() == [0.1, 0.3, 0.6]
    assert found.gaps == pytest.approx([-10, 0, 10])
    assert found.per_ten == pytest.approx([5, 10, 12])
    assert found.dissimilarity == pytest.approx(0.1)
    assert found.test is Test.CHI_SQUARE
    assert found.statistic == pytest.approx(chisquare([10, 30, 60], [20, 30, 50]).statistic)
    assert found.p_value == pytest.approx(chisquare([10, 30, 60], [20, 30, 50]).pvalue)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(mixes)
def test_numbers_stay_in_their_bounds_and_every_interval_holds_its_estimate(mix):
    participants, population = mix

    found = representation(participants, population, generator=np.random.default_rng(1))

    assert 0 <= found.dissimilarity <= 1
    assert 0 <= found.p_value <= 1
    assert found.gaps.sum() == pytest.approx(0, abs=1e-9)
    for low, middle, high in (
        (found.lower, found.shares, found.upper),
        (found.gaps_lower, found.gaps, found.gaps_upper),
        (found.per_ten_lower, found.per_ten, found.per_ten_upper),
    ):
        assert (low <= middle + 1e-9).all()
        assert (middle <= high + 1e-9).all()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(mixes, st.integers(2, 50))
def test_the_unit_of_the_population_and_the_order_of_groups_do_not_matter(mix, times):
    participants, population = (np.array(part) for part in mix)

    found = representation(participants, population)
    turned = representation(participants[::-1], times * population[::-1])

    assert turned.gaps[::-1] == pytest.approx(found.gaps)
    assert turned.per_ten_upper[::-1] == pytest.approx(found.per_ten_upper)
    assert turned.dissimilarity == pytest.approx(found.dissimilarity)
    assert turned.statistic == pytest.approx(found.statistic, abs=1e-9)


def test_splitting_a_group_alike_keeps_the_dissimilarity():
    whole = representation([20, 80], [50, 50])
    split = representation([10, 10, 80], [25, 25, 50])

    assert split.dissimilarity == pytest.approx(whole.dissimilarity)


def test_the_same_mix_has_no_gap_and_could_be_chance():
    found = representation([25, 75], [100, 300])

    assert found.gaps.tolist() == [0, 0]
    assert found.dissimilarity == 0
    assert found.p_value == 1
    assert mix_finding(found).key == "mix.unclear"


def test_two_small_groups_are_tested_exactly():
    found = representation([1, 7], [30, 70])

    assert found.test is Test.EXACT
    # Pearson's distance orders outcomes by |x - nπ|, as far as the p value of this case goes.
    far = [k for k in range(9) if abs(k - 2.4) >= abs(1 - 2.4) - 1e-12]
    assert found.p_value == pytest.approx(binom.pmf(far, 8, 0.3).sum())


def test_the_exact_test_adds_up_every_outcome_at_least_as_far():
    x, shares, n = np.array([3, 0, 1, 2]), np.array([0.1, 0.4, 0.3, 0.2]), 6

    found = representation(x, shares)

    def far(outcome):
        return float(((np.array(outcome) - n * shares) ** 2 / (n * shares)).sum())

    outcomes = [o for o in itertools.product(range(n + 1), repeat=4) if sum(o) == n]
    as_far = [o for o in outcomes if far(o) >= far(x) - 1e-12]
    assert found.p_value == pytest.approx(multinomial.pmf(as_far, n, shares).sum())


def test_too_many_outcomes_are_drawn_and_agree_with_chi_square_nearly():
    population = [1, *[20] * 14]
    participants = [1, *[16] * 7, *[14] * 7]

    found = representation(participants, population)

    assert found.test is Test.SIMULATED
    expected = np.array(population) / sum(population) * sum(participants)
    assert found.p_value == pytest.approx(chisquare(participants, expected).pvalue, abs=0.02)
    assert representation(participants, population).p_value == found.p_value


@pytest.mark.parametrize(("n", "shares"), [(7, (0.3, 0.7)), (20, (0.05, 0.15, 0.8)), (3, (1.0,))])
def test_chance_alone_gives_the_mean_distance_of_binomials(n, shares):
    participants = np.zeros(len(shares))
    participants[-1] = n

    found = representation(participants, shares)

    k = np.arange(n + 1)
    means = [float((binom.pmf(k, n, p) * np.abs(k / n - p)).sum()) for p in shares]
    assert found.dissimilarity_by_chance == pytest.approx(sum(means) / 2)


def test_an_estimated_population_widens_the_intervals_and_is_tested_as_a_second_sample():
    known = representation([30, 70], [50, 50])
    estimated = representation([30, 70], [50, 50], population_sample=80)

    assert (estimated.gaps_upper > known.gaps_upper).all()
    assert (estimated.per_ten_lower < known.per_ten_lower).all()
    table = chi2_contingency([[30, 70], [40, 40]], correction=False)
    assert estimated.statistic == pytest.approx(table.statistic)
    assert estimated.p_value == pytest.approx(table.pvalue)


def test_a_very_large_survey_is_as_good_as_a_census():
    known = representation([30, 70], [50, 50])
    estimated = representation([30, 70], [50, 50], population_sample=1e12)

    assert estimated.gaps_lower == pytest.approx(known.gaps_lower, abs=1e-3)
    assert estimated.per_ten_upper == pytest.approx(known.per_ten_upper, abs=1e-3)


def test_intervals_that_hold_together_are_wider_than_those_that_hold_alone():
    together = representation([30, 30, 40], [40, 30, 30])
    alone = representation([30, 30, 40], [40, 30, 30], method=Method.WILSON)

    assert (together.upper > alone.upper).all()


def test_those_who_did_not_say_their_group_set_the_limits_of_each_share():
    found = representation([30, 50], [50, 50], unanswered=20)

    assert found.shares.tolist() == [0.375, 0.625]
    assert found.least.tolist() == [0.3, 0.5]
    assert found.most.tolist() == [0.5, 0.7]


def test_a_group_that_nobody_lives_in_is_left_out_or_cannot_be_chance():
    empty = representation([30, 70, 0], [50, 50, 0])
    surprising = representation([30, 65, 5], [50, 50, 0])

    assert np.isnan(empty.per_ten[2])
    assert empty.statistic == pytest.approx(representation([30, 70], [50, 50]).statistic)
    assert surprising.p_value == 0
    assert surprising.statistic == INF
    keys = [found.key for found in group_findings(surprising)]
    assert keys[2] == "group.unexpected"
    assert group_findings(empty)[2].key == "group.nobody"


def test_one_group_alone_has_no_gap():
    found = representation([7], [100])

    assert found.gaps.tolist() == [0]
    assert found.p_value == 1


def test_findings_say_how_many_came_for_every_ten_expected():
    found = representation([30, 70], [5000, 5000])

    texts = [finding.text for finding in group_findings(found, ["Renters", "Owners"])]
    assert texts[0].startswith("Renters: for every 10 expected, 6 came (95 % interval")
    assert texts[1].startswith("Owners: for every 10 expected, 14 came (95 % interval")
    assert mix_finding(found).text.startswith(
        "The mix of participants is not that of residents: 20 %"
    )
    with pytest.raises(ValueError, match="name each of 2 groups"):
        group_findings(found, ["Renters"])


@pytest.mark.parametrize(
    ("participants", "population", "options", "message"),
    [
        ([], [], {}, "participants must not be empty"),
        ([1, NAN], [1, 1], {}, "participants must be finite"),
        ([1, INF], [1, 1], {}, "participants must be finite"),
        ([1, -1], [1, 1], {}, "participants must be at least 0"),
        ([1, 0.5], [1, 1], {}, "whole numbers of people"),
        ([0, 0], [1, 1], {}, "nobody took part"),
        ([1, 1], [0, 0], {}, "population must have someone"),
        ([1, 1], [1, NAN], {}, "population must be finite"),
        ([1, 1], [1, -1], {}, "population must be at least 0"),
        ([1, 1], [1, 1, 1], {}, "must be alike"),
        ([1, 1], [1, 1], {"confidence": 1.0}, "confidence must be"),
        ([1, 1], [1, 1], {"unanswered": -1}, "unanswered must be"),
        ([1, 1], [1, 1], {"population_sample": 0}, "population_sample must be"),
        ([1, 1], [1, 1], {"population_sample": NAN}, "population_sample must be"),
    ],
)
def test_what_is_no_mix_of_people_is_refused_in_a_sentence(
    participants, population, options, message
):
    with pytest.raises(ValueError, match=message):
        representation(participants, population, **options)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: critical_value(0.95, "any"), "known are"),
        (lambda: critical_value(0.95, group_count=0), "whole number of 1 or more"),
        (lambda: critical_value(0.95, group_count=1.5), "whole number"),  # type: ignore[arg-type]
        (lambda: score_interval(1.5, 10, 3.84), "between 0 and 1"),
        (lambda: score_interval(-0.1, 10, 3.84), "between 0 and 1"),
        (lambda: score_interval(0.5, 0, 3.84), "above 0"),
        (lambda: score_interval(0.5, 10, -1), "0 or more"),
        (lambda: score_interval(0.5, 10, math.nan), "0 or more"),
        (lambda: score_interval([0.5, 0.5], [1, 2, 3], 3.84), "fit each other"),
        (lambda: representation([3, 4], [1, 1], method="any"), "known are"),
        (lambda: mix_finding(representation([3, 4], [1, 1]), confidence=5), "confidence"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_with_its_reason(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_method_may_be_given_as_text():
    named = representation([30, 70], [1, 1], method="wilson")

    assert named.method is Method.WILSON
    assert (
        named.lower.tolist()
        == representation([30, 70], [1, 1], method=Method.WILSON).lower.tolist()
    )
