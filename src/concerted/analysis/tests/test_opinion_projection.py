from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from concerted.analysis.opinion import POLIS, SOUND, Settings, VoteMatrix, project, projection
from concerted.analysis.tests.conversations import NAMES, conversations, published
from concerted.analysis.tests.crowds import crowd, dense_map, same_up_to_sign

EXACT = settings(max_examples=50, deadline=None, derandomize=True)


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_the_map_equals_a_full_decomposition_of_the_filled_matrix(groups):
    votes, _ = crowd(80, 23, groups, density=0.4, seed=groups)

    found, expected = project(votes, POLIS), dense_map(votes)

    assert np.allclose(found.mean, expected["mean"])
    assert same_up_to_sign(found.components.T, expected["axes"].T)
    assert np.allclose(found.explained_variance, expected["variance"])
    assert np.allclose(found.explained_variance_ratio, expected["ratio"])
    assert same_up_to_sign(found.participants, expected["participants"])
    assert same_up_to_sign(found.statements, expected["statements"])
    assert np.allclose(found.extremity, np.hypot(*expected["statements"].T))


def test_rejected_statements_count_as_voted_in_the_reference_reading_only():
    votes, _ = crowd(60, 20, 2, seed=4, moderated_out=[2, 3, 5])

    found, expected = project(votes, POLIS), dense_map(votes)
    assert same_up_to_sign(found.participants, expected["participants"])

    kept = ~np.isin(votes.columns, [2, 3, 5])
    without = VoteMatrix.from_votes(
        votes.participant_ids[votes.rows[kept]], votes.columns[kept], votes.values[kept]
    )
    assert np.allclose(project(votes).participants, project(without).participants)
    assert not np.allclose(found.participants, project(votes).participants)


def test_who_voted_on_rejected_statements_only_lies_in_the_middle():
    votes = VoteMatrix.from_votes(
        [1, 1, 2, 2, 3], [1, 2, 1, 2, 9], [1, -1, -1, 1, 1], moderated_out=[9]
    )

    assert project(votes).participants[2].tolist() == [0.0, 0.0]
    assert project(votes, POLIS).participants[2].tolist() == [0.0, 0.0]


def test_one_vote_is_not_thrown_outwards_unless_asked():
    votes, _ = crowd(60, 30, 2, density=1.0, seed=2)
    newcomer = VoteMatrix.from_votes([999], [0], [1])
    joined = votes.updated(newcomer)

    calm, wild = project(joined), project(joined, replace(SOUND, full_scale_votes=1))

    ratio = np.linalg.norm(wild.participants[-1]) / np.linalg.norm(calm.participants[-1])
    assert ratio == pytest.approx(np.sqrt(7.0))
    assert np.allclose(calm.participants[:-1], wild.participants[:-1])


def test_axes_have_unit_length_and_a_fixed_sign():
    votes, _ = crowd(50, 12, 3, seed=8)

    axes = project(votes).components

    assert np.allclose(axes @ axes.T, np.eye(2))
    assert all(axis[np.abs(axis).argmax()] > 0 for axis in axes)


@pytest.mark.parametrize(
    "rows",
    [
        ([1], [1], [1]),
        ([1, 1], [1, 2], [1, -1]),
        ([1, 2, 3], [1, 1, 1], [1, 1, 1]),
        ([1, 2, 3], [1, 2, 3], [1, 0, -1]),
        ([1, 2], [1, 1], [0, 0]),
    ],
)
def test_without_differences_everybody_is_in_the_middle(rows):
    for choice in (SOUND, POLIS):
        found = project(VoteMatrix.from_votes(*rows), choice)

        assert not found.participants.any()
        assert not found.components.any()
        assert not found.explained_variance_ratio.any()


def test_one_statement_gives_one_axis():
    found = project(VoteMatrix.from_votes([1, 2, 3, 4], [1, 1, 1, 1], [1, 1, -1, -1]), POLIS)

    assert found.components.tolist() == [[1.0], [0.0]]
    assert found.explained_variance == pytest.approx([4 / 3, 0.0])
    assert found.participants[:, 0].tolist() == [1.0, 1.0, -1.0, -1.0]
    assert not found.participants[:, 1].any()


def test_everything_moderated_out_leaves_an_empty_map():
    votes = VoteMatrix.from_votes([1, 2], [1, 1], [1, -1], moderated_out=[1])

    assert not project(votes).participants.any()
    assert not project(votes, POLIS).statements.any()


def test_opposite_votes_give_the_mirrored_map():
    votes, _ = crowd(50, 12, 2, seed=9)
    turned = replace(votes, values=-votes.values)

    assert same_up_to_sign(project(turned).participants, project(votes).participants)


def test_order_of_rows_and_names_of_participants_change_nothing():
    votes, _ = crowd(40, 15, 2, seed=5)
    order = np.random.default_rng(0).permutation(votes.vote_count)
    names = np.random.default_rng(1).permutation(votes.participant_count) + 100

    shuffled = VoteMatrix.from_votes(
        names[votes.rows[order]], 50 - votes.columns[order], votes.values[order]
    )

    moved = project(shuffled).participants[np.argsort(np.argsort(names))]
    assert same_up_to_sign(moved, project(votes).participants)


def test_a_statement_without_votes_moves_nobody():
    votes, _ = crowd(40, 15, 2, seed=5)
    people = np.arange(votes.participant_count)
    some = VoteMatrix.from_votes(people, np.full(people.size, 99), np.ones(people.size)).updated(
        votes
    )
    kept = some.columns < 15
    unvoted = replace(
        some,
        pointers=np.concatenate([[0], np.cumsum(votes.votes_per_participant)]),
        columns=some.columns[kept],
        values=some.values[kept],
    )

    assert unvoted.statement_count == votes.statement_count + 1
    for choice in (SOUND, POLIS):
        assert same_up_to_sign(
            project(unvoted, choice).participants, project(votes, choice).participants
        )


@EXACT
@given(conversations())
def test_small_conversations_of_any_kind_are_mapped_as_by_dense_arithmetic(drawn):
    votes, _, _ = drawn

    found = project(votes, POLIS)

    table = votes.dense()
    centred = np.where(np.isnan(table), 0.0, table - np.nanmean(table, axis=0))
    values = np.linalg.svd(centred, compute_uv=False) ** 2
    expected = np.pad(values, (0, 2))[:2] / max(votes.participant_count - 1, 1)
    assert np.allclose(found.explained_variance, expected, atol=1e-9)
    assert np.isfinite(found.participants).all()
    assert np.allclose(
        (found.participants / np.sqrt(votes.statement_count)) ** 2
        * votes.votes_per_participant[:, np.newaxis],
        (centred @ found.components.T) ** 2,
    )


def test_iteration_for_many_statements_agrees_with_the_exact_axes(monkeypatch):
    for groups in (1, 3):
        votes, _ = crowd(150, 60, groups, seed=groups)
        exact = project(votes)

        monkeypatch.setattr(projection, "DENSE_STATEMENTS", 0)
        iterated = project(votes)
        monkeypatch.undo()

        assert np.allclose(iterated.components, exact.components, atol=1e-9)
        assert np.allclose(iterated.participants, exact.participants, atol=1e-8)


def test_iteration_without_differences_gives_an_empty_map(monkeypatch):
    monkeypatch.setattr(projection, "DENSE_STATEMENTS", 0)
    people, statements = np.divmod(np.arange(40), 8)

    assert not project(VoteMatrix.from_votes(people, statements, np.ones(40))).components.any()


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"minimum_votes": -1}, "minimum_votes must be at least 0"),
        ({"maximum_groups": 1}, "maximum_groups must be at least 2"),
        ({"minimum_group_share": 1.0}, "minimum_group_share must be a share"),
        ({"significance": float("nan")}, "significance must be a share"),
        ({"full_scale_votes": 0}, "full_scale_votes must be at least 1"),
    ],
)
def test_settings_out_of_range_are_refused(choices, said):
    with pytest.raises(ValueError, match=said):
        Settings(**choices)


@pytest.mark.parametrize("name", NAMES)
def test_published_conversations_have_the_expected_map(name):
    votes, _, expected = published(name)

    found = project(votes, POLIS)

    people = [str(one) for one in votes.participant_ids.tolist()]
    statements = [str(one) for one in votes.statement_ids.tolist()]
    pca = expected["pca"]
    axes = np.array([[pca[axis][one] for axis in ("pc1", "pc2")] for one in statements])
    places = np.array([expected["participant_projection"][one] for one in people])
    spots = np.array([expected["statement_projection"][one] for one in statements])
    assert np.allclose(found.mean, [pca["mean"][one] for one in statements], rtol=1e-6, atol=1e-9)
    assert same_up_to_sign(found.components.T, axes)
    assert np.allclose(found.explained_variance, pca["explained_variance"], rtol=1e-6)
    assert np.allclose(found.explained_variance_ratio, pca["explained_variance_ratio"], rtol=1e-6)
    assert same_up_to_sign(found.participants, places)
    assert same_up_to_sign(found.statements, spots)
    extremity = [expected["statement_extremity"][one] for one in statements]
    assert np.allclose(found.extremity, extremity, rtol=1e-6, atol=1e-9)
