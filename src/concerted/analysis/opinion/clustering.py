"""Groups of points on the map: k-means from good starts, and how well apart the groups lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.cells import Cells, as_points, each_alone, gather

Labels = NDArray[np.int64]

_STARTS = (24, 600)  # drawn starts for each number of groups: at least, at most
_FEW_STARTS = 6
_START_POINTS = 60_000  # points times starts, between these
_START_CELLS = 36_000  # cells times starts, where points are gathered
_ADDED = 8  # starts that add one centre to the best of one group fewer
_LIKELY = 100  # cells looked at for a new centre: those that now add most to the sum
_SWAPPED = 4  # places tried for each centre that is taken from where it is
_SWAP_ROUNDS = 4
_ROUNDS = 40  # of Lloyd's iterations on cells, at most
_RACE = (2, 4, 8, 12)  # rounds after which half of the starts are given up
_RACERS = 12  # but not when so few are left, or points are so few that all may go on
_RACE_POINTS = 100
_FIRST_ROUNDS = 4  # of those with all points, after which a third of the finalists go on
_FINALISTS = 24  # results on cells that are carried on with all points; fewer with many points
_MOVES = 200  # single points moved after Lloyd's iterations; fewer with many points
_MANY = 3000  # points that are many
_CELLS_ACROSS = 36


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

    Minimises Σᵢ |xᵢ - c(i)|². Lloyd's iterations run from 24 to 600 starts drawn from a fixed seed (a third by k-means++, a third any points, a
    third far ones) and from 8 that add a centre to the best k - 1 groups where it gains most, all at once, on the points
    gathered in a 36 × 36 grid; each centre of the best in turn is tried elsewhere; the best go on with all points, then
    single points move while that lowers the sum (Hartigan & Wong). The same points always give the same groups. Time and memory grow as n.

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
    warm : (k, 2) centres of an earlier reading for some of the k; for these, only they, the starts with an added
        centre and a few drawn starts are tried
    is_quick : whether a dozen starts are enough, as where many clouds of points are compared

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
    cells = gather(given, _CELLS_ACROSS)
    draw = np.random.default_rng(7)
    known = {centers.shape[0]: centers for centers in warm}
    apart = _squares(cells, np.stack([cells.x, cells.y], axis=1))
    best = _alone(given)
    found: list[Clustering] = []
    if first == 1:
        found.append(best)
    for k in range(2, min(most, distinct) + 1):
        has_few = is_quick or k in known
        starts = [
            _added(cells, best.centers, apart, 3 if is_quick else _ADDED),
            _plus_plus(cells, k, _FEW_STARTS if has_few else _drawn(cells, k), draw),
        ]
        starts += [known[k][np.newaxis]] if k in known else []
        results = _lloyd(cells, np.concatenate(starts), _ROUNDS, _RACE)
        if not has_few:
            results = _swapped(cells, results, apart)
        best = _best_of(results, given, _FEW_STARTS if has_few else _FINALISTS)
        if k >= first:
            found.append(best)
    return found


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
        nearest = _assigned(everyone, kept[np.newaxis])[1][0]
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
    """The number of distinct points, counted no further than a little over ``most``."""
    found = np.empty((0, 2))
    rest = points
    while rest.shape[0] and found.shape[0] <= most:
        found = np.vstack([found, rest[:1]])
        rest = rest[(rest != rest[0]).any(axis=1)]
    return int(found.shape[0])


def _drawn(cells: Cells, k: int) -> int:
    """The number of starts to draw: more for more groups, fewer for more cells."""
    is_gathered = cells.cell_of_point.size > cells.x.size
    effort = _START_CELLS * min(k, 5) // 5 if is_gathered else _START_POINTS
    return int(np.clip(effort // cells.x.size, *_STARTS))


def _plus_plus(cells: Cells, k: int, count: int, draw: np.random.Generator) -> Floats:
    """Starts of which a third are k-means++: the odds of the next centre are its squared distance to the nearest.

    In a third the centres are any distinct points, for groups in the middle; in a third the odds are the square of
    those of k-means++, for outliers.
    """
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
        odds[::3] = (nearest[::3] > 0) * cells.weights
        odds[1::3] *= nearest[1::3]
    return centers


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


def _swapped(cells: Cells, found: tuple[Floats, Floats], apart: Floats) -> tuple[Floats, Floats]:
    """Results after each centre of the best in turn was taken away and put where it gains most, while that helps."""
    centers, inertia = found
    for _ in range(_SWAP_ROUNDS):
        best = centers[int(inertia.argmin())]
        without = [np.delete(best, place, axis=0) for place in range(best.shape[0])]
        starts = np.concatenate([_added(cells, rest, apart, _SWAPPED) for rest in without])
        more, sums = _lloyd(cells, starts, _ROUNDS, _RACE)
        is_better = sums.min() < inertia.min() * (1 - 1e-9)
        centers, inertia = np.concatenate([centers, more]), np.concatenate([inertia, sums])
        if not is_better:
            break
    return centers, inertia


def _squares(cells: Cells, centers: Floats) -> Floats:
    """(R, m) squared distances of R centres to the cells."""
    across = cells.x - centers[:, :1]
    along = cells.y - centers[:, 1:]
    across *= across
    along *= along
    across += along
    return across


def _lloyd(
    cells: Cells, centers: Floats, rounds: int, race: tuple[int, ...] = ()
) -> tuple[Floats, Floats]:
    """Lloyd's iterations for R starts at once: (R, k, 2) centres and (R,) inertias. A group left empty stays put.

    After each of the rounds in ``race`` only the better half of those still moving goes on.
    """
    centers = centers.copy()
    inertia = np.zeros(centers.shape[0])
    running = np.arange(centers.shape[0])
    before = np.full((running.size, cells.x.size), -1)
    masses = _masses(cells, running.size)
    for turn in range(rounds):
        nearest, labels = _assigned(cells, centers[running])
        inertia[running] = np.einsum("ij,j->i", nearest, cells.weights)
        goes_on = (labels != before).any(axis=1)
        if turn in race and running.size > _RACERS and cells.x.size > _RACE_POINTS:
            goes_on &= inertia[running] <= np.median(inertia[running])
        running, before = running[goes_on], labels[goes_on]
        if running.size == 0:
            break
        centers[running] = _weighted_means(masses, before, centers[running])
    return centers, inertia


def _masses(cells: Cells, runs: int) -> Floats:
    """(3, R m) weights of the cells, and weighted coordinates, as many times as there are runs."""
    once = np.stack([cells.weights, cells.weights * cells.x, cells.weights * cells.y])
    return np.tile(once, runs)


def _weighted_means(masses: Floats, labels: Labels, centers: Floats) -> Floats:
    """(R, k, 2) centres of gravity of the groups of each run; one without points stays where it was."""
    runs, k, _ = centers.shape
    where = (labels + (np.arange(runs) * k)[:, np.newaxis]).ravel()
    held, across, along = (
        np.bincount(where, weights=each[: where.size], minlength=runs * k) for each in masses
    )
    full = held > 0
    held[~full] = 1.0
    means: Floats = np.stack([across / held, along / held], axis=1).reshape(runs, k, 2)
    return np.where(full.reshape(runs, k, 1), means, centers)


def _assigned(cells: Cells, centers: Floats) -> tuple[Floats, Labels]:
    """(R, m) squared distance to, and number of, the nearest centre of each run."""
    nearest = _squares(cells, centers[:, 0])
    labels = np.zeros(nearest.shape, dtype=np.int64)
    for place in range(1, centers.shape[1]):
        other = _squares(cells, centers[:, place])
        np.copyto(labels, place, where=other < nearest)
        np.minimum(nearest, other, out=nearest)
    return nearest, labels


def _best_of(candidates: tuple[Floats, Floats], points: Floats, finalists: int) -> Clustering:
    """The best result after the best candidates went on with all points."""
    centers, inertia = candidates
    most = max(3, min(finalists, finalists * _MANY // points.shape[0]))
    order = np.argsort(inertia, kind="stable")
    is_new = np.diff(inertia[order], prepend=-1.0) > 1e-9 * inertia[order]
    chosen = order[is_new | (np.arange(order.size) == 0)][:most]
    everyone = each_alone(points)
    finals, sums = _lloyd(everyone, centers[chosen], _FIRST_ROUNDS)
    finals, sums = _lloyd(
        everyone, finals[np.argsort(sums, kind="stable")[: max(2, most // 3)]], 100
    )
    order = np.argsort(sums, kind="stable")[: 3 if points.shape[0] <= _MANY else 1]
    return min((_moved(points, finals[run]) for run in order), key=lambda found: found.inertia)


def _moved(points: Floats, centers: Floats) -> Clustering:
    """Lloyd's result, then single points moved to another group while the sum of squares falls by it.

    Moving a point from group a (size n, distance d) to b changes the sum by
    n_b d_b² / (n_b + 1) - n_a d_a² / (n_a - 1). A group left empty takes the point that is furthest out.
    """
    everyone = each_alone(points)
    masses = _masses(everyone, 1)
    labels = _filled(_assigned(everyone, centers[np.newaxis]), centers.shape[0])
    for _ in range(max(1, min(_MOVES, _MOVES * _MANY // points.shape[0]))):
        centers = _weighted_means(masses, labels[np.newaxis], centers[np.newaxis])[0]
        mover, group = _best_move(_squares(everyone, centers), labels)
        if group == labels[mover]:
            break
        labels[mover] = group
    return _ordered(points, labels, centers.shape[0])


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


def _filled(assigned: tuple[Floats, Labels], k: int) -> Labels:
    """The labels of one run, each of ``k`` groups with at least one point."""
    gap: Floats = assigned[0][0].copy()
    labels: Labels = assigned[1][0].copy()
    sizes = np.bincount(labels, minlength=k)
    for empty in np.flatnonzero(sizes == 0):
        mover = int(np.where(sizes[labels] > 1, gap, -1.0).argmax())
        sizes[labels[mover]] -= 1
        sizes[empty] = 1
        labels[mover], gap[mover] = empty, 0.0
    return labels


def _alone(points: Floats) -> Clustering:
    """All points in one group."""
    return _ordered(points, np.zeros(points.shape[0], dtype=np.int64), 1)


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
