"""Ridit ranks: where each ordered subgroup stands in the whole population, from 0 to 1.

A rank is the share of the population that is worse placed, plus half of the subgroup's own share.
Subgroups of the same order stand together, at the middle of their common share. Everything works on
the last axis; leading axes are settings or draws.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.inequality.groups import Groups, groups_of


def ridits(population: Floats, order: Floats) -> Floats:
    """Ranks along the last axis, in the order given; not checked, for measures that checked before.

    Parameters
    ----------
    population : (..., K) array, ≥ 0, with a sum above 0 in each row
    order : (..., K) array that broadcasts with ``population``; equal values share one rank

    Returns
    -------
    (..., K) array between 0 and 1, with a population-weighted mean of 1/2.
    """
    population, order = np.broadcast_arrays(population, order)
    if population.shape[-1] == 0:
        return np.zeros(population.shape)
    places = np.argsort(order, axis=-1, kind="stable")
    placed = np.take_along_axis(order, places, axis=-1)
    sizes = np.take_along_axis(population, places, axis=-1)
    upto = np.cumsum(sizes, axis=-1)
    ranks = np.empty(population.shape)
    np.put_along_axis(ranks, places, _middles(placed, sizes, upto) / upto[..., -1:], axis=-1)
    return ranks


def _middles(placed: Floats, sizes: Floats, upto: Floats) -> Floats:
    """The middle of each block of equal order, in persons; all arrays sorted by order."""
    is_new = np.ones(placed.shape, dtype=bool)
    is_new[..., 1:] = placed[..., 1:] != placed[..., :-1]
    if is_new.all():
        return upto - sizes / 2
    is_last = np.ones(placed.shape, dtype=bool)
    is_last[..., :-1] = is_new[..., 1:]
    start = np.maximum.accumulate(np.where(is_new, upto - sizes, -np.inf), axis=-1)
    reach = np.where(is_last, upto, np.inf)[..., ::-1]
    end = np.minimum.accumulate(reach, axis=-1)[..., ::-1]
    return np.asarray((start + end) / 2)


def ranks_of(groups: Groups) -> Floats:
    """The ridit ranks of subgroups that stand in order on the last axis, none sharing a rank."""
    if groups.population is None:
        number = groups.rates.shape[-1]
        return np.asarray((np.arange(number) + 0.5) / number)
    upto = np.cumsum(groups.population, axis=-1)
    return np.asarray((upto - groups.population / 2) / upto[..., -1:])


def in_order(
    rates: ArrayLike,
    se: ArrayLike | None,
    population: ArrayLike | None,
    order: ArrayLike | None,
    confidence: float,
    scale: float | None = None,
) -> tuple[Groups, Floats]:
    """The subgroups of one setting from the most disadvantaged on, and their ridit ranks.

    Raises
    ------
    ValueError: as ``groups_of``; or ``order`` is not finite, or not as long as ``rates``.
    """
    given = np.asarray(rates, dtype=np.float64)
    if given.ndim != 1:
        raise ValueError(f"rates must have 1 dimension, got shape {given.shape}.")
    places = np.arange(given.size, dtype=np.float64)
    if order is not None:
        places = finite(order, "order")
        alike(rates=given, order=places)
    rows = np.argsort(places, kind="stable")
    groups = groups_of(
        given if order is None else given[rows],
        se=_sorted_by(rows, se, "se", given),
        population=_sorted_by(rows, population, "population", given),
        ordered=True,
        scale=scale,
        confidence=confidence,
    )
    if order is None:
        return groups, ranks_of(groups)
    sizes = np.ones(groups.rates.shape) if groups.population is None else groups.population
    return groups, ridits(sizes, places[rows][list(groups.positions)])


def _sorted_by(
    rows: NDArray[np.intp], values: ArrayLike | None, name: str, rates: Floats
) -> Floats | None:
    if values is None:
        return None
    given = np.asarray(values, dtype=np.float64)
    alike(rates=rates, **{name: given})
    return given[rows]


def ridit_ranks(order: ArrayLike, population: ArrayLike | None = None) -> Floats:
    """The ridit rank of each subgroup: the share of people placed below it, and half of its own.

    R_k = (Σ n_j over all j placed before k + n_k/2) / Σ n; subgroups of the same order count as one.

    Parameters
    ----------
    order : (K,) array of numbers, from the most disadvantaged (lowest) to the most advantaged
    population : (K,) array, ≥ 0, people in each subgroup; equal sizes if None

    Returns
    -------
    (K,) array between 0 and 1 in the order given; its population-weighted mean is 1/2.

    Raises
    ------
    ValueError: a value is missing or infinite, a size is negative, shapes differ, nobody is there.

    References
    ----------
    Bross (1958), Biometrics 14:18–38; Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> ridit_ranks([1, 2, 3], [20, 60, 20])
    array([0.1, 0.5, 0.9])
    >>> ridit_ranks([3, 1, 1])
    array([0.83333333, 0.33333333, 0.33333333])
    """
    places = finite(order, "order")
    sizes = (
        np.ones(places.shape)
        if population is None
        else finite(population, "population", at_least=0)
    )
    alike(order=places, population=sizes)
    if not sizes.any():
        raise ValueError("population must have people in at least one subgroup, all are 0.")
    # Shares of the largest, so that no sum is too large for a number.
    return ridits(sizes / sizes.max(), places)


def codes(labels: ArrayLike, name: str) -> tuple[NDArray[np.intp], int]:
    """Each label as a number from 0, in sorted order where labels are numbers, and how many there are.

    Whole numbers within a moderate range are counted rather than sorted, texts are looked up: a
    million labels take a few hundredths of a second.

    Parameters
    ----------
    labels : (N,) array of numbers or texts, not empty, nothing missing
    name : what messages call it

    Raises
    ------
    ValueError: the array is not one-dimensional, is empty, or a label is missing.

    Examples
    --------
    >>> codes([30, 10, 30], "strata")
    (array([1, 0, 1]), 2)
    """
    given = np.asarray(labels)
    if given.ndim != 1:
        raise ValueError(f"{name} must have 1 dimension(s), got shape {given.shape}.")
    if given.size == 0:
        raise ValueError(f"{name} must not be empty.")
    if given.dtype.kind == "f":
        given = finite(given, name)
        whole = given.astype(np.int64) if np.abs(given).max() < 2**53 else given
        if (whole == given).all():
            given = whole
    if given.dtype.kind in "iub":
        return _counted(given.astype(np.int64, copy=False))
    if given.dtype.kind == "f":
        return _sorted(given)
    return _looked_up(given, name)


def _counted(given: NDArray[np.int64]) -> tuple[NDArray[np.intp], int]:
    lowest = int(given.min())
    span = int(given.max()) - lowest + 1
    if span > 4 * given.size + 1000:
        return _sorted(given)
    shifted = given - lowest
    is_there = np.zeros(span, dtype=bool)
    is_there[shifted] = True
    numbers = np.cumsum(is_there) - 1
    return numbers[shifted].astype(np.intp, copy=False), int(numbers[-1]) + 1


def _sorted(given: NDArray[np.int64] | Floats) -> tuple[NDArray[np.intp], int]:
    found, places = np.unique(given, return_inverse=True)
    return places.astype(np.intp, copy=False), int(found.size)


def _looked_up(given: NDArray[np.generic], name: str) -> tuple[NDArray[np.intp], int]:
    texts = given.tolist()
    known = {label: number for number, label in enumerate(dict.fromkeys(texts))}
    if any(label is None or label != label or label == "" for label in known):
        raise ValueError(f"{name} must not have missing labels.")
    places = np.fromiter(map(known.__getitem__, texts), dtype=np.intp, count=len(texts))
    return places, len(known)
