"""Concentration and slope indices of subgroups: values, identities, invariances, refusals."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.inequality.concentration import (
    Normalisation,
    absolute_concentration_index,
    aci_core,
    rci_core,
    relative_concentration_index,
)
from concerted.analysis.inequality.fit import Model, fit
from concerted.analysis.inequality.groups import Groups
from concerted.analysis.inequality.rank import ridit_ranks
from concerted.analysis.inequality.slope import (
    relative_index_of_inequality,
    rii_core,
    sii_core,
    slope_index_of_inequality,
)

RATES = np.array([31.0, 44.0, 58.0, 63.0, 87.0])
PEOPLE = np.array([120.0, 340.0, 95.0, 210.0, 60.0])
ALL = (
    absolute_concentration_index,
    relative_concentration_index,
    slope_index_of_inequality,
    relative_index_of_inequality,
)
EVERY_KIND = [
    absolute_concentration_index,
    partial(absolute_concentration_index, bounds=(0, 100)),
    relative_concentration_index,
    partial(relative_concentration_index, bounds=(0, 100), normalisation=Normalisation.WAGSTAFF),
    partial(relative_concentration_index, bounds=(0, 100), normalisation=Normalisation.ERREYGERS),
    slope_index_of_inequality,
    partial(slope_index_of_inequality, model=Model.LINEAR),
    relative_index_of_inequality,
    partial(relative_index_of_inequality, model=Model.LINEAR),
]
bounded = settings(max_examples=50, deadline=None, derandomize=True)


@st.composite
def subgroups(draw, least=3, most=8):
    number = draw(st.integers(least, most))
    rates = draw(st.lists(st.integers(5, 95), min_size=number, max_size=number))
    people = draw(st.lists(st.integers(1, 1000), min_size=number, max_size=number))
    return np.array(rates, dtype=float), np.array(people, dtype=float)


def explicit(rates, people, model, scale=100.0):
    """SII, RII and their HC1 errors by explicit matrices and plain gradient steps."""
    y, n = rates / scale, people / people.sum()
    rank = np.cumsum(n) - n / 2
    x = np.column_stack([np.ones_like(rank), rank])
    ends = np.array([[1.0, 0.0], [1.0, 1.0]])
    beta = np.zeros(2)
    for _ in range(60):
        f = x @ beta if model is Model.LINEAR else 1 / (1 + np.exp(-x @ beta))
        slope = np.ones_like(f) if model is Model.LINEAR else f * (1 - f)
        bread = np.linalg.inv(x.T @ np.diag(n * slope) @ x)
        beta = beta + bread @ x.T @ (n * (y - f))
    meat = x.T @ np.diag((n * (y - f)) ** 2) @ x
    covariance = bread @ meat @ bread * len(y) / (len(y) - 2)
    f = ends @ beta if model is Model.LINEAR else 1 / (1 + np.exp(-ends @ beta))
    slope = np.ones_like(f) if model is Model.LINEAR else f * (1 - f)
    rows = ends * slope[:, None]
    gap, ratio = rows[1] - rows[0], rows[1] / f[1] - rows[0] / f[0]
    return (
        scale * (f[1] - f[0]),
        scale * np.sqrt(gap @ covariance @ gap),
        f[1] / f[0],
        np.sqrt(ratio @ covariance @ ratio),
    )


@pytest.mark.parametrize("model", list(Model))
def test_slopes_and_errors_are_those_of_explicit_matrices(model):
    gap, gap_se, ratio, ratio_se = explicit(RATES, PEOPLE, model)

    slope = slope_index_of_inequality(RATES, population=PEOPLE, model=model)
    relative = relative_index_of_inequality(RATES, population=PEOPLE, model=model)

    assert [slope.estimate, slope.se] == pytest.approx([gap, gap_se], rel=1e-10)
    assert [relative.estimate, relative.se] == pytest.approx([ratio, ratio_se], rel=1e-10)
    assert slope.upper == pytest.approx(gap + 1.959963984540054 * gap_se)
    assert relative.lower == pytest.approx(ratio * np.exp(-1.959963984540054 * ratio_se))


def test_concentration_is_the_weighted_regression_of_the_textbook():
    share = PEOPLE / PEOPLE.sum()
    rank = np.cumsum(share) - share / 2
    x = np.column_stack([np.ones_like(rank), rank]) * np.sqrt(share)[:, None]
    target = 2 * (share @ (rank - 0.5) ** 2) * RATES * np.sqrt(share)
    beta, rss, *_ = np.linalg.lstsq(x, target)
    covariance = rss[0] / (len(RATES) - 2) * np.linalg.inv(x.T @ x)

    index = absolute_concentration_index(RATES, population=PEOPLE)
    relative = relative_concentration_index(RATES, population=PEOPLE)

    assert [index.estimate, index.se] == pytest.approx([beta[1], np.sqrt(covariance[1, 1])])
    assert relative.estimate == pytest.approx(beta[1] / (share @ RATES))
    assert relative.se == pytest.approx(np.sqrt(covariance[1, 1]) / (share @ RATES))


def test_deaths_of_indian_children_are_concentrated_as_the_world_bank_published():
    index = relative_concentration_index(
        [154.7, 152.9, 119.5, 86.9, 54.3], population=[29939, 28776, 26528, 24689, 19739]
    )

    assert round(index.estimate, 4) == -0.1694


@bounded
@given(subgroups())
def test_the_logistic_fit_solves_its_own_equations(groups):
    rates, people = groups
    share = people / people.sum()
    rank = np.cumsum(share) - share / 2

    found = fit(rates / 100, share, rank, Model.LOGISTIC)

    score = share * (rates / 100 - found.fitted)
    assert abs(score.sum()) < 1e-12
    assert abs(score @ rank) < 1e-12


def test_even_extreme_rates_and_sizes_are_fitted_or_refused_never_wrong():
    source = np.random.default_rng(5)
    rates = source.choice([0, 1e-9, 1e-4, 0.01, 0.5, 0.99, 1 - 1e-9, 1], (1000, 5))
    sizes = 10 ** source.uniform(-3, 6, (1000, 5))
    share = sizes / sizes.sum(axis=1, keepdims=True)
    rank = np.cumsum(share, axis=1) - share / 2

    found = fit(rates, share, rank, Model.LOGISTIC)

    score = share * (rates - found.fitted)
    is_fitted = np.isfinite(found.slope) & np.isfinite(found.level)
    assert is_fitted.mean() > 0.97
    assert np.abs(score[is_fitted].sum(axis=1)).max() < 1e-8


@pytest.mark.parametrize("measure", ALL)
def test_equal_rates_mean_equality_without_error(measure):
    told = measure([40.0] * 4, population=[5, 1, 2, 9])

    assert told.estimate == (1.0 if measure is relative_index_of_inequality else 0.0)
    assert told.se == 0.0
    assert told.lower == told.upper == told.estimate


@pytest.mark.parametrize("rate", [0.0, 100.0])
def test_what_nobody_has_or_everybody_is_equal(rate):
    told = slope_index_of_inequality([rate] * 3, population=[5, 1, 2])

    assert (told.estimate, told.se) == (0.0, 0.0)


def test_a_perfect_line_has_no_error_left_by_rounding():
    assert absolute_concentration_index([20.1, 30.1, 40.1, 50.1, 60.1]).se == 0.0
    assert slope_index_of_inequality([20.1, 30.1, 40.1, 50.1, 60.1], model=Model.LINEAR).se == 0.0


@bounded
@given(subgroups(), st.floats(0.01, 100))
def test_sizes_count_only_by_their_shares(groups, factor):
    rates, people = groups
    for measure in EVERY_KIND[:-1]:
        first = measure(rates, population=people)
        again = measure(rates, population=people * factor)

        assert again.estimate == pytest.approx(first.estimate, rel=1e-8, abs=1e-9)


@bounded
@given(subgroups())
def test_units_change_absolute_indices_alone(groups):
    rates, people = groups
    thousandths = {"population": people, "scale": 1000.0}

    assert absolute_concentration_index(rates * 10, population=people).estimate == pytest.approx(
        10 * absolute_concentration_index(rates, population=people).estimate
    )
    assert slope_index_of_inequality(rates * 10, **thousandths).estimate == pytest.approx(
        10 * slope_index_of_inequality(rates, population=people).estimate, abs=1e-9
    )
    assert relative_concentration_index(rates * 10, population=people).estimate == pytest.approx(
        relative_concentration_index(rates, population=people).estimate
    )
    assert relative_index_of_inequality(rates * 10, **thousandths).estimate == pytest.approx(
        relative_index_of_inequality(rates, population=people).estimate
    )


@bounded
@given(subgroups())
def test_turning_the_order_round_turns_the_index_round(groups):
    rates, people = groups
    back = {"population": people[::-1]}

    for measure in (
        absolute_concentration_index,
        relative_concentration_index,
        slope_index_of_inequality,
    ):
        forth = measure(rates, population=people).estimate
        assert measure(rates[::-1], **back).estimate == pytest.approx(-forth, abs=1e-9)
    assert relative_index_of_inequality(rates[::-1], **back).estimate == pytest.approx(
        1 / relative_index_of_inequality(rates, population=people).estimate
    )


@bounded
@given(subgroups(), st.randoms(use_true_random=False))
def test_rows_may_come_in_any_sequence_when_their_order_is_told(groups, chance):
    rates, people = groups
    places = list(range(len(rates)))
    chance.shuffle(places)

    for measure in EVERY_KIND[:-1]:
        sorted_ = measure(rates, population=people)
        mixed = measure(rates[places], population=people[places], order=places)
        assert mixed.estimate == pytest.approx(sorted_.estimate, rel=1e-9, abs=1e-10)
        assert mixed.se == pytest.approx(sorted_.se, rel=1e-6, abs=1e-10)


@bounded
@given(subgroups(), st.integers(0, 2), st.integers(1, 9))
def test_a_subgroup_split_in_two_of_one_order_changes_no_estimate(groups, where, parts):
    rates, people = groups
    order = np.arange(len(rates))
    piece = people[where] * parts / 10
    split = np.append(people, piece)
    split[where] -= piece
    rows = {"population": split, "order": np.append(order, where)}

    for measure in (
        absolute_concentration_index,
        relative_concentration_index,
        slope_index_of_inequality,
        relative_index_of_inequality,
    ):
        whole = measure(rates, population=people, order=order).estimate
        halves = measure(np.append(rates, rates[where]), **rows).estimate
        assert halves == pytest.approx(whole, rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("measure", EVERY_KIND)
def test_a_subgroup_of_nobody_or_without_a_rate_changes_nothing(measure):
    plain = measure(RATES, population=PEOPLE)

    empty = measure(np.insert(RATES, 2, 99.0), population=np.insert(PEOPLE, 2, 0))
    missing = measure(
        np.insert(RATES, 2, np.nan),
        population=np.insert(PEOPLE, 2, 50),
        se=[1, 1, np.nan, 1, 1, 1],
    )

    for told in (empty, missing):
        assert told.estimate == pytest.approx(plain.estimate)
        assert told.se == pytest.approx(plain.se)
        assert told.subgroups == 5


@bounded
@given(subgroups())
def test_normalised_indices_stay_within_their_bounds(groups):
    rates, people = groups
    bounds = {"population": people, "bounds": (0, 100)}

    plain = relative_concentration_index(rates, population=people).estimate
    wagstaff = relative_concentration_index(
        rates, **bounds, normalisation=Normalisation.WAGSTAFF
    ).estimate
    erreygers = relative_concentration_index(
        rates, **bounds, normalisation=Normalisation.ERREYGERS
    ).estimate

    assert abs(plain) < 1
    assert abs(wagstaff) <= 1 + 1e-9
    assert abs(erreygers) <= 1 + 1e-9
    assert abs(erreygers) <= abs(wagstaff) + 1e-12


@bounded
@given(subgroups())
def test_bounded_indices_read_failures_as_mirrored_successes(groups):
    rates, people = groups
    for kind in (Normalisation.WAGSTAFF, Normalisation.ERREYGERS):
        told = partial(
            relative_concentration_index, population=people, bounds=(0, 100), normalisation=kind
        )
        assert told(100 - rates).estimate == pytest.approx(-told(rates).estimate, abs=1e-12)


@bounded
@given(subgroups())
def test_the_linear_slope_is_the_absolute_index_over_twice_the_spread_of_ranks(groups):
    rates, people = groups
    share = people / people.sum()
    spread = share @ (ridit_ranks(np.arange(len(rates)), people) - 0.5) ** 2

    slope = slope_index_of_inequality(rates, population=people, model=Model.LINEAR).estimate

    assert slope == pytest.approx(
        absolute_concentration_index(rates, population=people).estimate / (2 * spread), abs=1e-9
    )


@pytest.mark.parametrize("measure", EVERY_KIND)
def test_the_sounder_error_is_what_the_errors_of_the_rates_make_of_the_index(measure):
    se = np.array([1.5, 0.7, 2.0, 1.0, 3.0])
    told = measure(RATES, population=PEOPLE, se=se)
    is_log = told.measure == "rii"

    def value(rates):
        found = measure(rates, population=PEOPLE).estimate
        return np.log(found) if is_log else found

    gradient = [
        (value(RATES + step) - value(RATES - step)) / 2e-4 for step in 1e-4 * np.eye(len(RATES))
    ]

    assert told.corrected_se == pytest.approx(np.sqrt(np.sum((gradient * se) ** 2)), rel=1e-5)


@pytest.mark.parametrize("core", [aci_core, rci_core, sii_core, rii_core])
def test_a_stack_of_settings_is_read_as_each_alone(core):
    source = np.random.default_rng(3)
    rates, people = source.uniform(1, 99, (40, 6)), source.uniform(1, 900, (40, 6))
    rates[7] = 25.0
    single = {
        "aci": absolute_concentration_index,
        "rci": relative_concentration_index,
        "sii": slope_index_of_inequality,
        "rii": relative_index_of_inequality,
    }[core.__name__[:3]]
    stack = Groups(
        rates=rates,
        se=None,
        population=people,
        ordered=True,
        favourable=np.ones(40, bool),
        reference=None,
        average=np.full(40, np.nan),
        scale=np.full(40, 100.0),
    )

    reading = core(stack)

    alone = [single(y, population=n) for y, n in zip(rates, people, strict=True)]
    assert reading.estimate == pytest.approx([told.estimate for told in alone], rel=1e-10)
    assert reading.se == pytest.approx([told.se for told in alone], rel=1e-8)


def test_subgroups_of_one_order_share_the_middle_of_their_ranks():
    np.testing.assert_allclose(ridit_ranks([1, 2, 2, 3], [10, 20, 20, 50]), [0.05, 0.3, 0.3, 0.75])
    np.testing.assert_allclose(ridit_ranks([9, -1], [1, 3]), [0.875, 0.375])


@bounded
@given(subgroups(least=1), st.data())
def test_ranks_average_one_half(groups, data):
    _, people = groups
    order = data.draw(st.lists(st.integers(0, 3), min_size=len(people), max_size=len(people)))

    rank = ridit_ranks(order, people)

    assert people @ rank / people.sum() == pytest.approx(0.5)
    assert rank.min() > 0
    assert rank.max() < 1


def test_two_subgroups_give_an_estimate_without_error():
    for measure in ALL:
        told = measure([20.0, 60.0], population=[10, 30])

        assert told.se is None
        assert told.lower is None
        assert np.isfinite(told.estimate)


def test_an_interval_widens_with_confidence():
    narrow, wide = (
        absolute_concentration_index(RATES, population=PEOPLE, confidence=c) for c in (0.8, 0.99)
    )

    assert wide.lower < narrow.lower < narrow.estimate < narrow.upper < wide.upper
    assert narrow.se == wide.se


BAD = {
    "empty": ({"rates": []}, "empty"),
    "one subgroup": ({"rates": [5.0]}, "two"),
    "only one known": ({"rates": [5.0, np.nan]}, "two"),
    "infinite": ({"rates": [5.0, np.inf, 1.0]}, "infinite"),
    "two dimensions": ({"rates": [[5.0, 4.0]]}, "dimension"),
    "negative sizes": ({"rates": [1.0, 2.0, 3.0], "population": [1, -1, 1]}, "at least 0"),
    "missing size": ({"rates": [1.0, 2.0, 3.0], "population": [1, np.nan, 1]}, "population"),
    "nobody": ({"rates": [1.0, 2.0, 3.0], "population": [0, 0, 0]}, "two"),
    "shapes": ({"rates": [1.0, 2.0, 3.0], "population": [1, 1]}, "alike"),
    "shape of order": ({"rates": [1.0, 2.0, 3.0], "order": [1, 2]}, "alike"),
    "missing order": ({"rates": [1.0, 2.0, 3.0], "order": [1, np.nan, 2]}, "order"),
    "negative error": ({"rates": [1.0, 2.0, 3.0], "se": [1, -1, 1]}, "se must"),
    "confidence": ({"rates": [1.0, 2.0, 3.0], "confidence": 1.0}, "confidence"),
}


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_with_a_sentence(measure, name):
    arguments, words = BAD[name]

    with pytest.raises(ValueError, match=words) as refused:
        measure(**arguments)

    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (partial(relative_concentration_index, [0.0, 0.0, 0.0]), "mean rate is not above 0"),
        (partial(relative_concentration_index, [-5.0, 1.0, 2.0]), "mean rate is not above 0"),
        (
            partial(
                relative_concentration_index, [5.0, 6.0, 7.0], normalisation=Normalisation.WAGSTAFF
            ),
            "needs bounds",
        ),
        (partial(relative_concentration_index, [5.0, 6.0, 7.0], normalisation="other"), "other"),
        (partial(absolute_concentration_index, [5.0, 6.0, 107.0], bounds=(0, 100)), "within the"),
        (partial(absolute_concentration_index, [5.0, 6.0, 7.0], bounds=(100, 0)), "lower first"),
        (partial(slope_index_of_inequality, [5.0, 6.0, 107.0]), "beyond the scale"),
        (partial(relative_index_of_inequality, [-1.0, 6.0, 7.0]), "beyond the scale"),
        (partial(slope_index_of_inequality, [5.0, 6.0, 7.0], scale=None), "beyond the scale"),
        (partial(slope_index_of_inequality, [0.0, 0.0, 100.0, 100.0]), "no finite solution"),
        (partial(relative_index_of_inequality, [100.0, 50.0, 0.0]), "no finite solution"),
        (partial(relative_index_of_inequality, [0.0, 0.0, 0.0]), "no finite solution"),
        (
            partial(relative_index_of_inequality, [1.0, 1.0, 90.0], model=Model.LINEAR),
            "no finite solution",
        ),
    ],
)
def test_what_no_index_can_say_is_refused_with_its_reason(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_rate_that_rounding_put_past_its_scale_stands_on_it():
    past, at = [40.0, 70.0, 100.00000000000003], [40.0, 70.0, 100.0]

    for measure in (
        slope_index_of_inequality,
        relative_index_of_inequality,
        partial(relative_concentration_index, bounds=(0, 100), normalisation="wagstaff"),
    ):
        assert measure(past).estimate == pytest.approx(measure(at).estimate, rel=1e-12)


def test_a_line_may_run_through_an_indicator_without_bounds():
    told = slope_index_of_inequality([900.0, 1400.0, 2500.0], scale=None, model=Model.LINEAR)

    assert told.estimate == pytest.approx(
        slope_index_of_inequality([90, 140, 250], scale=1000, model="linear").estimate * 10
    )


def test_no_argument_is_altered():
    rates, people, order = RATES.copy(), PEOPLE.copy(), np.array([3.0, 1.0, 2.0, 5.0, 4.0])
    for measure in EVERY_KIND[:-1]:
        measure(rates, population=people, order=order, se=rates / 10)

    assert (rates == RATES).all()
    assert (people == PEOPLE).all()
    assert order.tolist() == [3, 1, 2, 5, 4]
