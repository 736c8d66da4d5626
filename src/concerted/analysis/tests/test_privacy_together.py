from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from concerted.analysis.privacy import (
    Told,
    protect,
    protect_together,
    weighted_share_is_safe,
)

FLOOR = 5


def survey(rng, people, questions, answers=4, groups=3):
    """For each question a table of its answers by the same groups."""
    group = rng.choice(groups, size=people, p=rng.dirichlet(np.ones(groups)))
    tables = []
    for _ in range(questions):
        answer = rng.choice(answers, size=people, p=rng.dirichlet(np.ones(answers)))
        table = np.zeros((answers, groups), dtype=int)
        np.add.at(table, (answer, group), 1)
        tables.append(table)
    return tables


def same_groups(tables):
    """Each table has as many people in each group as the first."""
    last, groups = len(tables[0]), len(tables[0][0])
    return [
        [(0, (last, g), 1), (k, (len(tables[k]), g), -1)]
        for k in range(1, len(tables))
        for g in range(groups)
    ]


class Attacker:
    """Knows every published number of several releases, how tables add up, and that hidden cells are people.

    By plain loops over its own variables, the cells inside each table; nothing of the code under test.
    """

    def __init__(self, releases, equations, growing):
        self.shapes = [one.layout.inside for one in releases[0]]
        self.sizes = [rows * columns for rows, columns in self.shapes]
        self.width = sum(self.sizes)
        self.total = self.width * len(releases)
        self.rows, self.values, self.below, self.least = [], [], [], []
        for number, tables in enumerate(releases):
            for k, table in enumerate(tables):
                for place, value in np.ndenumerate(table.values):
                    row = self.cell(number, k, place)
                    if np.isfinite(value):
                        self.rows.append(row)
                        self.values.append(value)
                    else:
                        self.below.append(-row)
                        self.least.append(-1.0)
            for equation in equations:
                row = sum(factor * self.cell(number, k, place) for k, place, factor in equation)
                self.rows.append(row)
                self.values.append(0.0)
        if growing:
            self._grow(releases[0])

    def _grow(self, tables):
        for k, table in enumerate(tables):
            for place in np.ndindex(table.values.shape):
                self.below.append(self.cell(1, k, place) - self.cell(0, k, place))
                self.least.append(0.0)

    def cell(self, release, table, place):
        row = np.zeros(self.total)
        rows, columns = self.shapes[table]
        for r in range(rows) if place[0] == rows else [place[0]]:
            for c in range(columns) if place[1] == columns else [place[1]]:
                start = release * self.width + sum(self.sizes[:table])
                row[start + r * columns + c] = 1.0
        return row

    def range_of(self, aim):
        ends = []
        for way in (1.0, -1.0):
            found = linprog(
                way * aim,
                A_eq=np.array(self.rows),
                b_eq=np.array(self.values),
                A_ub=np.array(self.below) if self.below else None,
                b_ub=np.array(self.least) if self.below else None,
            )
            ends.append(np.inf if found.status == 3 else way * found.fun)
        return abs(ends[1] - ends[0])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), people=st.integers(20, 120), questions=st.integers(1, 3))
def test_no_hidden_cell_of_several_tables_can_be_narrowed_down(seed, people, questions):
    tables = survey(np.random.default_rng(seed), people, questions)
    links = same_groups(tables)

    found = protect_together(tables, links, threshold=FLOOR)

    assert found.safe
    reader = Attacker([found.tables], links, growing=False)
    for k, table in enumerate(found.tables):
        for place in np.argwhere(table.hidden):
            assert reader.range_of(reader.cell(0, k, tuple(place))) >= FLOOR - 1e-6


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), people=st.integers(30, 90), more=st.integers(5, 40))
def test_two_releases_side_by_side_tell_no_small_change(seed, people, more):
    rng = np.random.default_rng(seed)
    first = survey(rng, people, 2)
    second = [one + added for one, added in zip(first, survey(rng, more, 2), strict=True)]
    links = same_groups(first)
    if any(second[0].sum(axis=0) != second[1].sum(axis=0)):
        return
    old = protect_together(first, links, threshold=FLOOR)

    new = protect_together(second, links, earlier=[Told(first, old.tables)], threshold=FLOOR)

    if not new.safe:
        return
    reader = Attacker([new.tables, old.tables], links, growing=True)
    for k, (table, before) in enumerate(zip(new.tables, old.tables, strict=True)):
        shown = table.layout.expand(second[k].astype(float))
        was = table.layout.expand(first[k].astype(float))
        for place in map(tuple, np.ndindex(shown.shape)):
            change = reader.cell(0, k, place) - reader.cell(1, k, place)
            if 0 < abs(shown[place] - was[place]) < FLOOR:
                assert reader.range_of(change) >= FLOOR - 1e-6
            if before.hidden[place]:
                assert reader.range_of(reader.cell(1, k, place)) >= FLOOR - 1e-6


def test_one_table_is_protected_as_by_protect():
    counts = [[2, 30], [40, 50], [60, 70]]

    found = protect_together([counts], threshold=5)

    assert (found.tables[0].hidden == protect(counts, threshold=5).hidden).all()


def test_a_cell_that_follows_from_another_table_is_hidden_there_too():
    yes_no = [[3, 30], [40, 50]]
    asked = [[3, 30], [40, 50]]
    asked_is_yes = [[(0, (0, g), 1), (1, (0, g), -1)] for g in range(2)]

    alone = protect_together([yes_no, [[43, 80]]], threshold=5)
    found = protect_together([yes_no, asked], asked_is_yes, threshold=5)

    assert not alone.tables[1].hidden.any()
    assert found.tables[1].hidden[0, 0]
    assert found.safe


def test_a_release_with_few_more_people_shows_nothing_that_changed_a_little():
    first = [[30, 40], [50, 60]]
    told = protect_together([first], threshold=5)
    second = [[31, 40], [50, 72]]

    found = protect_together([second], earlier=[Told([first], told.tables)], threshold=5)

    assert found.safe
    assert found.tables[0].hidden[0, 0]


@pytest.mark.parametrize(
    ("tables", "equations", "sentence"),
    [
        ([], [], "tables must be there"),
        ([[[1, np.nan]]], [], "no missing counts"),
        ([[[1, 2]]], [[(0, (0, 0), 1)]], "equation 0 does not hold"),
        ([[[1, 2]]], [[(1, (0, 0), 1)]], "names table 1"),
        ([[[1, 2]]], [[(0, (5, 0), 1)]], "names cell"),
    ],
)
def test_what_does_not_fit_is_refused(tables, equations, sentence):
    with pytest.raises(ValueError, match=sentence):
        protect_together(tables, equations)


def test_a_release_by_groups_is_protected_beside_one_without_groups():
    plain = protect_together([[[30], [40]]], labels=[LABELS_ALONE], threshold=5)
    earlier = Told([[[30], [40]]], plain.tables, [], [LABELS_ALONE])
    by_groups = [[20, 12], [30, 10]]

    found = protect_together([by_groups], earlier=[earlier], labels=[LABELS], threshold=5)

    assert found.safe
    assert found.tables[0].hidden[0, 2]
    assert not found.tables[0].hidden[1, 2]


LABELS_ALONE = [("yes", 1), "yes", ("no", 1), "no", ("all", 1), "all"]
LABELS = [
    *(("yes", "young"), ("yes", "old"), "yes", ("no", "young"), ("no", "old"), "no"),
    *(("all", "young"), ("all", "old"), "all"),
]


def test_labels_are_one_for_each_cell():
    with pytest.raises(ValueError, match="each of 4 cells"):
        protect_together([[[30]]], labels=[["a", "b", "b", "c"]], threshold=5)


def test_an_earlier_release_that_does_not_show_its_counts_is_refused():
    told = protect_together([[[30, 40]]], threshold=5)

    with pytest.raises(ValueError, match="does not show its counts"):
        protect_together([[[30, 41]]], earlier=[Told([[[30, 41]]], told.tables)], threshold=5)


def test_a_weighted_share_of_two_groups_tells_how_the_smaller_answered():
    assert not weighted_share_is_safe([60, 1], [85, 15], [0.5, 3.8], [[0, 1]])


def test_a_weighted_share_is_safe_where_no_group_has_few_answers():
    assert weighted_share_is_safe([60, 12], [80, 30], [0.5, 3.8], [[0, 1]])


def test_equal_weights_tell_nothing_that_the_plain_share_does_not():
    assert weighted_share_is_safe([60, 1], [85, 15], [1.0, 1.0], [[0, 1]])


def test_a_weighted_share_rounded_coarsely_enough_is_safe():
    given = [60, 1], [85, 15], [0.9, 1.6], [[0, 1]]

    assert not weighted_share_is_safe(*given, step=0.001)
    assert weighted_share_is_safe(*given, step=0.2)


def test_weights_and_counts_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="must be alike"):
        weighted_share_is_safe([1, 2], [3], [1, 1], [])
    with pytest.raises(ValueError, match="not be above"):
        weighted_share_is_safe([4], [3], [1], [])
