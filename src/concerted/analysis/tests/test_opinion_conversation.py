from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.opinion import (
    POLIS,
    SOUND,
    LiveConversation,
    Outcome,
    VoteMatrix,
    conversation,
    read_conversation,
)
from concerted.analysis.opinion.moments import moments, updated_moments
from concerted.analysis.tests.conversations import conversations
from concerted.analysis.tests.crowds import crowd

EXACT = settings(max_examples=40, deadline=None, derandomize=True)
CALM = replace(SOUND, permutations=19, significance=0.06)


def one_vote(participant, statement, vote):
    return VoteMatrix.from_votes([participant], [statement], [vote])


@EXACT
@given(conversations())
def test_moments_are_products_of_the_filled_tables(drawn):
    votes, _, _ = drawn

    held = moments(votes)

    table = votes.dense()
    told = (~np.isnan(table)).astype(float)
    given_ = np.nan_to_num(table)
    assert np.array_equal(held.products, given_.T @ given_)
    assert np.array_equal(held.crossed, given_.T @ told)
    assert np.array_equal(held.seen, told.T @ told)


@EXACT
@given(conversations(), conversations())
def test_moments_kept_up_to_date_equal_those_made_anew(first, second):
    before, newer = first[0], second[0]
    after = before.updated(newer)

    held = updated_moments(moments(before), before, after, newer)

    anew = moments(after)
    assert np.array_equal(held.products, anew.products)
    assert np.array_equal(held.crossed, anew.crossed)
    assert np.array_equal(held.seen, anew.seen)


@EXACT
@given(conversations(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9))), st.data())
def test_a_map_read_vote_by_vote_equals_the_map_read_at_once(drawn, pairs, data):
    live = LiveConversation.start(drawn[0], POLIS)
    for participant, statement in pairs[:4]:
        live = live.with_votes(
            one_vote(participant, statement, data.draw(st.sampled_from([-1, 0, 1])))
        )

    whole = read_conversation(live.reading.votes, POLIS).projection

    found = live.reading.projection
    assert np.allclose(found.mean, whole.mean)
    assert np.allclose(found.explained_variance, whole.explained_variance, atol=1e-9)
    # Where two eigenvalues are alike, any rotation of their axes is as good.
    values = np.linalg.eigvalsh(conversation_scatter(live))[::-1]
    gaps = np.abs(np.diff(np.pad(values, (0, 3))[:4]))[:2]
    if (gaps > 1e-3 * max(values[0], 1e-9)).all():
        assert np.allclose(np.abs(found.participants), np.abs(whole.participants), atol=1e-6)


def conversation_scatter(live):
    votes = live.reading.votes
    return live.moments.scatter(live.moments.mean(votes.moderated_out), votes.moderated_out)


def test_groups_read_vote_by_vote_are_those_read_at_once():
    votes, _ = crowd(320, 40, 3, seed=11)
    live = LiveConversation.start(votes, CALM)
    draw = np.random.default_rng(0)
    for _ in range(5):
        live = live.with_votes(
            one_vote(int(draw.integers(410)), int(draw.integers(42)), int(draw.integers(-1, 2)))
        )

    whole = read_conversation(live.reading.votes, CALM)

    found = live.reading
    assert found.votes.rows_given == votes.rows_given + 5
    assert np.allclose(found.projection.participants, whole.projection.participants, atol=1e-9)
    assert np.mean(found.grouping.labels == whole.grouping.labels) > 0.99
    for warm, cold in zip(found.grouping.candidates, whole.grouping.candidates, strict=True):
        assert warm.clustering.inertia <= cold.clustering.inertia * 1.001


def test_a_changed_mind_replaces_the_earlier_vote():
    votes, _ = crowd(60, 10, 2)
    person, statement = votes.participant_ids[0], votes.statement_ids[votes.columns[0]]

    live = LiveConversation.start(votes, POLIS).with_votes(
        one_vote(person, statement, -votes.values[0] or 1)
    )

    assert live.reading.votes.vote_count == votes.vote_count
    assert live.reading.votes.values[0] == (-votes.values[0] or 1)


def test_the_earlier_conversation_is_left_as_it_was():
    votes, _ = crowd(60, 10, 2)
    before = LiveConversation.start(votes, POLIS)
    sums = before.moments.products.copy()

    before.with_votes(one_vote(0, 77, 1))

    assert np.array_equal(before.moments.products, sums)
    assert before.reading.votes.statement_count == 10


def test_moderation_reads_again_without_the_statement():
    votes, _ = crowd(80, 12, 2)

    live = LiveConversation.start(votes, CALM).with_moderated_out([3])

    whole = read_conversation(votes.with_moderated_out([3]), CALM)
    assert np.allclose(live.reading.projection.participants, whole.projection.participants)
    assert live.reading.projection.components[:, 3].tolist() == [0.0, 0.0]


def test_a_conversation_grows_from_one_vote_to_groups():
    votes, _ = crowd(80, 15, 2, density=0.9, seed=3)
    live = LiveConversation.start(one_vote(0, 0, 1), CALM)
    assert live.reading.grouping.outcome is Outcome.SMALL_CONVERSATION

    live = live.with_votes(votes)

    assert live.reading.grouping.outcome is Outcome.GROUPS
    assert live.reading.grouping.k == 2


def test_the_test_for_groups_is_made_again_only_after_a_twentieth_more_votes():
    votes, _ = crowd(80, 15, 2, density=0.5, seed=3)
    live = LiveConversation.start(votes, CALM)
    tested = live.reading.grouping.history.tested_votes

    live = live.with_votes(one_vote(999, 0, 1))
    assert live.reading.grouping.history.tested_votes == tested

    newer, _ = crowd(80, 15, 2, density=0.95, seed=3)
    live = live.with_votes(newer)
    assert live.reading.grouping.history.tested_votes == live.reading.votes.vote_count


def test_very_many_statements_are_read_without_sums(monkeypatch):
    votes, _ = crowd(70, 20, 2, seed=4)
    monkeypatch.setattr(conversation, "DENSE_STATEMENTS", 10)

    live = LiveConversation.start(votes, CALM).with_votes(one_vote(5, 5, 1))

    assert live.moments is None
    whole = read_conversation(live.reading.votes, CALM)
    assert np.allclose(live.reading.projection.participants, whole.projection.participants)


def test_memory_grows_with_votes_and_not_with_empty_places():
    draw = np.random.default_rng(0)
    people = draw.integers(0, 40_000, 60_000)
    votes = VoteMatrix.from_votes(
        people, draw.integers(0, 3000, 60_000), draw.integers(-1, 2, 60_000)
    )

    held = votes.columns.nbytes + votes.values.nbytes + votes.pointers.nbytes

    assert votes.density < 0.001
    assert held < 800_000
