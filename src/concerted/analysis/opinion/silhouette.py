"""How well apart groups of points lie."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.cells import Cells, as_points, each_alone, gather

_CELLS_ACROSS = 40
_PRODUCTS = 250_000  # in one product of matrices: so few that BLAS keeps to one thread


def silhouettes(
    points: ArrayLike, groupings: Sequence[NDArray[np.int64]], *, exact_up_to: int
) -> Floats:
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
    given = as_points(points)
    n = given.shape[0]
    for labels in groupings:
        if labels.shape != (n,) or labels.min() < 0 or labels.max() < 1:
            raise ValueError(
                f"a grouping must have one label for each of {n} points, and two groups or more."
            )
    cells = each_alone(given) if n <= exact_up_to else gather(given, _CELLS_ACROSS)
    held = [_held(cells, labels) for labels in groupings]
    if not held:
        return np.zeros(0)
    sums = _distance_sums(cells, np.hstack(held))
    edges = np.cumsum([part.shape[1] for part in held])[:-1]
    parts = np.split(np.ascontiguousarray(sums.T), edges)
    return np.array([_mean_silhouette(s, w.T) for s, w in zip(parts, held, strict=True)])


def _held(cells: Cells, labels: NDArray[np.int64]) -> Floats:
    """(m, k) points of each group in each cell."""
    k = int(labels.max()) + 1
    flat = cells.cell_of_point * k + labels
    return np.bincount(flat, minlength=cells.x.size * k).reshape(-1, k).astype(np.float64)


def _distance_sums(cells: Cells, held: Floats) -> Floats:
    """(m, columns) sum of distances from each cell to the points counted in each column.

    Every distance is measured once, in tiles that stay in the processor's cache, and counts for both its ends.
    Squares |p|² + |q|² - 2 p·q of a whole tile are one product of two matrices.
    """
    m = cells.x.size
    side = int(math.sqrt(_PRODUCTS / held.shape[1]))
    x, y = cells.x - cells.x.mean(), cells.y - cells.y.mean()
    reach = max(float(np.abs(x).max()), float(np.abs(y).max())) or 1.0
    x, y, counts = x / reach, y / reach, held
    squares, ones = x * x + y * y, np.ones(m)
    from_here = np.stack([-2.0 * x, -2.0 * y, ones, squares], axis=1)
    to_there = np.stack([x, y, squares, ones])
    sums = np.zeros(held.shape)
    for first in range(0, m, side):
        here = slice(first, first + side)
        for second in range(first, m, side):
            there = slice(second, second + side)
            apart = from_here[here] @ to_there[:, there]
            np.sqrt(np.maximum(apart, 0.0, out=apart), out=apart)
            sums[here] += apart @ counts[there]
            if second > first:
                sums[there] += apart.T @ counts[here]
    return sums * reach


def _mean_silhouette(sums: Floats, held: Floats) -> float:
    """The mean over all points, of (k, m) sums of distances and points held."""
    sizes = held.sum(axis=1, keepdims=True)
    own = sums / np.maximum(sizes - 1.0, 1.0)
    means = np.divide(sums, sizes, out=np.full_like(sums, np.inf), where=sizes > 0)
    least = second = np.full(sums.shape[1], np.inf)
    for mean in means:
        second = np.minimum(second, np.maximum(least, mean))
        least = np.minimum(least, mean)
    others = np.where(means == least, second, least)
    larger = np.maximum(own, others)
    score = np.divide(others - own, larger, out=np.zeros_like(own), where=larger > 0)
    return float(np.sum(score * held, where=sizes > 1) / sizes.sum())
