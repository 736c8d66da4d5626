"""How well apart groups of points lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.cells import Cells, as_points, each_alone, gather

_CELLS_ACROSS = 40
_BLOCK = 64_000  # distances held at once


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
    parts = np.split(sums, edges, axis=1)
    return np.array([_mean_silhouette(s, w) for s, w in zip(parts, held, strict=True)])


def _held(cells: Cells, labels: NDArray[np.int64]) -> Floats:
    """(m, k) points of each group in each cell."""
    k = int(labels.max()) + 1
    flat = cells.cell_of_point * k + labels
    return np.bincount(flat, minlength=cells.x.size * k).reshape(-1, k).astype(np.float64)


def _distance_sums(cells: Cells, held: Floats) -> Floats:
    """(m, columns) sum of distances from each cell to the points counted in each column.

    Every distance is measured once, in blocks that stay in the processor's cache, and counts for both its ends.
    """
    m = cells.x.size
    step = max(1, _BLOCK // m)
    sums = np.zeros(held.shape)
    for first in range(0, m, step):
        last = min(first + step, m)
        across = cells.x[first:last, np.newaxis] - cells.x[first:]
        along = cells.y[first:last, np.newaxis] - cells.y[first:]
        across *= across
        along *= along
        across += along
        np.sqrt(across, out=across)
        sums[first:last] += across @ held[first:]
        sums[last:] += across[:, last - first :].T @ held[first:last]
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
