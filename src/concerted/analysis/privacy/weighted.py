"""What a weighted share tells of the groups that its weights stand for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import OptimizeResult, linprog

from concerted.analysis.arrays import Floats, finite
from concerted.analysis.privacy.tables import whole_counts

CLOSE = 1e-6


def weighted_share_is_safe(
    counts: ArrayLike,
    answered: ArrayLike,
    weights: ArrayLike,
    groups: Sequence[ArrayLike],
    *,
    threshold: int = 11,
    step: float = 0.01,
    known: Sequence[ArrayLike] | None = None,
) -> bool:
    """Whether a weighted share, told beside the plain one, narrows down no small group's answer.

    The plain share tells Σ x, the weighted one Σ w x / Σ w n to the nearest ``step``: with two groups
    the two are two equations in two unknowns. So for each group g with a small number of answers X_g, or
    of others N_g - X_g, the least and the greatest X_g that fit are found with and without the weighted
    share (linear programs); it is safe when none comes to less than ``threshold`` apart because of it.

    Parameters
    ----------
    counts : (C,) x, people in each cell of equal weight who gave the answer
    answered : (C,) n ≥ x, people in each cell who answered; readers are taken to know them
    weights : (C,) > 0, of one person of each cell; readers are taken to know them
    groups : one labelling of the cells, (C,) whole numbers ≥ 0, for each dimension; -1 is no group
    threshold : the least number of people that may be told
    step : to what the weighted share is rounded, of 1
    known : for each dimension, X_g where it is published, NaN where it is hidden; all hidden if None

    Returns
    -------
    bool

    Raises
    ------
    ValueError: lengths differ; counts are not whole or above those who answered; weights are not above 0;
        nobody answered.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.3 (feasibility intervals).

    Examples
    --------
    Of 15 people in the second group one said yes. The weighted share gives it away.

    >>> weighted_share_is_safe([60, 1], [85, 15], [0.5, 3.8], [[0, 1]])
    False
    >>> weighted_share_is_safe([60, 12], [75, 25], [0.5, 3.8], [[0, 1]])
    True
    """
    x, n = whole_counts(counts), whole_counts(answered, "answered")
    w = finite(weights, "weights", at_least=0)
    labels = [np.asarray(one, dtype=np.int64) for one in groups]
    if not x.shape == n.shape == w.shape or any(one.shape != x.shape for one in labels):
        raise ValueError("counts, answered, weights and groups must be alike.")
    if (x > n).any() or (w <= 0).any() or n.sum() == 0:
        raise ValueError("counts must not be above answered, weights above 0, and someone answer.")
    aims = list(_small_groups(x, n, labels, threshold))
    if not aims:
        return True
    sums = _known_sums(x, labels, known)
    share = float(w @ x / (w @ n))
    for aim in aims:
        apart = _width(aim, n, sums)
        told = _width(aim, n, sums, (w / (w @ n), share, step))
        if told < min(threshold, apart) - CLOSE:
            return False
    return True


def _small_groups(
    x: Floats, n: Floats, labels: Sequence[np.ndarray], threshold: int
) -> list[Floats]:
    """Each group, as 1 in its cells, in which few gave the answer or few did not."""
    found = []
    for label in labels:
        for group in np.unique(label[label >= 0]):
            inside = np.asarray(label == group, dtype=np.float64)
            few = [inside @ x, inside @ (n - x)]
            if any(0 < one < threshold for one in few):
                found.append(inside)
    return found


def _known_sums(
    x: Floats, labels: Sequence[np.ndarray], known: Sequence[ArrayLike] | None
) -> tuple[Floats, Floats]:
    """Rows and values of what is published: the number of all, and of groups that are shown."""
    rows, values = [np.ones(len(x))], [float(x.sum())]
    for label, shown in zip(labels, known or (), strict=False):
        for group, value in enumerate(np.asarray(shown, dtype=np.float64)):
            if not np.isnan(value):
                rows.append(np.asarray(label == group, dtype=np.float64))
                values.append(float(value))
    return np.array(rows), np.array(values)


def _width(
    aim: Floats,
    n: Floats,
    sums: tuple[Floats, Floats],
    told: tuple[Floats, float, float] | None = None,
) -> float:
    """How far apart the least and the greatest value of ``aim`` are."""
    above: tuple[Floats, Floats] | tuple[None, None] = (None, None)
    if told is not None:
        row, share, step = told
        middle = round(share / step) * step
        above = np.array([row, -row]), np.array([middle + step / 2, step / 2 - middle]) + CLOSE
    ends = []
    for way in (1.0, -1.0):
        found: OptimizeResult = linprog(
            way * aim,
            A_ub=above[0],
            b_ub=above[1],
            A_eq=sums[0],
            b_eq=sums[1],
            bounds=[(0.0, float(most)) for most in n],
        )
        if found.status != 0:
            raise ValueError("what is published does not fit any counts.")
        ends.append(way * float(found.fun))
    return ends[1] - ends[0]
