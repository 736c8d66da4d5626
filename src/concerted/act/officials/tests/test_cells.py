"""The grid over districts answers as the outlines themselves do."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.act.officials import cells
from concerted.act.officials.lookup import Districts

pytestmark = pytest.mark.once


def country(generator, places=12):
    """Neighbors that share borders, one with an island and a hole, a layer over them, and a spoiled one."""
    seeds = shapely.MultiPoint(generator.uniform(-3, 3, (places, 2)))
    neighbors = list(shapely.get_parts(shapely.voronoi_polygons(seeds)))
    ring = shapely.Point(0, 0).buffer(1.3)
    island = shapely.MultiPolygon(
        [ring.difference(ring.buffer(-0.4)), shapely.box(9, 9, 9.5, 9.4)]
    )
    mixed = shapely.GeometryCollection(
        [shapely.box(-1, -1, 0, 0), shapely.LineString([(-5, -5), (5, 4)]), shapely.Point(7, 7)]
    )
    return [*neighbors, island, mixed, shapely.box(-20, -8, 20, 8), shapely.box(2, 2, 2.01, 2.01)]


def points_of(generator, outlines):
    """Anywhere, out at sea, on corners, on borders, and next to these."""
    corners = shapely.get_coordinates(outlines)
    middles = (corners[:-1] + corners[1:]) / 2
    spread = generator.uniform(-25, 25, (2000, 2))
    dense = generator.uniform(-4, 4, (4000, 2))
    beside = corners + generator.normal(0, 1e-7, corners.shape)
    lost = np.asarray([[np.nan, 0], [0, np.inf], [1e9, 0]])
    return np.concatenate([spread, dense, corners, middles, beside, lost])


def bare(outlines, points):
    """Pairs of point and outline as shapely alone finds them."""
    tree = shapely.STRtree(shapely.points(points))
    districts, places = tree.query(outlines, predicate="intersects")
    return sorted(zip(places.tolist(), districts.tolist(), strict=True))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), most=st.sampled_from([1, 40, 3_000, 2_000_000]))
def test_any_grid_answers_as_shapely_alone_does(seed, most):
    generator = np.random.default_rng(seed)
    outlines = country(generator)
    points = points_of(generator, outlines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "CELLS", most)
        districts = Districts([str(one) for one in range(len(outlines))], shapely.to_wkb(outlines))

    places, found = districts.all_at(points[:, 0], points[:, 1])
    expected = bare(outlines, points)

    assert list(zip(places.tolist(), found.tolist(), strict=True)) == expected
    some = generator.integers(0, len(points), 300).tolist()
    for one in some:
        assert districts.at(*points[one]) == [str(it) for at, it in expected if at == one]


def test_no_shapes_and_no_points_have_no_answers():
    nowhere = Districts([], [])

    assert nowhere.at(0, 0) == []
    assert nowhere.all_at([0.0], [0.0])[0].size == 0
    one = Districts(["a"], [shapely.to_wkb(shapely.box(0, 0, 1, 1))])
    assert one.all_at([], [])[0].size == 0
