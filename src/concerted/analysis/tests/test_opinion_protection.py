"""The privacy floor of groups, against one who subtracts and one who solves linear programs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from concerted.analysis.opinion.protection import Cell, protect
from concerted.analysis.opinion.votes import VoteMatrix
from concerted.analysis.tests.conversations import NAMES, published


def conversation(*groups, ungrouped=()):
    """One statement; each group's (agree, disagree, pass) votes."""
    values, labels = [], []
    for number, (agree, disagree, passed) in enumerate(
        [*groups, *([ungrouped] if ungrouped else [])]
    ):
        values += [1] * agree + [-1] * disagree + [0] * passed
        labels += [number if number < len(groups) else -1] * (agree + disagree + passed)
    return VoteMatrix.from_votes(range(len(values)), [1] * len(values), values), np.array(labels)


def named(protection):
    return [Cell(one).name for one in protection.cells[:, 0]]


def test_what_nobody_can_be_told_from_is_shown():
    votes, groups = conversation((9, 7, 0), (6, 0, 5))

    found = protect(votes, groups, floor=5)

    assert named(found) == ["SHOWN", "SHOWN"]
    assert found.shown([[16], [11]]).tolist() == [[16.0], [11.0]]
    assert found.comparable.all()
    assert found.complete.all()


def test_a_suppressed_cell_takes_another_with_it_since_totals_are_known():
    votes, groups = conversation((2, 9, 0), (9, 9, 9), (20, 20, 20))

    found = protect(votes, groups, floor=5)

    assert named(found) == ["SUPPRESSED", "COMPLEMENT", "SHOWN"]
    assert not found.complete[0]


def test_the_complement_is_the_smallest_that_does_and_not_the_smallest():
    votes, groups = conversation((2, 9, 0), (0, 6, 0), (20, 20, 20))

    assert named(protect(votes, groups, floor=5)) == ["SUPPRESSED", "SHOWN", "COMPLEMENT"]


def test_people_in_no_group_are_protected_from_subtraction_too():
    votes, groups = conversation((9, 9, 9), (20, 20, 20), ungrouped=(1, 0, 0))

    found = protect(votes, groups, floor=5)

    assert named(found) == ["COMPLEMENT", "SHOWN"]
    assert not found.comparable[0], "who is compared with would tell the two apart"


def test_enough_people_in_no_group_make_a_heap_with_one_that_is_suppressed():
    votes, groups = conversation((2, 9, 0), (20, 20, 20), ungrouped=(9, 9, 9))

    found = protect(votes, groups, floor=5)

    assert named(found) == ["SUPPRESSED", "SHOWN"]
    assert not found.comparable[0]


def test_suppressed_is_neither_zero_nor_missing():
    votes = VoteMatrix.from_votes(
        [*range(16), *range(11)],
        [1] * 16 + [2] * 11,
        [1] * 10 + [-1] * 5 + [1] + [1] * 6 + [-1] * 5,
    )
    groups = np.array([0] * 11 + [1] * 5)

    found = protect(votes, groups, floor=5)

    assert found.cells[:, 1].tolist() == [Cell.SHOWN, Cell.MISSING]
    shown = found.shown([[11, 11], [5, 0]])
    assert np.isnan(shown[1, 1])
    assert votes.count(groups).passed[0, 1] == 0
    assert found.shown(votes.count(groups).passed)[0, 1] == 0.0


def test_a_group_under_the_floor_shows_nothing_not_its_size_either():
    votes, groups = conversation((2, 2, 0), (9, 9, 9), (20, 20, 20))

    found = protect(votes, groups, floor=5)

    assert named(found)[0] == "SUPPRESSED"
    assert found.size_shown.tolist() == [False, False, True]


def test_a_floor_of_voters_lets_small_counts_of_many_voters_be_told():
    votes, groups = conversation((2, 20, 0), (1, 1, 1), (20, 20, 20), (20, 9, 0))

    each = protect(votes, groups, floor=5)
    voters = protect(votes, groups, floor=5, each_count=False)

    assert named(each) == ["SUPPRESSED", "SUPPRESSED", "COMPLEMENT", "SHOWN"]
    assert named(voters) == ["COMPLEMENT", "SUPPRESSED", "SHOWN", "SHOWN"]


def test_a_floor_of_one_shows_everything():
    votes, groups = conversation((1, 0, 0), (0, 1, 3), ungrouped=(1, 0, 0))

    found = protect(votes, groups, floor=1)

    assert named(found) == ["SHOWN", "SHOWN"]
    assert found.size_shown.all()


def test_groups_of_one_mind_are_not_given_away_together():
    # The smallest complement agreed like the suppressed group: whoever knows their sizes would know each vote.
    votes, groups = conversation((3, 0, 0), (9, 0, 0), (6, 6, 6))

    assert named(protect(votes, groups, floor=5)) == ["SUPPRESSED", "SHOWN", "COMPLEMENT"]


@st.composite
def tables(draw):
    """Up to four groups of up to a dozen, some people in none, one or two statements."""
    groups = draw(st.integers(1, 4))
    statements = draw(st.integers(1, 2))
    listed, labels, person = [], [], 0
    for group in [*range(groups), -1]:
        size = draw(st.integers(0 if group == -1 else 1, 12))
        for _ in range(size):
            answers = [draw(st.sampled_from([None, 1, 1, -1, 0])) for _ in range(statements)]
            if all(answer is None for answer in answers):
                answers[0] = 1
            listed += [
                (person, s, answer) for s, answer in enumerate(answers) if answer is not None
            ]
            labels.append(group)
            person += 1
    return VoteMatrix.from_votes(*zip(*listed, strict=True)), np.array(labels), groups


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tables())
def test_no_linear_program_finds_a_suppressed_count(table):
    votes, groups, number = table
    found = protect(votes, groups, floor=3, group_count=number)
    counts, totals = votes.count(groups, number), votes.count()
    own = np.stack([counts.agree, counts.disagree, counts.passed])
    everyone = np.stack([totals.agree, totals.disagree, totals.passed])
    sizes = np.bincount(groups[groups >= 0], minlength=number)

    for statement in range(votes.statement_count):
        suppressed = found.cells[:, statement] == Cell.SUPPRESSED
        heap = everyone[:, statement] - own[:, ~_hidden(found, statement), statement].sum(axis=1)
        if not suppressed.any() or (heap == everyone[:, statement]).all():
            continue  # nothing hidden, or nothing shown: only what the totals tell is known
        assert not ((heap > 0) & (heap < 3)).any()
        for group in np.flatnonzero(suppressed):
            for kind in np.flatnonzero(
                (own[:, group, statement] > 0) & (own[:, group, statement] < 3)
            ):
                low, high = _bounds(
                    own, everyone, sizes, votes.participant_count, found, statement, group, kind
                )
                assert high - low > 0.5


def _hidden(found, statement):
    return np.isin(found.cells[:, statement], [Cell.SUPPRESSED, Cell.COMPLEMENT])


def _bounds(own, everyone, sizes, people, found, statement, group, kind):
    """Least and most that the count can be, for one who knows every total, size and shown cell."""
    number = sizes.size + 1  # those in no group are one more, never shown
    all_sizes = [*sizes.tolist(), people - int(sizes.sum())]
    variables = number * 4  # agree, disagree, pass, unseen

    def row(entries):
        line = np.zeros(variables)
        line[entries] = 1
        return line

    lines = [row([g * 4 + k for k in range(4)]) for g in range(number)]
    values = list(all_sizes)
    for k in range(3):
        lines.append(row([g * 4 + k for g in range(number)]))
        values.append(int(everyone[k, statement]))
    for g in np.flatnonzero(~_hidden(found, statement)):
        for k in range(3):
            lines.append(row([g * 4 + k]))
            values.append(int(own[k, g, statement]))
    aim = row([group * 4 + kind])
    ends = [
        linprog(sign * aim, A_eq=np.array(lines), b_eq=values, method="highs").fun * sign
        for sign in (1, -1)
    ]
    return ends[0], ends[1]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_shown_of_published_groups_makes_a_safe_heap(name):
    votes, groups, _expected = published(name)

    found = protect(votes, groups, floor=5)

    counts, totals = votes.count(groups), votes.count()
    shown = found.cells == Cell.SHOWN
    for own, everyone in (
        (counts.agree, totals.agree), (counts.disagree, totals.disagree), (counts.passed, totals.passed)
    ):  # fmt: skip
        assert (own[shown] >= 5).all() or (own[shown][own[shown] < 5] == 0).all()
        heap = everyone - (own * shown).sum(axis=0)
        something_shown = shown.any(axis=0)
        assert not ((heap > 0) & (heap < 5))[something_shown].any()


def test_a_floor_or_figures_that_cannot_be_are_refused():
    votes, groups = conversation((5, 5, 5))

    with pytest.raises(ValueError, match="floor must be 1 or more"):
        protect(votes, groups, floor=0)
    with pytest.raises(ValueError, match="groups must be"):
        protect(votes, [0], floor=5)
    with pytest.raises(ValueError, match="values must be"):
        protect(votes, groups, floor=5).shown([[1, 2]])
