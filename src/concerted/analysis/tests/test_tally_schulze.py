"""Schulze: textbook elections, all paths counted one by one, and what must hold in any election."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.tally import (
    TieRule,
    drawn_order,
    pairwise_preferences,
    schulze,
    schulze_of_pairwise,
)
from concerted.analysis.tests.elections import (
    SCHULZE_45,
    TENNESSEE,
    plain_pairwise,
    plain_strongest_paths,
    small_elections,
    solid_ballots,
)


def test_the_example_of_45_voters_ends_as_schulze_published_it():
    result = schulze(SCHULZE_45, 5)

    assert result.winners == (5,)
    assert result.tiers == ((5,), (1,), (3,), (2,), (4,))
    assert result.condorcet_winner is None
    assert result.strongest_paths.tolist() == [
        [0, 28, 28, 30, 24],
        [25, 0, 28, 33, 24],
        [25, 29, 0, 29, 24],
        [25, 28, 28, 0, 24],
        [25, 28, 28, 31, 0],
    ]


def test_tennessee_elects_nashville_who_beats_every_other():
    result = schulze(TENNESSEE, 4)

    assert result.winner == result.condorcet_winner == 2
    assert result.tie is None


def test_candidates_without_a_rank_are_last_and_equal():
    assert pairwise_preferences([(3, [2])], 3).tolist() == [[0, 0, 0], [3, 0, 3], [0, 0, 0]]


def test_several_winners_are_told_and_the_lower_number_or_the_lot_decides():
    ballots = [(1, [1, 2]), (1, [2, 1])]

    result = schulze(ballots, 2)

    assert result.winners == (1, 2)
    assert result.winner == 1
    assert result.tie.rule is TieRule.LOWER_NUMBER
    drawn = schulze(ballots, 2, seed="rain")
    assert drawn.winner == drawn_order([1, 2], "rain")[0]
    assert drawn.tie.rule is TieRule.LOT


def test_one_candidate_wins_alone():
    assert schulze([(1, [1])], 1).winners == (1,)


def test_many_ballots_are_compared_block_by_block_without_loss():
    ballots = SCHULZE_45 * 20_000

    assert (pairwise_preferences(ballots, 5) == 20_000 * pairwise_preferences(SCHULZE_45, 5)).all()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ([[0, 1]], "square"),
        ([], "square"),
        ([[0, -1], [1, 0]], "at least 0"),
        ([[0, 1.5], [1, 0]], "at least 0"),
        ([[0, float("nan")], [1, 0]], "at least 0"),
        ([[0, float("inf")], [1, 0]], "at least 0"),
        ([["", ""], ["", ""]], "whole numbers"),
    ],
)
def test_bad_tables_of_pairs_are_refused(table, sentence):
    with pytest.raises(ValueError, match=sentence):
        schulze_of_pairwise(table)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(most_candidates=5))
def test_strongest_paths_are_the_best_of_all_paths(election):
    ballots, candidates, _ = election

    result = schulze(ballots, candidates)

    pairwise = plain_pairwise(ballots, candidates)
    paths = plain_strongest_paths(pairwise)
    assert result.pairwise.tolist() == pairwise
    assert result.strongest_paths.tolist() == paths
    assert list(result.winners) == [
        one + 1
        for one in range(candidates)
        if all(paths[one][other] >= paths[other][one] for other in range(candidates))
    ]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(), st.integers(1, 2), st.randoms(use_true_random=False))
def test_who_beats_every_other_in_pairs_wins_alone(election, favorite, random):
    ballots, candidates, _ = election
    others = [who for who in range(1, candidates + 1) if who != favorite]
    more = sum(voters for voters, _ in ballots) + 1

    result = schulze(ballots + solid_ballots(more, [favorite], others, random), candidates)

    assert result.condorcet_winner == favorite
    assert result.winners == (favorite,)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(), st.randoms(use_true_random=False))
def test_voters_and_candidates_are_treated_alike(election, random):
    ballots, candidates, _ = election
    result = schulze(ballots, candidates)
    others = list(range(1, candidates + 1))
    random.shuffle(others)
    renumbered = [(voters, [others[who - 1] for who in ranking]) for voters, ranking in ballots]
    random.shuffle(renumbered)

    again = schulze(renumbered, candidates)

    assert set(again.winners) == {others[who - 1] for who in result.winners}
    place = np.array(others) - 1
    assert (again.strongest_paths[np.ix_(place, place)] == result.strongest_paths).all()
