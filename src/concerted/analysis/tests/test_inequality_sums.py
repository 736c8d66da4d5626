"""Sums stand for the rows they were made of: rates and errors are those of rows, however cells fall."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.inequality.rates import subgroup_rates
from concerted.analysis.inequality.sums import sum_rows
from concerted.analysis.inequality.survey import design, linearised_covariance


def drawn(seed, rows=300, groups=4):
    random = np.random.default_rng(seed)
    subgroup = random.integers(0, groups, rows)
    subgroup[:groups] = np.arange(groups)
    return {
        "subgroup": subgroup,
        "outcome": random.normal(20, 5, rows),
        "weight": random.uniform(0.2, 4, rows),
        "strata": random.integers(0, 5, rows),
        "units": random.integers(0, 30, rows),
    }


DESIGNS = [("strata", "units"), ("units",), ("strata",), ()]


@pytest.mark.parametrize("used", DESIGNS, ids=["-".join(used) or "weights" for used in DESIGNS])
def test_errors_of_rates_are_linearised_over_the_rows(used):
    people = drawn(1)
    people["strata"][0] = 9
    labels = {name: people[name] for name in used}
    found = subgroup_rates(
        sum_rows(people["subgroup"], people["outcome"], weight=people["weight"], **labels)
    )
    psu = {"psu": labels.pop("units")} if "units" in labels else {}
    scores = np.stack(
        [
            np.where(people["subgroup"] == k, (people["outcome"] - rate) / weight, 0)
            for k, (rate, weight) in enumerate(zip(found.rate, found.population, strict=True))
        ],
        axis=1,
    )

    covariance = linearised_covariance(scores, design(people["weight"], **labels, **psu))

    np.testing.assert_allclose(found.se, np.sqrt(np.diag(covariance)), rtol=1e-9)


def test_a_simple_sample_has_the_textbook_error_of_a_mean():
    found = subgroup_rates(sum_rows([0, 0, 0, 1, 1], [1.0, 2.0, 6.0, 4.0, 8.0]))

    assert found.rate.tolist() == [3, 6]
    assert found.se == pytest.approx([(7 / 3) ** 0.5, 2])
    assert found.rows.tolist() == [3, 2]


def test_a_subgroup_of_one_row_has_no_error_in_a_simple_sample():
    assert np.isnan(subgroup_rates(sum_rows([0, 1, 1], [1.0, 2.0, 3.0])).se).tolist() == [
        True,
        False,
    ]


def test_a_subgroup_without_rows_has_no_rate():
    found = subgroup_rates(sum_rows([0, 2], [1.0, 2.0], weight=[1.0, 3.0]), 4)

    assert np.isnan(found.rate).tolist() == [False, True, False, True]
    assert found.population.tolist() == [1, 0, 3, 0]
    assert np.isnan(found.se[1])


def test_when_all_answer_alike_the_error_is_0():
    people = drawn(2)
    sums = sum_rows(people["subgroup"], np.full(300, 0.1), weight=people["weight"])

    assert subgroup_rates(sums).se.tolist() == [0, 0, 0, 0]


def test_a_sample_of_one_unit_says_nothing_of_its_errors():
    sums = sum_rows([0, 1, 1], [1.0, 2.0, 3.0], weight=[1.0, 1.0, 2.0], units=[7, 7, 7])

    assert np.isnan(subgroup_rates(sums).se).all()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 100))
def test_units_of_weights_change_nothing_and_those_of_outcomes_carry_over(seed, factor):
    people = drawn(seed, rows=60)
    plain = subgroup_rates(sum_rows(**people))
    heavier = subgroup_rates(sum_rows(**people | {"weight": people["weight"] * factor}))
    scaled = subgroup_rates(sum_rows(**people).scaled(factor))

    np.testing.assert_allclose(heavier.se, plain.se, rtol=1e-9)
    np.testing.assert_allclose(heavier.population, plain.population * factor)
    np.testing.assert_allclose(scaled.se, plain.se * factor, rtol=1e-9)
    np.testing.assert_allclose(scaled.rate, plain.rate * factor)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_changes_nothing(seed):
    people = drawn(seed, rows=80)
    order = np.random.default_rng(seed).permutation(80)

    one = subgroup_rates(sum_rows(**people))
    other = subgroup_rates(sum_rows(**{name: values[order] for name, values in people.items()}))

    np.testing.assert_allclose(one.se, other.se, rtol=1e-9)


def test_labels_far_apart_are_counted_as_close_ones():
    people = drawn(3)
    spread = people | {
        "units": people["units"] * 10_000_019,
        "subgroup": people["subgroup"] * 2_000,
    }

    close, far = sum_rows(**people), sum_rows(**spread)

    assert far.count.tolist() == close.count.tolist()
    np.testing.assert_allclose(far.outcome, close.outcome)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"outcome": [1, np.nan]}, "outcome must be finite"),
        ({"outcome": [1, np.inf]}, "outcome must be finite"),
        ({"outcome": []}, "outcome must not be empty"),
        ({"weight": [1, 0]}, "weight must be above 0"),
        ({"weight": [1, -1]}, "weight must be above 0"),
        ({"weight": [1, 1, 1]}, "outcome and weight must be alike"),
        ({"subgroup": [0, -1]}, "subgroup must be at least 0"),
        ({"subgroup": [0, 0.5]}, "subgroup must be whole numbers"),
        ({"subgroup": [0]}, "outcome and subgroup must be alike"),
        ({"strata": [1]}, "outcome and strata must be alike"),
        ({"units": ["a", ""]}, "units must not have missing labels"),
    ],
)
def test_bad_rows_are_refused_with_a_sentence(change, sentence):
    good = {"subgroup": [0, 1], "outcome": [1.0, 2.0]}

    with pytest.raises(ValueError, match=sentence):
        sum_rows(**good | change)


def test_fewer_subgroups_than_codes_are_refused():
    with pytest.raises(ValueError, match="subgroups must be at least 3, got 2"):
        subgroup_rates(sum_rows([0, 2], [1.0, 2.0]), 2)
