"""Groups of points on the map: k-means from good starts, and how well apart the groups lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.cells import Cells, as_points, each_alone, gather

Labels = NDArray[np.int64]

_CELLS_ACROSS = 36
_LIKELY = 100  # cells looked at for a new centre: those that now add most to the sum
_CENTERS = 800  # of all searches, moved at once
_NUMBERS = 80_000  # scores at once: in the processor's cache, and BLAS keeps to one thread
_MOVES = 200  # single points moved after Lloyd's iterations; fewer with many points
_MANY = 3000  # points that are many
_ROUNDS = 40  # of Lloyd's iterations after a swap, at most
_STILL = 1e-6  # share by which the sum must fall for another round


@dataclass(frozen=True, slots=True)
class _Effort:
    """How hard to look.

    Attributes
    ----------
    starts : drawn for each number of groups
    races : pairs of Lloyd's iterations on cells, and of how many of the best then go on
    added, swaps : places tried for one more centre, and rounds in which each centre is tried elsewhere
    finals : as ``races``, with all points
    across : cells on a side of the grid
    """

    starts: int
    races: tuple[tuple[int, int], ...]
    added: int
    swaps: int
    finals: tuple[tuple[int, int], ...]
    across: int


_THOROUGH = _Effort(
    starts=200,
    races=((3, 80), (6, 40), (30, 30)),
    added=4,
    swaps=4,
    finals=((4, 12), (100, 4)),
    across=36,
)
_QUICK = _Effort(
    starts=36, races=((5, 12), (10, 6)), added=0, swaps=0, finals=((3, 3), (100, 1)), across=16
)


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """R searches at once, for several numbers of groups: the runs of ``k`` use the first k of their centres.

    ``centers`` is (most, R, 2), those not used so far out that no point is near them; ``k`` and ``inertia`` are (R,).
    """

    centers: Floats
    k: NDArray[np.int64]
    inertia: Floats

    def best(self, most: int) -> _Runs:
        """The ``most`` best of each number of groups, no two alike, by rising k and inertia."""
        order = np.lexsort((self.inertia, self.k))
        k, inertia = self.k[order], self.inertia[order]
        is_new = np.ones(k.size, dtype=np.bool_)
        is_new[1:] = (k[1:] != k[:-1]) | (inertia[1:] > inertia[:-1] * (1 + 1e-9))
        order, k = order[is_new], k[is_new]
        return self.only(order[np.arange(k.size) - np.searchsorted(k, k) < most])

    def only(self, chosen: NDArray[np.intp]) -> _Runs:
        """Some of the runs."""
        return _Runs(self.centers[:, chosen], self.k[chosen], self.inertia[chosen])

    def joined(self, others: _Runs) -> _Runs:
        """These runs and others."""
        return _Runs(
            np.concatenate([self.centers, others.centers], axis=1),
            np.concatenate([self.k, others.k]),
            np.concatenate([self.inertia, others.inertia]),
        )


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


def k_means(points: ArrayLike, k: int) -> Clustering:
    """Points in ``k`` groups with the least sum of squared distances to group means that could be found.

    Minimises Σᵢ |xᵢ - c(i)|². Lloyd's iterations run from 200 starts drawn from a fixed seed (a third by k-means++, a
    third any points, a third far ones), all at once, on the points gathered in a 36 × 36 grid; fewer and fewer of the
    best go on. Then each centre of the best in turn is tried elsewhere; the best go on with all points, and single
    points move while that lowers the sum (Hartigan & Wong). The same points always give the same groups. Time and
    memory grow as n.

    Parameters
    ----------
    points : (n, 2) coordinates, from -1e60 to 1e60; none may be missing
    k : whole number, 1 ≤ k ≤ the number of distinct points

    Returns
    -------
    Clustering

    Raises
    ------
    ValueError: a coordinate is missing, infinite or beyond ±1e60, ``k`` is no whole number of at least 1, or there are
    fewer than ``k`` distinct points.

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
    points: ArrayLike,
    most: int,
    *,
    first: int = 2,
    warm: Sequence[Floats] = (),
    is_quick: bool = False,
) -> list[Clustering]:
    """``k_means`` for each k from ``first`` to ``most``, or to the number of distinct points if that is less.

    Parameters
    ----------
    points : (n, 2) coordinates, from -1e60 to 1e60; none may be missing
    most, first : whole numbers of groups, 1 ≤ first ≤ most
    warm : (k, 2) centres of an earlier reading for some of the k, from which too a quick search then starts
    is_quick : whether 36 starts, on coarser cells and without trying centres elsewhere, are enough, as where many
        clouds of points are compared

    Returns
    -------
    list of Clustering, by rising k

    Raises
    ------
    ValueError: a coordinate is missing, infinite or beyond ±1e60, a number of groups is not whole or not
    1 ≤ first ≤ most, or there are fewer than ``first`` distinct points.

    References
    ----------
    As ``k_means``.

    Examples
    --------
    >>> [found.k for found in k_means_up_to([[0, 0], [0, 1], [9, 0]], 5)]
    [2, 3]
    """
    given = as_points(points)
    distinct = _checked_counts(given, first, most)
    counts = np.arange(max(first, 2), min(most, distinct) + 1)
    found = [_ordered(given, np.zeros(given.shape[0], dtype=np.int64), 1)] if first == 1 else []
    if counts.size == 0:
        return found
    known = [centers for centers in warm if centers.shape[0] in counts]
    return found + _searched(given, counts, known, _QUICK if is_quick or warm else _THOROUGH)


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
    everyone = each_alone(points)
    while found.k > 1 and found.sizes[-1] < least:
        kept = found.centers[:-1]
        nearest = _squares(everyone, kept).argmin(axis=0)
        labels = np.where(found.labels == found.k - 1, nearest, found.labels)
        found = _ordered(points, labels, kept.shape[0])
    return found


def _checked_counts(points: Floats, first: int, most: int) -> int:
    """The number of distinct points; ValueError where ``first`` to ``most`` are no numbers of groups for them."""
    for number in (first, most):
        if isinstance(number, bool) or not isinstance(number, int | np.integer):
            raise ValueError(f"The number of groups must be a whole number, got {number!r}.")
    if not 1 <= first <= most:
        raise ValueError(
            f"groups must be 1 or more and at most as many as the last, got {first} to {most}."
        )
    distinct = _distinct(points, most)
    if distinct < first:
        raise ValueError(
            f"{first} groups need as many distinct points, but there are only {distinct}."
        )
    return distinct


def _distinct(points: Floats, most: int) -> int:
    """The number of distinct points, or any number above ``most`` if there are more."""
    few = len(set(map(tuple, points[: 2 * most + 20].tolist())))
    return few if few > most else len(set(map(tuple, points.tolist())))


def _searched(
    given: Floats, counts: NDArray[np.int64], known: Sequence[Floats], effort: _Effort
) -> list[Clustering]:
    """The best clustering found for each of ``counts``."""
    middle = given.mean(axis=0)
    points = given - middle
    cells = gather(points, effort.across)
    runs = _drawn(cells, counts, effort.starts)
    if known:
        centers, k = _padded(known, int(counts[-1]))
        runs = runs.joined(_unread(cells, centers - middle, k))
    for rounds, kept in effort.races:
        runs = _lloyd(cells, runs, rounds).best(kept)
    for _ in range(effort.swaps):
        more = _lloyd(cells, _swapped(cells, runs.best(1), effort.added), _ROUNDS)
        before, runs = runs.best(1), runs.joined(more).best(effort.races[-1][1])
        if (runs.best(1).inertia >= before.inertia * (1 - 1e-9)).all():
            break
    everyone = each_alone(points)
    for rounds, kept in effort.finals:
        runs = _lloyd(everyone, runs, rounds).best(kept)
    labels = [_moved(points, runs.centers[:k, run]) for run, k in enumerate(runs.k)]
    found = [_ordered(given, one, k) for one, k in zip(labels, runs.k, strict=True)]
    return [min((one for one in found if one.k == k), key=lambda one: one.inertia) for k in counts]


def _unread(cells: Cells, centers: Floats, k: NDArray[np.int64]) -> _Runs:
    """Runs that start from the first k of these (most, R, 2) centres."""
    far = 1e3 * max(float(np.abs(cells.x).max()), float(np.abs(cells.y).max())) + 1.0
    is_used = np.arange(centers.shape[0])[:, np.newaxis] < k
    return _Runs(np.where(is_used[..., np.newaxis], centers, far), k, np.full(k.size, np.inf))


def _padded(centers: Sequence[Floats], most: int) -> tuple[Floats, NDArray[np.int64]]:
    """Lists of centres of different lengths as one (most, R, 2) array, and the lengths."""
    padded = np.zeros((most, len(centers), 2))
    for run, one in enumerate(centers):
        padded[: one.shape[0], run] = one
    return padded, np.array([one.shape[0] for one in centers])


def _drawn(cells: Cells, counts: NDArray[np.int64], starts: int) -> _Runs:
    """Starts of which a third are k-means++: the odds of the next centre are its squared distance to the nearest.

    In a third the centres are any distinct points, for groups in the middle; in a third the odds are the square of
    those of k-means++, for outliers. The first k centres of a draw are a start for k.
    """
    draw = np.random.default_rng(7)
    most = int(counts[-1])
    chances = draw.random((most, starts, 1))
    centers = np.empty((most, starts, 2))
    odds = np.broadcast_to(cells.weights, (starts, cells.x.size))
    nearest = np.full((starts, cells.x.size), np.inf)
    for place in range(most):
        heaped = odds.cumsum(axis=1)
        picked = (heaped <= chances[place] * heaped[:, -1:]).sum(axis=1)
        picked = np.minimum(picked, cells.x.size - 1)
        centers[place, :, 0], centers[place, :, 1] = cells.x[picked], cells.y[picked]
        np.minimum(nearest, _squares(cells, centers[place]), out=nearest)
        odds = nearest * cells.weights
        odds[::3] = (nearest[::3] > 0) * cells.weights
        odds[1::3] *= nearest[1::3]
    return _unread(cells, np.tile(centers, (1, counts.size, 1)), np.repeat(counts, starts))


def _swapped(cells: Cells, best: _Runs, count: int) -> _Runs:
    """Starts from the best results: with one centre more than the best of a group fewer, or one in another place."""
    bases = [np.zeros((1, 2))] if best.k[0] == 2 else []
    for run, k in enumerate(best.k):
        centers = best.centers[:k, run]
        bases += [np.delete(centers, place, axis=0) for place in range(k)]
        bases += [centers] if k < best.k[-1] else []
    apart = _squares(cells, np.stack([cells.x, cells.y], axis=1))
    starts = [start for base in bases for start in _added(cells, base, apart, count)]
    return _unread(cells, *_padded(starts, best.centers.shape[0]))


def _added(cells: Cells, smaller: Floats, apart: Floats, count: int) -> Floats:
    """These centres with one more, at the cells where it gains most, not two near each other: (count, k, 2)."""
    nearest = _squares(cells, smaller).min(axis=0)
    likely = np.argsort(-nearest * cells.weights, kind="stable")[:_LIKELY]
    among = apart[likely]
    gains = np.maximum(nearest - among, 0.0) @ cells.weights
    picked = []
    for _ in range(count):
        place = int(gains.argmax())
        picked.append(int(likely[place]))
        gains[among[place, likely] < 0.25 * nearest[likely[place]]] = -1.0
    new = np.stack([cells.x[picked], cells.y[picked]], axis=1)
    old = np.broadcast_to(smaller, (count, *smaller.shape))
    return np.concatenate([old, new[:, np.newaxis]], axis=1)


def _squares(cells: Cells, centers: Floats) -> Floats:
    """(R, m) squared distances of R centres to the cells."""
    across = cells.x - centers[:, :1]
    along = cells.y - centers[:, 1:]
    across *= across
    along *= along
    across += along
    return across


def _lloyd(cells: Cells, runs: _Runs, rounds: int) -> _Runs:
    """The runs after Lloyd's iterations. A group left empty stays put.

    A point is nearest to the centre c with the largest x·c - |c|²/2; all scores are one matrix product, and so are
    the sums over groups. A point right between two centres counts in both.
    """
    centers, inertia = runs.centers.copy(), np.full(runs.k.size, np.inf)
    places = np.stack([cells.x, cells.y, np.ones(cells.x.size)])
    masses = (
        np.stack([cells.x, cells.y, np.ones(cells.x.size)], axis=1) * cells.weights[:, np.newaxis]
    )
    total = float(np.sum(cells.weights * (cells.x**2 + cells.y**2)))
    moving, width = np.arange(runs.k.size), max(1, _CENTERS // centers.shape[0])
    for _ in range(rounds):
        before = inertia[moving]
        for first in range(0, moving.size, width):
            some = moving[first : first + width]
            scores, centers[:, some] = _round(places, masses, centers[:, some])
            inertia[some] = total - 2.0 * scores
        moving = moving[before - inertia[moving] > _STILL * inertia[moving]]
        if moving.size == 0:
            break
    return _Runs(centers, runs.k, inertia)


def _round(places: Floats, masses: Floats, centers: Floats) -> tuple[Floats, Floats]:
    """(R,) weighted sums of the best scores, and the (most, R, 2) means of what is nearest to each centre."""
    most, runs, _ = centers.shape
    planes = np.empty((most * runs, 3))
    planes[:, :2] = centers.reshape(-1, 2)
    planes[:, 2] = -0.5 * (planes[:, 0] ** 2 + planes[:, 1] ** 2)
    sums, best = np.zeros((most * runs, 3)), np.zeros(runs)
    step = max(1, _NUMBERS // planes.shape[0])
    for first in range(0, masses.shape[0], step):
        some = slice(first, first + step)
        scores = (planes @ places[:, some]).reshape(most, runs, -1)
        highest = scores.max(axis=0)
        is_nearest = (scores == highest).reshape(most * runs, -1)
        sums += is_nearest.astype(np.float64) @ masses[some]
        best += np.einsum("ij,j", highest, masses[some, 2])
    held = sums[:, 2:]
    means = np.divide(sums[:, :2], held, out=centers.reshape(-1, 2).copy(), where=held > 0)
    return best, means.reshape(centers.shape)


def _moved(points: Floats, centers: Floats) -> Labels:
    """Groups of Lloyd's result, then single points moved to another group while the sum of squares falls by it.

    Moving a point from group a (size n, distance d) to b changes the sum by
    n_b d_b² / (n_b + 1) - n_a d_a² / (n_a - 1). A group left empty takes the point that is furthest out.
    """
    everyone, groups = each_alone(points), np.arange(centers.shape[0])[:, np.newaxis]
    labels = _filled(_squares(everyone, centers))
    for _ in range(max(1, min(_MOVES, _MOVES * _MANY // points.shape[0]))):
        members = (labels == groups).astype(np.float64)
        centers = members @ points / members.sum(axis=1, keepdims=True)
        mover, group = _best_move(_squares(everyone, centers), labels)
        if group == labels[mover]:
            break
        labels[mover] = group
    return labels


def _best_move(squares: Floats, labels: Labels) -> tuple[int, int]:
    """The point whose move to another group lowers the sum of squares most, and that group; its own if none does."""
    places = np.arange(labels.size)
    sizes = np.bincount(labels, minlength=squares.shape[0]).astype(np.float64)
    factor = np.where(sizes > 1, sizes / np.maximum(sizes - 1, 1), 0.0)
    own = squares[labels, places]
    joining = squares * (sizes / (sizes + 1))[:, np.newaxis]
    joining[labels, places] = np.inf
    gain = factor[labels] * own - joining.min(axis=0)
    mover = int(gain.argmax())
    if gain[mover] <= 1e-12 * own.sum():
        return mover, int(labels[mover])
    return mover, int(joining[:, mover].argmin())


def _filled(squares: Floats) -> Labels:
    """The nearest group of each point, each group with at least one point."""
    gap: Floats = squares.min(axis=0)
    labels: Labels = squares.argmin(axis=0)
    sizes = np.bincount(labels, minlength=squares.shape[0])
    for empty in np.flatnonzero(sizes == 0):
        mover = int(np.where(sizes[labels] > 1, gap, -1.0).argmax())
        sizes[labels[mover]] -= 1
        sizes[empty] = 1
        labels[mover], gap[mover] = empty, 0.0
    return labels


def _ordered(points: Floats, labels: Labels, k: int) -> Clustering:
    """The clustering of these labels, groups numbered by size; none may be empty."""
    sizes = np.bincount(labels, minlength=k)
    sums = [np.bincount(labels, weights=points[:, axis], minlength=k) for axis in (0, 1)]
    centers = np.stack(sums, axis=1) / sizes[:, np.newaxis]
    order = np.lexsort((centers[:, 1], centers[:, 0], -sizes))
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    labels, centers = rank[labels], centers[order]
    gap = points - centers[labels]
    return Clustering(
        labels=labels, centers=centers, sizes=sizes[order], inertia=float(np.sum(gap * gap))
    )
