"""Groups of points on the map: k-means from good starts, and how well apart the groups lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, finite

Labels = NDArray[np.int64]

_STARTS = 24  # k-means++ starts for each number of groups
_ADDED = 8  # starts that add one centre to the best of one group fewer
_FINALISTS = 4  # results on cells that are carried on with all points
_CELLS_ACROSS = 24  # of the grid for starts
_FINE_CELLS_ACROSS = 40  # of the grid for silhouettes of many points
_FEW = 300  # points that need no grid
_MOVES = 200  # single points moved after Lloyd's iterations, at most
_BLOCK = 2_000_000  # distances held at once


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """Points in k groups, the largest first (ties: by the centre's first coordinate).

    Attributes
    ----------
    labels : (n,) group of each point, from 0
    centers : (k, 2) means of the groups
    sizes : (k,) points in each
    inertia : sum of squared distances to the centres, ≥ 0
    """

    labels: Labels
    centers: Floats
    sizes: NDArray[np.int64]
    inertia: float

    @property
    def k(self) -> int:
        """The number of groups."""
        return int(self.sizes.size)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Points gathered in the cells of a grid: m centres of gravity with weights, and each point's cell.

    ``x``, ``y``, ``weights`` are (m,), ``cell_of_point`` is (n,).
    """

    x: Floats
    y: Floats
    weights: Floats
    cell_of_point: NDArray[np.intp]


def k_means(points: ArrayLike, k: int) -> Clustering:
    """Points in ``k`` groups with the least sum of squared distances to group means that could be found.

    Minimises Σᵢ |xᵢ - c(i)|². Lloyd's iterations run from 24 k-means++ starts drawn from a fixed seed and from 8 that
    add a centre to the best k - 1 groups where it gains most, all at once, on the points gathered in a 24 × 24 grid;
    the best four go on with all points, then single points move while that lowers the sum (Hartigan & Wong). The same
    points always give the same groups. Time and memory grow as n.

    Parameters
    ----------
    points : (n, 2) coordinates, finite
    k : 1 ≤ k ≤ the number of distinct points

    Returns
    -------
    Clustering

    Raises
    ------
    ValueError: a coordinate is missing, or there are fewer than ``k`` distinct points.

    References
    ----------
    Arthur & Vassilvitskii (2007), k-means++; Likas, Vlassis & Verbeek (2003), doi:10.1016/S0031-3203(02)00060-2;
    Hartigan & Wong (1979), doi:10.2307/2346830.

    Examples
    --------
    >>> found = k_means([[0, 0], [0, 1], [9, 0], [9, 1], [9, 2]], 2)
    >>> found.labels.tolist(), found.inertia
    ([1, 1, 0, 0, 0], 2.5)
    """
    return k_means_up_to(points, k, first=k)[0]


def k_means_up_to(
    points: ArrayLike, most: int, *, first: int = 2, warm: Sequence[Floats] = ()
) -> list[Clustering]:
    """``k_means`` for each k from ``first`` to ``most``, or to the number of distinct points if that is less.

    Parameters
    ----------
    points : (n, 2) coordinates, finite
    most, first : numbers of groups, 1 ≤ first ≤ most
    warm : (k, 2) centres of an earlier reading for some of the k; for these, only they, the starts with an added
        centre and a sixth of the drawn starts are tried

    Raises
    ------
    ValueError: a coordinate is missing, or there are fewer than ``first`` distinct points.

    Examples
    --------
    >>> [found.k for found in k_means_up_to([[0, 0], [0, 1], [9, 0]], 5)]
    [2, 3]
    """
    given = _points(points)
    if not 1 <= first <= most:
        raise ValueError(
            f"groups must be 1 or more and at most as many as the last, got {first} to {most}."
        )
    distinct = (
        np.unique(given, axis=0)[: most + 1].shape[0]
        if given.shape[0] < 64
        else _distinct(given, most)
    )
    if distinct < first:
        raise ValueError(
            f"{first} groups need as many distinct points, but there are only {distinct}."
        )
    cells = gather(given, _CELLS_ACROSS)
    draw = np.random.default_rng(7)
    known = {centers.shape[0]: centers for centers in warm}
    found: list[Clustering] = []
    best = np.array(
        [[np.average(cells.x, weights=cells.weights), np.average(cells.y, weights=cells.weights)]]
    )
    for k in range(1, min(most, distinct) + 1):
        starts = _starts(cells, k, best, known.get(k), draw)
        candidates = _lloyd(cells, starts, 40)
        finals = _best_of(candidates, given)
        best = finals.centers
        if k >= first:
            found.append(finals)
    return found


def gather(points: Floats, across: int) -> Cells:
    """Points in a grid of at most ``across`` × ``across`` cells over their range; few points stay themselves."""
    n = points.shape[0]
    if n <= _FEW:
        return Cells(
            x=points[:, 0].copy(),
            y=points[:, 1].copy(),
            weights=np.ones(n),
            cell_of_point=np.arange(n),
        )
    low = points.min(axis=0)
    side = max(float((points.max(axis=0) - low).max()), 1e-300) / across
    place = np.minimum(((points - low) / side).astype(np.int64), across - 1)
    flat = place[:, 0] * across + place[:, 1]
    held = np.bincount(flat, minlength=across * across)
    used = np.flatnonzero(held)
    number = np.cumsum(held > 0) - 1
    weights = held[used].astype(np.float64)
    return Cells(
        x=np.bincount(flat, weights=points[:, 0], minlength=held.size)[used] / weights,
        y=np.bincount(flat, weights=points[:, 1], minlength=held.size)[used] / weights,
        weights=weights,
        cell_of_point=number[flat],
    )


def silhouettes(points: ArrayLike, groupings: Sequence[Labels], *, exact_up_to: int) -> Floats:
    """Mean silhouette of each of several groupings of the same points, in [-1, 1].

    s(i) = (b - a) / max(a, b), with a the mean distance of i to others of its group and b the least mean distance
    to the points of another group; 0 for who is alone in a group. Distances are shared between the groupings, and
    held in blocks. With more than ``exact_up_to`` points, these are gathered in a 40 × 40 grid and the cells' centres
    of gravity stand for them, so that the cost no longer grows as n².

    Parameters
    ----------
    points : (n, 2) coordinates
    groupings : (n,) labels from 0, each with two groups or more
    exact_up_to : points up to which every pair is measured

    Returns
    -------
    (number of groupings,) array

    Raises
    ------
    ValueError: a grouping is not one label per point, or has fewer than two groups.

    References
    ----------
    Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.

    Examples
    --------
    >>> silhouettes([[0, 0], [0, 1], [9, 0], [9, 1]], [np.array([0, 0, 1, 1])], exact_up_to=9).round(4).tolist()
    [0.8892]
    """
    given = _points(points)
    n = given.shape[0]
    for labels in groupings:
        if labels.shape != (n,) or labels.min() < 0 or labels.max() < 1:
            raise ValueError(
                f"a grouping must have one label for each of {n} points, and two groups or more."
            )
    if n <= exact_up_to:
        cells = Cells(x=given[:, 0], y=given[:, 1], weights=np.ones(n), cell_of_point=np.arange(n))
    else:
        cells = gather(given, _FINE_CELLS_ACROSS)
    held = [_held(cells, labels) for labels in groupings]
    if not held:
        return np.zeros(0)
    sums = _distance_sums(cells, np.hstack(held))
    edges = np.cumsum([part.shape[1] for part in held])[:-1]
    parts = np.split(sums, edges, axis=1)
    return np.array([_mean_silhouette(s, w) for s, w in zip(parts, held, strict=True)])


def without_small_groups(points: Floats, found: Clustering, least: int) -> Clustering:
    """The grouping after groups with fewer than ``least`` points, the smallest first, joined their nearest neighbours.

    Each point of a dissolved group goes to the nearest centre that is left; then centres are means again. At least
    one group is left.

    Examples
    --------
    >>> points = np.array([[0.0, 0], [0, 1], [9, 0], [9, 1], [60, 0]])
    >>> without_small_groups(points, k_means(points, 3), 2).sizes.tolist()
    [3, 2]
    """
    labels, centers, sizes = found.labels, found.centers, found.sizes
    while sizes.size > 1 and sizes.min() < least:
        lost = int(np.flatnonzero(sizes == sizes.min())[-1])
        kept = np.delete(centers, lost, axis=0)
        labels = np.where(labels > lost, labels - 1, np.where(labels == lost, -1, labels))
        homeless = labels == -1
        labels[homeless] = _nearest(points[homeless], kept)[0]
        sizes = np.bincount(labels, minlength=kept.shape[0])
        centers = _means(points, labels, kept)
    return _ordered(points, labels, centers)


def _points(points: ArrayLike) -> Floats:
    given = finite(points, "points", dimensions=2)
    if given.shape[1] != 2:
        raise ValueError(f"points must have two coordinates, got shape {given.shape}.")
    return given


def _distinct(points: Floats, most: int) -> int:
    """The number of distinct points, counted no further than a little over ``most``."""
    found = np.empty((0, 2))
    rest = points
    while rest.shape[0] and found.shape[0] <= most:
        found = np.vstack([found, rest[:1]])
        rest = rest[(rest != rest[0]).any(axis=1)]
    return int(found.shape[0])


def _starts(
    cells: Cells, k: int, smaller: Floats, warm: Floats | None, draw: np.random.Generator
) -> Floats:
    """(R, k, 2) centres to start from."""
    if k == 1:
        return smaller[np.newaxis]
    starts = [_added(cells, smaller)] if smaller.shape[0] == k - 1 else []
    starts.append(_plus_plus(cells, k, _STARTS if warm is None else _STARTS // 6, draw))
    if warm is not None:
        starts.append(warm[np.newaxis])
    return np.concatenate(starts)


def _plus_plus(cells: Cells, k: int, count: int, draw: np.random.Generator) -> Floats:
    """k-means++: each next centre is drawn with odds of its squared distance to the nearest so far."""
    chances = draw.random((k, count))
    odds = np.broadcast_to(cells.weights, (count, cells.x.size))
    nearest = np.full((count, cells.x.size), np.inf)
    centers = np.empty((count, k, 2))
    for place in range(k):
        total = np.cumsum(odds, axis=1)
        aim = chances[place] * total[:, -1]
        picked = np.minimum((total <= aim[:, np.newaxis]).sum(axis=1), cells.x.size - 1)
        centers[:, place, 0], centers[:, place, 1] = cells.x[picked], cells.y[picked]
        np.minimum(nearest, _squares(cells, centers[:, place]), out=nearest)
        odds = nearest * cells.weights
    return centers


def _added(cells: Cells, smaller: Floats) -> Floats:
    """The best centres of one group fewer with one more, at the cells where it gains most, not two near each other."""
    nearest = _squares(cells, smaller).min(axis=0)
    if cells.x.size > 4 * _FEW:
        raise AssertionError("more cells than the grid has")
    apart = (cells.x[:, None] - cells.x) ** 2 + (cells.y[:, None] - cells.y) ** 2
    gains = np.maximum(nearest - apart, 0.0) @ cells.weights
    picked = []
    for _ in range(_ADDED):
        best = int(gains.argmax())
        picked.append(best)
        gains = np.where(apart[best] < 0.25 * nearest[best], -1.0, gains)
    new = np.stack([cells.x[picked], cells.y[picked]], axis=1)
    old = np.broadcast_to(smaller, (_ADDED, *smaller.shape))
    return np.concatenate([old, new[:, np.newaxis]], axis=1)


def _squares(cells: Cells, centers: Floats) -> Floats:
    """(R, m) squared distances of R centres to the cells."""
    across = cells.x - centers[:, :1]
    along = cells.y - centers[:, 1:]
    across *= across
    along *= along
    across += along
    return across


def _lloyd(cells: Cells, centers: Floats, rounds: int) -> tuple[Floats, Floats]:
    """Lloyd's iterations for R starts at once: (R, k, 2) centres and (R,) inertias. A group left empty stays put."""
    runs, k, _ = centers.shape
    centers = centers.copy()
    m = cells.x.size
    first = (np.arange(runs) * k)[:, np.newaxis]
    weights = np.broadcast_to(cells.weights, (runs, m))
    before: NDArray[np.int64] | None = None
    inertia = np.zeros(runs)
    for _ in range(rounds):
        nearest, labels = _assigned(cells, centers)
        inertia = nearest @ cells.weights
        if before is not None and np.array_equal(labels, before):
            break
        before = labels
        where = (labels + first).ravel()
        held = np.bincount(where, weights=weights.ravel(), minlength=runs * k)
        full = held > 0
        for axis, coordinate in enumerate((cells.x, cells.y)):
            sums = np.bincount(where, weights=(weights * coordinate).ravel(), minlength=runs * k)
            flat = centers[..., axis].reshape(-1).copy()
            flat[full] = sums[full] / held[full]
            centers[..., axis] = flat.reshape(runs, k)
    return centers, inertia


def _assigned(cells: Cells, centers: Floats) -> tuple[Floats, Labels]:
    """(R, m) squared distance to, and number of, the nearest centre of each run."""
    nearest = _squares(cells, centers[:, 0])
    labels = np.zeros(nearest.shape, dtype=np.int64)
    for place in range(1, centers.shape[1]):
        other = _squares(cells, centers[:, place])
        labels[other < nearest] = place
        np.minimum(nearest, other, out=nearest)
    return nearest, labels


def _best_of(candidates: tuple[Floats, Floats], points: Floats) -> Clustering:
    """The best result after the best candidates went on with all points."""
    centers, inertia = candidates
    chosen: list[int] = []
    for run in np.argsort(inertia, kind="stable"):
        if all(abs(inertia[run] - inertia[other]) > 1e-9 * inertia[other] for other in chosen):
            chosen.append(int(run))
        if len(chosen) == _FINALISTS:
            break
    all_points = Cells(
        x=points[:, 0],
        y=points[:, 1],
        weights=np.ones(points.shape[0]),
        cell_of_point=np.arange(0),
    )
    finals, sums = _lloyd(all_points, centers[chosen], 100)
    order = np.argsort(sums, kind="stable")
    return min((_moved(points, finals[run]) for run in order[:2]), key=lambda found: found.inertia)


def _moved(points: Floats, centers: Floats) -> Clustering:
    """Lloyd's result, then single points moved to another group while the sum of squares falls by it.

    Moving a point from group a (size n, distance d) to b changes the sum by n_b d_b² / (n_b + 1) - n_a d_a² / (n_a - 1).
    """
    labels = _nearest(points, centers)[0]
    k = centers.shape[0]
    everyone = np.arange(points.shape[0])
    for _ in range(_MOVES):
        sizes = np.bincount(labels, minlength=k).astype(np.float64)
        centers = _means(points, labels, centers)
        squares = _all_squares(points, centers)
        own = squares[labels, everyone]
        with np.errstate(divide="ignore", invalid="ignore"):
            leaving = np.where(sizes[labels] > 1, sizes[labels] / (sizes[labels] - 1), 0.0) * own
        joining = squares * (sizes / (sizes + 1))[:, np.newaxis]
        joining[labels, everyone] = np.inf
        gain = leaving - joining.min(axis=0)
        mover = int(gain.argmax())
        if gain[mover] <= 1e-10 * own.sum():
            break
        labels[mover] = int(joining[:, mover].argmin())
    return _ordered(points, labels, _means(points, labels, centers))


def _all_squares(points: Floats, centers: Floats) -> Floats:
    """(k, n) squared distances."""
    across = points[:, 0] - centers[:, :1]
    along = points[:, 1] - centers[:, 1:]
    return np.asarray(across * across + along * along)


def _nearest(points: Floats, centers: Floats) -> tuple[Labels, Floats]:
    squares = _all_squares(points, centers)
    labels = squares.argmin(axis=0)
    return labels, squares.min(axis=0)


def _means(points: Floats, labels: Labels, before: Floats) -> Floats:
    """(k, 2) means of the groups; one without points stays where it was."""
    k = before.shape[0]
    sizes = np.bincount(labels, minlength=k)
    sums = np.stack(
        [np.bincount(labels, weights=points[:, axis], minlength=k) for axis in (0, 1)], axis=1
    )
    return np.where(sizes[:, np.newaxis] > 0, sums / np.maximum(sizes, 1)[:, np.newaxis], before)


def _ordered(points: Floats, labels: Labels, centers: Floats) -> Clustering:
    sizes = np.bincount(labels, minlength=centers.shape[0])
    order = np.lexsort((centers[:, 1], centers[:, 0], -sizes))
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    labels, centers = rank[labels], centers[order]
    gap = points - centers[labels]
    return Clustering(
        labels=labels, centers=centers, sizes=sizes[order], inertia=float(np.sum(gap * gap))
    )


def _held(cells: Cells, labels: Labels) -> Floats:
    """(m, k) points of each group in each cell."""
    k = int(labels.max()) + 1
    flat = cells.cell_of_point * k + labels
    return np.bincount(flat, minlength=cells.x.size * k).reshape(-1, k).astype(np.float64)


def _distance_sums(cells: Cells, held: Floats) -> Floats:
    """(m, columns) sum of distances from each cell to the points counted in each column."""
    m = cells.x.size
    step = max(1, _BLOCK // m)
    sums = np.empty(held.shape)
    for first in range(0, m, step):
        rows = slice(first, first + step)
        across = cells.x[rows, np.newaxis] - cells.x
        along = cells.y[rows, np.newaxis] - cells.y
        across *= across
        along *= along
        across += along
        np.sqrt(across, out=across)
        sums[rows] = across @ held
    return sums


def _mean_silhouette(sums: Floats, held: Floats) -> float:
    sizes = held.sum(axis=0)
    k = sizes.size
    total = 0.0
    for group in range(k):
        mine = held[:, group] > 0
        if sizes[group] <= 1:
            continue
        own = sums[mine, group] / (sizes[group] - 1)
        others = [sums[mine, other] / sizes[other] for other in range(k) if other != group]
        least = np.min(others, axis=0)
        larger = np.maximum(own, least)
        score = np.divide(least - own, larger, out=np.zeros_like(own), where=larger > 0)
        total += float(score @ held[mine, group])
    return total / float(sizes.sum())
