"""Individual rows and their design: linearised errors by hand, by naive sums and by the jackknife."""

from __future__ import annotations

import dataclasses
from functools import partial

import numpy as np
import pytest

from concerted.analysis.inequality.concentration import (
    Normalisation,
    absolute_concentration_index,
    individual_absolute_concentration_index,
    individual_relative_concentration_index,
    relative_concentration_index,
)
from concerted.analysis.inequality.fit import Model
from concerted.analysis.inequality.individuals import from_sums, individuals
from concerted.analysis.inequality.slope import (
    individual_relative_index_of_inequality,
    individual_slope_index_of_inequality,
    relative_index_of_inequality,
    slope_index_of_inequality,
)
from concerted.analysis.inequality.survey import design, linearised_covariance

EVERY_KIND = [
    individual_absolute_concentration_index,
    partial(individual_absolute_concentration_index, bounds=(-1, 3)),
    individual_relative_concentration_index,
    partial(
        individual_relative_concentration_index,
        bounds=(-1, 3),
        normalisation=Normalisation.WAGSTAFF,
    ),
    partial(
        individual_relative_concentration_index,
        bounds=(-1, 3),
        normalisation=Normalisation.ERREYGERS,
    ),
    individual_slope_index_of_inequality,
    partial(individual_slope_index_of_inequality, model=Model.LINEAR),
    individual_relative_index_of_inequality,
    partial(individual_relative_index_of_inequality, model=Model.LINEAR),
]
ABSOLUTE = EVERY_KIND[0]


def people_of(rows=900, seed=2, units=60, strata=6):
    """Rows of a made-up survey: outcome, order, weight, strata, psu."""
    source = np.random.default_rng(seed)
    psu = source.integers(0, units, rows)
    order = source.integers(1, 6, rows)
    lift = source.normal(0, 0.12, units)[psu]
    outcome = (source.random(rows) < np.clip(0.2 + 0.12 * order + lift, 0.02, 0.98)).astype(float)
    weight = source.gamma(2.0, 1.0, rows)
    return {
        "outcome": outcome,
        "order": order,
        "weight": weight,
        "strata": psu % strata,
        "psu": psu,
    }


def value_of(measure, rows):
    told = measure(individuals(**rows))
    return np.log(told.estimate) if told.measure == "rii" else told.estimate


def test_a_total_of_a_small_design_is_as_counted_by_hand():
    # Two strata. A: units of totals 2·1 + 2·3 = 8 and 1·4 = 4, so 2/1 · ((8-6)² + (4-6)²) = 16.
    # B: units of totals 3, 6 and 6, mean 5, so 3/2 · (4 + 1 + 1) = 9.
    drawn = design(
        [2, 2, 1, 3, 3, 6],
        strata=["A", "A", "A", "B", "B", "B"],
        psu=["p", "p", "q", "r", "s", "t"],
    )

    covariance = linearised_covariance(np.array([[1, 3, 4, 1, 2, 1]]).T, drawn)

    assert covariance == pytest.approx(np.array([[25.0]]))
    assert drawn.units == 5
    assert drawn.degrees_of_freedom == 3


def test_a_lonely_unit_is_centred_at_the_mean_of_all_units():
    # A: totals 4 and 8: 2 · (4 + 4) = 16. B alone with 9: the mean of 4, 8 and 9 is 7, (9-7)² = 4.
    drawn = design([1, 1, 1], strata=["A", "A", "B"], psu=[1, 2, 3])

    assert linearised_covariance([[4.0], [8.0], [9.0]], drawn) == pytest.approx(np.array([[20.0]]))


def test_a_finite_population_shrinks_each_stratum_by_its_own_share():
    rows = {"strata": ["A", "A", "B", "B"], "psu": [1, 2, 3, 4]}
    scores = [[4.0], [8.0], [1.0], [3.0]]

    counted = linearised_covariance(scores, design([1] * 4, **rows, fpc=[8, 8, 4, 4]))
    shared = linearised_covariance(scores, design([1] * 4, **rows, fpc=[0.25, 0.25, 0.5, 0.5]))

    assert counted == pytest.approx(np.array([[16 * 0.75 + 4 * 0.5]]))
    assert shared == pytest.approx(counted)


def test_a_full_census_of_units_leaves_no_error():
    people = individuals([0, 1, 1, 0, 1, 1], [1, 1, 2, 2, 3, 3], psu=[1, 2, 3] * 2, fpc=[3] * 6)

    assert individual_absolute_concentration_index(people).se == pytest.approx(0)


def test_units_numbered_anew_in_each_stratum_are_told_apart():
    anew = design([1] * 4, strata=[1, 1, 2, 2], psu=[1, 2, 1, 2])
    through = design([1] * 4, strata=[1, 1, 2, 2], psu=[1, 2, 3, 4])
    scores = [[1.0], [5.0], [2.0], [9.0]]

    assert anew.units == 4
    assert linearised_covariance(scores, anew) == linearised_covariance(scores, through)


def test_a_single_unit_says_nothing_about_its_error():
    people = individuals([0, 1, 1, 0, 1, 0], [1, 1, 2, 2, 3, 3], psu=["only"] * 6)

    for measure in (
        individual_absolute_concentration_index,
        individual_relative_concentration_index,
        individual_slope_index_of_inequality,
        individual_relative_index_of_inequality,
    ):
        told = measure(people)
        assert told.se is None
        assert told.lower is None


def naive_errors(rows, use):
    """Errors of ACI and of the linear and logistic SII from plain rows, without any cells."""
    y, w = rows["outcome"], rows["weight"] if "weight" in use else np.ones(len(rows["outcome"]))
    total = w.sum()
    rank = np.array(
        [
            (w[rows["order"] < place].sum() + w[rows["order"] == place].sum() / 2) / total
            for place in range(1, 6)
        ]
    )[rows["order"] - 1]
    x = np.column_stack([np.ones_like(rank), rank])
    sample = design(
        w,
        strata=rows["strata"] if "strata" in use else None,
        psu=rows["psu"] if "psu" in use else None,
    )

    def robust(f, steep):
        bread = np.linalg.inv((x * (w * steep)[:, None]).T @ x)
        return bread @ linearised_covariance((y - f)[:, None] * x, sample) @ bread

    line = np.linalg.solve((x * w[:, None]).T @ x, x.T @ (w * y))
    spread = w @ (rank - 0.5) ** 2 / total
    flat = robust(x @ line, np.ones_like(y))
    beta = np.zeros(2)
    for _ in range(50):
        f = 1 / (1 + np.exp(-x @ beta))
        hessian = (x * (w * f * (1 - f))[:, None]).T @ x
        beta = beta + np.linalg.solve(hessian, x.T @ (w * (y - f)))
    curved = robust(f, f * (1 - f))
    ends = 1 / (1 + np.exp(-np.array([beta[0], beta.sum()])))
    gap = np.diff((ends * (1 - ends))[:, None] * [[1, 0], [1, 1]], axis=0)[0]
    return (
        2 * spread * line[1],
        2 * spread * np.sqrt(flat[1, 1]),
        np.sqrt(flat[1, 1]),
        ends[1] - ends[0],
        np.sqrt(gap @ curved @ gap),
    )


@pytest.mark.parametrize(
    "use",
    [
        ("weight",),
        ("weight", "strata"),
        ("weight", "psu"),
        ("weight", "strata", "psu"),
        ("strata", "psu"),
        ("psu",),
    ],
)
def test_cells_give_the_errors_of_the_rows_for_every_design(use):
    rows = people_of()
    expected = naive_errors(rows, use)

    people = individuals(rows["outcome"], rows["order"], **{name: rows[name] for name in use})

    index = individual_absolute_concentration_index(people)
    line, curve = (
        individual_slope_index_of_inequality(people, model=Model.LINEAR),
        individual_slope_index_of_inequality(people),
    )
    seen = (index.estimate, index.se, line.se, curve.estimate, curve.se)
    assert seen == pytest.approx(expected, rel=1e-9)


def test_lonely_strata_of_rows_are_treated_as_lonely_units():
    rows = people_of(60, units=60)
    rows["strata"] = np.minimum(np.arange(60), 50)
    rows["psu"] = np.arange(60)
    alone = {name: rows[name] for name in ("outcome", "order", "weight", "strata")}

    for measure in EVERY_KIND:
        assert measure(individuals(**alone)).se == pytest.approx(
            measure(individuals(**rows)).se, rel=1e-9
        )


def test_a_simple_sample_has_the_errors_of_least_squares_and_of_hc1():
    rows = people_of()
    y, order = rows["outcome"] * 3 + rows["weight"], rows["order"]
    people = individuals(y, order)
    rank = people.rank[order - 1]
    x = np.column_stack([np.ones_like(rank), rank])
    beta, rss, *_ = np.linalg.lstsq(x, y)
    bread = np.linalg.inv(x.T @ x)
    residual = y - x @ beta
    hc1 = bread @ (x.T * residual**2) @ x @ bread * len(y) / (len(y) - 2)
    spread = np.var(rank)

    index, slope = (
        individual_absolute_concentration_index(people),
        individual_slope_index_of_inequality(people, model=Model.LINEAR),
    )

    plain = np.sqrt(rss[0] / (len(y) - 2) * bread[1, 1])
    assert [index.estimate, index.se] == pytest.approx(
        [2 * spread * beta[1], 2 * spread * plain], rel=1e-9
    )
    assert [slope.estimate, slope.se] == pytest.approx([beta[1], np.sqrt(hc1[1, 1])], rel=1e-9)


def jackknife(measure, rows, strata, psu):
    """The stratified delete-one-unit error, ranks and mean computed anew each time."""
    variance = 0.0
    for stratum in np.unique(strata):
        units = np.unique(psu[strata == stratum])
        values = []
        for unit in units:
            changed = dict(rows)
            changed["weight"] = rows["weight"].astype(float)
            own = strata == stratum
            changed["weight"] = np.where(
                own & (psu != unit), rows["weight"] * len(units) / (len(units) - 1), rows["weight"]
            )
            kept = ~(own & (psu == unit))
            values.append(value_of(measure, {name: v[kept] for name, v in changed.items()}))
        deviation = np.array(values) - np.mean(values)
        variance += (len(units) - 1) / len(units) * np.sum(deviation**2)
    return np.sqrt(variance)


@pytest.mark.parametrize("measure", EVERY_KIND)
def test_the_sounder_error_is_that_of_the_jackknife_over_units(measure):
    rows = people_of(1500, units=90, strata=3)

    told = measure(individuals(**rows))

    seen = jackknife(measure, rows, rows["strata"], rows["psu"])
    assert told.corrected_se == pytest.approx(seen, rel=0.03)


@pytest.mark.parametrize("measure", EVERY_KIND)
def test_the_sounder_error_of_a_simple_sample_is_that_of_the_jackknife_over_people(measure):
    rows = {name: v for name, v in people_of(160).items() if name in ("outcome", "order")}

    values = [
        value_of(measure, {name: np.delete(v, i) for name, v in rows.items()}) for i in range(160)
    ]
    seen = np.sqrt(159 / 160 * np.sum((values - np.mean(values)) ** 2))
    assert measure(individuals(**rows)).corrected_se == pytest.approx(seen, rel=0.05)


@pytest.mark.parametrize("measure", EVERY_KIND)
def test_only_the_proportions_of_weights_count(measure):
    rows = people_of()
    first = measure(individuals(**rows))

    rows["weight"] = rows["weight"] * 1000
    again = measure(individuals(**rows))

    assert [again.estimate, again.se] == pytest.approx([first.estimate, first.se], rel=1e-8)
    assert again.corrected_se == pytest.approx(first.corrected_se, rel=1e-8)


@pytest.mark.parametrize("measure", EVERY_KIND)
def test_rows_may_come_in_any_sequence(measure):
    rows = people_of()
    places = np.random.default_rng(1).permutation(900)

    first = measure(individuals(**rows))
    mixed = measure(individuals(**{name: values[places] for name, values in rows.items()}))

    assert [mixed.estimate, mixed.se] == pytest.approx([first.estimate, first.se], rel=1e-9)


def test_texts_name_strata_and_units_as_well_as_numbers_do():
    rows = people_of()
    named = dict(rows)
    named["strata"] = np.char.add("stratum ", rows["strata"].astype(str))
    named["psu"] = [f"unit {number}" for number in rows["psu"]]

    numbered = individual_slope_index_of_inequality(individuals(**rows))

    assert individual_slope_index_of_inequality(individuals(**named)).se == pytest.approx(
        numbered.se, rel=1e-12
    )


def test_rows_without_an_outcome_leave_with_their_weight_and_unit():
    rows = people_of()
    extra = {name: np.append(values, values[:5]) for name, values in rows.items()}
    extra["outcome"][-5:] = np.nan
    extra["weight"][-3:] = np.nan
    extra["strata"] = extra["strata"].astype(float)
    extra["strata"][-2:] = np.nan

    plain, dropped = individuals(**rows), individuals(**extra)

    assert dropped.rows == plain.rows
    assert individual_relative_index_of_inequality(dropped).se == pytest.approx(
        individual_relative_index_of_inequality(plain).se, rel=1e-12
    )


@pytest.mark.parametrize(
    "use", [(), ("weight",), ("weight", "psu"), ("weight", "strata"), ("weight", "strata", "psu")]
)
def test_sums_of_an_engine_give_the_same_as_the_rows(use):
    rows = people_of()
    people = individuals(rows["outcome"], rows["order"], **{name: rows[name] for name in use})

    again = from_sums(people.sums)

    for measure in EVERY_KIND:
        assert measure(again) == measure(people)


@pytest.mark.parametrize("outcome", [[0, 2, 0, 1], [0.5, -0.5, 1, 0], [0, 1, 3, 0]])
def test_sums_of_outcomes_that_no_logistic_model_has_are_refused(outcome):
    sums = individuals(outcome, [1, 1, 2, 2]).sums

    with pytest.raises(ValueError, match="beyond the scale"):
        individual_slope_index_of_inequality(from_sums(sums))


def test_subgroups_made_of_people_have_the_estimates_of_the_people():
    rows = people_of()
    people = individuals(rows["outcome"], rows["order"], weight=rows["weight"])
    sizes = {"population": people.weight}

    for one, many in (
        (absolute_concentration_index, individual_absolute_concentration_index),
        (relative_concentration_index, individual_relative_concentration_index),
    ):
        assert one(people.mean, **sizes).estimate == pytest.approx(many(people).estimate)
    for one, many in (
        (slope_index_of_inequality, individual_slope_index_of_inequality),
        (relative_index_of_inequality, individual_relative_index_of_inequality),
    ):
        for model in Model:
            told = one(people.mean, **sizes, scale=1, model=model).estimate
            assert told == pytest.approx(many(people, model=model).estimate)


def test_an_outcome_that_is_the_same_for_all_is_equality_without_error():
    people = individuals([1.0] * 6, [1, 1, 2, 2, 3, 3], weight=[1, 2, 1, 3, 1, 1])

    assert individual_absolute_concentration_index(people).estimate == pytest.approx(0, abs=1e-15)
    assert individual_slope_index_of_inequality(people).estimate == 0.0
    assert individual_relative_index_of_inequality(people).estimate == 1.0
    assert individual_absolute_concentration_index(people).se == pytest.approx(0, abs=1e-15)


def test_more_people_of_the_same_kind_leave_less_error():
    few, many = people_of(2000, units=2000), people_of(8000, units=8000)

    ratio = (
        individual_slope_index_of_inequality(individuals(**few)).se
        / individual_slope_index_of_inequality(individuals(**many)).se
    )

    assert 1.7 < ratio < 2.3


BAD = {
    "empty": ({"outcome": [], "order": []}, "empty"),
    "all missing": ({"outcome": [np.nan, np.nan], "order": [1, 2]}, "empty"),
    "one subgroup": ({"outcome": [0, 1], "order": [1, 1]}, "two subgroups"),
    "infinite outcome": ({"outcome": [0, np.inf], "order": [1, 2]}, "outcome"),
    "missing order": ({"outcome": [0, 1], "order": [1, np.nan]}, "order"),
    "no order": ({"outcome": [0, 1], "order": None}, "order"),
    "shapes": ({"outcome": [0, 1, 1], "order": [1, 2]}, "alike"),
    "shape of weights": ({"outcome": [0, 1], "order": [1, 2], "weight": [1]}, "alike"),
    "two dimensions": ({"outcome": [[0, 1]], "order": [[1, 2]]}, "1-D"),
    "negative weight": ({"outcome": [0, 1], "order": [1, 2], "weight": [1, -1]}, "weight"),
    "missing weight": ({"outcome": [0, 1], "order": [1, 2], "weight": [1, np.nan]}, "weight"),
    "missing stratum": ({"outcome": [0, 1], "order": [1, 2], "strata": ["a", ""]}, "strata"),
    "missing unit": ({"outcome": [0, 1], "order": [1, 2], "psu": [1, np.nan]}, "psu"),
    "uneven fpc": ({"outcome": [0, 1], "order": [1, 2], "fpc": [9, 8]}, "differs"),
    "small fpc": ({"outcome": [0, 1, 1], "order": [1, 2, 3], "fpc": [2, 2, 2]}, "at least"),
    "negative fpc": ({"outcome": [0, 1], "order": [1, 2], "fpc": [-1, -1]}, "fpc"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_rows_are_refused_with_a_sentence(name):
    arguments, words = BAD[name]

    with pytest.raises(ValueError, match=words) as refused:
        individuals(**arguments)

    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("outcome", "call", "words"),
    [
        ([0, 0, 0, 0], individual_relative_concentration_index, "mean rate is not above 0"),
        ([0, 0, 0, 0], individual_relative_index_of_inequality, "no finite solution"),
        ([0, 0, 1, 1], individual_slope_index_of_inequality, "no finite solution"),
        ([0, 5, 1, 2], individual_slope_index_of_inequality, "beyond the scale"),
        (
            [0, 5, 1, 2],
            partial(individual_absolute_concentration_index, bounds=(0, 1)),
            "within the bounds",
        ),
        (
            [0, 1, 0, 1],
            partial(individual_relative_concentration_index, normalisation="wagstaff"),
            "needs bounds",
        ),
        (
            [1, 1, 1, 1],
            partial(
                individual_relative_concentration_index, normalisation="wagstaff", bounds=(0, 1)
            ),
            "finite",
        ),
        (
            [0, 1, 0, 1],
            partial(individual_absolute_concentration_index, confidence=95),
            "confidence",
        ),
        (
            [0, 1, 0, 1],
            partial(individual_relative_index_of_inequality, confidence=0),
            "confidence",
        ),
        (
            [-1, -2, 5, 7],
            partial(individual_relative_index_of_inequality, model="linear"),
            "no finite solution",
        ),
    ],
)
def test_what_no_index_can_say_of_people_is_refused(outcome, call, words):
    with pytest.raises(ValueError, match=words):
        call(individuals(outcome, [1, 1, 2, 2]))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"weight": []}, "empty"),
        ({"weight": [0, 0]}, "above 0"),
        ({"weight": [1, -1]}, "at least 0"),
        ({"weight": [1, 1], "psu": [1]}, "alike"),
        ({"weight": [1, 1], "fpc": [0, 0]}, "fpc"),
    ],
)
def test_a_bad_design_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        design(**arguments)


def test_scores_must_be_as_many_as_the_rows():
    with pytest.raises(ValueError, match="alike"):
        linearised_covariance([[1.0]], design([1, 1]))


def test_no_row_is_altered():
    rows = people_of()
    before = {name: values.copy() for name, values in rows.items()}

    individual_slope_index_of_inequality(individuals(**rows))

    assert all((rows[name] == before[name]).all() for name in rows)


def test_people_cannot_be_changed_once_summed():
    people = individuals([0, 1, 0, 1], [1, 1, 2, 2])

    with pytest.raises(dataclasses.FrozenInstanceError):
        people.rows = 5
