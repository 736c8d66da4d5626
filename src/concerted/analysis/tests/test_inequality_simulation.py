"""Draws of rates within the bounds of their scale, and the intervals that come of them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from concerted.analysis.inequality import (
    Interval,
    every_measure,
    weighted_mean_difference_from_mean,
)
from concerted.analysis.inequality.groups import groups_of
from concerted.analysis.inequality.simulation import bounds, simulate, truncated_normal
from concerted.analysis.inequality.variance import standard_deviation_core

DRAWS = 40_000


def draw(mean, sd, lowest, highest, seed=1):
    ends = np.array(float(lowest)), np.array(float(highest))
    source = np.random.default_rng(seed)
    return truncated_normal(np.array([mean]), np.array([sd]), *ends, DRAWS, source)[:, 0]


@pytest.mark.parametrize(
    ("mean", "sd"),
    [(50.0, 5.0), (99.0, 5.0), (100.0, 3.0), (0.0, 20.0), (50.0, 400.0), (2.0, 1e-9)],
)
def test_draws_have_the_distribution_of_a_truncated_normal(mean, sd):
    wanted = stats.truncnorm(-mean / sd, (100 - mean) / sd, mean, sd)

    drawn = draw(mean, sd, 0, 100)

    assert drawn.min() >= 0
    assert drawn.max() <= 100
    assert stats.kstest(drawn, wanted.cdf).pvalue > 0.001


def test_a_rate_without_error_stays_where_it_is():
    assert (draw(100.0, 0.0, 0, 100) == 100).all()
    assert (draw(0.0, 0.0, 0, np.inf) == 0).all()


@pytest.mark.parametrize(
    ("scale", "ends"),
    [(100, (0, 100)), (1, (0, 1)), (1000, (0, np.inf)), (np.nan, (-np.inf, np.inf))],
)
def test_the_scale_bounds_the_draws(scale, ends):
    assert tuple(float(end) for end in bounds(np.array(float(scale)))) == ends


def test_an_interval_is_that_of_the_exact_distribution():
    rates, se = [30.0, 70.0], [2.0, 1.0]
    # Half the distance of two normal rates is normal with half of their joint error.
    wanted = stats.norm(20, np.hypot(*se) / 2).ppf([0.05, 0.95])

    found = weighted_mean_difference_from_mean(
        rates, se=se, population=[1, 1], draws=200_000, confidence=0.9
    )

    assert [found.lower, found.upper] == pytest.approx(wanted, abs=0.02)
    assert found.drawn_mean == pytest.approx(20, abs=0.02)
    assert found.drawn_sd == pytest.approx(np.hypot(*se) / 2, rel=0.02)
    assert found.draws == 200_000


def test_measures_drawn_together_share_their_draws():
    given = {"se": [3.0, 4.0, 2.0], "population": [1, 1, 1], "reference": 0}

    found = every_measure([20.0, 50.0, 80.0], draws=2000, **given)

    assert found["mdmu"].lower == pytest.approx(found["mdmw"].lower)
    assert found["idisu"].upper == pytest.approx(found["idisw"].upper)
    assert found["mdru"].interval is Interval.SIMULATED


def test_a_stack_of_settings_is_drawn_setting_by_setting():
    rates, people = np.array([[20.0, 60.0], [40.0, 45.0]]), np.array([[1.0, 3.0], [2.0, 1.0]])
    one = groups_of(rates[0], se=[1.0, 2.0], population=people[0])
    stack = groups_of([1.0, 2.0], se=[1.0, 2.0], population=[1, 1])
    stack = type(stack)(
        rates=rates,
        se=np.array([[1.0, 2.0], [np.nan, 1.0]]),
        population=people,
        ordered=False,
        favourable=np.array([True, True]),
        reference=None,
        average=np.full(2, np.nan),
        scale=np.array([100.0, 100.0]),
    )
    cores = {"bgsd": standard_deviation_core}

    found = simulate(cores, stack, draws=DRAWS)["bgsd"]
    alone = simulate(cores, one, draws=DRAWS)["bgsd"]

    assert found.lower[0] == pytest.approx(float(alone.lower), rel=0.02)
    assert found.upper[0] == pytest.approx(float(alone.upper), rel=0.02)
    assert np.isnan(found.lower[1])
    assert np.isnan(found.upper[1])


def test_a_simulation_needs_errors_and_two_draws():
    groups = groups_of([10.0, 20.0], population=[1, 1])
    with_errors = groups_of([10.0, 20.0], se=[1.0, 1.0], population=[1, 1])

    with pytest.raises(ValueError, match="standard errors"):
        simulate({"bgsd": standard_deviation_core}, groups)
    with pytest.raises(ValueError, match="at least 2"):
        simulate({"bgsd": standard_deviation_core}, with_errors, draws=1)


def test_a_rate_that_rounding_put_past_its_scale_stands_on_the_bound():
    found = weighted_mean_difference_from_mean(
        [100.00000000001, 80.0], se=[0.0, 1.0], population=[1, 1]
    )

    assert found.has_interval
