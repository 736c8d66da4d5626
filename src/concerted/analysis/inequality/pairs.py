"""Measures that compare two subgroups: difference and ratio."""

from __future__ import annotations

from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.inequality.groups import (
    Given,
    Groups,
    Reading,
    Refusal,
    estimated,
    groups_of,
    pick,
)
from concerted.analysis.inequality.references import pair_of
from concerted.analysis.inequality.result import Estimate, Interval


def difference_core(groups: Groups) -> Reading:
    """y₁ - y₂ of each setting, se √(s₁² + s₂²)."""
    first, second = pair_of(groups)
    value = pick(groups.rates, first) - pick(groups.rates, second)
    se = None
    if groups.se is not None:
        se = np.hypot(pick(groups.se, first), pick(groups.se, second))
    return Reading(np.asarray(value), se, compared=(first, second))


def ratio_core(groups: Groups) -> Reading:
    """y₁ / y₂ of each setting, se of its logarithm √((s₁/y₁)² + (s₂/y₂)²)."""
    first, second = pair_of(groups)
    above, below = pick(groups.rates, first), pick(groups.rates, second)
    se = None
    if groups.se is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            se = np.hypot(pick(groups.se, first) / above, pick(groups.se, second) / below)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.asarray(above / below)
    refused = (
        ((above < 0) | (below < 0), Refusal.NEGATIVE_RATE),
        (below == 0, Refusal.ZERO_DENOMINATOR),
    )
    return Reading(value, se, refused, compared=(first, second))


def difference(rates: ArrayLike, **given: Unpack[Given]) -> Estimate:
    """Difference (D): one subgroup's rate less another's, in the unit of the rates.

    D = y₁ - y₂, se = √(s₁² + s₂²), interval D ± z se. Which two: see ``references.pair_of``; in
    short the ends of the order, or highest less lowest, or a stated reference against the worst.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    **given : see ``Given``: se (for an interval), ordered, favourable, reference, confidence

    Returns
    -------
    Estimate, 0 when the two are equal; ``compared`` holds their positions. Negative where the order
    runs against what the direction of the indicator would lead to expect.

    Raises
    ------
    ValueError: shapes differ, a value is infinite or an error negative, fewer than two rates are
        known, or the reference has no rate.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = difference([20.0, 35.0, 60.0], se=[3.0, 5.0, 4.0], ordered=True)
    >>> found.estimate, found.se, found.compared
    (40.0, 5.0, (2, 0))
    """
    return estimated("d", difference_core, groups_of(rates, most_missing=1, **given))


def ratio(rates: ArrayLike, **given: Unpack[Given]) -> Estimate:
    """Ratio (R): one subgroup's rate divided by another's; it has no unit.

    R = y₁ / y₂ of the two that ``difference`` compares; the standard error is that of ln R,
    √((s₁/y₁)² + (s₂/y₂)²), and the interval R · exp(± z se).

    Parameters
    ----------
    rates : (G,) array of numbers ≥ 0, G ≥ 2; NaN = missing, and the subgroup is left out
    **given : see ``Given``: se (for an interval), ordered, favourable, reference, confidence

    Returns
    -------
    Estimate ≥ 0, 1 when the two are equal. A ratio of 0 has no interval.

    Raises
    ------
    ValueError: as ``difference``; also when y₂ is 0 or either rate is negative.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = ratio([20.0, 35.0, 60.0], se=[3.0, 5.0, 4.0], ordered=True)
    >>> found.estimate, round(found.lower, 2), round(found.upper, 2)
    (3.0, 2.17, 4.14)
    """
    groups = groups_of(rates, most_missing=1, **given)
    return estimated("r", ratio_core, groups, Interval.LOGARITHMIC)
