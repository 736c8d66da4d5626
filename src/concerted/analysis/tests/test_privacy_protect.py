from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import Bounds as Box
from scipy.optimize import LinearConstraint, linprog, milp

from concerted.analysis.privacy import Status, audit, lay_out, protect, subtract

NAN = float("nan")

tables = st.one_of(
    arrays(np.int64, st.tuples(st.integers(1, 9)), elements=st.integers(0, 30)),
    arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 30)),
    arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 6)),
)
cubes = arrays(np.int64, st.just((2, 3, 3)), elements=st.integers(0, 20))
thresholds = st.integers(2, 11)


def sums_of(shape):
    """Every sum of a table with totals on all axes: (parts, sum) as indices, by plain loops."""
    shown = [size + 1 for size in shape]
    for axis, size in enumerate(shape):
        for place in itertools.product(*(range(n) for k, n in enumerate(shown) if k != axis)):
            line = [(*place[:axis], i, *place[axis:]) for i in range(size + 1)]
            yield line[:-1], line[-1]


def attacked(protected, floor, whole=False):
    """An attacker of its own: (cell, least, greatest) for each hidden cell, by scipy."""
    values = protected.values
    unknown = [tuple(map(int, place)) for place in np.argwhere(np.isnan(values))]
    column = {place: k for k, place in enumerate(unknown)}
    rows, sides = [], []
    for parts, total in sums_of(protected.layout.inside):
        row, side = np.zeros(len(unknown)), 0.0
        for place, sign in [*((part, 1.0) for part in parts), (total, -1.0)]:
            if place in column:
                row[column[place]] += sign
            else:
                side -= sign * values[place]
        if row.any():
            rows.append(row)
            sides.append(side)
    for place, k in column.items():
        aim = np.zeros(len(unknown))
        aim[k] = 1.0
        low, high = (_least(way * aim, rows, sides, floor, whole) for way in (1.0, -1.0))
        yield place, low, -high


def _least(aim, rows, sides, floor, whole):
    if whole:
        limits = [LinearConstraint(np.array(rows), sides, sides)] if rows else []
        found = milp(
            aim, constraints=limits, bounds=Box(floor, np.inf), integrality=np.ones(len(aim))
        )
    else:
        found = linprog(
            aim,
            A_eq=np.array(rows) if rows else None,
            b_eq=sides if rows else None,
            bounds=(floor, None),
        )
    if (
        found.status in (3, 4) and found.fun is None
    ):  # 4: unbounded or infeasible, and it is feasible
        return -np.inf
    assert found.status == 0, found.message
    return found.fun


def with_totals(counts):
    table = np.asarray(counts, dtype=float)
    for axis in range(table.ndim):
        table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
    return table


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tables, thresholds, st.booleans())
def test_an_attacker_with_linear_programs_never_narrows_a_hidden_cell(counts, threshold, zeros):
    protected = protect(counts, threshold=threshold, suppress_zeros=zeros)

    for place, low, high in attacked(protected, floor=0 if zeros else 1):
        assert high - low >= threshold - 1e-6, place
        assert high >= threshold, place


@settings(max_examples=12, deadline=None, derandomize=True)
@given(cubes, thresholds)
def test_an_attacker_who_counts_in_whole_people_fails_in_three_dimensions(counts, threshold):
    protected = protect(counts, threshold=threshold)

    for place, low, high in attacked(protected, floor=1, whole=True):
        assert high - low >= threshold - 1e-6, place


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.one_of(tables, cubes), thresholds, st.booleans())
def test_what_is_published_is_true_and_large_and_every_small_count_is_hidden(
    counts, threshold, zeros
):
    protected = protect(counts, threshold=threshold, suppress_zeros=zeros)

    truth = with_totals(counts)
    published = protected.status == Status.PUBLISHED
    small = (truth < threshold) & ((truth > 0) | zeros)
    assert np.array_equal(protected.values[published], truth[published])
    assert np.isnan(protected.values[~published]).all()
    assert np.array_equal(protected.status == Status.PRIMARY, small)
    if not small.any():
        assert published.all()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(tables, thresholds)
def test_our_own_audit_finds_what_the_independent_attacker_finds(counts, threshold):
    protected = protect(counts, threshold=threshold)

    bounds = audit(protected)

    for place, low, high in attacked(protected, floor=1):
        assert bounds.lower[place] == pytest.approx(low, abs=1e-6)
        assert bounds.upper[place] == pytest.approx(high, abs=1e-6)
    assert bounds.safe


@settings(max_examples=30, deadline=None, derandomize=True)
@given(tables, thresholds)
def test_subtraction_recovers_nothing(counts, threshold):
    protected = protect(counts, threshold=threshold)

    assert np.array_equal(subtract(protected), protected.values, equal_nan=True)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(tables, thresholds, st.randoms(use_true_random=False))
def test_transposing_a_table_keeps_it_safe_and_its_primary_cells(counts, threshold, random):
    turned = protect(counts.T, threshold=threshold)

    straight = protect(counts, threshold=threshold)
    assert audit(turned).safe
    assert np.array_equal(turned.status.T == Status.PRIMARY, straight.status == Status.PRIMARY)


def test_a_small_cell_beside_published_totals_hides_a_rectangle():
    protected = protect([[2, 30], [40, 50], [60, 70]], threshold=5)

    assert protected.marks.tolist() == [
        ["*", "*", "32"],
        ["*", "*", "90"],
        ["60", "70", "130"],
        ["102", "150", "252"],
    ]
    assert protected.status[0, 0] == Status.PRIMARY
    assert (protected.status[protected.hidden] == Status.COMPLEMENTARY).sum() == 3
    assert protected.inside.shape == (3, 2)


def test_hiding_only_the_small_cell_is_undone_by_subtraction_and_by_audit():
    protected = protect([[2, 30], [40, 50]], threshold=5)
    broken = protected.values.copy()
    truth = with_totals([[2, 30], [40, 50]])
    broken[:] = truth
    broken[0, 0] = NAN
    status = np.zeros(truth.shape, dtype=np.int8)
    status[0, 0] = Status.PRIMARY
    naive = type(protected)(broken, status, 5, 5, False, protected.layout)

    assert subtract(naive)[0, 0] == 2
    assert not audit(naive).safe
    assert audit(naive).lower[0, 0] == audit(naive).upper[0, 0] == 2


def test_two_hidden_cells_in_each_line_are_not_enough_when_the_bounds_are_tight():
    # 1 and 5 of a published 6: each is known within 4 people, less than the threshold of 5.
    protected = protect([1, 5, 40], threshold=5)

    bounds = audit(protected)

    assert (bounds.upper - bounds.lower)[protected.hidden].min() >= 5


def test_a_table_of_zeros_is_published_unless_zeros_count_as_small():
    assert (protect(np.zeros((3, 2))).status == Status.PUBLISHED).all()
    assert (protect(np.zeros((3, 2)), suppress_zeros=True).status == Status.PRIMARY).all()


def test_a_zero_is_never_hidden_to_protect_another_cell():
    protected = protect([[2, 0, 30], [0, 50, 40], [7, 9, 0]], threshold=5)

    assert protected.values[0, 1] == protected.values[1, 0] == protected.values[2, 2] == 0


def test_a_small_total_is_hidden_too():
    protected = protect([1, 2], threshold=5)

    assert (protected.status == Status.PRIMARY).all()
    assert np.isnan(protected.values).all()


def test_one_cell_alone_is_hidden_with_its_total():
    assert protect([3], threshold=5).hidden.all()
    assert not protect([5], threshold=5).hidden.any()


def test_missing_is_neither_zero_nor_hidden_and_leaves_no_total():
    protected = protect([[NAN, 30], [40, 50]], threshold=5)

    assert protected.status[0].tolist() == [Status.MISSING, Status.PUBLISHED, Status.MISSING]
    assert protected.status[2].tolist() == [Status.MISSING, Status.PUBLISHED, Status.MISSING]
    assert protected.marks[0, 0] == ".."
    assert not protected.hidden.any()


def test_subtotals_are_protected_like_totals():
    regions = ["north", "north", "south", "south"]
    protected = protect(
        [[2, 30], [40, 50], [60, 70], [80, 90]], threshold=5, groups={0: [regions]}
    )

    assert protected.values.shape == (7, 3)
    assert protected.values[4, 2] == 122
    assert audit(protected).safe
    assert np.array_equal(subtract(protected), protected.values, equal_nan=True)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(arrays(np.int64, st.just((6, 3)), elements=st.integers(0, 25)), thresholds)
def test_a_hierarchy_of_three_levels_is_safe(counts, threshold):
    levels = [[0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 1, 1]]

    protected = protect(counts, threshold=threshold, groups={0: levels})

    assert protected.values.shape == (12, 4)
    assert audit(protected).safe


def test_without_margins_only_small_cells_are_hidden():
    protected = protect([[2, 30], [40, 50]], threshold=5, margins=False)

    assert protected.values.shape == (2, 2)
    assert protected.hidden.tolist() == [[True, False], [False, False]]


def test_totals_on_one_axis_need_no_protection_along_the_other():
    protected = protect([[2, 30, 20], [40, 50, 60]], threshold=5, margins=[1])

    assert protected.values.shape == (2, 4)
    assert not protected.hidden[1].any()
    assert protected.hidden[0].sum() == 2


def test_cells_named_sensitive_are_primary_whatever_their_count():
    protected = protect(
        [[100, 30], [40, 50]], threshold=5, sensitive=[[True, False], [False, False]]
    )

    assert protected.status[0, 0] == Status.PRIMARY
    assert audit(protected).safe


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    arrays(np.int64, st.tuples(st.integers(2, 4), st.integers(2, 4)), elements=st.integers(0, 9)),
    st.integers(2, 6),
)
def test_nobody_alone_in_a_cell_can_work_out_another_small_cell(counts, threshold):
    protected = protect(counts, threshold=threshold, insiders=True)

    truth = with_totals(counts)
    for row, column in np.argwhere(counts == 1):
        own = {(int(r), int(c)) for r in (row, -1) for c in (column, -1) if truth[r, c] == 1}
        known = protected.values.copy()
        for r, c in own:
            known[r, c] = 1.0
        seen = type(protected)(
            known,
            np.where(np.isnan(known), 1, 0).astype(np.int8),
            threshold,
            1,
            False,
            protected.layout,
        )
        bounds = {place: (low, high) for place, low, high in attacked(seen, floor=1)}
        for place in map(tuple, np.argwhere(protected.status == Status.PRIMARY)):
            low, high = bounds.get(place, (0, threshold))
            assert high - low >= threshold - 1e-6


def test_a_stated_cost_steers_what_is_hidden():
    counts = [[2, 30, 31], [40, 50, 51]]
    costs = np.ones((3, 4))
    costs[:, 1] = 1000.0

    protected = protect(counts, threshold=5, costs=costs)

    assert not protected.hidden[:, 1].any()


def test_a_wider_width_keeps_cells_more_uncertain():
    protected = protect([[2, 30], [40, 50], [60, 70]], threshold=5, width=25)

    bounds = audit(protected)
    assert (bounds.upper - bounds.lower)[protected.hidden].min() >= 25


def test_the_caller_keeps_the_counts_unchanged():
    counts = np.array([[2.0, 30.0], [40.0, 50.0]])
    before = counts.copy()

    protect(counts, threshold=5)

    assert np.array_equal(counts, before)


def test_the_same_table_is_always_hidden_in_the_same_way():
    counts = np.random.default_rng(3).poisson(9, (8, 4))

    first, again = protect(counts), protect(counts)

    assert np.array_equal(first.status, again.status)


def test_a_large_table_is_safe():
    counts = np.random.default_rng(5).negative_binomial(1, 0.05, (50, 20))

    protected = protect(counts)

    assert protected.values.shape == (51, 21)
    assert audit(protected).safe


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        ([], {}, "at least one cell"),
        (5, {}, "at least one cell"),
        ([[]], {}, "at least one cell"),
        ([1, -2], {}, "at least 0"),
        ([1, float("inf")], {}, "must be finite"),
        ([1.5, 2], {}, "whole numbers"),
        ([2.0**53, 2.0**53], {}, "2\\*\\*53"),
        ([1, 2], {"threshold": 0}, "threshold must be"),
        ([1, 2], {"threshold": 2.5}, "threshold must be"),
        ([1, 2], {"width": 0}, "width must be"),
        ([1, 2], {"threshold": NAN}, "threshold must be"),
        ([1, 2], {"threshold": float("inf")}, "threshold must be"),
        ([1, 2], {"margins": [1]}, "no axis 1"),
        ([1, 2], {"groups": {0: [["a"]]}}, "must label its 2 categories"),
        ([1, 2, 3], {"groups": {0: [["a", "a", "b"], ["x", "y", "y"]]}}, "nested"),
        ([1, 2], {"sensitive": [True]}, "sensitive and counts must be alike"),
        ([1, 2], {"costs": [1, 1]}, "costs must be alike"),
        ([1, 2], {"costs": [1, 1, 0]}, "above 0"),
    ],
)
def test_what_is_no_table_of_people_is_refused_in_a_sentence(counts, options, message):
    with pytest.raises(ValueError, match=message):
        protect(counts, **options)


def test_a_table_whose_every_count_is_missing_shows_nothing():
    assert (protect([NAN, NAN]).status == Status.MISSING).all()


def test_one_row_is_protected_like_any_other_table():
    protected = protect([[2, 30, 40, 50]], threshold=5)

    assert audit(protected).safe
    assert np.isnan(protected.values[0, 0])


def test_a_layout_names_subtotals_and_totals_in_order():
    layout = lay_out((4, 2), groups={0: [["n", "n", "s", "s"]]})

    shown = layout.expand(np.arange(8.0).reshape(4, 2))
    assert shown[4].tolist() == [2.0, 4.0, 6.0]
    assert shown[6].tolist() == [12.0, 16.0, 28.0]
    assert not np.asarray(layout.relations() @ shown.ravel()).any()


@pytest.mark.parametrize("shape", [(), (0, 3), (-1, 2), (2.5, 2)])
def test_a_table_needs_an_axis_and_each_axis_a_category(shape):
    with pytest.raises(ValueError, match="at least 1"):
        lay_out(shape)
