from __future__ import annotations

import math
import subprocess
import sys
from string import Formatter

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from concerted.analysis.comparison import (
    ASSUMPTIONS,
    SENTENCES,
    CannotCompare,
    Errors,
    Refusal,
    comparison_finding,
    difference_in_differences,
    interrupted_time_series,
    refusal_finding,
)

MONTHS = np.arange(1, 60.0)
# Acute coronary events in Sicily by month, 2002 to November 2006, and 1000 age-standardised people;
# smoking in public was banned in January 2005. Lopez Bernal, Cummins & Gasparrini (2017), supplement.
EVENTS = np.array(
    [
        "728",
        "659",
        "791",
        "734",
        "757",
        "726",
        "760",
        "740",
        "720",
        "814",
        "795",
        "858",
        "887",
        "766",
        "851",
        "769",
        "781",
        "756",
        "766",
        "752",
        "765",
        "831",
        "879",
        "928",
        "914",
        "808",
        "937",
        "840",
        "916",
        "828",
        "845",
        "818",
        "860",
        "839",
        "887",
        "886",
        "831",
        "796",
        "833",
        "820",
        "877",
        "758",
        "767",
        "738",
        "781",
        "843",
        "850",
        "908",
        "1021",
        "859",
        "976",
        "888",
        "962",
        "838",
        "810",
        "876",
        "843",
        "936",
        "912",
    ],
    dtype=float,
)
PEOPLE = np.array(
    [
        "379.8753",
        "376.4955",
        "377.0408",
        "377.1164",
        "377.3834",
        "374.1131",
        "379.5133",
        "376.2955",
        "374.6532",
        "378.4856",
        "375.9555",
        "378.3497",
        "376.7624",
        "379.0323",
        "379.3604",
        "376.162",
        "377.9724",
        "381.8307",
        "379.8886",
        "380.8722",
        "380.9669",
        "381.2404",
        "382.1049",
        "381.8027",
        "381.6563",
        "383.68",
        "383.5042",
        "386.4629",
        "383.7831",
        "380.8368",
        "383.4832",
        "380.9062",
        "382.9268",
        "384.0524",
        "384.4496",
        "383.4284",
        "388.1532",
        "388.3732",
        "386.4701",
        "386.0332",
        "383.6864",
        "385.5093",
        "385.9019",
        "386.5164",
        "388.4365",
        "383.2552",
        "390.1487",
        "385.8749",
        "391.6136",
        "391.7504",
        "394.0056",
        "391.3649",
        "391.6643",
        "389.0223",
        "391.8785",
        "388.5753",
        "392.989",
        "390.0188",
        "390.7123",
    ],
    dtype=float,
)


def years_of_two(seed=1, periods=8):
    """Two groups over some years, an effect of 5 in the second half, and errors of different sizes."""
    random = np.random.default_rng(seed)
    times = np.arange(2015.0, 2015.0 + periods)
    se = random.uniform(0.5, 2.0, (2, periods))
    truth = np.stack([40 + 5.0 * (times >= 2015 + periods // 2), np.full(periods, 55.0)])
    return truth + times - 2015 + random.normal(0, se), times, se


def refusal(call, *given, **options):
    with pytest.raises(CannotCompare) as caught:
        call(*given, **options)
    return caught.value.reason


def test_the_restaurants_of_card_and_krueger_give_their_published_difference():
    found = difference_in_differences(
        [[20.44, 21.03], [23.33, 21.17]],
        [1992.1, 1992.9],
        since=1992.3,
        se=[[0.51, 0.52], [1.35, 0.94]],
    )

    # Table 3 prints 2.76 from means before rounding, and 0.59 and -2.16 for the two changes.
    assert found.effect.estimate == pytest.approx(2.76, abs=0.011)
    assert found.after[0] - found.before[0] == pytest.approx(0.59)
    assert found.after[1] - found.before[1] == pytest.approx(-2.16)
    assert found.effect.se == pytest.approx(math.sqrt(0.51**2 + 0.52**2 + 1.35**2 + 0.94**2))


def test_two_groups_over_years_fit_like_effects_of_groups_and_years_in_a_formula():
    values, times, se = years_of_two()
    rows = pd.DataFrame(
        {
            "y": values.ravel(),
            "w": 1 / se.ravel() ** 2,
            "g": np.repeat([1, 0], times.size),
            "t": np.tile(times, 2),
        }
    )
    rows["d"] = rows.g * (rows.t >= 2019)
    model = smf.wls("y ~ C(g) + C(t) + d", rows, weights=rows.w).fit()

    found = difference_in_differences(values, times, since=2019, se=se, errors="scatter")

    assert found.effect.estimate == pytest.approx(model.params["d"])
    # n - k is T - 2 in both, so the residual variance is the same; known errors are a floor below it.
    assert found.effect.se == pytest.approx(model.bse["d"] * max(1, 1 / math.sqrt(model.scale)))
    gap = found.after[0] - found.after[1] - found.before[0] + found.before[1]
    assert found.effect.estimate == pytest.approx(gap)


def test_errors_of_many_periods_are_those_of_newey_and_west():
    values, times, _se = years_of_two(periods=16)
    gap, after = values[0] - values[1], (times >= 2023).astype(float)
    model = sm.OLS(gap, sm.add_constant(after)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True}
    )

    found = difference_in_differences(values, times, since=2023, errors="hac", lags=3)
    usual = difference_in_differences(values, times, since=2023, lags=3)

    assert found.effect.se == pytest.approx(model.bse[1])
    assert found.effect.degrees_of_freedom == 14
    assert (usual.errors, usual.effect.se >= found.effect.se) == (Errors.DEPENDENT, True)


def test_several_groups_compare_their_mean_changes_with_errors_by_group():
    random = np.random.default_rng(3)
    values = random.normal(50, 4, (9, 2))
    values[:4, 1] += 6
    is_exposed = [True] * 4 + [False] * 5
    change = values[:, 1] - values[:, 0]
    one, other = change[:4], change[4:]
    spread = ((one - one.mean()) ** 2).sum() / 16 + ((other - other.mean()) ** 2).sum() / 25

    found = difference_in_differences(values, [1, 2], since=2, is_exposed=is_exposed)

    assert found.effect.estimate == pytest.approx(one.mean() - other.mean())
    # Liang and Zeger: G/(G - 1) · (n - 1)/(n - k) with 9 groups, 18 cells, 11 coefficients.
    assert found.effect.se == pytest.approx(math.sqrt(spread * 9 / 8 * 17 / 7))
    assert found.errors is Errors.CLUSTER


def test_a_gap_that_was_already_moving_is_told():
    times = np.arange(10.0)
    moving = np.stack([30 + 2 * times, np.full(10, 50.0)])

    found = difference_in_differences(moving, times, since=6, se=np.ones((2, 10)))

    assert found.trend.estimate == pytest.approx(2)
    assert found.trend.se == pytest.approx(math.sqrt(2 / 17.5))  # Σ (t - t̄)² of six steps
    assert "parallel_doubtful" in found.assumptions
    assert [point.is_before for point in found.points] == [True] * 5 + [False] * 4
    assert found.points[0].effect.estimate == pytest.approx(-10)


def test_what_was_expected_runs_as_far_from_the_other_group_as_before():
    values, times, se = years_of_two()

    found = difference_in_differences(values, times, since=2019, se=se)

    gap = found.before[0] - found.before[1]
    assert found.expected[4:] == pytest.approx(values[1, 4:] + gap)
    assert np.isnan(found.expected[:4]).all()
    assert (found.expected_lower[4:] < found.expected[4:]).all()


def test_a_period_that_misses_a_figure_is_left_out_and_counted():
    values, times, se = years_of_two()
    holed = values.copy()
    holed[0, 2] = np.nan
    kept = [0, 1, 3, 4, 5, 6, 7]

    found = difference_in_differences(holed, times, since=2019, se=se)
    without = difference_in_differences(values[:, kept], times[kept], since=2019, se=se[:, kept])

    assert found.effect == without.effect
    assert found.dropped == 1
    assert np.isnan(holed).sum() == 1


def test_shares_of_people_have_errors_also_at_none_and_all():
    found = difference_in_differences(
        [[50, 100.0], [50, 60.0]], [1, 2], since=2, n=[[100, 40], [100, 100]]
    )

    share = 42 / 44
    assert found.effect.se**2 == pytest.approx(
        2 * 100**2 * 0.25 / 104
        + 100**2 * share * (1 - share) / 44
        + 100**2 * (62 / 104) * (42 / 104) / 104
    )


@pytest.mark.parametrize(
    ("reason", "values", "options"),
    [
        (Refusal.NO_ERRORS, [[1, 2], [1, 3]], {"since": 2}),
        (Refusal.NO_BEFORE, [[1, 2], [1, 3]], {"since": 0}),
        (Refusal.NO_AFTER, [[1, 2], [1, 3]], {"since": 9}),
        (Refusal.NO_AFTER, [[1, 2], [1, np.nan]], {"since": 2}),
        (Refusal.NO_VARIANCE, [[1, 1, 2, 2], [1, 1, 1, 1]], {"since": 3}),
        (
            Refusal.FEW_GROUPS,
            [[1, 2], [1, 3], [2, 2]],
            {"since": 2, "is_exposed": [True, False, False]},
        ),
    ],
)
def test_figures_that_tell_too_little_are_refused_with_the_reason(reason, values, options):
    times = range(1, len(values[0]) + 1)

    assert refusal(difference_in_differences, values, times, **options) is reason
    assert refusal_finding(reason, indicator="Wait").text.startswith(
        "Wait: no comparison, because"
    )


def test_shapes_and_times_that_do_not_fit_are_refused():
    for values, times, options in (
        ([[1, 2, 3], [1, 3, 4]], [1, 2], {}),
        ([[1, 2], [1, 3]], [2, 1], {}),
        ([[1, np.inf], [1, 3]], [1, 2], {}),
        ([[1, 2], [1, 3]], [1, 2], {"se": [[1, 1], [1, -1]]}),
        ([[1, 2], [1, 3]], [1, 2], {"is_exposed": [True, True]}),
        ([[1, 2], [1, 300]], [1, 2], {"n": [[9, 9], [9, 9]]}),
    ):
        with pytest.raises(ValueError, match=r"must") as caught:
            difference_in_differences(values, times, since=2, **options)
        assert not isinstance(caught.value, CannotCompare)


def test_intervals_of_two_groups_cover_the_truth_as_often_as_they_say():
    random = np.random.default_rng(11)
    times, se = np.arange(8.0), np.full((2, 8), 2.0)
    hits = {0.0: 0, 3.0: 0}
    for shock in hits:
        for _ in range(300):
            values = random.normal(50, 2.0, (2, 8)) + random.normal(0, shock, (2, 8))
            values[0, 4:] += 5
            found = difference_in_differences(values, times, since=4, se=se).effect
            hits[shock] += found.lower <= 5 <= found.upper

    # Known errors are a floor, so where they are all there is, intervals are somewhat wide.
    assert hits[0.0] / 300 >= 0.94
    assert 0.92 <= hits[3.0] / 300 <= 0.98


def test_the_smoking_ban_in_sicily_gives_the_published_ratio():
    found = interrupted_time_series(
        EVENTS / PEOPLE,
        MONTHS,
        since=37,
        se=1 / np.sqrt(EVENTS),
        is_logarithmic=True,
        slope_change=False,
        lags=0,
    )
    adjusted = interrupted_time_series(
        EVENTS / PEOPLE,
        MONTHS,
        since=37,
        se=1 / np.sqrt(EVENTS),
        season=12,
        is_logarithmic=True,
        slope_change=False,
    )

    # The tutorial's Poisson model: 0.89 (0.86 to 0.93); with the season 0.89 too.
    assert found.level.estimate == pytest.approx(0.894, abs=0.002)
    assert adjusted.level.estimate == pytest.approx(0.885, abs=0.003)
    assert adjusted.level.upper < 0.95
    assert adjusted.assumptions == ("path", "no_other_time", "same_people", "no_cause")


def test_a_segmented_line_is_that_of_a_formula_with_its_newey_west_errors():
    random = np.random.default_rng(5)
    time = np.arange(24.0)
    after = (time >= 14).astype(float)
    values = 30 - 0.2 * time - 3 * after - 0.4 * after * (time - 14) + random.normal(0, 1, 24)
    rows = pd.DataFrame({"y": values, "t": time - 14, "a": after})
    model = smf.ols("y ~ t + a + t:a", rows).fit(
        cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True}
    )

    found = interrupted_time_series(values, time, since=14, errors="hac", lags=2)

    for effect, name in ((found.level, "a"), (found.slope, "t:a"), (found.trend, "t")):
        assert (effect.estimate, effect.se) == pytest.approx((model.params[name], model.bse[name]))
    assert found.last.estimate == pytest.approx(model.params["a"] + 9 * model.params["t:a"])
    assert found.expected == pytest.approx(model.params["Intercept"] + model.params["t"] * rows.t)
    assert (found.fitted - found.expected)[-1] == pytest.approx(found.last.estimate)


def test_a_comparison_series_takes_off_what_both_went_through():
    random = np.random.default_rng(6)
    time, shared = np.arange(20.0), np.random.default_rng(7).normal(0, 5, 20)
    other = 50 + shared
    values = 40 + shared - 4.0 * (time >= 10) + random.normal(0, 0.5, 20)

    alone = interrupted_time_series(values, time, since=10)
    beside = interrupted_time_series(values, time, since=10, comparison=other)
    apart = interrupted_time_series(other, time, since=10)

    assert beside.level.estimate == pytest.approx(alone.level.estimate - apart.level.estimate)
    assert beside.level.se < alone.level.se / 3
    assert beside.values == pytest.approx(values)
    assert beside.has_comparison
    assert "no_spill" in beside.assumptions


def test_a_season_is_told_apart_from_a_change():
    time = np.arange(36.0)
    values = 20 + 6 * np.cos(2 * np.pi * time / 12) + 3.0 * (time >= 20)
    noise = np.random.default_rng(8).normal(0, 0.3, 36)

    found = interrupted_time_series(values + noise, time, since=20, season=12)

    assert found.level.estimate == pytest.approx(3, abs=0.6)
    assert found.level.se < interrupted_time_series(values + noise, time, since=20).level.se


@pytest.mark.parametrize(
    ("reason", "values", "since", "options"),
    [
        (Refusal.FEW_BEFORE, [1, 2, 1, 2, 1, 2, 1, 2], 3, {}),
        (Refusal.FEW_AFTER, [1, 2, 1, 2, 1, 2, 1, 2], 5, {}),
        (Refusal.FEW_BEFORE, [1, np.nan, 1, 2, 1, 2, 1, 2], 4, {}),
        (Refusal.FEW_CYCLES, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2], 5, {"season": 6}),
        (Refusal.NO_VARIANCE, [1, 2, 3, 4, 9, 10, 11, 12], 4, {}),
        (Refusal.NO_ERRORS, [1, 2, 3, 4, 9, 10, 11, 12], 4, {"se": [0.0] * 8}),
    ],
)
def test_a_series_that_tells_too_little_is_refused_with_the_reason(reason, values, since, options):
    times = range(len(values))

    assert refusal(interrupted_time_series, values, times, since=since, **options) is reason


def test_intervals_of_a_series_cover_the_truth_about_as_often_as_they_say():
    random = np.random.default_rng(12)
    time = np.arange(24.0)
    hits = 0
    for _ in range(300):
        noise = random.normal(0, 1, 24)
        for step in range(1, 24):
            noise[step] += 0.3 * noise[step - 1]
        found = interrupted_time_series(10 + 2.0 * (time >= 12) + noise, time, since=12).level
        hits += found.lower <= 2 <= found.upper

    assert 0.89 <= hits / 300 <= 0.97


def test_the_sentence_turns_a_fall_round_and_says_when_it_may_be_nothing():
    values, times, se = years_of_two()
    falling = difference_in_differences(values[::-1], times, since=2019, se=se[::-1])
    unclear = difference_in_differences(values, times, since=2019, se=20 * se)
    words = {"indicator": "Wait", "unit": "days", "event": "new hours"}

    told = comparison_finding(falling, **words)

    assert told.key == "did.lower.clear"
    assert told.values["size"] > 0
    assert "further down than the other group after new hours" in told.text
    assert comparison_finding(unclear, **words).key == "did.higher.unclear"


def test_every_sentence_has_only_placeholders_that_are_filled():
    names = [
        "indicator",
        "unit",
        "first",
        "second",
        "event",
        "per",
        "size",
        "confidence",
        "lower",
        "upper",
    ]
    for sentence in SENTENCES.values():
        assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= set(names)
    assert all(text.endswith(".") for text in ASSUMPTIONS.values())


def test_importing_the_library_does_not_import_statsmodels():
    code = "import sys, concerted.analysis.comparison; print('statsmodels' in sys.modules)"

    found = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "False"


def test_a_gap_that_never_moves_is_as_sure_as_its_errors_allow():
    values, times = np.tile([[40.0], [52.0]], 48), 2016 + np.arange(48) / 4

    found = difference_in_differences(values, times, since=2018, se=np.full((2, 48), 2.5)).effect

    assert found.se > 0.5
