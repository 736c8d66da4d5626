from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from concerted.analysis.opinion import (
    POLIS,
    SOUND,
    Outcome,
    VoteMatrix,
    eligible_participants,
    group_participants,
    homogeneity_test,
    project,
    read_conversation,
    read_small_conversation,
)
from concerted.analysis.opinion.grouping import matched_numbers, smoothed_count
from concerted.analysis.tests.conversations import NAMES, published
from concerted.analysis.tests.crowds import crowd

CALM = replace(SOUND, permutations=19, significance=0.06)


def grouped(votes, choice=CALM, history=None):
    return group_participants(votes, project(votes, choice), choice, history)


@pytest.mark.parametrize("groups", [2, 3])
def test_groups_that_are_there_are_found(groups):
    votes, truth = crowd(240, 40, groups, seed=groups)

    found = grouped(votes)

    assert found.outcome is Outcome.GROUPS
    assert found.k == groups
    assert found.p_value == pytest.approx(0.05)
    table = np.zeros((groups, groups))
    np.add.at(table, (found.labels, truth), 1)
    assert table.max(axis=1).sum() / 240 > 0.95


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_groups_are_drawn_among_people_who_vote_without_pattern(seed):
    votes, _ = crowd(150, 30, 1, seed=seed)

    found = grouped(votes)

    assert found.outcome is Outcome.NO_CLEAR_GROUPS
    assert found.sizes.tolist() == [150]
    assert found.silhouette == 0.0
    assert grouped(votes, POLIS).k >= 2


def test_a_single_outlier_is_a_group_in_the_reference_reading_only():
    votes, _ = crowd(120, 30, 1, density=1.0, lean=0.0, seed=6)
    calm = replace(votes, values=np.where(votes.columns < 27, 1, votes.values).astype(np.int8))
    odd = VoteMatrix.from_votes(np.full(30, 999), np.arange(30), np.full(30, -1))
    votes = calm.updated(odd)

    assert min(grouped(votes, POLIS).sizes) == 1
    for one in grouped(votes).candidates:
        assert one.groups.k == 1 or one.groups.sizes.min() >= 5


def test_few_people_are_not_put_in_groups():
    votes, _ = crowd(49, 30, 2, density=1.0)

    found = grouped(votes)

    assert found.outcome is Outcome.SMALL_CONVERSATION
    assert found.labels.tolist() == [0] * 49
    assert math.isnan(found.p_value)
    assert grouped(votes, POLIS).k == 2


def test_people_who_all_vote_alike_are_one_group():
    people, statements = np.divmod(np.arange(60 * 8), 8)
    votes = VoteMatrix.from_votes(people, statements, np.ones(480))

    for choice in (SOUND, POLIS):
        assert grouped(votes, choice).outcome is Outcome.ALL_ALIKE


def test_nobody_with_enough_votes_leaves_no_group():
    statements = np.arange(20)
    votes = VoteMatrix.from_votes(statements % 10, statements, np.ones(20))

    found = grouped(votes, POLIS)

    assert found.k == 0
    assert found.labels.tolist() == [-1] * 10


def test_participants_need_seven_votes_or_all_statements():
    few = VoteMatrix.from_votes([1, 1, 1, 2], [1, 2, 3, 1], [1, 1, 1, 1])
    many = VoteMatrix.from_votes([1] * 7 + [2] * 6, [*range(7), *range(6)], [1] * 13)

    assert eligible_participants(few).tolist() == [True, False]
    assert eligible_participants(many).tolist() == [True, False]


def test_votes_on_rejected_statements_make_nobody_eligible_unless_as_in_the_reference():
    votes = VoteMatrix.from_votes([1] * 8, range(8), [1] * 8, moderated_out=[0, 1])
    longer = VoteMatrix.from_votes([2] * 9, range(9), [1] * 9, moderated_out=[0, 1]).updated(votes)

    assert eligible_participants(longer, POLIS).tolist() == [True, True]
    assert eligible_participants(longer).tolist() == [False, True]


def test_once_in_a_group_stays_in():
    votes, _ = crowd(120, 12, 2, density=0.7, seed=2)
    first = grouped(votes)
    rejected = votes.with_moderated_out(range(6))

    stays = eligible_participants(rejected, SOUND, first.history)
    leaves = eligible_participants(
        rejected, replace(SOUND, once_in_stays_in=False, minimum_votes=6), first.history
    )

    assert stays.sum() == (first.labels >= 0).sum()
    assert leaves.sum() < stays.sum()


def test_another_number_of_groups_is_shown_after_it_won_four_times_in_a_row():
    history = replace(grouped(crowd(120, 30, 2)[0]).history, k=2, leader=2, wins=9)
    seen = []
    for winner in (3, 3, 2, 3, 3, 3, 3):
        k, wins = smoothed_count(winner, [1, 2, 3], SOUND, history)
        history = replace(history, k=k, leader=winner, wins=wins)
        seen.append(k)

    assert seen == [2, 2, 2, 2, 2, 2, 3]


def test_a_number_of_groups_that_is_no_longer_possible_gives_way_at_once():
    history = replace(grouped(crowd(120, 30, 2)[0]).history, k=5, leader=5, wins=9)

    assert smoothed_count(2, [1, 2], SOUND, history) == (2, 1)


def test_groups_keep_their_numbers_when_their_sizes_change_places():
    votes, truth = crowd(120, 40, 2, density=0.8, seed=5)
    people = votes.participant_ids[truth == 0][:-20]
    first = grouped(votes.only(~np.isin(votes.participant_ids, people[:30])))
    other = votes.participant_ids[truth == 1]
    then = grouped(votes.only(~np.isin(votes.participant_ids, other[:30])), CALM, first.history)

    was = dict(zip(first.history.participant_ids.tolist(), first.labels.tolist(), strict=True))
    both = [one for one in then.history.participant_ids.tolist() if one in was]
    now = dict(zip(then.history.participant_ids.tolist(), then.labels.tolist(), strict=True))
    assert np.mean([was[one] == now[one] for one in both]) > 0.95
    assert np.array_equal(then.sizes, np.bincount(then.labels))


def test_a_group_that_is_new_comes_last():
    overlap = np.array([[0, 0], [3, 20], [30, 1]])

    assert matched_numbers(overlap).tolist() == [2, 1, 0]


def test_names_of_participants_and_order_of_votes_change_no_group():
    votes, _ = crowd(120, 30, 3, seed=7)
    names = np.random.default_rng(0).permutation(votes.participant_count)
    renamed = VoteMatrix.from_votes(names[votes.rows], votes.columns, votes.values)

    found, other = grouped(votes), grouped(renamed)

    assert np.array_equal(found.sizes, other.sizes)
    assert np.array_equal(other.labels[names], found.labels)


def test_the_permutation_test_is_even_under_its_null_hypothesis():
    quick = replace(SOUND, permutations=19, significance=0.3, maximum_groups=3)
    values = []
    for seed in range(20):
        votes, _ = crowd(60, 12, 1, density=0.8, seed=100 + seed)
        everyone = np.ones(votes.participant_count, dtype=bool)
        values.append(homogeneity_test(votes, everyone, quick).p_value)

    assert sum(value <= 0.3 for value in values) <= 11
    assert all(0.05 <= value <= 1.0 for value in values)


def test_the_permutation_test_is_the_same_every_time():
    votes, _ = crowd(80, 20, 2, seed=1)
    everyone = np.ones(80, dtype=bool)
    quick = replace(SOUND, permutations=19)

    one, two = (homogeneity_test(votes, everyone, quick) for _ in range(2))

    assert one.p_value == two.p_value == pytest.approx(0.05)
    assert np.array_equal(one.shuffled, two.shuffled)
    assert one.silhouette > one.shuffled.max()


def test_too_few_people_are_not_tested():
    votes = VoteMatrix.from_votes([1, 2, 3], [1, 1, 1], [1, -1, 1])

    found = homogeneity_test(votes, np.ones(3, dtype=bool))

    assert found.p_value == 1.0
    assert found.shuffled.size == 0


def test_small_conversations_are_read_by_what_unites_and_what_divides():
    people, statements = np.divmod(np.arange(12 * 3), 3)
    table = np.ones((12, 3))
    table[:6, 1] = -1
    table[:, 2] = 0
    votes = VoteMatrix.from_votes(people, statements, table.ravel())

    found = read_small_conversation(votes)

    assert found.uniting[0] == 0
    assert found.dividing[0] == 1
    assert found.division[2] < found.division[1]
    assert found.agree[0] == pytest.approx(13 / 15)
    assert found.is_agreed[0]


def test_four_of_four_do_not_outrank_twenty_eight_of_thirty():
    people = [*range(4), *range(30)]
    statements = [1] * 4 + [2] * 30
    votes = VoteMatrix.from_votes(people, statements, [1] * 4 + [1] * 28 + [-1] * 2)

    found = read_small_conversation(votes, replace(SOUND, privacy_floor=1))

    assert found.uniting.tolist() == [1, 0]


def test_statements_under_the_privacy_floor_or_rejected_are_not_listed():
    votes = VoteMatrix.from_votes(
        [*range(4), *range(9), *range(9)], [1] * 4 + [2] * 9 + [3] * 9, [1] * 22, moderated_out=[3]
    )

    found = read_small_conversation(votes)

    assert found.is_shown.tolist() == [False, True, False]
    assert found.uniting.tolist() == [1]


@pytest.mark.parametrize("name", NAMES)
def test_published_conversations_have_the_groups_of_the_best_of_200_restarts(name):
    votes, _, expected = published(name)

    found = read_conversation(votes, POLIS).grouping

    clustering = expected["clustering"]
    assert (found.labels >= 0).sum() == expected["counts"]["clustered_participants"]
    assert found.k == clustering["best_of_200_restarts_k"]
    best = clustering["best_of_200_restarts_by_k"][str(found.k)]
    assert found.silhouette == pytest.approx(best["silhouette"], abs=0.002)
    assert [one.clustering.k for one in found.candidates] == [2, 3, 4, 5]
