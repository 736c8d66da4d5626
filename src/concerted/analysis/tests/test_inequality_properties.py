"""What every measure of subgroups must keep: invariances, limits, bounds, and refusals of bad input."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.inequality import (
    MEASURES,
    Estimate,
    Unit,
    change,
    difference,
    every_measure,
    measure_table,
    pace,
    ratio,
    ridit_ranks,
    sum_rows,
)

PROPERTY = settings(max_examples=50, deadline=None, derandomize=True)
RANKED = {"aci", "rci", "sii", "rii"}
MINE = {code: measure for code, measure in MEASURES.items() if code not in RANKED}
WEIGHTED_MEAN = ("bgv", "bgsd", "cov", "mdmw", "idisw", "ti", "mld")
RELATIVE = ("r", "cov", "idisu", "idisw", "ti", "mld", "paf")

rate = st.floats(1, 99).map(lambda value: round(value, 3))
people = st.integers(1, 10_000)
errors = st.floats(0.1, 10)
subgroups = st.lists(st.tuples(rate, people, errors), min_size=2, max_size=8)


def columns(groups):
    return (np.array(column, dtype=float) for column in zip(*groups, strict=True))


def every(rates, **given):
    found = every_measure(rates, draws=0, **{"reference": 0, **given})
    return {code: result for code, result in found.items() if isinstance(result, Estimate)}


def close(value, **near):
    return pytest.approx(value, **{"rel": 1e-6, "abs": 1e-6, **near})


@PROPERTY
@given(subgroups, st.booleans(), st.permutations(range(8)))
def test_subgroups_without_order_may_come_in_any_order(groups, favourable, moved):
    rates, population, se = columns(groups)
    moved = [place for place in moved if place < rates.size]

    first = every(rates, population=population, se=se, favourable=favourable)
    again = every(
        rates[moved],
        population=population[moved],
        se=se[moved],
        favourable=favourable,
        reference=moved.index(0),
    )

    is_distinct = np.unique(rates).size == rates.size
    for code, found in first.items():
        assert again[code].estimate == close(found.estimate)
        if is_distinct and found.se is not None:
            assert again[code].se == close(found.se)


@PROPERTY
@given(subgroups, st.booleans(), st.sampled_from([0.01, 0.5, 10.0]))
def test_a_change_of_unit_scales_each_measure_by_its_unit(groups, favourable, factor):
    rates, population, se = columns(groups)
    powers = {Unit.INDICATOR: 1, Unit.SQUARED: 2}

    first = every(rates, population=population, se=se, favourable=favourable, scale=100)
    again = every(
        rates * factor,
        population=population,
        se=se * factor,
        favourable=favourable,
        scale=100 * factor,
    )

    for code, found in first.items():
        times = factor ** powers.get(MEASURES[code].unit, 0)
        assert again[code].estimate == close(found.estimate * times, abs=1e-6 * times)
        if found.se is not None:
            assert again[code].se == close(found.se * times, rel=1e-4, abs=1e-5 * times)


@PROPERTY
@given(subgroups, st.integers(0, 7), st.floats(0.1, 0.9))
def test_splitting_a_subgroup_changes_nothing_that_is_weighed(groups, which, part):
    rates, population, _ = columns(groups)
    which = which % rates.size
    split_rates = np.append(rates, rates[which])
    split = np.append(population, population[which] * part)
    split[which] = population[which] * (1 - part)

    first, again = every(rates, population=population), every(split_rates, population=split)

    for code in (*WEIGHTED_MEAN, "mdbw", "mdrw", "par", "paf"):
        assert again[code].estimate == close(first[code].estimate)
    for pair in (difference, ratio):
        assert pair(split_rates).estimate == pair(rates).estimate


@PROPERTY
@given(subgroups, st.integers(0, 8), rate, st.booleans(), st.booleans())
def test_a_subgroup_of_nobody_changes_nothing(groups, where, extra, ordered, favourable):
    rates, population, se = columns(groups)
    where = min(where, rates.size)
    kind = {"ordered": ordered, "favourable": favourable}

    first = every(rates, population=population, se=se, reference=0, **kind)
    again = every(
        np.insert(rates, where, extra),
        population=np.insert(population, where, 0),
        se=np.insert(se, where, 1),
        reference=1 if where == 0 else 0,
        **kind,
    )

    assert set(first) == set(again)
    for code, found in first.items():
        assert (again[code].estimate, again[code].se) == (found.estimate, found.se)


@PROPERTY
@given(rate, st.lists(people, min_size=2, max_size=8), st.booleans())
def test_equal_rates_give_equality(value, sizes, ordered):
    found = every(np.full(len(sizes), value), population=sizes, ordered=ordered, reference=0)

    for code, result in found.items():
        assert result.estimate == pytest.approx(MEASURES[code].at_equality, abs=1e-6)


@PROPERTY
@given(subgroups, st.booleans(), st.booleans())
def test_each_measure_keeps_its_bounds(groups, favourable, ordered):
    rates, population, se = columns(groups)
    share = population / population.sum()

    found = every(rates, population=population, se=se, favourable=favourable, ordered=ordered)

    span = rates.max() - rates.min()
    sign = 1 if favourable else -1
    assert abs(found["d"].estimate) <= span + 1e-9
    assert 0 <= sign * found["par"].estimate <= span + 1e-9
    for code in ("bgsd", "mdmu", "mdmw", "mdbu", "mdbw", "mdru", "mdrw"):
        if code in found:
            assert -1e-9 <= found[code].estimate <= span + 1e-9
    if not ordered:
        assert 0 <= found["bgv"].corrected <= found["bgv"].estimate <= span**2 / 4 + 1e-9
        assert -1e-9 <= found["ti"].estimate <= 1000 * np.log(1 / share.min()) + 1e-6
        assert found["mld"].estimate >= -1e-9
        assert difference(rates).estimate == pytest.approx(span)
        assert ratio(rates).estimate >= 1


@PROPERTY
@given(subgroups, st.sampled_from([0.5, 0.8, 0.95, 0.999]))
def test_a_higher_confidence_widens_the_interval_around_the_estimate(groups, confidence):
    rates, population, se = columns(groups)

    narrow = every(rates, population=population, se=se, confidence=confidence - 0.1)
    wide = every(rates, population=population, se=se, confidence=confidence)

    for code, found in wide.items():
        if found.has_interval:
            assert found.lower <= narrow[code].lower <= found.estimate
            assert found.upper >= narrow[code].upper >= found.estimate


@PROPERTY
@given(subgroups)
def test_relative_measures_do_not_know_the_unit_and_population_its_total(groups):
    rates, population, _ = columns(groups)

    first = every(rates, population=population)
    again = every(rates / 100, population=population / 7.5, scale=1)

    for code in RELATIVE:
        assert again[code].estimate == close(first[code].estimate)


def test_no_argument_is_altered():
    rates, se = np.array([20.0, np.nan, 50.0, 35.0, 0.0, 1.0, 2.0]), np.full(7, 2.0)
    population = np.array([1.0, 2.0, 3.0, 0.0, 5.0, 6.0, 7.0])
    before = [array.copy() for array in (rates, se, population)]

    every_measure(rates, se=se, population=population, reference=0, draws=100)

    for array, old in zip((rates, se, population), before, strict=True):
        np.testing.assert_array_equal(array, old)


BAD = [
    ([], {}, "empty"),
    ([10.0], {}, "fewer than two"),
    ([10.0, np.nan], {}, "fewer than two"),
    ([np.nan, np.nan], {}, "fewer than two"),
    ([10.0, np.inf], {}, "infinite"),
    ([[10.0, 20.0]], {}, "1 dimension"),
    ([10.0, 20.0], {"se": [1.0]}, "alike"),
    ([10.0, 20.0], {"se": [1.0, -1.0]}, "at least 0"),
    ([10.0, 20.0], {"se": [1.0, np.inf]}, "finite"),
    ([10.0, 20.0], {"population": [1.0, -1.0]}, "at least 0"),
    ([10.0, 20.0], {"population": [1.0, np.nan]}, "finite"),
    ([10.0, 20.0], {"population": [1.0, np.inf]}, "finite"),
    ([10.0, 20.0], {"population": [1.0, 2.0, 3.0]}, "alike"),
    ([10.0, 20.0], {"population": [0.0, 0.0]}, "fewer than two"),
    ([10.0, 20.0], {"population": [5.0, 0.0]}, "fewer than two"),
    ([10.0, 20.0], {"reference": 2}, "position from 0 to 1"),
    ([10.0, 20.0], {"reference": -1}, "position from 0 to 1"),
    ([10.0] * 7 + [np.nan], {"reference": 7}, "reference"),
    ([10.0, 20.0], {"confidence": 1.0}, "confidence"),
    ([10.0, 20.0], {"confidence": np.nan}, "confidence"),
    ([10.0, 20.0], {"scale": 0}, "scale"),
    ([10.0, 20.0], {"scale": np.inf}, "scale"),
    ([10.0, 20.0], {"setting_average": np.inf}, "setting_average"),
]


@pytest.mark.parametrize("code", MINE)
@pytest.mark.parametrize(("rates", "given", "says"), BAD)
def test_bad_input_is_refused_with_a_sentence(code, rates, given, says):
    with pytest.raises(ValueError, match=f"(?i){says}"):
        MINE[code].function(rates, **given)


@pytest.mark.parametrize("code", ["cov", "idisu", "idisw", "paf", "ti", "mld"])
def test_relative_measures_refuse_a_mean_of_zero(code):
    with pytest.raises(ValueError, match="mean rate is not above 0"):
        MEASURES[code].function([0.0, 0.0, 0.0], population=[1, 2, 3])


@pytest.mark.parametrize("code", ["ti", "mld", "r"])
def test_measures_of_ratios_refuse_negative_rates(code):
    with pytest.raises(ValueError, match="below 0"):
        MEASURES[code].function([-5.0, 20.0, 30.0], population=[1, 2, 3])


@pytest.mark.parametrize("code", MINE)
def test_each_measure_takes_two_equal_subgroups_with_no_error_at_all(code):
    given = {"population": [1, 2], "se": [0.0, 0.0], "reference": 0}

    found = MINE[code].function([40.0, 40.0], **given)

    assert found.estimate == pytest.approx(MINE[code].at_equality, abs=1e-9)
    assert found.has_interval


@pytest.mark.parametrize("code", sorted(RANKED))
@pytest.mark.parametrize("rates", [[[10.0, 20.0, 30.0]], 10.0])
def test_measures_by_rank_refuse_anything_but_a_column_of_rates(code, rates):
    with pytest.raises(ValueError, match="must have 1 dimension"):
        MEASURES[code].function(rates)


def test_values_too_large_for_sums_and_squares_are_refused_in_words():
    series = [1e308, -1e308, 1e308]

    with pytest.raises(ValueError, match="another unit"):
        pace([2010, 2011, 2012], series, target=1, by=2020)
    with pytest.raises(ValueError, match="another unit"):
        sum_rows([0, 1], [1e308, 1.0])
    with pytest.raises(ValueError, match="another unit"):
        sum_rows([0, 1], [0.0, 1.0], weight=[1e300, 1.0])
    with pytest.raises(ValueError, match="another unit"):
        sum_rows([0, 1], [0.0, 1.0], weight=[1e-300, 1e-300])
    np.testing.assert_allclose(ridit_ranks([1, 2], [1e308, 1e308]), [0.25, 0.75])


@pytest.mark.parametrize("draws", [1, -1])
def test_a_table_refuses_draws_that_make_no_interval_even_without_errors(draws):
    with pytest.raises(ValueError, match="draws must be at least 2"):
        measure_table([10.0, 20.0], draws=draws)


def test_a_change_from_what_is_not_known_is_refused():
    known = difference([10.0, 20.0])

    with pytest.raises(ValueError, match="finite"):
        change(replace(known, estimate=np.nan), known)
