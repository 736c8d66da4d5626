"""What unites, what divides, and what to show next."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.opinion.agreement import adjusted_rand_index
from concerted.analysis.opinion.consensus import (
    Across,
    consensus_statements,
    divisiveness,
    group_aware_consensus,
)
from concerted.analysis.opinion.priority import (
    META_PRIORITY,
    next_statements,
    statement_importance,
    statement_priorities,
)
from concerted.analysis.opinion.significance import POLIS_RULE, Rule
from concerted.analysis.opinion.statistics import group_statistics
from concerted.analysis.opinion.votes import VoteCounts, VoteMatrix
from concerted.analysis.tests.conversations import NAMES, conversations, published


def votes_of(*columns, rejected=()):
    """A conversation in which the people of each column voted so: {1: 9, -1: 2, 0: 1}."""
    rows = [
        (person, statement, vote)
        for statement, column in enumerate(columns)
        for person, vote in enumerate(
            vote for vote, people in column.items() for _ in range(people)
        )
    ]
    return VoteMatrix.from_votes(*zip(*rows, strict=True), moderated_out=rejected)


def counted(agree, disagree, passed):
    return VoteCounts(np.array(agree), np.array(disagree), np.array(passed))


@pytest.mark.parametrize("name", NAMES)
def test_consensus_of_published_conversations_is_that_of_the_reference(name):
    votes, _groups, expected = published(name)

    found = consensus_statements(votes, rule=POLIS_RULE)

    for own, wanted in (
        (found.agree, expected["consensus"]["agree"]),
        (found.disagree, expected["consensus"]["disagree"]),
    ):
        assert [(one.statement, one.count, one.seen) for one in own] == [
            (one["tid"], one["n-success"], one["n-trials"]) for one in wanted
        ]
        for attribute, key in (("share", "p-success"), ("share_z", "p-test")):
            np.testing.assert_allclose(
                [getattr(one, attribute) for one in own], [one[key] for one in wanted], rtol=1e-9
            )


@pytest.mark.parametrize("name", NAMES)
def test_group_aware_consensus_and_priorities_are_those_of_the_reference(name):
    votes, groups, expected = published(name)
    clustered = votes.votes_per_participant >= 7

    found = group_statistics(votes, groups)
    priorities = statement_priorities(
        votes.only(clustered).count(), list(expected["statement_extremity"].values())
    )

    wanted = list(expected["with_published_groups"]["group_aware_consensus"].values())
    for shares, side in ((found.pa, "agree"), (found.pd, "disagree")):
        np.testing.assert_allclose(
            group_aware_consensus(shares, across=Across.PRODUCT),
            [one[side] for one in wanted],
            rtol=1e-9,
        )
    np.testing.assert_allclose(
        priorities, list(expected["statement_priority"].values()), rtol=1e-9
    )


def test_all_agree_on_what_most_agree_on_and_equal_ones_stand_by_number():
    votes = votes_of({1: 18, -1: 2}, {-1: 20}, {1: 10, -1: 10}, {1: 18, -1: 2}, {1: 20})

    found = consensus_statements(votes)

    assert [one.statement for one in found.agree] == [4, 0, 3]
    assert [one.statement for one in found.disagree] == [1]
    assert found.agree[1].share == 19 / 22
    assert found.agree[1].share_z == pytest.approx(2 * 21**0.5 * (19 / 21 - 1 / 2))


def test_passes_count_against_consensus():
    votes = votes_of({1: 18, -1: 2}, {1: 18, 0: 22})

    assert [one.statement for one in consensus_statements(votes).agree] == [0]


def test_a_single_vote_and_a_rejected_statement_are_no_consensus():
    votes = votes_of({1: 1}, {1: 18, -1: 2}, rejected=[1])

    assert consensus_statements(votes).agree == ()
    assert [one.statement for one in consensus_statements(votes, rule=POLIS_RULE).agree] == [0]
    everything = consensus_statements(votes, left_out=np.array([False, False]))
    assert [one.statement for one in everything.agree] == [1]


def test_consensus_among_some_leaves_the_others_out():
    votes = votes_of({1: 12, -1: 12})

    first_twelve = np.arange(24) < 12

    assert consensus_statements(votes).agree == ()
    assert consensus_statements(votes, among=first_twelve).agree[0].seen == 12


def test_the_mean_over_groups_does_not_fall_when_a_group_is_split_in_equal_halves():
    shares = np.array([[0.9, 0.4], [0.3, 0.5]])
    split = np.repeat(shares, 2, axis=0)

    np.testing.assert_allclose(group_aware_consensus(split), group_aware_consensus(shares))
    assert (
        group_aware_consensus(split, across=Across.PRODUCT)
        < group_aware_consensus(shares, across=Across.PRODUCT)
    ).all()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_mean_over_groups_lies_between_the_least_and_the_largest(shares):
    given_shares = np.array(shares)

    mean = group_aware_consensus(given_shares)

    assert (mean >= given_shares.min(axis=0) * (1 - 1e-9)).all()
    assert (mean <= given_shares.max(axis=0) * (1 + 1e-9)).all()


def test_divisiveness_is_the_share_of_variance_between_groups():
    counts = counted(
        [[9, 5, 9, 0], [1, 5, 9, 9]], [[1, 5, 0, 9], [9, 5, 0, 0]], [[0, 0, 0, 0]] * 2
    )

    plain, corrected = divisiveness(counts, corrected=False), divisiveness(counts)

    # 20 votes, mean 0, groups at ±0.8: 20 · 0.64 of 20.
    np.testing.assert_allclose(plain, [0.64, 0, 0, 1], atol=1e-15)
    np.testing.assert_allclose(corrected, [1 - 0.36 * 19 / 18, 0, 0, 1], atol=1e-15)


def test_chance_divides_nothing_once_it_is_taken_off():
    draw = np.random.default_rng(3)
    agree = draw.binomial(6, 0.5, size=(4, 2000))
    counts = counted(agree, 6 - agree, np.zeros_like(agree))

    assert divisiveness(counts, corrected=False).mean() == pytest.approx(3 / 23, abs=0.01)
    assert np.median(divisiveness(counts)) < 0.01


def test_where_fewer_than_two_groups_saw_a_statement_nothing_says_how_it_divides():
    found = divisiveness(counted([[9, 1], [0, 0]], [[1, 0], [0, 1]], [[0, 0], [0, 0]]))

    assert np.isnan(found[0])
    assert np.isnan(found[1]), "two votes in two groups leave nothing to tell chance by"
    with pytest.raises(ValueError, match="counts must be of groups and statements"):
        divisiveness(counted([9], [1], [0]))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(conversations())
def test_divisiveness_stays_between_nothing_and_all(conversation):
    votes, groups, number = conversation
    for corrected in (True, False):
        found = divisiveness(votes.count(groups, number), corrected=corrected)

        known = found[~np.isnan(found)]
        assert ((known >= 0) & (known <= 1)).all()


def test_priority_is_what_a_pencil_gives():
    counts = counted([3, 0], [3, 0], [1, 0])

    importance = statement_importance(counts, [0.5, 0.0])
    priorities = statement_priorities(counts, [0.5, 0.0])

    np.testing.assert_allclose(importance, [4 / 9 * (1 - 2 / 9) * 1.5, 0.25])
    np.testing.assert_allclose(
        priorities, [(4 / 9 * 7 / 9 * 1.5 * (1 + 8 * 2**-1.4)) ** 2, (0.25 * 9) ** 2]
    )
    marked = statement_priorities(counts, [0.5, 0.0], is_meta=np.array([False, True]))
    assert marked[1] == META_PRIORITY == 49


def test_priorities_of_other_than_statements_are_refused():
    counts = counted([3], [3], [1])

    for extremity in ([np.nan], [np.inf], [-1.0]):
        with pytest.raises(ValueError, match="extremity must be"):
            statement_priorities(counts, extremity)
    with pytest.raises(ValueError, match="must be alike"):
        statement_priorities(counts, [1.0, 1.0])
    with pytest.raises(ValueError, match="is_meta must be one truth value"):
        statement_priorities(counts, [1.0], is_meta=[0])


def test_the_next_statement_is_drawn_by_priority_and_never_one_seen_or_rejected():
    draw = np.random.default_rng(9)
    priorities, seen = [1.0, 3.0, 100.0, 100.0, 0.0], np.array([False, False, True, False, False])
    rejected = np.array([False, False, False, True, False])

    drawn = [
        next_statements(priorities, seen, draw, count=5, left_out=rejected).tolist()
        for _ in range(2000)
    ]

    assert {tuple(sorted(one)) for one in drawn} == {(0, 1)}
    assert np.mean([one[0] == 1 for one in drawn]) == pytest.approx(0.75, abs=0.03)


def test_the_same_seed_shows_the_same_statements_and_the_arguments_stay():
    priorities, seen = np.array([1.0, 2.0, 3.0]), np.array([False, True, False])

    first = next_statements(priorities, seen, np.random.default_rng(4), count=2)
    again = next_statements(priorities, seen, np.random.default_rng(4), count=2)

    np.testing.assert_array_equal(first, again)
    assert seen.tolist() == [False, True, False]
    assert priorities.tolist() == [1.0, 2.0, 3.0]


def test_who_saw_everything_is_shown_nothing():
    draw = np.random.default_rng(1)

    assert next_statements([1.0, 2.0], np.array([True, True]), draw).tolist() == []
    assert next_statements([1.0], np.array([False]), draw, count=0).tolist() == []
    with pytest.raises(ValueError, match="count must be 0 or more"):
        next_statements([1.0], np.array([False]), draw, count=-1)
    with pytest.raises(ValueError, match="seen must be one truth value"):
        next_statements([1.0], [0], draw)
    with pytest.raises(ValueError, match="priorities must be"):
        next_statements([np.nan], np.array([False]), draw)


@pytest.mark.parametrize("shares", [[[np.nan]], [[1.2]], [[-0.1]], [], [0.5]])
def test_shares_that_cannot_be_are_refused(shares):
    with pytest.raises(ValueError, match="shares must"):
        group_aware_consensus(shares)


def test_masks_of_another_kind_are_refused():
    votes = votes_of({1: 9})

    with pytest.raises(ValueError, match="left_out must be one truth value"):
        consensus_statements(votes, left_out=[0, 1])
    with pytest.raises(ValueError, match="participants must"):
        consensus_statements(votes, among=[1] * 9)
    assert consensus_statements(votes, rule=Rule(minimum_votes=10)).agree == ()


def test_agreement_of_groupings_is_hubert_and_arabies():
    # Yeung & Ruzzo (2001), "Details of the adjusted Rand index", table 2: (7 - 182/45) / (27/2 - 182/45).
    one = [0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    other = [0, 1, 0, 1, 1, 2, 2, 2, 2, 2]

    assert adjusted_rand_index(one, other) == pytest.approx(0.313, abs=5e-4)
    assert adjusted_rand_index(one, other) == pytest.approx((7 - 182 / 45) / (13.5 - 182 / 45))
    assert adjusted_rand_index(one, [2 - label for label in one]) == 1
    assert adjusted_rand_index([0, 0, 0], [0, 0, 0]) == 1
    assert adjusted_rand_index([0], [3]) == 1
    assert adjusted_rand_index([0, 1, 0, 1], [0, 0, 1, 1]) == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("one", "other"), [([], []), ([0], [0, 1]), ([0.5], [1]), ([-1], [0]), ([[0]], [0])]
)
def test_groupings_that_cannot_be_compared_are_refused(one, other):
    with pytest.raises(ValueError, match=r"must be"):
        adjusted_rand_index(one, other)


def test_the_way_across_groups_may_be_a_text_and_an_unknown_one_is_refused():
    shares = [[0.9], [0.4]]

    np.testing.assert_allclose(group_aware_consensus(shares, across="product"), [0.36])
    with pytest.raises(ValueError, match="median"):
        group_aware_consensus(shares, across="median")
