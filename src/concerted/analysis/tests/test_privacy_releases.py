from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from concerted.analysis.privacy import (
    Earlier,
    Relation,
    Status,
    audit,
    protect,
    protect_rates,
    protect_release,
)

NAN = float("nan")
WIDTH = 5


def total_rows(shape, offset, size):
    """Rows of a two-dimensional table's sums, by plain loops, its cells starting at ``offset``."""
    rows, columns = shape[0] + 1, shape[1] + 1
    for r in range(rows):
        row = np.zeros(size)
        row[[offset + r * columns + c for c in range(columns - 1)]] = 1.0
        row[offset + r * columns + columns - 1] = -1.0
        yield row
    for c in range(columns):
        row = np.zeros(size)
        row[[offset + r * columns + c for r in range(rows - 1)]] = 1.0
        row[offset + (rows - 1) * columns + c] = -1.0
        yield row


def attack_two(old, new, aim, part):
    """The least and greatest of ``aim`` (over old and new cells) for a reader of both tables.

    Hidden cells are at least 1; in a part no cell is above its whole.
    """
    count = new.values.size
    shown = np.concatenate([old.values.ravel(), new.values.ravel()])
    rows = [*total_rows(old.layout.inside, 0, 2 * count)]
    rows += total_rows(new.layout.inside, count, 2 * count)
    bounds = [(value, value) if np.isfinite(value) else (1, None) for value in shown]
    whole = np.hstack([-np.eye(count), np.eye(count)]) if part else None
    ends = []
    for way in (1.0, -1.0):
        found = linprog(
            way * aim,
            A_ub=whole,
            b_ub=np.zeros(count) if part else None,
            A_eq=np.array(rows),
            b_eq=np.zeros(len(rows)),
            bounds=bounds,
        )
        if found.status == 3:
            ends.append(-way * np.inf)
            continue
        assert found.status == 0, found.message
        ends.append(way * found.fun)
    return ends[0], ends[1]


pairs_of_tables = arrays(
    np.int64,
    st.tuples(st.just(2), st.integers(1, 4), st.integers(1, 4)),
    elements=st.integers(0, 15),
)


def aims(old, new, change):
    """Each hidden cell of both tables, and each small difference, as a row of coefficients."""
    count = new.values.size
    for offset, table in ((0, old), (count, new)):
        for cell in np.flatnonzero(table.hidden.ravel()):
            aim = np.zeros(2 * count)
            aim[offset + cell] = 1.0
            yield aim
    for cell in np.flatnonzero((np.abs(change) > 0) & (np.abs(change) < WIDTH)):
        aim = np.zeros(2 * count)
        aim[cell], aim[count + cell] = -1.0, 1.0
        yield aim


def cell_of(aim):
    """The place in its own table of the first cell that an aim asks for."""
    return int(np.flatnonzero(aim)[0]) % (aim.size // 2)


def totals(counts):
    inside = np.pad(counts, ((0, 1), (0, 1)))
    inside[-1] = inside.sum(axis=0)
    inside[:, -1] = inside[:, :-1].sum(axis=1)
    return inside


@settings(max_examples=25, deadline=None, derandomize=True)
@given(pairs_of_tables)
def test_leaving_a_group_out_tells_a_reader_of_both_tables_nothing_small(both):
    part, rest = both
    old = protect(part + rest, threshold=WIDTH)

    release = protect_release(part, [Earlier(part + rest, old, Relation.PART)], threshold=WIDTH)

    assert release.safe
    for aim in aims(old, release.table, totals(-rest).ravel()):
        low, high = attack_two(old, release.table, aim, part=True)
        whole = old.values.ravel()[cell_of(aim)]
        assert high - low >= min(WIDTH, whole - 1 if np.isfinite(whole) else WIDTH) - 1e-6


@settings(max_examples=25, deadline=None, derandomize=True)
@given(pairs_of_tables)
def test_this_month_beside_last_month_tells_no_small_change(both):
    before, now = both
    old = protect(before, threshold=WIDTH)

    release = protect_release(now, [Earlier(before, old, Relation.LATER)], threshold=WIDTH)

    assert release.safe
    for aim in aims(old, release.table, totals(now - before).ravel()):
        low, high = attack_two(old, release.table, aim, part=False)
        assert high - low >= WIDTH - 1e-6


def test_alone_the_new_table_would_have_told():
    everyone, without = [[20, 30], [40, 50]], [[18, 30], [40, 50]]
    old, new = protect(everyone, threshold=5), protect(without, threshold=5)

    assert not old.hidden.any()
    assert not new.hidden.any()  # and 20 - 18 = 2 people are told

    release = protect_release(without, [Earlier(everyone, old, Relation.PART)], threshold=5)
    assert release.table.hidden[0, 0]
    assert release.table.hidden[2, 2]
    assert release.safe


def test_adding_a_group_is_protected_as_leaving_it_out():
    old = protect([20, 30], threshold=5)

    release = protect_release([23, 30], [Earlier([20, 30], old, Relation.WHOLE)], threshold=5)

    assert release.table.hidden.tolist() == [True, False, True]


def test_a_large_difference_needs_no_more_hiding():
    old = protect([20, 30], threshold=5)

    release = protect_release([10, 30], [Earlier([20, 30], old, Relation.PART)], threshold=5)

    assert not release.table.hidden.any()


def test_what_was_hidden_stays_hidden_when_the_same_people_are_shown_again():
    counts = [[2, 30], [40, 50], [60, 70]]
    old = protect(counts, threshold=5)
    costs_less_elsewhere = protect(
        counts, threshold=5, costs=[[1, 9, 1], [9, 9, 9], [1, 9, 1], [9] * 3]
    )
    assert not np.array_equal(old.hidden, costs_less_elsewhere.hidden)

    release = protect_release(counts, [Earlier(counts, old, Relation.SAME)], threshold=5)

    assert np.array_equal(release.table.hidden, old.hidden)


def test_another_breakdown_of_the_same_people_is_held_to_the_published_totals():
    by_age = [[3, 30], [40, 50]]
    by_sex = [[16, 17], [44, 46]]
    old = protect(by_age, threshold=5)
    pairs = [((0, 2), (0, 2)), ((1, 2), (1, 2)), ((2, 2), (2, 2))]

    release = protect_release(by_sex, [Earlier(by_age, old, Relation.SAME, pairs)], threshold=5)

    assert release.safe
    assert np.isnan(old.values[0, 0])


def test_a_published_total_elsewhere_that_undoes_a_hidden_one_is_not_shown_again():
    by_age = [3, 1]  # its total of 4 is hidden
    old = protect(by_age, threshold=5)
    assert old.hidden.all()

    with_lower_threshold = protect_release(
        [2, 2], [Earlier(by_age, old, Relation.SAME, [((2,), (2,))])], threshold=2
    )

    assert with_lower_threshold.table.hidden[2]


def test_what_an_earlier_table_already_told_is_named_and_the_release_not_safe():
    shown_too_much = protect([3, 40], threshold=2)

    release = protect_release(
        [3, 40], [Earlier([3, 40], shown_too_much, Relation.SAME)], threshold=5
    )

    assert not release.safe
    assert release.exposed[0]


def test_a_part_of_a_published_whole_may_be_anything_up_to_that_whole():
    # Of 5 people that are published 3 are counted now: 1 to 5 stay possible, and no more can.
    old = protect([5, 40], threshold=5)

    release = protect_release([3, 40], [Earlier([5, 40], old, Relation.PART)], threshold=5)

    assert release.safe
    assert np.isnan(release.table.values[0])


def test_a_total_that_is_out_leaves_its_parts_as_uncertain_as_can_be_and_says_so():
    # 1 + 4 people of a published 5: each may be 1 to 4, one less than asked.
    ages, tenures = [[20], [29], [5]], [[0, 0, 20], [10, 15, 4], [1, 4, 0]]
    old = protect(ages, threshold=4)
    pairs = [((row, 3), (row, 1)) for row in range(4)]

    release = protect_release(tenures, [Earlier(ages, old, Relation.SAME, pairs)], threshold=4)
    stricter = protect_release(
        tenures, [Earlier(ages, old, Relation.SAME, pairs)], threshold=4, suppress_zeros=True
    )

    assert not release.safe
    assert release.exposed[2].tolist() == [True, True, False, False]
    assert release.table.hidden[2].tolist() == [True, True, False, False]
    assert stricter.safe


def test_two_earlier_tables_are_heeded_at_once():
    first, second = [20, 30, 40], [18, 30, 40]
    one = protect(first, threshold=5)
    two = protect_release(second, [Earlier(first, one, Relation.PART)], threshold=5).table

    three = protect_release(
        [18, 27, 40],
        [Earlier(first, one, Relation.PART), Earlier(second, two, Relation.PART)],
        threshold=5,
    )

    assert three.safe
    assert three.table.hidden[1]
    assert not three.table.hidden[2]


def test_a_third_table_does_not_bring_out_the_difference_of_the_first_two():
    first, second = [20, 30, 40], [18, 30, 40]
    one = protect(first, threshold=5)
    two = protect_release(second, [Earlier(first, one, Relation.PART)], threshold=5).table
    earlier = [Earlier(first, one, Relation.LATER), Earlier(second, two, Relation.SAME)]
    assert np.isnan(two.values[0])

    three = protect_release(second, earlier, threshold=5, between=[(1, 0, Relation.PART)])

    assert three.safe
    assert np.isnan(three.table.values[0])
    assert np.isnan(three.table.values[3])


def test_relations_between_earlier_tables_name_tables_that_are_there():
    old = Earlier([20, 30], protect([20, 30], threshold=5), Relation.SAME)

    with pytest.raises(ValueError, match="between names earlier table 1"):
        protect_release([20, 30], [old], threshold=5, between=[(1, 0, Relation.PART)])


def test_without_an_earlier_table_a_release_is_a_plain_table():
    counts = np.random.default_rng(2).poisson(8, (4, 3))

    release = protect_release(counts, [], threshold=5)

    assert np.array_equal(release.table.status, protect(counts, threshold=5).status)


@pytest.mark.parametrize(
    ("counts", "earlier_counts", "relation", "pairs", "message"),
    [
        ([1, 2, 3], [20, 30], Relation.SAME, None, "say in pairs"),
        ([21, 30], [20, 30], Relation.SAME, None, "its numbers differ"),
        ([21, 30], [20, 30], Relation.PART, None, "larger than its whole"),
        ([19, 30], [20, 30], Relation.WHOLE, None, "larger than its whole"),
        ([20, 30], [20, 30, 1], Relation.SAME, None, "shows counts of shape"),
        ([20, 30], [20, 31], Relation.SAME, None, "does not show the counts"),
        ([20, 30], [20, 30], Relation.SAME, [((5,), (0,))], "outside a table"),
    ],
)
def test_releases_that_contradict_each_other_are_refused(
    counts, earlier_counts, relation, pairs, message
):
    old = protect([20, 30], threshold=5)

    with pytest.raises(ValueError, match=message):
        protect_release(counts, [Earlier(earlier_counts, old, relation, pairs)], threshold=5)


def test_a_rate_is_hidden_for_a_small_numerator_and_for_a_small_complement():
    safe = protect_rates([2, 98, 40, 50], [100, 100, 90, 95], threshold=5)

    assert safe.status[:2].tolist() == [Status.PRIMARY, Status.PRIMARY]
    assert np.isnan(safe.rates[:2]).all()
    assert audit(safe.counts).safe


def test_rates_of_nobody_and_of_unknown_people_are_missing():
    safe = protect_rates([0, NAN, 30], [0, 20, 60], threshold=5, margins=False)

    assert safe.status.tolist() == [Status.MISSING, Status.MISSING, Status.PUBLISHED]
    assert safe.rates[2] == 0.5


def test_rates_of_none_and_all_are_shown_unless_zeros_count_as_small():
    shown = protect_rates([0, 30], [30, 30], threshold=5)
    strict = protect_rates([0, 30], [30, 30], threshold=5, suppress_zeros=True)

    assert shown.rates[:2].tolist() == [0.0, 1.0]
    assert np.isnan(strict.rates[:2]).all()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(arrays(np.int64, st.tuples(st.integers(1, 4), st.just(2)), elements=st.integers(0, 30)))
def test_published_rates_are_true_and_never_of_small_counts(parts):
    numerators, denominators = parts[:, 0], parts.sum(axis=1)

    safe = protect_rates(numerators, denominators, threshold=5)

    whole = np.append(denominators, denominators.sum())
    part = np.append(numerators, numerators.sum())
    published = safe.status == Status.PUBLISHED
    assert np.allclose(safe.rates[published], part[published] / whole[published])
    assert np.isnan(safe.rates[~published]).all()
    for count in (part, whole - part, whole):
        assert not (published & (count > 0) & (count < 5)).any()
    assert np.array_equal(safe.numerators[published], part[published])
    assert np.array_equal(safe.denominators[published], whole[published])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(arrays(np.int64, st.tuples(st.integers(1, 6), st.just(2)), elements=st.integers(0, 14)))
def test_hidden_numerators_over_a_census_are_as_uncertain_as_it_leaves_them(parts):
    numerators, people = parts[:, 0], parts.sum(axis=1)

    safe = protect_rates(numerators, people, threshold=WIDTH, denominators_known=True)

    part, whole = np.append(numerators, numerators.sum()), np.append(people, people.sum())
    assert np.array_equal(safe.denominators, whole)
    few = (whole > 0) & (whole < WIDTH)
    assert np.isnan(safe.rates[few]).all()
    # A reader knows every denominator, and what a published rate tells of its numerator.
    least = np.where(few, 0, 1)
    known = np.where(whole == 0, 0, np.where(np.isnan(safe.rates), np.nan, part))
    bounds = [
        (value, value) if np.isfinite(value) else (low, people - low)
        for value, low, people in zip(known, least, whole, strict=True)
    ]
    total = np.append(np.ones(len(people)), -1.0)[None]
    for cell in np.flatnonzero(np.isnan(known)):
        aim = np.eye(len(whole))[cell]
        ends = [
            way * linprog(way * aim, A_eq=total, b_eq=[0], bounds=bounds).fun for way in (1, -1)
        ]
        assert ends[1] - ends[0] >= min(WIDTH, whole[cell] - 2 * least[cell]) - 1e-6


def test_rates_over_a_census_hide_what_a_hidden_denominator_would_have_hidden():
    safe = protect_rates([2, 40, 30], [100, 90, 80], threshold=5, denominators_known=True)

    assert safe.denominators.tolist() == [100, 90, 80, 270]
    assert np.isnan(safe.rates).sum() >= 2
    assert audit(safe.counts).safe


def test_a_sensitive_zero_is_hidden_and_the_reader_not_told_that_it_is_not():
    protected = protect(
        [[0, 30], [40, 50]], threshold=5, sensitive=[[True, False], [False, False]]
    )

    assert protected.status[0, 0] == Status.PRIMARY
    assert protected.suppress_zeros
    assert audit(protected).safe


@pytest.mark.parametrize(
    ("numerators", "denominators", "message"),
    [
        ([3], [2], "above its denominator"),
        ([1, 2], [3], "must be alike"),
        ([-1], [2], "numerators are numbers of people"),
        ([0.5], [2], "numerators must be whole"),
        ([], [], "at least one cell"),
    ],
)
def test_rates_that_are_no_parts_are_refused(numerators, denominators, message):
    with pytest.raises(ValueError, match=message):
        protect_rates(numerators, denominators)


def test_a_relation_may_be_given_as_text_and_an_unknown_one_is_refused():
    table = np.array([[20, 30], [40, 50]])
    shown = protect(table)

    assert Earlier(table, shown, "part").relation is Relation.PART
    with pytest.raises(ValueError, match="known are"):
        Earlier(table, shown, "other")
