"""Group statistics against hand-computed figures, published conversations and invariances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from concerted.analysis.opinion.statistics import (
    group_statistics,
    one_proportion_z,
    smoothed_share,
    statistics_of_counts,
    two_proportion_z,
)
from concerted.analysis.opinion.votes import VoteCounts, VoteMatrix
from concerted.analysis.tests.conversations import NAMES, conversations, published

FIGURES = ("ns", "na", "nd", "pa", "pd", "pat", "pdt", "ra", "rat", "rd", "rdt")


def made_up():
    """Group 0: 3 agree, 1 disagrees. Group 1: 2 disagree, 1 passes. One more agrees, in no group."""
    votes = VoteMatrix.from_votes(range(8), [40] * 8, [1, 1, 1, -1, -1, -1, 0, 1])
    return votes, np.array([0, 0, 0, 0, 1, 1, 1, -1])


def test_every_statistic_of_two_groups_is_what_a_pencil_gives():
    found = group_statistics(*made_up())

    by_hand = {
        "ns": [4, 3],
        "na": [3, 0],
        "nd": [1, 2],
        "npass": [0, 1],
        "pa": [4 / 6, 1 / 5],
        "pd": [2 / 6, 3 / 5],
        "pat": [2 * 5**0.5 * (4 / 5 - 1 / 2), 2 * 2 * (1 / 4 - 1 / 2)],
        "pdt": [2 * 5**0.5 * (2 / 5 - 1 / 2), 2 * 2 * (3 / 4 - 1 / 2)],
        "ra": [10 / 3, 3 / 10],
        "rd": [5 / 9, 9 / 5],
        # pooled 5/9: sqrt(5/9 · 4/9 · (1/5 + 1/4)) is one third
        "rat": [3 * (4 / 5 - 1 / 4), 3 * (1 / 4 - 4 / 5)],
        "rdt": [3 * (2 / 5 - 3 / 4), 3 * (3 / 4 - 2 / 5)],
    }
    for name, values in by_hand.items():
        np.testing.assert_allclose(getattr(found, name)[:, 0], values, rtol=1e-14, err_msg=name)


def test_a_pass_is_a_vote_and_a_statement_not_shown_is_none():
    passed = group_statistics(VoteMatrix.from_votes([1, 2], [5, 5], [1, 0]), [0, 0])
    unseen = group_statistics(VoteMatrix.from_votes([1, 2], [5, 6], [1, 0]), [0, 0])

    assert passed.ns[0, 0] == 2
    assert unseen.ns[0, 0] == 1
    assert passed.pa[0, 0] == 2 / 4
    assert unseen.pa[0, 0] == 2 / 3


def test_people_in_no_group_are_nowhere_in_the_figures():
    votes, groups = made_up()
    without = votes.only(groups >= 0)

    with_them, alone = group_statistics(votes, groups), group_statistics(without, groups[:7])

    for name in FIGURES:
        np.testing.assert_array_equal(getattr(with_them, name), getattr(alone, name))


def test_a_group_without_anyone_has_even_chances_and_changes_no_other():
    votes, groups = made_up()

    two, three = group_statistics(votes, groups), group_statistics(votes, groups, group_count=3)

    for name in FIGURES:
        np.testing.assert_array_equal(getattr(three, name)[:2], getattr(two, name))
    assert (three.ns[2, 0], three.pa[2, 0], three.pat[2, 0]) == (0, 0.5, 1.0)


def test_one_group_of_all_is_compared_with_even_chances():
    found = group_statistics(VoteMatrix.from_votes([1, 2], [5, 5], [1, 1]), [0, 0])

    assert found.pa[0, 0] == 3 / 4
    assert found.ra[0, 0] == (3 / 4) / (1 / 2)
    assert found.rat[0, 0] == 0, "p1 = p2 = 1: the limit"


def test_asking_twice_gives_the_same_answer():
    count, seen = np.array([16.0, 3.0]), np.array([51.0, 4.0])

    first = two_proportion_z(count, seen, count[::-1], seen[::-1])
    again = two_proportion_z(count, seen, count[::-1], seen[::-1])

    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(count, [16.0, 3.0])
    np.testing.assert_array_equal(seen, [51.0, 4.0])


@pytest.mark.parametrize("name", NAMES)
def test_statistics_of_published_groups_are_those_of_the_reference(name):
    votes, groups, expected = published(name)

    found = group_statistics(votes, groups)

    tables = expected["with_published_groups"]["group_statement_stats"]
    for group, rows in tables.items():
        for figure in FIGURES:
            wanted = [rows[str(one)][figure] for one in votes.statement_ids]
            np.testing.assert_allclose(
                getattr(found, figure)[int(group)], wanted, rtol=1e-9, atol=1e-11, err_msg=figure
            )


@pytest.mark.parametrize("name", NAMES)
def test_totals_of_published_conversations_are_those_of_the_reference(name):
    votes, _groups, expected = published(name)

    counts = votes.count()

    rows = zip(
        counts.agree.tolist(), counts.disagree.tolist(), counts.passed.tolist(), strict=True
    )
    assert [{"agree": a, "disagree": d, "pass": p} for a, d, p in rows] == list(
        expected["totals"].values()
    )


@settings(max_examples=50, deadline=None, derandomize=True)
@given(conversations())
def test_renumbering_the_groups_renumbers_the_figures(conversation):
    votes, groups, number = conversation
    order = np.arange(number)[::-1]
    renamed = np.where(groups < 0, -1, order[groups])

    found = group_statistics(votes, groups, group_count=number)
    other = group_statistics(votes, renamed, group_count=number)

    for name in FIGURES:
        np.testing.assert_array_equal(getattr(other, name)[order], getattr(found, name))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(conversations())
def test_turning_every_vote_round_swaps_agreement_and_disagreement(conversation):
    votes, groups, number = conversation
    turned = VoteMatrix.from_votes(
        votes.participant_ids[votes.rows], votes.statement_ids[votes.columns], -votes.values
    )

    found = group_statistics(votes, groups, group_count=number)
    other = group_statistics(turned, groups, group_count=number)

    for one, opposite in (
        ("na", "nd"),
        ("pa", "pd"),
        ("pat", "pdt"),
        ("ra", "rd"),
        ("rat", "rdt"),
    ):
        np.testing.assert_array_equal(getattr(found, one), getattr(other, opposite))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(conversations(most_groups=2))
def test_of_two_groups_what_sets_one_apart_sets_the_other_apart_the_other_way(conversation):
    votes, groups, number = conversation

    found = group_statistics(votes, groups, group_count=number)

    np.testing.assert_allclose(found.ra[0] * found.ra[1], 1.0, rtol=1e-12)
    np.testing.assert_allclose(found.rat[0], -found.rat[1], rtol=1e-12, atol=1e-14)
    assert (found.pa > 0).all()
    assert (found.pa < 1).all()


def test_counts_from_elsewhere_give_what_their_votes_give():
    votes, groups = made_up()

    of_counts = statistics_of_counts(votes.count(groups), pseudo_count=2)

    np.testing.assert_array_equal(of_counts.pa, group_statistics(votes, groups, pseudo_count=2).pa)
    assert of_counts.pa[0, 0] == 5 / 8


@pytest.mark.parametrize(
    ("count", "seen", "message"),
    [
        ([1.0], [np.nan], "seen must be finite"),
        ([np.inf], [3.0], "count must be finite"),
        ([-1.0], [3.0], "count must be at least 0"),
        ([4.0], [3.0], "count must be at most seen"),
        ([1.0], [3.0, 3.0], "count and seen must be alike"),
    ],
)
def test_counts_that_cannot_be_are_refused(count, seen, message):
    for function in (smoothed_share, one_proportion_z):
        with pytest.raises(ValueError, match=message):
            function(count, seen)
    with pytest.raises(ValueError, match=message):
        two_proportion_z(count, seen, [0.0], [0.0])


def test_groups_that_cannot_be_are_refused():
    votes, _groups = made_up()

    for groups in ([0, 1], [0.5] * 8, [np.nan] * 8, [-2] * 8):
        with pytest.raises(ValueError, match="groups must be"):
            group_statistics(votes, groups)
    with pytest.raises(ValueError, match="groups must be"):
        group_statistics(votes, [3] * 8, group_count=2)
    for pseudo_count in (0, -1, np.nan, np.inf):
        with pytest.raises(ValueError, match="pseudo_count must be positive"):
            group_statistics(votes, [0] * 8, pseudo_count=pseudo_count)


def test_no_statement_at_all_gives_empty_figures():
    none = np.zeros((2, 0), dtype=np.int64)

    assert statistics_of_counts(VoteCounts(none, none, none)).pa.shape == (2, 0)
