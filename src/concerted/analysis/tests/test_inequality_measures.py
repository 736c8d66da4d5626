"""The measures of subgroups against the published cases, of which the folder ``data`` carries some."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.special import xlogy

from concerted.analysis import inequality
from concerted.analysis.inequality import (
    MEASURES,
    Interval,
    Refusal,
    Zeros,
    every_measure,
    measure_table,
)

HERE = Path(__file__).parent / "data" / "inequality"
SHARED = Path(__file__).parents[4].parent / "shared" / "data" / "inequality"
ELSEWHERE = {"aci", "rci", "sii", "rii"}
DRAWS = 100_000


def case_rows(folder):
    path = folder / "expected.csv"
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["measure"] not in ELSEWHERE]


def number(text):
    return float(text) if text else np.nan


@cache
def columns_of(path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    if rows[0]["ordered_dimension"] == "1":
        rows.sort(key=lambda row: float(row["subgroup_order"]))
    numbers = [name for name in rows[0] if name not in ("subgroup", "indicator", "dimension")]
    return {name: np.array([number(row[name]) for row in rows]) for name in numbers}


def given_of(case, data):
    options = json.loads(case["options"])
    given = {
        "ordered": data["ordered_dimension"][0] == 1,
        "favourable": (data["favourable_indicator"][0] == 1)
        != options.get("flip_favourable", False),
        "scale": data["indicator_scale"][0],
        "confidence": options.get("conf_level", 0.95),
    }
    if not options.get("no_se"):
        given["se"] = data["se"]
    if not options.get("no_pop"):
        given["population"] = data["population"]
    if options.get("reference") or case["measure"] in ("mdru", "mdrw"):
        given["reference"] = int(np.flatnonzero(data["reference_subgroup"] == 1)[0])
    if options.get("setting_average"):
        known = ~np.isnan(data["estimate"])
        mean = np.average(data["estimate"][known], weights=data["population"][known])
        given["setting_average"] = data.get("setting_average", [round(1.05 * mean, 3)])[0]
    return given


def check(case, folder):
    data = columns_of(folder / "input" / f"{case['dataset']}.csv")
    given = given_of(case, data)
    measure = MEASURES[case["measure"]]
    if measure.code in ("ti", "mld"):
        given["zeros"] = Zeros.REPLACED
    if measure.interval is Interval.SIMULATED:
        given["draws"] = DRAWS
    if not case["estimate"]:
        with pytest.raises(ValueError, match="cannot be given"):
            measure.function(data["estimate"], **given)
        return
    found = measure.function(data["estimate"], **given)
    wanted = [number(case[name]) for name in ("estimate", "se", "lower_ci", "upper_ci")]
    seen = [found.estimate, found.se, found.lower, found.upper]
    seen = [np.nan if value is None else value for value in seen]
    near = {"rel": 1e-9, "abs": 1e-11, "nan_ok": True}
    assert seen[:2] == pytest.approx(wanted[:2], **near)
    if case["ci_method"] == "mc":
        near = {"abs": 0.02 * (wanted[3] - wanted[2])}
    assert seen[2:] == pytest.approx(wanted[2:], **near)


@pytest.mark.parametrize("case", case_rows(HERE), ids=lambda case: case["case"])
def test_a_carried_case_gives_the_reference_values(case):
    check(case, HERE)


def test_every_shared_case_gives_the_reference_values():
    cases = case_rows(SHARED)
    if not cases:
        pytest.skip(f"the shared data are not here: {SHARED}")

    for case in cases:
        # The carried cases hold the simulated intervals; these are many and slow.
        if case["ci_method"] != "mc":
            check(case, SHARED)


def test_the_register_has_the_21_measures_of_the_toolkit():
    codes = (
        "d r bgv bgsd cov mdmu mdmw mdbu mdbw mdru mdrw idisu idisw ti mld par paf aci rci sii rii"
    )

    assert list(MEASURES) == codes.split()
    assert all(measure.code == code for code, measure in MEASURES.items())


def test_one_call_gives_what_each_function_gives():
    rates, given = (
        [40.0, 65.0, 50.0, 80.0],
        {
            "se": [2.0, 3.0, 1.0, 4.0],
            "population": [100, 300, 50, 120],
            "reference": 2,
        },
    )

    for ordered in (False, True):
        found = every_measure(rates, ordered=ordered, draws=4000, **given)
        for code, result in found.items():
            if code in ELSEWHERE or isinstance(result, Refusal):
                continue
            alone = MEASURES[code].function(rates, ordered=ordered, **given)
            assert result.estimate == alone.estimate
            assert result.se == alone.se
            if MEASURES[code].interval is Interval.SIMULATED:
                assert result.lower == pytest.approx(alone.lower, rel=0.1)
            else:
                assert (result.lower, result.upper) == (alone.lower, alone.upper)


def test_one_call_says_why_each_measure_is_missing():
    found = every_measure([10.0, 0.0, 30.0], draws=0)

    assert found["r"] is Refusal.ZERO_DENOMINATOR
    assert found["bgv"] is Refusal.NO_POPULATION
    assert found["mdmu"] is Refusal.NO_MEAN
    assert found["mdru"] is Refusal.NO_REFERENCE
    assert found["sii"] is Refusal.ONLY_ORDERED
    assert every_measure([1.0, 2.0], ordered=True)["ti"] is Refusal.ONLY_NOT_ORDERED


def test_an_unknown_code_is_refused_by_name():
    with pytest.raises(ValueError, match="gini"):
        every_measure([1.0, 2.0], measures=["gini"])


def test_more_than_15_percent_missing_is_refused_but_for_the_pairs():
    rates = [10.0, 20.0, 30.0, np.nan]

    found = every_measure(rates, population=[1, 1, 1, 1])

    assert found["d"].estimate == 20
    assert found["bgv"] is Refusal.TOO_MANY_MISSING
    with pytest.raises(ValueError, match="15 %"):
        inequality.theil_index(rates, population=[1, 1, 1, 1])


def test_a_missing_error_leaves_the_estimate_without_interval():
    rates, se, people = [10.0, 20.0, 30.0], [1.0, np.nan, 1.0], [1, 2, 3]

    spread = inequality.between_group_variance(rates, se=se, population=people)
    simulated = inequality.coefficient_of_variation(rates, se=se, population=people)
    pair = inequality.difference(rates, se=se)

    assert not spread.has_interval
    assert not simulated.has_interval
    assert pair.has_interval


def test_the_theil_index_takes_a_rate_of_zero_and_the_log_deviation_refuses_it():
    rates, people = np.array([0.0, 20.0, 40.0]), np.array([1.0, 1.0, 2.0])
    share = people / people.sum()
    ratio = rates / (share @ rates)

    found = inequality.theil_index(rates, population=people, se=[1, 1, 1])

    assert found.estimate == pytest.approx(1000 * share @ xlogy(ratio, ratio))
    assert found.se is None
    with pytest.raises(ValueError, match="logarithm is infinite"):
        inequality.mean_log_deviation(rates, population=people)


@pytest.mark.parametrize(
    "rates", [["50", "50.0001", "50.00002"], ["1e-12", "50", "70"], ["1e-200", "1", "3"]]
)
def test_entropy_keeps_its_digits_near_equality_and_near_zero(rates):
    y = [Decimal(float(rate)) for rate in rates]
    mean = (y[0] + 2 * y[1] + 5 * y[2]) / 8
    terms = [(weight, rate / mean) for weight, rate in zip((1, 2, 5), y, strict=True)]

    found = every_measure([float(rate) for rate in y], population=[1, 2, 5], draws=0)

    theil = 125 * sum(weight * ratio * ratio.ln() for weight, ratio in terms)
    deviation = -125 * sum(weight * ratio.ln() for weight, ratio in terms)
    assert found["ti"].estimate == pytest.approx(float(theil), rel=1e-8)
    assert found["mld"].estimate == pytest.approx(float(deviation), rel=1e-8)


def test_the_variance_is_freed_of_what_sampling_error_adds():
    generator, number = np.random.default_rng(4), 40_000
    truth, se, people = np.array([20.0, 50.0, 80.0]), np.array([8.0, 9.0, 7.0]), [1, 2, 3]
    exact = inequality.between_group_variance(truth, population=people).estimate
    drawn = generator.normal(truth, se, size=(number, 3))

    column = measure_table(
        drawn.ravel(),
        setting=np.repeat(np.arange(number), 3),
        se=np.tile(se, number),
        population=np.tile(people, number),
        measures=["bgv"],
    ).columns["bgv"]

    assert column.corrected.mean() == pytest.approx(exact, rel=0.01)
    assert column.estimate.mean() > 1.05 * exact
    assert column.se.mean() == pytest.approx(column.estimate.std(), rel=0.1)


def test_the_corrected_error_of_the_attributable_risk_is_that_of_repeated_samples():
    generator = np.random.default_rng(5)
    rates, people = np.array([40.0, 62.0, 55.0]), np.array([300, 500, 200])
    seen = generator.multinomial(1000, people / 1000, size=20_000)
    ill = generator.binomial(seen, rates / 100)
    rate = 100 * ill / seen
    risks = rate[:, 1] - 100 * ill.sum(axis=1) / 1000
    fractions = 100 * risks / (100 * ill.sum(axis=1) / 1000)

    risk = inequality.population_attributable_risk(rates, population=people)
    fraction = inequality.population_attributable_fraction(rates, population=people)

    assert risk.corrected_se == pytest.approx(risks.std(), rel=0.03)
    assert fraction.corrected_se == pytest.approx(fractions.std(), rel=0.03)
    assert fraction.se == pytest.approx(fractions.std(), rel=0.03)


def test_given_errors_of_rates_carry_over_to_the_corrected_error_of_the_risk():
    generator = np.random.default_rng(6)
    rates, se, people = (
        np.array([40.0, 62.0, 55.0]),
        np.array([1.0, 2.0, 3.0]),
        np.array([3, 5, 2]),
    )
    drawn = generator.normal(rates, se, size=(20_000, 3))
    mean = drawn @ people / 10

    risk = inequality.population_attributable_risk(rates, population=people, se=se)
    fraction = inequality.population_attributable_fraction(rates, population=people, se=se)

    assert risk.corrected_se == pytest.approx((drawn[:, 1] - mean).std(), rel=0.03)
    assert fraction.corrected_se == pytest.approx((100 * drawn[:, 1] / mean).std(), rel=0.03)


def test_of_the_best_subgroups_the_largest_is_the_reference_of_the_attributable_risk():
    found = inequality.population_attributable_risk([80.0, 60.0, 80.0], population=[10, 20, 30])

    assert found.compared == (2,)


@pytest.mark.parametrize(
    ("favourable", "reference", "ordered", "compared"),
    [
        (True, None, True, (3, 0)),
        (False, None, True, (0, 3)),
        (True, None, False, (1, 2)),
        (False, None, False, (1, 2)),
        (True, 1, False, (1, 2)),
        (True, 2, False, (2, 3)),
        (False, 1, False, (0, 1)),
        (False, 0, False, (1, 0)),
    ],
)
def test_the_pair_compared_follows_order_direction_and_reference(
    favourable, reference, ordered, compared
):
    rates = [50.0, 90.0, 20.0, 40.0]

    found = inequality.difference(
        rates, favourable=favourable, reference=reference, ordered=ordered
    )

    assert found.compared == compared
    assert found.estimate == rates[compared[0]] - rates[compared[1]]


def test_positions_count_subgroups_that_are_left_out():
    found = inequality.difference([np.nan, 30.0, 10.0], reference=1)

    assert found.compared == (1, 2)


def test_simulated_intervals_repeat_with_a_seed_and_differ_without():
    rates, given = [20.0, 50.0], {"se": [3.0, 4.0], "population": [1, 2], "draws": 500}

    def interval(seed):
        generator = np.random.default_rng(seed)
        found = inequality.coefficient_of_variation(rates, generator=generator, **given)
        return found.lower, found.upper

    assert interval(1) == interval(1)
    assert interval(1) != interval(2)


def test_simulated_rates_stay_within_the_scale():
    found = inequality.weighted_mean_difference_from_best(
        [99.0, 1.0], se=[30.0, 30.0], population=[1, 1]
    )

    assert found.upper <= 50
    assert (
        inequality.weighted_mean_difference_from_best(
            [99.0, 1.0], se=[30.0, 30.0], population=[1, 1], scale=1000
        ).upper
        > 50
    )


def test_errors_of_rates_beyond_the_scale_are_refused_with_the_way_out():
    rates, given = [104.0, 80.0], {"se": [1.0, 1.0], "population": [1, 1]}

    with pytest.raises(ValueError, match="beyond the scale"):
        inequality.between_group_standard_deviation(rates, **given)
    assert inequality.between_group_standard_deviation(rates, scale=None, **given).has_interval
