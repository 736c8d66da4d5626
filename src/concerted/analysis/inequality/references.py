"""Which subgroups a measure compares: the best, a stated reference, the two ends of an order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.inequality.groups import Groups

Positions = NDArray[np.intp]


def pair_of(groups: Groups) -> tuple[Positions, Positions]:
    """Positions (...) of the subgroups y₁ and y₂ of difference and ratio.

    With a reference: favourable, the reference and the lowest of the others; adverse, the highest
    of the others and the reference. Else ordered: favourable, the most and the least advantaged;
    adverse, the other way round. Else the highest and the lowest, whatever the direction. Among
    equals the first.

    Examples
    --------
    >>> from concerted.analysis.inequality.groups import groups_of
    >>> [int(end) for end in pair_of(groups_of([5, 9, 1]))]
    [1, 2]
    """
    rates = groups.rates
    if groups.reference is not None:
        is_reference = np.arange(rates.shape[-1]) == groups.reference[..., None]
        lowest = np.where(is_reference, np.inf, rates).argmin(axis=-1)
        highest = np.where(is_reference, -np.inf, rates).argmax(axis=-1)
        first = np.where(groups.favourable, groups.reference, highest)
        second = np.where(groups.favourable, lowest, groups.reference)
        return np.asarray(first), np.asarray(second)
    if groups.ordered:
        last = rates.shape[-1] - 1
        return np.where(groups.favourable, last, 0), np.where(groups.favourable, 0, last)
    return np.asarray(rates.argmax(axis=-1)), np.asarray(rates.argmin(axis=-1))


def best_rate(groups: Groups) -> NDArray[np.float64]:
    """The highest rate (...) of a favourable indicator, the lowest of an adverse one."""
    if groups.favourable.ndim == 0:
        rates = groups.rates
        return np.asarray(rates.max(axis=-1) if groups.favourable else rates.min(axis=-1))
    highest, lowest = groups.rates.max(axis=-1), groups.rates.min(axis=-1)
    return np.asarray(np.where(groups.favourable, highest, lowest))


def standard_of(groups: Groups) -> Positions:
    """Position (...) of the subgroup that all could be like, for the attributable risk.

    Ordered: the most advantaged. Otherwise the best; among equals the one with the most people,
    and among those the first.
    """
    last = groups.rates.shape[-1] - 1
    if groups.ordered:
        return np.full(groups.rates.shape[:-1], last, dtype=np.intp)
    is_best = groups.rates == best_rate(groups)[..., None]
    size = 1.0 if groups.population is None else groups.population
    return np.asarray(np.where(is_best, size, -1.0).argmax(axis=-1))
