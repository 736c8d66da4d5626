from __future__ import annotations

import numpy as np
import pytest

from concerted.analysis.representation import mean_of


def test_the_interval_is_that_of_students_sleep_data():
    # Student (1908), extra hours of sleep, drug 1: mean 0.75, 95% interval -0.53 to 2.03 (R: t.test(extra)).
    extra = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]

    found = mean_of(extra)

    assert found.mean == pytest.approx(0.75)
    assert (found.lower, found.upper) == pytest.approx((-0.5297804, 2.0297804))
    assert found.median == pytest.approx(0.35)


def test_equal_weights_change_nothing():
    values = [1.0, 5.0, 2.0, 8.0]

    assert mean_of(values, [3, 3, 3, 3]) == mean_of(values)


def test_a_weight_of_two_moves_mean_and_median_as_two_people_would():
    plain, weighted = mean_of([1, 4, 4, 9, 9]), mean_of([1, 4, 9], [1, 2, 2])

    assert weighted.mean == pytest.approx(plain.mean)
    assert weighted.median == plain.median


def test_weights_widen_the_interval():
    values = np.arange(40.0)
    weights = np.where(values % 2, 3.0, 1.0)

    plain, weighted = mean_of(values), mean_of(values, weights)

    assert weighted.effective_size < 40
    assert weighted.upper - weighted.lower > plain.upper - plain.lower


def test_nineteen_of_twenty_intervals_hold_the_mean():
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(1000):
        found = mean_of(rng.normal(3, 2, 25))
        held += found.lower <= 3 <= found.upper

    assert 930 <= held <= 970


def test_one_person_tells_no_spread():
    found = mean_of([3])

    assert found.mean == found.median == 3
    assert np.isnan(found.lower)


@pytest.mark.parametrize(
    ("values", "weights", "sentence"),
    [([], None, "values"), ([1, np.nan], None, "values"), ([1, 2], [1], "alike"), ([1], [0], "0")],
)
def test_what_does_not_fit_is_refused(values, weights, sentence):
    with pytest.raises(ValueError, match=sentence):
        mean_of(values, weights)
