from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.opinion import Vote, VoteMatrix
from concerted.analysis.tests.conversations import NAMES, conversations, published

EXACT = settings(max_examples=50, deadline=None, derandomize=True)
LISTS = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, 4), st.sampled_from([-1, 0, 1]), st.integers(0, 3)
    ),
    min_size=1,
    max_size=40,
)


def test_the_latest_vote_counts_and_among_equal_times_the_later_row():
    votes = VoteMatrix.from_votes(
        [1, 1, 1, 2, 2], [5, 5, 5, 5, 5], [1, -1, 0, -1, 1], [30, 10, 30, 7, 7]
    )

    assert votes.dense().tolist() == [[0.0], [1.0]]
    assert votes.rows_given == 5
    assert votes.vote_count == 2


@EXACT
@given(LISTS)
def test_the_matrix_equals_a_dictionary_filled_in_order_of_time(rows):
    people, statements, votes, times = (list(column) for column in zip(*rows, strict=True))

    found = VoteMatrix.from_votes(people, statements, votes, times)

    kept = {
        (person, statement): vote
        for person, statement, vote, _ in sorted(rows, key=lambda row: row[3])
    }
    pairs = zip(
        found.participant_ids[found.rows].tolist(),
        found.statement_ids[found.columns].tolist(),
        strict=True,
    )
    assert dict(zip(pairs, found.values.tolist(), strict=True)) == kept
    assert found.vote_count == len(kept)


def test_a_pass_is_stored_and_a_missing_vote_is_not():
    votes = VoteMatrix.from_votes([1, 2, 2], [1, 1, 2], [Vote.PASS, Vote.AGREE, Vote.PASS])

    assert votes.sparse().nnz == 3
    assert votes.count().passed.tolist() == [1, 1]
    assert votes.count().seen.tolist() == [2, 1]
    assert np.isnan(votes.dense()[0, 1])


def test_ids_may_be_texts_or_numbers_far_apart():
    texts = VoteMatrix.from_votes(["b", "a", "b"], ["x", "y", "y"], [1, 0, -1])
    apart = VoteMatrix.from_votes([10**15, -3, 10**15], [7, 10**9, 10**9], [1, 0, -1])

    assert texts.participant_ids.tolist() == ["a", "b"]
    assert np.array_equal(texts.dense(), apart.dense(), equal_nan=True)


def test_statements_moderated_out_are_marked_and_unknown_ones_passed_over():
    votes = VoteMatrix.from_votes([1, 1], [3, 8], [1, 1], moderated_out=[8, 99])

    assert votes.moderated_out.tolist() == [False, True]


def test_groups_are_counted_apart_and_whoever_is_in_none_is_left_out():
    votes = VoteMatrix.from_votes([1, 2, 3, 3], [1, 1, 1, 2], [1, 1, -1, 0])

    counts = votes.count([0, -1, 1])

    assert counts.agree.tolist() == [[1, 0], [0, 0]]
    assert counts.disagree.tolist() == [[0, 0], [1, 0]]
    assert counts.passed.tolist() == [[0, 0], [0, 1]]


@EXACT
@given(conversations())
def test_counts_of_groups_add_up_to_those_of_everyone_in_one(drawn):
    votes, groups, number = drawn

    inside = votes.count(groups, number)

    assert inside.seen.shape == (number, votes.statement_count)
    assert inside.seen.sum() == votes.votes_per_participant[groups >= 0].sum()


@EXACT
@given(LISTS, LISTS)
def test_votes_given_in_two_parts_make_the_same_matrix_as_at_once(first, second):
    one, two = (list(zip(*rows, strict=True))[:3] for rows in (first, second))
    both = [list(a) + list(b) for a, b in zip(one, two, strict=True)]

    updated = VoteMatrix.from_votes(*one).updated(VoteMatrix.from_votes(*two))

    whole = VoteMatrix.from_votes(*both)
    assert updated.participant_ids.tolist() == whole.participant_ids.tolist()
    assert updated.statement_ids.tolist() == whole.statement_ids.tolist()
    assert np.array_equal(updated.dense(), whole.dense(), equal_nan=True)
    assert updated.rows_given == whole.rows_given


def test_only_some_participants_keep_every_statement():
    votes = VoteMatrix.from_votes([1, 2, 3], [1, 2, 3], [1, 0, -1])

    some = votes.only(np.array([True, False, True]))

    assert some.participant_ids.tolist() == [1, 3]
    assert some.statement_count == 3
    assert some.values.tolist() == [1, -1]


def test_arguments_stay_as_they_were_and_results_cannot_be_changed():
    people, statements, given = np.array([2, 1]), np.array([1, 1]), np.array([1, -1])

    votes = VoteMatrix.from_votes(people, statements, given, np.array([9, 3]))

    assert people.tolist() == [2, 1]
    assert given.tolist() == [1, -1]
    with pytest.raises(ValueError, match="read-only"):
        votes.values[0] = 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (([], [], []), "not empty"),
        (([1], [1, 2], [1]), "must be alike"),
        (([1, 2], [1, 1], [1]), "must be alike"),
        (([1], [1], [2]), "got 2"),
        (([1], [1], [0.5]), "got 0.5"),
        (([1], [1], [float("nan")]), "got nan"),
        (([1], [1], [float("inf")]), "got inf"),
        (([float("nan")], [1], [1]), "participants must not have missing"),
        (([1], [None], [1]), "statements must not have missing"),
        (([[1]], [1], [1]), "list of ids"),
        (([1], [1], [[1]]), "list of numbers"),
        (([1], [1], [1], [float("nan")]), "timestamps must be finite"),
        (([1], [1], [1], [1, 2]), "one for each of 1 votes"),
    ],
)
def test_bad_votes_are_refused_with_a_sentence(rows, said):
    with pytest.raises(ValueError, match=said):
        VoteMatrix.from_votes(*rows)


@pytest.mark.parametrize("groups", [[0], [0, 0.5], [0, -2], [[0, 1]]])
def test_groups_that_do_not_fit_the_participants_are_refused(groups):
    votes = VoteMatrix.from_votes([1, 2], [1, 1], [1, 1])

    with pytest.raises(ValueError, match="groups must be"):
        votes.count(groups)


@pytest.mark.parametrize("mask", [[True], [False, False], [0, 1]])
def test_a_mask_that_does_not_fit_the_participants_is_refused(mask):
    votes = VoteMatrix.from_votes([1, 2], [1, 1], [1, 1])

    with pytest.raises(ValueError, match="participants must"):
        votes.only(np.array(mask))


@pytest.mark.parametrize("name", NAMES)
def test_published_conversations_have_the_expected_counts_and_totals(name):
    votes, _, expected = published(name)

    counts = votes.count()

    assert votes.vote_count == expected["counts"]["votes_after_dedup"]
    assert votes.shape == (expected["counts"]["participants"], expected["counts"]["statements"])
    assert votes.rows_given == expected["counts"]["vote_rows"]
    assert votes.density == pytest.approx(expected["counts"]["density"], rel=1e-9)
    for place, statement in enumerate(votes.statement_ids.tolist()):
        total = expected["totals"][str(statement)]
        assert counts.agree[place] == total["agree"]
        assert counts.disagree[place] == total["disagree"]
        assert counts.passed[place] == total["pass"]
