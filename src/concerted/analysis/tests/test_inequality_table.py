"""All measures of many settings at once against each of them alone."""

from __future__ import annotations

import numpy as np
import pytest

from concerted.analysis.inequality import MEASURES, Estimate, Refusal, every_measure, measure_table


def make_table(settings=40, seed=3):
    """Rows of settings with 2 to 7 subgroups each, every second one ordered, in shuffled rows."""
    generator = np.random.default_rng(seed)
    sizes = generator.integers(2, 8, settings)
    setting = np.repeat(np.arange(settings), sizes)
    place = np.concatenate([np.arange(size) for size in sizes])
    number = setting.size
    columns = {
        "setting": np.array([f"setting {value}" for value in setting]),
        "rates": generator.uniform(5, 95, number).round(2),
        "se": generator.uniform(0.5, 5, number),
        "population": generator.integers(10, 1000, number).astype(float),
        "order": np.where(setting % 2 == 0, place, np.nan),
        "reference": place == 1,
        "favourable": setting % 3 == 0,
    }
    columns["rates"][generator.random(number) < 0.05] = np.nan
    columns["se"][generator.random(number) < 0.05] = np.nan
    columns["population"][setting == 5] = np.nan
    moved = generator.permutation(number)
    return {name: column[moved] for name, column in columns.items()}


def alone(columns, name):
    """The measures of one setting through the function for one setting."""
    rows = np.flatnonzero(columns["setting"] == name)
    ordered = not np.isnan(columns["order"][rows]).any()
    if ordered:
        rows = rows[np.argsort(columns["order"][rows])]
    population = columns["population"][rows]
    reference = int(np.flatnonzero(columns["reference"][rows])[0])
    found = every_measure(
        columns["rates"][rows],
        se=columns["se"][rows],
        population=None if np.isnan(population).any() else population,
        ordered=ordered,
        favourable=bool(columns["favourable"][rows[0]]),
        reference=reference,
        draws=0,
    )
    return rows, found


def known(value):
    return np.nan if value is None else value


def test_every_setting_of_a_table_gets_what_it_gets_alone():
    columns = make_table()

    table = measure_table(columns.pop("rates"), **columns)

    columns["rates"] = make_table()["rates"]
    compared = 0
    for place, name in enumerate(table.setting):
        try:
            rows, found = alone(columns, name)
        except ValueError:
            continue
        for code, wanted in found.items():
            seen = table.result(place, code)
            if isinstance(wanted, Refusal):
                assert seen is wanted
                continue
            compared += 1
            assert isinstance(seen, Estimate)
            for field in ("estimate", "se", "lower", "upper", "corrected", "corrected_se"):
                assert known(getattr(seen, field)) == pytest.approx(
                    known(getattr(wanted, field)), rel=1e-9, abs=1e-12, nan_ok=True
                )
            assert seen.compared == tuple(int(rows[position]) for position in wanted.compared)
            assert seen.interval == wanted.interval
            assert seen.subgroups == wanted.subgroups
    assert compared > 300


def test_settings_periods_and_dimensions_part_the_rows_as_they_first_appear():
    table = measure_table(
        [1, 2, 3, 5, 10, 20, 4, 8],
        setting=["b", "b", "b", "b", "a", "a", "b", "b"],
        period=[2020, 2020, 2010, 2010, 2020, 2020, 2020, 2020],
        dimension=["sex", "sex", "sex", "sex", "sex", "sex", "place", "place"],
    )

    assert list(zip(table.setting, table.period, table.dimension, strict=True)) == [
        ("b", 2020, "sex"),
        ("b", 2010, "sex"),
        ("a", 2020, "sex"),
        ("b", 2020, "place"),
    ]
    assert table.columns["d"].estimate.tolist() == [1, 2, 10, 4]
    assert len(table) == 4
    assert len(list(table.results())) == 4 * len(MEASURES)


def test_the_rows_of_the_pair_compared_are_told():
    table = measure_table([5, 90, 7, 30, 10], setting=[1, 0, 1, 0, 1])

    assert table.columns["d"].compared.tolist() == [[4, 0], [1, 3]]


def problem_table(**columns):
    """One sound setting, and one made of ``columns``."""
    size = len(columns["rates"])
    sound = {
        "rates": [10.0, 20.0],
        "population": [1.0, 1.0],
        "se": [1.0, 1.0],
        "order": [np.nan, np.nan],
        "favourable": [True, True],
        "scale": [100.0, 100.0],
        "reference": [True, False],
        "setting_average": [np.nan, np.nan],
    }
    joined = {
        name: np.concatenate([values, columns.get(name, np.resize(values, size))])
        for name, values in sound.items()
    }
    return measure_table(joined.pop("rates"), setting=np.repeat([0, 1], [2, size]), **joined)


@pytest.mark.parametrize(
    ("columns", "code", "reason"),
    [
        ({"rates": [1.0, np.inf]}, "d", Refusal.INVALID),
        ({"rates": [1.0, 2.0], "population": [1.0, -1.0]}, "d", Refusal.INVALID),
        ({"rates": [1.0, 2.0], "se": [1.0, -1.0]}, "d", Refusal.INVALID),
        ({"rates": [1.0, 2.0], "scale": [0.0, 0.0]}, "d", Refusal.INVALID),
        ({"rates": [1.0, 2.0], "scale": [100.0, 1000.0]}, "d", Refusal.INCONSISTENT),
        ({"rates": [1.0, 2.0], "favourable": [True, False]}, "d", Refusal.INCONSISTENT),
        ({"rates": [1.0, 2.0], "setting_average": [1.0, 2.0]}, "d", Refusal.INCONSISTENT),
        ({"rates": [1.0, 2.0], "order": [1.0, np.nan]}, "d", Refusal.INCONSISTENT),
        ({"rates": [1.0, 2.0], "order": [1.0, 1.0]}, "d", Refusal.TIED_ORDER),
        ({"rates": [1.0]}, "d", Refusal.TOO_FEW),
        ({"rates": [1.0, np.nan]}, "d", Refusal.TOO_FEW),
        ({"rates": [1.0, 2.0], "population": [1.0, 0.0]}, "d", Refusal.TOO_FEW),
        ({"rates": [1.0, 2.0], "reference": [True, True]}, "mdru", Refusal.NO_REFERENCE),
        ({"rates": [1.0, 2.0], "reference": [False, False]}, "mdru", Refusal.NO_REFERENCE),
        ({"rates": [np.nan, 2.0, 3.0]}, "d", Refusal.NO_REFERENCE),
        ({"rates": [1.0, 2.0, np.nan]}, "bgv", Refusal.TOO_MANY_MISSING),
        ({"rates": [1.0, 2.0], "population": [1.0, np.nan]}, "bgv", Refusal.NO_POPULATION),
        ({"rates": [1.0, 2.0], "population": [1.0, np.nan]}, "mdmu", Refusal.NO_MEAN),
        ({"rates": [0.0, 2.0]}, "mld", Refusal.ZERO_RATE),
        ({"rates": [0.0, 2.0], "favourable": [False, False]}, "r", Refusal.ZERO_DENOMINATOR),
        ({"rates": [1.0, 2.0], "order": [1.0, 2.0]}, "ti", Refusal.ONLY_NOT_ORDERED),
        ({"rates": [1.0, 2.0]}, "sii", Refusal.ONLY_ORDERED),
    ],
)
def test_a_table_that_cannot_be_measured_is_refused_alone(columns, code, reason):
    table = problem_table(**columns)

    assert table.result(1, code) is reason
    assert table.result(0, "d").estimate == -10 or reason is not None
    assert table.result(0, "bgv").estimate == 25


def test_simulated_intervals_come_on_request():
    columns = make_table(12)
    rates = columns.pop("rates")

    without = measure_table(rates, **columns)
    drawn = measure_table(rates, **columns, draws=4000)

    code = "idisw"
    is_there = drawn.columns[code].refusal == ""
    inside = drawn.columns[code].lower < drawn.columns[code].upper
    has_errors = ~np.isnan(drawn.columns["bgv"].se)
    assert np.isnan(without.columns[code].lower).all()
    assert inside[is_there & has_errors].all()
    place = int(np.flatnonzero(is_there & has_errors)[0])
    rows, _ = alone(columns | {"rates": rates}, drawn.setting[place])
    single = MEASURES[code].function(
        rates[rows],
        se=columns["se"][rows],
        population=columns["population"][rows],
        favourable=bool(columns["favourable"][rows[0]]),
    )
    width = single.upper - single.lower
    assert drawn.result(place, code).lower == pytest.approx(single.lower, abs=0.1 * width)
    assert drawn.result(place, code).upper == pytest.approx(single.upper, abs=0.1 * width)


@pytest.mark.parametrize(
    ("rates", "given", "says"),
    [
        ([], {}, "at least one row"),
        ([[1.0]], {}, "at least one row"),
        ([1.0, 2.0], {"se": [1.0]}, "alike"),
        ([1.0, 2.0], {"setting": [1]}, "alike"),
        ([1.0, 2.0], {"setting": [1, np.nan]}, "missing"),
        ([1.0, 2.0], {"confidence": 2}, "confidence"),
        ([1.0, 2.0], {"measures": ["gini"]}, "gini"),
        ([1.0, 2.0], {"se": [1.0, 1.0], "population": [1, 1], "draws": 1}, "draws"),
    ],
)
def test_a_call_that_makes_no_table_is_refused(rates, given, says):
    with pytest.raises(ValueError, match=says):
        measure_table(rates, **given)
