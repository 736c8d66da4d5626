from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.vq import kmeans2
from scipy.spatial.distance import cdist

from concerted.analysis.opinion import POLIS, k_means, k_means_up_to, project, silhouettes
from concerted.analysis.opinion.cells import gather
from concerted.analysis.opinion.clustering import without_small_groups
from concerted.analysis.tests.conversations import NAMES, published
from concerted.analysis.tests.crowds import crowd

EXACT = settings(max_examples=50, deadline=None, derandomize=True)
PLACES = st.lists(
    st.tuples(st.integers(-4, 4), st.integers(-4, 4)), min_size=3, max_size=8, unique=True
)


def cloud(count, spread=4.0, seed=0, middles=3):
    draw = np.random.default_rng(seed)
    return (
        draw.normal(size=(count, 2))
        + spread * draw.normal(size=(middles, 2))[np.arange(count) % middles]
    )


def inertia_of(points, labels):
    return sum(
        ((points[labels == group] - points[labels == group].mean(axis=0)) ** 2).sum()
        for group in np.unique(labels)
    )


@EXACT
@given(PLACES, st.integers(2, 3))
def test_few_points_are_parted_as_well_as_by_trying_every_way(places, k):
    points = np.array(places, dtype=float)

    found = k_means(points, k)

    ways = (np.array(way) for way in product(range(k), repeat=len(places)))
    least = min(inertia_of(points, way) for way in ways if np.unique(way).size == k)
    assert found.inertia == pytest.approx(least, abs=1e-9)
    assert inertia_of(points, found.labels) == pytest.approx(found.inertia, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_no_restart_is_better(seed):
    points = cloud(40 + 120 * seed, spread=1.5, seed=seed)
    draw = np.random.default_rng(seed)

    for found in k_means_up_to(points, 5):
        best = min(
            inertia_of(points, kmeans2(points, found.k, iter=60, minit="points", rng=draw)[1])
            for _ in range(40)
        )
        assert found.inertia <= best * 1.001


def test_the_same_points_give_the_same_groups():
    points = cloud(700)

    one, two = k_means(points, 4), k_means(points.copy(), 4)

    assert np.array_equal(one.labels, two.labels)
    assert one.inertia == two.inertia


def test_groups_are_numbered_by_size_with_their_means_as_centres():
    found = k_means(cloud(500), 4)

    assert (np.diff(found.sizes) <= 0).all()
    assert np.array_equal(np.bincount(found.labels), found.sizes)
    points = cloud(500)
    for group in range(4):
        assert np.allclose(found.centers[group], points[found.labels == group].mean(axis=0))


@pytest.mark.parametrize("seed", [1, 2])
def test_moving_turning_or_stretching_the_plane_keeps_the_inertia_in_step(seed):
    points = cloud(250, seed=seed)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])

    for k in (2, 3, 4):
        plain, moved = k_means(points, k), k_means(points @ turn * 3.0 + 100.0, k)
        assert moved.inertia == pytest.approx(9 * plain.inertia, rel=1e-3)


def test_more_groups_never_fit_worse():
    inertias = [found.inertia for found in k_means_up_to(cloud(400), 8)]

    assert inertias == sorted(inertias, reverse=True)


def test_no_more_groups_are_tried_than_there_are_places():
    points = np.repeat([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], 200, axis=0)

    found = k_means_up_to(points, 5)

    assert [one.k for one in found] == [2, 3]
    assert found[-1].inertia == 0.0
    assert found[-1].sizes.tolist() == [200, 200, 200]


def test_one_far_point_among_many_becomes_a_group_and_then_is_dissolved():
    points = np.vstack([cloud(400, spread=0.0), [[500.0, 0.0]]])

    found = k_means(points, 2)
    assert found.sizes.tolist() == [400, 1]

    kept = without_small_groups(points, found, 5)
    assert kept.sizes.tolist() == [401]
    assert kept.labels.max() == 0


def test_the_smallest_groups_are_dissolved_until_all_are_large_enough():
    points = np.vstack([cloud(50, 0.0), cloud(30, 0.0) + 50, cloud(3, 0.0) + 70, [[0.0, 300.0]]])

    kept = without_small_groups(points, k_means(points, 4), 5)

    assert kept.sizes.tolist() == [50, 34]


@pytest.mark.parametrize(
    ("points", "k", "said"),
    [
        ([[0, 0], [0, 0]], 2, "only 1"),
        ([[0, 0], [1, float("nan")]], 2, "finite"),
        ([[0, 0], [1, float("inf")]], 2, "finite"),
        ([[0, 0, 0], [1, 1, 1]], 2, "two coordinates"),
        ([0, 1], 2, "2 dimension"),
        (np.zeros((0, 2)), 2, "not be empty"),
        ([[0, 0], [1, 1]], 0, "1 or more"),
    ],
)
def test_points_that_cannot_be_grouped_are_refused(points, k, said):
    with pytest.raises(ValueError, match=said):
        k_means(points, k)


def plain_silhouette(points, labels):
    distances = cdist(points, points)
    scores = []
    for place, group in enumerate(labels):
        own = labels == group
        if own.sum() == 1:
            scores.append(0.0)
            continue
        near = distances[place, own].sum() / (own.sum() - 1)
        far = min(distances[place, labels == g].mean() for g in set(labels.tolist()) - {group})
        scores.append((far - near) / max(far, near) if max(far, near) > 0 else 0.0)
    return np.mean(scores)


def test_silhouettes_equal_their_definition():
    points = cloud(330)
    groupings = [k_means(points, k).labels for k in (2, 3, 5)]
    groupings.append(np.r_[np.zeros(329, dtype=int), 1])

    found = silhouettes(points, groupings, exact_up_to=1000)

    expected = [plain_silhouette(points, labels) for labels in groupings]
    assert np.allclose(found, expected, rtol=1e-7)


def test_silhouettes_on_cells_are_close_to_exact_ones():
    points = cloud(3000, spread=2.0)
    groupings = [found.labels for found in k_means_up_to(points, 5)]

    exact = silhouettes(points, groupings, exact_up_to=3000)
    rough = silhouettes(points, groupings, exact_up_to=10)

    assert np.abs(exact - rough).max() < 0.005


def test_silhouettes_keep_their_digits_beside_an_outlier_and_far_from_the_middle():
    points = np.vstack([cloud(200), [[3000.0, 0.0]]]) + 1e5
    labels = np.r_[k_means(points[:-1], 3).labels, 3]

    found = silhouettes(points, [labels], exact_up_to=1000)

    assert found[0] == pytest.approx(plain_silhouette(points, labels), rel=1e-6)


def test_a_quick_search_from_warm_centres_finds_no_worse():
    points = cloud(900, spread=1.0, middles=7)
    best = k_means_up_to(points, 5)

    again = k_means_up_to(points, 5, warm=[one.centers for one in best])

    for one, before in zip(again, best, strict=True):
        assert one.inertia <= before.inertia * (1 + 1e-9)


def test_points_in_one_place_have_no_silhouette():
    assert silhouettes(np.zeros((4, 2)), [np.array([0, 0, 1, 1])], exact_up_to=9).tolist() == [0.0]


@pytest.mark.parametrize("labels", [[0, 0, 0], [0, 1], [-1, 0, 1]])
def test_groupings_that_do_not_fit_the_points_are_refused(labels):
    with pytest.raises(ValueError, match="a grouping must"):
        silhouettes(np.eye(3)[:, :2], [np.array(labels)], exact_up_to=9)


def test_gathering_loses_no_point_and_keeps_the_middle():
    points = np.vstack([cloud(5000), [[1e4, 0.0]]])

    cells = gather(points, 24)

    assert cells.weights.sum() == 5001
    assert cells.x.size < 700
    assert np.average(cells.x, weights=cells.weights) == pytest.approx(points[:, 0].mean())
    assert np.array_equal(np.bincount(cells.cell_of_point), cells.weights)


def test_crowds_of_a_made_up_conversation_are_found_again():
    votes, truth = crowd(300, 40, 3, seed=3)

    found = k_means(project(votes).participants, 3)

    table = np.zeros((3, 3))
    np.add.at(table, (found.labels, truth), 1)
    assert (table.max(axis=1).sum() / 300) > 0.97


@pytest.mark.parametrize("is_quick", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_published_conversations_are_parted_as_well_as_by_the_best_of_200_restarts(name, is_quick):
    votes, _, expected = published(name)
    points = project(votes, POLIS).participants[votes.votes_per_participant >= 7]

    found = k_means_up_to(points, 5, is_quick=is_quick)

    best = expected["clustering"]["best_of_200_restarts_by_k"]
    scores = silhouettes(points, [one.labels for one in found], exact_up_to=10_000)
    for one, score in zip(found, scores, strict=True):
        reference = best[str(one.k)]
        assert one.inertia <= reference["inertia"] * 1.001
        if one.sizes.tolist() == sorted(reference["sizes"], reverse=True):
            assert score == pytest.approx(reference["silhouette"], rel=1e-6)


@pytest.mark.parametrize(
    ("points", "k", "sentence"),
    [
        ([[1e200, 0], [0, 0], [1, 1]], 2, "points must be at most 1e\\+60"),
        ([[0, -1e61], [0, 0], [1, 1]], 2, "points must be at least -1e\\+60"),
        ([[0, 0], [0, 1], [9, 0]], 1.5, "must be a whole number, got 1.5"),
        ([[0, 0], [0, 1], [9, 0]], 2.0, "must be a whole number, got 2.0"),
        ([[0, 0], [0, 1], [9, 0]], True, "must be a whole number, got True"),
    ],
)
def test_points_too_far_out_and_groups_that_are_not_whole_are_refused(points, k, sentence):
    with pytest.raises(ValueError, match=sentence):
        k_means(points, k)


def test_points_as_far_out_as_may_be_are_grouped_without_a_warning():
    points = 1e60 * np.array([[-1, -1], [-1, -0.9], [1, 1], [1, 0.9], [0.9, 1]])

    assert k_means(points, 2).sizes.tolist() == [3, 2]
