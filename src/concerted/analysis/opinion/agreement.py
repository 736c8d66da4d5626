"""How far two groupings of the same people agree, whatever their groups are called."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.votes import Integers


def adjusted_rand_index(one: ArrayLike, other: ArrayLike) -> float:
    """Pairs of people on whom two groupings agree (together in both, or apart in both), beyond chance.

    With nᵢⱼ people in group i of one and j of the other, aᵢ and bⱼ their sums, C(n) = n(n−1)/2, and
    E = Σ C(aᵢ) Σ C(bⱼ) / C(n): (Σ C(nᵢⱼ) − E) / ((Σ C(aᵢ) + Σ C(bⱼ))/2 − E).

    Parameters
    ----------
    one, other : (n,) arrays of labels, whole numbers ≥ 0, n ≥ 1

    Returns
    -------
    float, 1 for the same groups, about 0 for unrelated ones, at least −0.5. 1 where both put all together, or all
    apart (then there is nothing to agree on by chance).

    Raises
    ------
    ValueError: the arrays are empty, of different lengths, or hold other than whole numbers ≥ 0.

    References
    ----------
    Hubert & Arabie (1985), doi:10.1007/BF01908075.

    Examples
    --------
    >>> adjusted_rand_index([0, 0, 1, 1], [5, 5, 2, 2])
    1.0
    >>> round(adjusted_rand_index([0, 0, 1, 1], [0, 0, 1, 2]), 4)
    0.5714
    """
    a, b = _labels(one, "one"), _labels(other, "other")
    if a.size != b.size:
        raise ValueError(f"Both groupings must be of the same people, got {a.size} and {b.size}.")
    _, a = np.unique(a, return_inverse=True)
    _, b = np.unique(b, return_inverse=True)
    width = int(b.max()) + 1
    _, both = np.unique(a * width + b, return_counts=True)
    together, first, second = _pairs(both), _pairs(np.bincount(a)), _pairs(np.bincount(b))
    most, all_pairs = (first + second) / 2, _pairs(np.array([a.size]))
    chance = first * second / all_pairs if all_pairs else 0.0
    return 1.0 if most == chance else (together - chance) / (most - chance)


def _pairs(sizes: Integers) -> float:
    as_floats: Floats = sizes.astype(np.float64)
    return float((as_floats * (as_floats - 1) / 2).sum())


def _labels(labels: ArrayLike, name: str) -> Integers:
    given = np.asarray(labels)
    if given.ndim != 1 or given.size == 0 or given.dtype.kind not in "iu" or given.min() < 0:
        raise ValueError(
            f"{name} must be a list of groups, whole numbers from 0, got {given.dtype} of shape {given.shape}."
        )
    return given.astype(np.int64)
