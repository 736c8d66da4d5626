"""Change between two periods, and the pace towards a target."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.inequality.change import change, drawn_change, drawn_values
from concerted.analysis.inequality.disparity import weighted_mean_difference_from_mean
from concerted.analysis.inequality.pace import Goal, pace, pace_of
from concerted.analysis.inequality.pairs import difference, ratio
from concerted.analysis.inequality.result import Estimate, Interval
from concerted.analysis.inequality.slope import relative_index_of_inequality
from concerted.analysis.inequality.variance import between_group_standard_deviation

Z = 1.959963984540054
bounded = settings(max_examples=50, deadline=None, derandomize=True)


def normal(value, se, measure="d", confidence=0.95):
    reach = {0.95: Z, 0.9: 1.6448536269514722}[confidence] * se
    ends = value - reach, value + reach
    return Estimate(measure, value, se, *ends, confidence, Interval.NORMAL)


def logarithmic(value, se, measure="r"):
    ends = value * np.exp(-Z * se), value * np.exp(Z * se)
    return Estimate(measure, value, se, *ends, 0.95, Interval.LOGARITHMIC)


class TestChange:
    def test_normal_errors_add_in_squares(self):
        moved = change(normal(20.0, 3.0), normal(13.0, 4.0))

        assert moved.difference == -7
        assert moved.difference_lower == pytest.approx(-7 - Z * 5)
        assert moved.difference_upper == pytest.approx(-7 + Z * 5)

    def test_the_ratio_of_normal_estimates_has_its_error_on_the_log_scale(self):
        moved = change(normal(20.0, 2.0), normal(10.0, 1.0))
        se = np.hypot(0.1, 0.1)

        assert moved.ratio == pytest.approx(0.5)
        assert moved.ratio_lower == pytest.approx(0.5 * np.exp(-Z * se))
        assert moved.ratio_upper == pytest.approx(0.5 * np.exp(Z * se))

    def test_logarithmic_errors_add_in_squares_on_their_own_scale(self):
        moved = change(logarithmic(2.0, 0.03), logarithmic(3.0, 0.04))

        assert moved.ratio_lower == pytest.approx(1.5 * np.exp(-Z * 0.05))
        assert moved.ratio_upper == pytest.approx(1.5 * np.exp(Z * 0.05))
        below, above = 3 - 3 * np.exp(-Z * 0.04), 2 * np.exp(Z * 0.03) - 2
        assert moved.difference_lower == pytest.approx(1 - np.hypot(below, above))

    def test_correlated_errors_leave_a_narrower_change(self):
        apart = change(normal(20.0, 3.0), normal(13.0, 3.0))
        panel = change(normal(20.0, 3.0), normal(13.0, 3.0), correlation=0.5)
        twin = change(normal(20.0, 3.0), normal(13.0, 3.0), correlation=1.0)

        assert panel.difference_upper == pytest.approx(-7 + Z * 3)
        assert panel.difference_upper < apart.difference_upper
        assert twin.difference_lower == twin.difference_upper == -7
        assert twin.probability_narrowed == 1.0

    def test_another_confidence_is_made_from_the_errors(self):
        moved = change(normal(20.0, 3.0), normal(13.0, 4.0), confidence=0.9)

        assert moved.confidence == 0.9
        assert moved.difference_upper == pytest.approx(-7 + 1.6448536269514722 * 5)

    @pytest.mark.parametrize(
        ("before", "after", "chance"),
        [
            ((10.0, 1.0), (10.0, 1.0), 0.5),
            ((10.0, 1.0), (-10.0, 1.0), 0.5),
            ((10.0, 3.0), (0.0, 0.001), 0.9996),
            ((10.0, 3.0), (5.0, 4.0), None),
        ],
    )
    def test_the_chance_of_a_narrower_gap_is_that_of_simulation(self, before, after, chance):
        source = np.random.default_rng(8)
        first = source.normal(*before, 400_000)
        last = source.normal(*after, 400_000)

        moved = change(normal(*before), normal(*after))

        seen = np.mean(np.abs(last) < np.abs(first))
        assert moved.probability_narrowed == pytest.approx(seen, abs=0.004)
        assert chance is None or moved.probability_narrowed == pytest.approx(chance, abs=0.001)

    def test_a_ratio_narrows_towards_one_from_either_side(self):
        assert change(logarithmic(0.5, 0.1), logarithmic(1.5, 0.1)).has_narrowed
        assert not change(logarithmic(0.9, 0.1), logarithmic(1.5, 0.1)).has_narrowed

    def test_a_gap_that_turns_round_narrows_when_it_is_smaller_after(self):
        assert change(normal(-8.0, 1.0), normal(3.0, 1.0)).has_narrowed
        assert not change(normal(3.0, 1.0), normal(-8.0, 1.0)).has_narrowed

    def test_values_of_unlike_sign_have_no_ratio(self):
        moved = change(normal(-8.0, 1.0), normal(3.0, 1.0))

        assert moved.ratio is None
        assert moved.ratio_lower is None

    def test_estimates_without_errors_change_without_intervals(self):
        moved = change(Estimate("d", 8.0), Estimate("d", 6.0))

        assert moved.difference == -2
        assert moved.ratio == pytest.approx(0.75)
        assert moved.has_narrowed
        assert moved.difference_lower is None
        assert moved.ratio_upper is None
        assert moved.probability_narrowed is None

    def test_simulated_intervals_keep_their_skew(self):
        before = Estimate("bgsd", 7.0, None, 6.5, 9.0, 0.95, Interval.SIMULATED)
        after = Estimate("bgsd", 5.0, None, 4.0, 8.0, 0.95, Interval.SIMULATED)

        moved = change(before, after)

        assert moved.difference_lower == pytest.approx(-2 - np.hypot(1.0, 2.0))
        assert moved.difference_upper == pytest.approx(-2 + np.hypot(3.0, 0.5))

    def test_a_simulated_interval_cannot_be_moved_to_another_confidence(self):
        simulated = Estimate("bgsd", 7.0, None, 6.5, 9.0, 0.95, Interval.SIMULATED)

        with pytest.raises(ValueError, match=r"simulate it at 0\.9"):
            change(simulated, simulated, confidence=0.9)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ({"after": normal(1.0, 1.0, "r")}, "one measure"),
            ({"correlation": 1.5}, "correlation"),
            ({"correlation": np.nan}, "correlation"),
            ({"confidence": 95}, "confidence"),
        ],
    )
    def test_what_cannot_be_compared_is_refused(self, arguments, words):
        with pytest.raises(ValueError, match=words):
            change(**({"before": normal(2.0, 1.0), "after": normal(1.0, 1.0)} | arguments))

    @bounded
    @given(
        st.floats(-50, 50), st.floats(-50, 50), st.floats(0, 9), st.floats(0, 9), st.floats(-1, 1)
    )
    def test_the_interval_holds_the_change_and_reverses_with_the_periods(self, a, b, s, t, rho):
        forth = change(normal(a, s), normal(b, t), correlation=rho)
        back = change(normal(b, t), normal(a, s), correlation=rho)

        assert forth.difference_lower <= forth.difference <= forth.difference_upper
        assert back.difference_upper == pytest.approx(-forth.difference_lower, abs=1e-9)
        assert 0 <= forth.probability_narrowed <= 1

    def test_every_measure_of_two_years_can_be_compared(self):
        first = {"se": [2.0, 1.0, 2.0], "population": [30, 50, 20]}
        rates, later = [30.0, 45.0, 80.0], [40.0, 50.0, 78.0]

        for measure in (
            difference,
            ratio,
            weighted_mean_difference_from_mean,
            relative_index_of_inequality,
        ):
            moved = change(measure(rates, **first), measure(later, **first))
            assert moved.has_narrowed
            assert moved.difference_lower < moved.difference < moved.difference_upper


class TestDrawnChange:
    def test_draws_of_two_normal_periods_give_the_normal_interval(self):
        source = np.random.default_rng(4)
        draws = source.normal(20, 3, 200_000), source.normal(13, 4, 200_000)

        moved = drawn_change("mdmw", (20.0, draws[0]), (13.0, draws[1]))

        assert moved.difference == -7
        assert moved.difference_lower == pytest.approx(-7 - Z * 5, abs=0.1)
        assert moved.difference_upper == pytest.approx(-7 + Z * 5, abs=0.1)
        assert moved.probability_narrowed == pytest.approx(0.919, abs=0.005)

    def test_noise_that_lifts_both_periods_falls_out_of_their_change(self):
        rates, noisy = [48.0, 50.0, 52.0], {"se": [4.0, 4.0, 4.0], "population": [1, 1, 1]}
        source = np.random.default_rng(4)
        told = between_group_standard_deviation(rates, **noisy)
        draws = [drawn_values("bgsd", rates, **noisy, generator=source) for _ in range(2)]

        moved = drawn_change("bgsd", (told.estimate, draws[0]), (told.estimate, draws[1]))

        assert np.mean(draws[0]) > 1.3 * told.estimate
        assert moved.difference_lower + moved.difference_upper == pytest.approx(0, abs=0.1)
        assert moved.probability_narrowed == pytest.approx(0.5, abs=0.01)

    def test_draws_that_cross_zero_have_no_interval_of_their_ratio(self):
        moved = drawn_change("d", (2.0, [1.0, -1.0, 3.0]), (1.0, [1.0, 0.5, 2.0]))

        assert moved.ratio == 0.5
        assert moved.ratio_lower is None

    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            ((1.0, [1.0, 2.0]), (1.0, [1.0]), "alike"),
            ((1.0, [1.0]), (1.0, [1.0]), "2 draws"),
            ((1.0, [1.0, np.nan]), (1.0, [1.0, 2.0]), "draws before"),
            ((np.nan, [1.0, 2.0]), (1.0, [1.0, 2.0]), "values"),
        ],
    )
    def test_bad_draws_are_refused(self, before, after, words):
        with pytest.raises(ValueError, match=words):
            drawn_change("d", before, after)

    @pytest.mark.parametrize(
        ("measure", "arguments", "words"),
        [
            ("nonsense", {}, "No measure"),
            ("sii", {}, "natural order"),
            ("bgsd", {"se": None}, "errors of all"),
            ("bgsd", {"se": [1.0, np.nan, 1.0]}, "errors of all"),
            ("bgsd", {"scale": 1.0}, "beyond the scale"),
            ("bgsd", {"draws": 1}, "at least 2"),
        ],
    )
    def test_what_cannot_be_drawn_is_refused(self, measure, arguments, words):
        usual = {"se": [1.0, 1.0, 1.0], "population": [1, 1, 1]}

        with pytest.raises(ValueError, match=words):
            drawn_values(measure, [40.0, 50.0, 60.0], **(usual | arguments))


class TestPace:
    def test_without_errors_it_is_the_prediction_of_least_squares(self):
        # Of y = 10, 9, 8.5, 7, 6.8 on t = 1…5: slope -0.84, s² = 0.2960/3, prediction at 9
        # 10.78 - 7.56 = 3.22 with s² (1 + 1/5 + 36/10).
        told = pace([1, 2, 3, 4, 5], [10, 9, 8.5, 7, 6.8], target=4, by=9)
        sd = np.sqrt(0.296 / 3 * (1 + 1 / 5 + 36 / 10))

        assert told.seen == pytest.approx(-0.84)
        assert told.expected == pytest.approx(3.22)
        assert told.expected_upper == pytest.approx(3.22 + 3.182446305284263 * sd)
        assert told.degrees_of_freedom == pytest.approx(3)
        assert told.needed == pytest.approx((4 - (10.78 - 0.84 * 5)) / 4)
        assert told.meets_at == pytest.approx((10.78 - 4) / 0.84)

    def test_with_known_errors_that_explain_the_scatter_it_is_normal(self):
        # Equal errors of 1 at -3, 0, 3: variance at 12 is 1/3 + 144/18.
        told = pace([2015, 2018, 2021], [30.0, 27.0, 24.0], [1, 1, 1], target=10, by=2030)
        sd = np.sqrt(1 / 3 + 144 / 18)

        assert told.excess == 0
        assert np.isinf(told.degrees_of_freedom)
        assert told.expected_upper - told.expected == pytest.approx(Z * sd)
        assert told.seen_upper - told.seen == pytest.approx(Z / np.sqrt(18))

    def test_precise_periods_lead_the_line(self):
        told = pace([0, 1, 2], [10, 9, 3], [0.1, 0.1, 50], target=0, by=10)

        assert told.seen == pytest.approx(-1, abs=0.01)

    def test_scatter_beyond_the_errors_is_found_and_counted(self):
        years, values = [1, 2, 3, 4, 5], [10, 9, 8.5, 7, 6.8]

        sure = pace(years, values, [1e-9] * 5, target=4, by=9)
        plain = pace(years, values, target=4, by=9)

        assert sure.excess == pytest.approx(np.sqrt(0.296 / 3), rel=1e-6)
        assert sure.probability == pytest.approx(plain.probability, rel=1e-6)

    def test_one_error_of_zero_among_others_is_a_very_small_one(self):
        told = pace([1, 2, 3, 4], [10, 9, 8, 7], [0.0, 1, 1, 0.0], target=4, by=9)

        assert told.expected == pytest.approx(2)
        assert 0 < told.probability <= 1

    @pytest.mark.parametrize("se", [None, [0.0, 0.0]])
    def test_two_periods_without_errors_tell_a_line_but_no_chance(self, se):
        told = pace([2015, 2020], [30.0, 20.0], se, target=5, by=2030)

        assert told.seen == pytest.approx(-2)
        assert told.expected == pytest.approx(0)
        assert told.is_expected
        assert told.meets_at == pytest.approx(2027.5)
        assert told.seen_lower is None
        assert told.expected_upper is None
        assert told.probability is None

    def test_two_periods_with_errors_tell_a_chance(self):
        told = pace([0, 1], [30.0, 20.0], [3.0, 4.0], target=15, by=2)

        # At 2 the line is 2·20 - 30 = 10 with variance 4·16 + 9.
        assert told.expected_upper - 10 == pytest.approx(Z * np.sqrt(73))
        assert told.probability == pytest.approx(0.7208, abs=1e-4)

    def test_points_exactly_on_a_line_without_errors_tell_no_chance(self):
        assert pace([1, 2, 3], [3.3, 2.2, 1.1], target=0, by=5).probability is None

    def test_a_gap_that_widens_never_meets_its_target(self):
        told = pace([1, 2, 3], [10, 11, 12], [1, 1, 1], target=5, by=8)

        assert told.meets_at is None
        assert not told.is_expected
        assert told.probability < 0.01
        assert told.needed < 0 < told.seen

    def test_a_target_met_from_the_start_was_met_at_the_first_period(self):
        assert pace([1, 2, 3], [4, 3, 2], [1, 1, 1], target=5, by=8).meets_at == 1

    def test_a_value_that_should_grow_is_read_the_other_way(self):
        falling = pace([1, 2, 3], [10, 8, 7], [1, 1, 1], target=5, by=6)
        rising = pace([1, 2, 3], [-10, -8, -7], [1, 1, 1], target=-5, by=6, goal=Goal.AT_LEAST)

        assert rising.probability == pytest.approx(falling.probability)
        assert rising.meets_at == pytest.approx(falling.meets_at)

    def test_ratios_fall_by_a_share_each_year(self):
        told = pace(
            [2010, 2015, 2020],
            [4.0, 4 * 0.9**5, 4 * 0.9**10],
            [0.1, 0.1, 0.1],
            target=1.2,
            by=2030,
            is_logarithmic=True,
        )

        assert told.seen == pytest.approx(-0.1)
        assert told.expected == pytest.approx(4 * 0.9**20)
        assert told.needed == pytest.approx((1.2 / (4 * 0.9**10)) ** 0.1 - 1)
        assert told.expected_lower > 0

    def test_the_probability_is_as_often_right_as_it_says(self):
        source = np.random.default_rng(6)
        times, se = np.arange(6.0), np.full(6, 2.0)
        truth = 30 - 1.0 * times
        chances = [
            pace(
                times, truth + source.normal(0, 2, 6), se, target=30 - 10.0 + 1.5, by=10
            ).probability
            for _ in range(400)
        ]

        # The true value at 10 is 20, below the target by 1.5; the forecast's own error is 2.65 to 3.
        assert np.mean(chances) == pytest.approx(0.64, abs=0.04)

    @bounded
    @given(
        st.lists(st.floats(5, 50), min_size=3, max_size=8),
        st.floats(0.1, 5),
        st.floats(-20, 60),
        st.floats(0.5, 10),
    )
    def test_units_and_origin_of_time_change_no_probability(self, values, error, target, factor):
        years = np.arange(len(values), dtype=float)
        errors = np.full(len(values), error)

        first = pace(years, values, errors, target=target, by=20)
        again = pace(
            2000 + years * 2,
            np.array(values) * factor,
            errors * factor,
            target=target * factor,
            by=2040,
        )

        assert again.probability == pytest.approx(first.probability, abs=1e-6)
        assert again.seen == pytest.approx(first.seen * factor / 2, abs=1e-6)

    def test_estimates_of_any_kind_make_a_series(self):
        times = [2010, 2015, 2020]
        gaps = [normal(value, 1.0) for value in (20.0, 15.0, 10.0)]
        ratios = [logarithmic(value, 0.1) for value in (3.0, 2.5, 2.0)]
        drawn = [
            Estimate("bgsd", v, None, v - 1, v + 2, 0.95, Interval.SIMULATED, drawn_sd=0.8)
            for v in (9.0, 7.0, 5.0)
        ]
        bare = [Estimate("d", value) for value in (20.0, 15.0, 11.0)]

        assert pace_of(times, gaps, target=2, by=2030).probability == pytest.approx(
            pace(times, [20, 15, 10], [1, 1, 1], target=2, by=2030).probability
        )
        assert pace_of(times, ratios, target=1.2, by=2030).is_logarithmic
        assert pace_of(times, drawn, target=2, by=2030).probability is not None
        assert pace_of(times, bare, target=2, by=2030).degrees_of_freedom == pytest.approx(1)
        mixed = pace_of(times, [*gaps[:2], bare[2]], target=2, by=2030)
        assert mixed.degrees_of_freedom == pytest.approx(1)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ({"times": [1], "values": [2]}, "at least two periods"),
            ({"times": [1, 1], "values": [2, 3]}, "different times"),
            ({"times": [], "values": []}, "times must not be empty"),
            ({"times": [1, 2], "values": [2, np.nan]}, "values"),
            ({"times": [1, np.inf], "values": [2, 1]}, "times"),
            ({"times": [1, 2], "values": [2, 1, 3]}, "alike"),
            ({"times": [1, 2], "values": [2, 1], "se": [1]}, "alike"),
            ({"times": [1, 2], "values": [2, 1], "se": [1, -1]}, "se must"),
            ({"times": [1, 2], "values": [2, 1], "by": 2}, "after the last"),
            ({"times": [1, 2], "values": [2, 1], "target": np.nan}, "target"),
            ({"times": [1, 2], "values": [2, -1], "is_logarithmic": True}, "above 0"),
            ({"times": [1, 2], "values": [2, 1], "target": 0, "is_logarithmic": True}, "above 0"),
            ({"times": [1, 2], "values": [2, 1], "goal": "lower"}, "No goal is called lower"),
            ({"times": [1, 2], "values": [2, 1], "confidence": 2}, "confidence"),
        ],
    )
    def test_bad_series_are_refused(self, arguments, words):
        with pytest.raises(ValueError, match=words):
            pace(**({"target": 1, "by": 9} | arguments))

    def test_estimates_of_two_measures_make_no_series(self):
        with pytest.raises(ValueError, match="one measure"):
            pace_of([1, 2], [normal(3.0, 1.0), logarithmic(2.0, 0.1)], target=1, by=5)
