"""The rate of each subgroup with its error: from individual rows, from counts, or as it was given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.inequality.result import Estimate, Interval, normal_quantile
from concerted.analysis.inequality.simulation import bounds
from concerted.analysis.inequality.sums import Sums

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SubgroupRates:
    """What the measures of aggregated data ask for, of K subgroups.

    Attributes
    ----------
    rate : (K,) array, weighted mean outcome; NaN for a subgroup without rows
    se : (K,) array, its standard error; NaN where rows or units are too few to say
    population : (K,) array, Σ w
    rows : (K,) array, how many rows it has
    """

    rate: Floats
    se: Floats
    population: Floats
    rows: Counts


def subgroup_rates(sums: Sums, subgroups: int | None = None) -> SubgroupRates:
    """Weighted means of subgroups, with standard errors linearised over the sampling units.

    y_k = Σ w y / Σ w over the rows of subgroup k. With scores z_i = w_i (y_i - y_k) / W_k of its rows
    and 0 elsewhere, and z_hj their sum in unit j of stratum h,

    var(y_k) = Σ_h n_h/(n_h - 1) [ Σ_j z_hj² - (Σ_j z_hj)² / n_h ],

    n_h all units of the stratum, also those without rows of k (a domain of the sample). A stratum with
    one unit counts z_hj² with factor 1. Without weights, strata and units the error is s_k / √n_k.

    Parameters
    ----------
    sums : Sums of the rows (``sum_rows``, or an engine's)
    subgroups : K, when the last ones may have no rows

    Returns
    -------
    SubgroupRates, in the unit of the outcome.

    Raises
    ------
    ValueError: ``subgroups`` is less than the codes in ``sums`` need.

    References
    ----------
    Binder (1983), doi:10.2307/1402588; Lumley (2010), *Complex Surveys*, chapter 2.

    Examples
    --------
    >>> from concerted.analysis.inequality.sums import sum_rows
    >>> found = subgroup_rates(sum_rows([0, 0, 0, 1, 1], [1, 0, 1, 0, 1], weight=[1, 1, 2, 1, 1]))
    >>> found.rate, found.population
    (array([0.75, 0.5 ]), array([4., 2.]))
    """
    needed = int(sums.subgroup.max(initial=-1)) + 1
    number = needed if subgroups is None else subgroups
    if number < needed:
        raise ValueError(f"subgroups must be at least {needed}, got {number}.")

    def by_subgroup(values: Floats) -> Floats:
        return np.bincount(sums.subgroup, values, number).astype(np.float64)

    weight = by_subgroup(sums.weight)
    rows = by_subgroup(sums.count.astype(np.float64)).astype(np.int64)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = by_subgroup(sums.outcome) / weight
    if not sums.is_weighted and sums.units is None and not sums.strata.any():
        spread = by_subgroup(sums.outcome_squares) - weight * np.nan_to_num(rate) ** 2
        spread = np.where(spread > 1e-13 * by_subgroup(sums.outcome_squares), spread, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = np.where(rows > 1, spread / (rows - 1) / rows, np.nan)
    else:
        variance = _linearised(sums, np.nan_to_num(rate), np.where(weight > 0, weight, np.nan))
    variance = np.where(rows > 0, variance, np.nan)
    return SubgroupRates(rate, np.sqrt(variance), weight, rows)


def _linearised(sums: Sums, rate: Floats, weight: Floats) -> Floats:
    """var(y_k) by strata and units; NaN when the whole sample is one unit."""
    y = rate[sums.subgroup]
    total = weight[sums.subgroup]
    scores = (sums.outcome - y * sums.weight) / total
    if sums.units is None:
        squares = (
            sums.weight_squares_outcome_squares
            - 2 * y * sums.weight_squares_outcome
            + y**2 * sums.weight_squares
        )
        floor = 1e-13 * sums.weight_squares_outcome_squares
        squares = np.where(squares > floor, squares, 0.0) / total**2
        drawn = np.bincount(sums.strata, sums.count)
    else:
        squares = scores**2
        pairs = np.unique(np.stack([sums.strata, sums.units]), axis=1)
        drawn = np.bincount(pairs[0]).astype(np.float64)
    if drawn.sum() < 2:
        return np.full(rate.shape, np.nan)
    strata, number = drawn.size, rate.size
    at = sums.strata * number + sums.subgroup

    def by_stratum(values: Floats) -> Floats:
        summed = np.asarray(np.bincount(at, values, strata * number), dtype=np.float64)
        return summed.reshape(strata, number)

    is_lonely = (drawn == 1)[:, None]
    units = np.maximum(drawn, 1)[:, None]
    within = by_stratum(squares) - np.where(is_lonely, 0.0, by_stratum(scores) ** 2 / units)
    factor = np.where(is_lonely, 1.0, units / np.maximum(units - 1, 1))
    return np.asarray((factor * np.maximum(within, 0.0)).sum(axis=0))


def share_errors(numerator: ArrayLike, denominator: ArrayLike, *, scale: float = 100.0) -> Floats:
    """Standard errors of shares that were counted: so many of so many people.

    s = scale · √(p (1 - p) / n), with p = numerator / denominator and n the denominator.

    Parameters
    ----------
    numerator : (K,) array, from 0 to ``denominator``
    denominator : (K,) array, > 0
    scale : 100 for per cent, 1000 for a rate per 1000

    Returns
    -------
    (K,) array in the unit of the rates; 0 where nobody or everybody was counted.

    Raises
    ------
    ValueError: shapes differ, or a number is missing or out of range.

    References
    ----------
    The binomial variance; Lumley (2010), *Complex Surveys*, chapter 2.

    Examples
    --------
    >>> share_errors([40, 90], [100, 100]).round(3)
    array([4.899, 3.   ])
    """
    counted, people = (
        finite(numerator, "numerator", at_least=0),
        finite(denominator, "denominator", above=0),
    )
    alike(numerator=counted, denominator=people)
    share = counted / people
    if (share > 1).any():
        raise ValueError("numerator must be at most denominator.")
    return np.asarray(scale * np.sqrt(share * (1 - share) / people))


def rate_estimate(
    rate: float, se: float | None = None, *, scale: float | None = 100.0, confidence: float = 0.95
) -> Estimate:
    """One subgroup's rate as an estimate, with the normal interval of its error.

    Interval y ± z s, cut at the bounds of the indicator.

    Parameters
    ----------
    rate, se : in the unit that ``scale`` tells; without an error there is no interval
    scale : see ``Given``: 100 and 1 are bounds, other scales begin at 0, None has none
    confidence : of the interval, between 0 and 1

    Returns
    -------
    Estimate of the measure ``rate``.

    Raises
    ------
    ValueError: the rate is missing or infinite, the error negative, or the confidence out of range.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = rate_estimate(97.0, 2.0)
    >>> round(found.lower, 2), found.upper
    (93.08, 100.0)
    """
    value = float(finite(rate, "rate", dimensions=0))
    reach = normal_quantile(confidence)
    if se is None:
        return Estimate("rate", value, confidence=confidence, subgroups=1)
    error = float(finite(se, "se", dimensions=0, at_least=0))
    lowest, highest = (
        float(end) for end in bounds(np.asarray(np.nan if scale is None else scale))
    )
    return Estimate(
        "rate",
        value,
        se=error,
        lower=max(value - reach * error, min(lowest, value)),
        upper=min(value + reach * error, max(highest, value)),
        confidence=confidence,
        interval=Interval.NORMAL,
        subgroups=1,
    )
