from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from concerted.analysis.representation import (
    Empty,
    Missing,
    Verdict,
    effective_size,
    fit_table,
    rake,
    raking_findings,
    reading_findings,
    reread,
    reread_votes,
)

NAN, INF = float("nan"), float("inf")

# Bishop, Fienberg & Holland (1975), Discrete Multivariate Analysis, section 3.6: women by age and by
# marital status (single, married, widowed or divorced), last year's table and this year's margins;
# the fitted figures as SAS/IML's documentation prints them, "Iterative Proportional Fitting".
BEFORE = [
    [1306, 83, 0],
    [619, 765, 3],
    [263, 1194, 9],
    [173, 1372, 28],
    [171, 1393, 51],
    [159, 1372, 81],
    [208, 1350, 108],
    [1116, 4100, 2329],
]
AGES = [1412, 1402, 1450, 1541, 1681, 1532, 1662, 7644]
STATUSES = [3988, 11702, 2634]
FITTED = [
    [1325.27, 86.73, 0.00],
    [615.56, 783.39, 3.05],
    [253.94, 1187.18, 8.88],
    [165.13, 1348.55, 27.32],
    [173.41, 1454.71, 52.87],
    [147.21, 1308.12, 76.67],
    [202.33, 1352.28, 107.40],
    [1105.16, 4181.04, 2357.81],
]


def people_of(table):
    """One person per count: the code of each axis."""
    places = np.argwhere(np.ones_like(table))
    return np.repeat(places, np.asarray(table).ravel(), axis=0).T


def table_of(codes, weights, shape):
    flat = np.ravel_multi_index(tuple(codes), shape)
    return np.bincount(flat, weights=weights, minlength=int(np.prod(shape))).reshape(shape)


tables = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: st.tuples(
        arrays(np.int64, shape, elements=st.integers(1, 12)),
        arrays(np.int64, shape[0], elements=st.integers(1, 50)),
        arrays(np.int64, shape[1], elements=st.integers(1, 50)),
    )
)


def test_raking_gives_the_published_table_of_bishop_fienberg_and_holland():
    codes = people_of(BEFORE)

    found = rake(codes, [AGES, STATUSES])

    fitted = table_of(codes, found.weights, (8, 3)) * sum(AGES) / codes.shape[1]
    assert found.converged
    assert fitted == pytest.approx(np.array(FITTED), abs=0.0051)


def test_fitting_a_table_gives_the_published_one_too_and_keeps_its_zeros():
    found = fit_table(BEFORE, [AGES, STATUSES])

    assert found.converged
    assert found.table == pytest.approx(np.array(FITTED), abs=0.0051)
    assert found.table[0, 2] == 0


def test_a_cube_is_fitted_on_all_three_axes():
    cube = np.random.default_rng(3).gamma(1.0, 10.0, (3, 4, 2))
    margins = [[30, 50, 20], [10, 20, 30, 40], [45, 55]]

    found = fit_table(cube, margins)

    for axis, margin in enumerate(margins):
        others = tuple(k for k in range(3) if k != axis)
        assert found.table.sum(axis=others) == pytest.approx(margin)


def test_zeros_that_leave_no_table_with_the_margins_are_not_called_fitted():
    assert not fit_table([[1, 0], [0, 1]], [[60, 40], [50, 50]], max_rounds=50).converged


@pytest.mark.parametrize(
    ("table", "margins", "message"),
    [
        ([], [[1]], "table must not be empty"),
        ([[1, NAN]], [[1], [1, 0]], "table must be finite"),
        ([[1, -1]], [[1], [1, 0]], "table must be at least 0"),
        ([[0, 0]], [[1], [1, 0]], "a cell above 0"),
        (3, [], "must have an axis"),
        ([[1, 1]], [[1]], "one for each of 2 axes"),
        ([[1, 1]], [[2], [1, 2]], "one sum above 0"),
        ([[1, 1]], [[3], [1, 1, 1]], "must have 2 totals"),
        ([[1, 0]], [[2], [1, 1]], "slice 1 of axis 1 is all 0"),
    ],
)
def test_tables_that_cannot_be_fitted_are_refused_in_a_sentence(table, margins, message):
    with pytest.raises(ValueError, match=message):
        fit_table(table, margins)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tables)
def test_margins_are_met_odds_ratios_kept_and_the_order_of_variables_does_not_matter(case):
    table, rows, columns = case
    codes = people_of(table)

    found = rake(codes, [rows, columns])
    turned = rake(codes[::-1], [columns, rows])

    fitted = table_of(codes, found.weights, table.shape)
    assert found.converged
    assert fitted.sum(axis=1) / fitted.sum() == pytest.approx(rows / rows.sum(), abs=1e-8)
    assert fitted.sum(axis=0) / fitted.sum() == pytest.approx(columns / columns.sum(), abs=1e-8)
    odds = fitted[1:, 1:] * fitted[0, 0] / (fitted[1:, :1] * fitted[:1, 1:])
    assert odds == pytest.approx(table[1:, 1:] * table[0, 0] / (table[1:, :1] * table[:1, 1:]))
    assert turned.weights == pytest.approx(found.weights, rel=1e-5)
    assert found.weights.mean() == pytest.approx(1)
    assert found.design_effect >= 1 - 1e-12


@settings(max_examples=30, deadline=None, derandomize=True)
@given(tables, st.randoms(use_true_random=False))
def test_weights_follow_people_when_they_are_shuffled(case, random):
    table, rows, columns = case
    codes = people_of(table)
    order = np.array(random.sample(range(codes.shape[1]), codes.shape[1]))

    found, shuffled = rake(codes, [rows, columns]), rake(codes[:, order], [rows, columns])

    assert shuffled.weights == pytest.approx(found.weights[order], rel=1e-6)


def test_raking_again_to_the_same_margins_changes_nothing():
    codes = people_of(BEFORE)
    first = rake(codes, [AGES, STATUSES])

    again = rake(codes, [AGES, STATUSES], base=first.weights)

    assert again.rounds == 1
    assert again.weights == pytest.approx(first.weights, rel=1e-7)


def test_participants_who_already_have_the_mix_all_weigh_one():
    codes = people_of([[10, 20], [30, 40]])

    found = rake(codes, [[30, 70], [40, 60]])

    assert found.weights == pytest.approx(1.0)
    assert found.effective_size == pytest.approx(100)


def test_one_variable_is_fitted_in_one_round():
    found = rake([[0, 0, 0, 1]], [[50, 50]])

    assert found.weights == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])
    assert found.rounds == 1
    assert found.effective_size == pytest.approx(3.0)


def test_base_weights_keep_their_ratio_within_a_cell():
    found = rake([[0, 0, 1, 1]], [[50, 50]], base=[1, 3, 1, 1])

    assert found.weights == pytest.approx([0.5, 1.5, 1, 1])


def test_bounds_are_kept_and_margins_still_met_where_they_can_be():
    codes = people_of([[40, 10], [10, 3]])
    targets = [[50, 50], [50, 50]]
    free = rake(codes, targets)

    bound = rake(codes, targets, at_most=float(free.weights.max()) * 0.9)

    assert bound.converged
    assert bound.weights.max() <= free.weights.max() * 0.9
    assert bound.trimmed == 3
    assert bound.effective_size > free.effective_size


def test_bounds_that_are_too_tight_leave_a_gap_and_say_so():
    found = rake([[0] * 95 + [1] * 5], [[50, 50]], at_most=3.0)

    assert not found.converged
    assert found.gaps[0][1] < -0.2
    assert found.weights.max() <= 3.0
    assert raking_findings(found)[0].key == "raking.short"


def test_margins_that_no_weights_can_meet_are_not_called_met():
    # The young are all renters and the old all owners, and the town is not so.
    found = rake([[0, 0, 1, 1], [0, 0, 1, 1]], [[50, 50], [30, 70]], max_rounds=50)

    assert not found.converged
    assert found.record[-1] == pytest.approx(0.2)


def test_people_who_did_not_say_keep_their_weight_and_the_others_fit():
    tenure = np.array([0, 0, 1, 1, 1, 1, -1, -1])

    found = rake([tenure], [[50, 50]])

    assert found.weights[-2:] == pytest.approx(1.0)
    assert found.weights[:6] == pytest.approx([1.5, 1.5, 0.75, 0.75, 0.75, 0.75])
    assert found.converged


def test_a_missing_answer_to_one_variable_does_not_stop_the_others():
    rng = np.random.default_rng(4)
    codes = rng.integers(0, 3, (3, 400))
    codes[0, ::7] = -1
    codes[2, ::11] = -1

    found = rake(codes, [[5, 3, 2], [2, 2, 6], [1, 1, 1]])

    assert found.converged
    assert max(float(np.abs(gap).max()) for gap in found.gaps) < 1e-9


def test_a_category_without_participants_is_refused_with_a_hint_or_spread():
    with pytest.raises(ValueError, match="smallest is 1"):
        rake([[0, 0, 1]], [[50, 30, 20]], names=["tenure"])

    found = rake([[0, 0, 1]], [[50, 30, 20]], names=["tenure"], empty=Empty.SPREAD)

    assert found.unreached == (("tenure", 2),)
    assert found.weights == pytest.approx(3 * np.array([25 / 80, 25 / 80, 30 / 80]))


def test_thin_categories_are_named_with_one_to_join():
    found = rake([[0] * 60 + [1] * 38 + [2] * 2], [[50, 40, 10]], names=["tenure"])

    assert [(hint.category, hint.participants, hint.join) for hint in found.hints] == [(2, 2, 1)]
    assert raking_findings(found)[1].text.startswith(
        "tenure: only 2 participants are in category 2"
    )


def test_few_people_who_speak_for_many_are_named_in_the_finding():
    found = rake([[0] * 95 + [1] * 5], [[20, 80]])

    assert found.converged
    assert raking_findings(found)[0].key == "raking.thin"


def test_effective_size_is_that_of_kish():
    assert effective_size(np.ones(7)) == 7
    assert effective_size([1, 0, 0]) == 1
    assert effective_size(np.array([1.0, 2.0, 3.0]) * 1e200) == pytest.approx(36 / 14)


def test_the_caller_keeps_codes_targets_and_base_unchanged():
    codes, target, base = np.array([0, 0, 1]), np.array([1.0, 1.0]), np.array([1.0, 2.0, 1.0])

    rake([codes], [target], base=base)

    assert codes.tolist() == [0, 0, 1]
    assert target.tolist() == [1, 1]
    assert base.tolist() == [1, 2, 1]


@pytest.mark.parametrize(
    ("categories", "targets", "options", "message"),
    [
        ([], [], {}, "at least one variable"),
        ([[0, 1]], [[1, 1], [1, 1]], {}, "same variables"),
        ([[]], [[1, 1]], {}, "must not be empty"),
        ([[0, 1], [0, 1, 1]], [[1, 1], [1, 1]], {}, "2 people like the others"),
        ([[0, NAN]], [[1, 1]], {}, "must be finite"),
        ([[0, 0.5]], [[1, 1]], {}, "whole codes"),
        ([[0, 2]], [[1, 1]], {}, "has code 2, and targets for codes 0 to 1"),
        ([[0, -2]], [[1, 1]], {}, "has code -2"),
        ([[0, 1]], [[1, -1]], {}, "at least 0"),
        ([[0, 1]], [[0, 0]], {}, "above 0 for at least one"),
        ([[0, 1]], [[1, 0]], {}, "whose target is 0"),
        ([[0, 0]], [[1, 1]], {}, "nobody of category 1 took part"),
        ([[-1, -1]], [[1, 1]], {}, "nobody said"),
        ([[0, -1]], [[1, 0]], {"missing": Missing.REFUSE}, "1 people did not say"),
        ([[0, 1]], [[1, 1]], {"base": [1, 0]}, "base must be above 0"),
        ([[0, 1]], [[1, 1]], {"base": [1]}, "must be alike"),
        ([[0, 1]], [[1, 1]], {"at_most": 1.0}, "both sides of the mean"),
        ([[0, 1]], [[1, 1]], {"at_least": 2.0}, "both sides of the mean"),
        ([[0, 1]], [[1, 1]], {"names": ["a", "b"]}, "names must name"),
        ([[0, 1]], [[1, 1]], {"tolerance": 0}, "tolerance must be above 0"),
    ],
)
def test_what_cannot_be_raked_is_refused_in_a_sentence(categories, targets, options, message):
    with pytest.raises(ValueError, match=message):
        rake(categories, targets, **options)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    arrays(np.float64, (12, 3), elements=st.sampled_from([1.0, 0.0, -1.0, NAN])),
    arrays(np.float64, 12, elements=st.floats(0.1, 5)),
)
def test_weighted_shares_are_the_weighted_means_of_those_who_answered(answers, weights):
    assume((~np.isnan(answers)).any())

    found = reread(answers, weights, levels=[-1, 0, 1])

    for s in range(3):
        said = ~np.isnan(answers[:, s])
        assert found.answered[s] == said.sum()
        for place, level in enumerate([-1, 0, 1]):
            if said.any():
                mean = np.average(answers[said, s] == level, weights=weights[said])
                assert found.weighted[s, place] == pytest.approx(mean)
                assert found.plain[s, place] == pytest.approx((answers[said, s] == level).mean())
            else:
                assert np.isnan(found.weighted[s, place])
                assert found.verdict[s] == Verdict.NO_ANSWERS


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    arrays(np.float64, (9, 4), elements=st.sampled_from([1.0, 0.0, -1.0, NAN])),
    arrays(np.float64, 9, elements=st.floats(0, 5)),
)
def test_a_list_of_votes_reads_as_the_matrix_does(answers, weights):
    assume((~np.isnan(answers)).any())
    assume(weights.max() > 0)
    who, what = np.nonzero(~np.isnan(answers))

    matrix = reread(answers, weights)
    listed = reread_votes(who, what, answers[who, what], weights, statement_count=4)

    assert np.array_equal(matrix.levels, listed.levels)
    for name in ("weighted", "plain", "weighted_lower", "plain_upper", "effective"):
        one, two = getattr(matrix, name), getattr(listed, name)
        assert one == pytest.approx(two, nan_ok=True), name
    assert np.array_equal(matrix.verdict, listed.verdict)


def test_equal_weights_change_nothing():
    answers = np.repeat([1.0, 0.0], [30, 70])

    found = reread(answers, np.full(100, 2.5))

    assert found.weighted == pytest.approx(found.plain)
    assert found.weighted_upper == pytest.approx(found.plain_upper)
    assert found.effective[0] == pytest.approx(100)
    assert found.design_effects[0] == pytest.approx(1)
    assert reading_findings(found, 1, answer="yes")[0].key == "reading.same"


def test_weights_that_set_right_who_answered_are_better():
    answers = np.repeat([1.0, 0.0], [300, 100])
    weights = np.repeat([2 / 3, 2.0], [300, 100])

    found = reread(answers, weights)

    assert found.weighted[0].tolist() == pytest.approx([0.5, 0.5])
    assert found.verdict[0] == Verdict.BETTER
    text = reading_findings(found, 1, answer="yes", statements=["A night bus"])[0].text
    assert text.startswith("A night bus: 50 % of residents, not 75 %, would answer yes")


def test_weights_that_only_add_noise_are_called_noisier():
    answers = np.tile([1.0, 0.0], 100)
    weights = np.repeat([0.5, 2.5], [150, 50])

    found = reread(answers, weights)

    assert found.verdict[0] == Verdict.NOISIER
    assert reading_findings(found, 1, answer="yes")[0].key == "reading.noisier"


def test_weights_that_leave_too_few_people_are_called_too_thin():
    answers = np.repeat([1.0, 0.0], [95, 5])
    weights = np.repeat([0.2, 16.2], [95, 5])

    found = reread(answers, weights)

    assert found.verdict[0] == Verdict.TOO_THIN
    assert "only 7 people of equal weight" in reading_findings(found, 1, answer="yes")[0].text


def test_whole_numbers_of_any_size_read_as_floats_do():
    votes = np.random.default_rng(1).integers(-1, 2, (40, 3))

    small, plain = reread(votes.astype(np.int8), np.ones(40)), reread(votes * 1.0, np.ones(40))

    assert np.array_equal(small.levels, [-1, 0, 1])
    assert np.array_equal(small.weighted, plain.weighted)


def test_an_answer_that_is_no_level_still_counts_as_answered():
    found = reread([1.0, 0.0, 0.0, -1.0], np.ones(4), levels=[1])

    assert found.plain.tolist() == [[0.25]]


def test_a_conversation_is_reread_after_raking():
    rng = np.random.default_rng(8)
    tenure = np.repeat([0, 1], [300, 100])
    votes = np.where(rng.random((400, 2)) < np.where(tenure == 0, 0.8, 0.3)[:, None], 1.0, -1.0)
    raked = rake([tenure], [[40, 60]])

    found = reread(votes, raked.weights)

    assert found.plain[:, 1] == pytest.approx([0.675, 0.675], abs=0.05)
    assert found.weighted[:, 1] == pytest.approx([0.5, 0.5], abs=0.06)
    assert (
        found.weighted_upper - found.weighted_lower > found.plain_upper - found.plain_lower
    ).all()


@pytest.mark.parametrize(
    ("answers", "weights", "options", "message"),
    [
        ([], [1], {}, "answers must be people by statements"),
        ([[[1]]], [1], {}, "answers must be people by statements"),
        ([1, 2], [1], {}, "one for each of 2 people"),
        ([1, INF], [1, 1], {}, "answers must be finite"),
        ([NAN, NAN], [1, 1], {}, "at least one answer"),
        ([1, 2], [0, 0], {}, "above 0 for at least one person"),
        ([1, 2], [1, -1], {}, "weights must be at least 0"),
        ([1, 2], [1, NAN], {}, "weights must be finite"),
        ([1, 2], [1, 1], {"levels": []}, "levels must not be empty"),
        ([1, 2], [1, 1], {"confidence": 0}, "confidence must be"),
    ],
)
def test_what_cannot_be_reread_is_refused_in_a_sentence(answers, weights, options, message):
    with pytest.raises(ValueError, match=message):
        reread(answers, weights, **options)


def test_votes_of_nobody_known_are_refused():
    with pytest.raises(ValueError, match="people must be places from 0 to 1, got 2"):
        reread_votes([2], [0], [1], [1, 1], statement_count=1)
    with pytest.raises(ValueError, match="must be alike"):
        reread_votes([0, 1], [0], [1], [1, 1], statement_count=1)
    with pytest.raises(ValueError, match="whole places"):
        reread_votes([0.5], [0], [1], [1, 1], statement_count=1)


def test_findings_ask_for_a_level_and_names_that_are_there():
    found = reread([1.0, 0.0], [1, 1])

    with pytest.raises(ValueError, match="level must be one of"):
        reading_findings(found, 5, answer="yes")
    with pytest.raises(ValueError, match="name each of 1 statements"):
        reading_findings(found, 1, answer="yes", statements=["a", "b"])


def test_options_may_be_given_as_texts_and_unknown_ones_are_refused():
    with pytest.raises(ValueError, match="did not say"):
        rake([[0, 1, -1]], [[1, 1]], missing="refuse")
    with pytest.raises(ValueError, match="known are"):
        rake([[0, 1]], [[1, 1]], missing="forget")
    with pytest.raises(ValueError, match="known are"):
        rake([[0, 1]], [[1, 1]], empty="forget")


def test_base_weights_of_any_size_are_taken_by_their_proportions():
    found = rake([[0, 0, 1]], [[1, 1]], base=[1e308, 1e308, 1e308])

    np.testing.assert_allclose(found.weights, rake([[0, 0, 1]], [[1, 1]]).weights)


def test_a_bound_below_zero_is_refused():
    with pytest.raises(ValueError, match="not below 0"):
        rake([[0, 1]], [[1, 1]], at_least=-1)
