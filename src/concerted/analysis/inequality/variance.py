"""Spread of the subgroups around the mean of all: variance, standard deviation, variation."""

from __future__ import annotations

from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.groups import (
    Given,
    Groups,
    Reading,
    estimated,
    groups_of,
    mean_not_positive,
    without_population,
)
from concerted.analysis.inequality.result import Estimate
from concerted.analysis.inequality.simulation import DRAWS, simulated


def variance_core(groups: Groups) -> Reading:
    """Σ p (y - μ)² of each setting; ``corrected`` is freed of what sampling error adds."""
    share, squared = groups.share, groups.deviation**2
    value = np.asarray(np.vecdot(squared, share))
    refused = without_population(groups)
    if groups.se is None:
        return Reading(value, refused=refused)
    error = share * share * groups.se**2
    total = error.sum(axis=-1)
    rest = groups.se**4 * share**2 * (1 - 2 * share)
    variance = 4 * np.vecdot(error, squared) + 2 * (total**2 + rest.sum(axis=-1))
    bias = np.vecdot(groups.se**2, share) - total
    return Reading(value, np.sqrt(variance), refused, corrected=np.maximum(value - bias, 0.0))


def _root(value: Floats | None) -> Floats | None:
    return None if value is None else np.asarray(np.sqrt(value))


def standard_deviation_core(groups: Groups) -> Reading:
    """√(Σ p (y - μ)²) of each setting."""
    read = variance_core(groups)
    value = np.asarray(np.sqrt(read.estimate))
    return Reading(value, refused=read.refused, corrected=_root(read.corrected))


def variation_core(groups: Groups) -> Reading:
    """100 √(Σ p (y - μ)²) / μ of each setting."""
    read = standard_deviation_core(groups)
    corrected = None if read.corrected is None else 100 * read.corrected / groups.mean
    refused = (*read.refused, mean_not_positive(groups.mean))
    return Reading(100 * read.estimate / groups.mean, refused=refused, corrected=corrected)


def between_group_variance(rates: ArrayLike, **given: Unpack[Given]) -> Estimate:
    """Between-group variance (BGV): the population-weighted mean squared distance from the mean.

    BGV = Σ pₖ (yₖ - μ)², pₖ the population shares, μ = Σ pₖ yₖ. With independent normal rates its
    variance is exactly 4 Σ p² s² (y - μ)² + 2 [(Σ p² s²)² - Σ p⁴ s⁴ + Σ p² (1 - p)² s⁴].

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    **given : see ``Given``: population (needed), se (for an interval), confidence

    Returns
    -------
    Estimate ≥ 0 in the squared unit of the rates, 0 when all rates are equal. Sampling error raises
    it by Σ p (1 - p) s² on average; ``corrected`` is the estimate less that, at least 0.

    Raises
    ------
    ValueError: shapes differ, a value is infinite or negative where it must not be, no population
        is given, fewer than two rates are known, or over 15 % are missing without an order.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697; Ahn et al. (2018),
    doi:10.1200/CCI.18.00031.

    Examples
    --------
    >>> found = between_group_variance([10.0, 30.0], population=[500, 500], se=[2.0, 2.0])
    >>> found.estimate, found.corrected, round(found.se, 3)
    (100.0, 98.0, 28.425)
    """
    return estimated("bgv", variance_core, groups_of(rates, **given))


def between_group_standard_deviation(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Between-group standard deviation (BGSD): the root of the between-group variance.

    BGSD = √(Σ pₖ (yₖ - μ)²), pₖ the population shares, μ = Σ pₖ yₖ; interval by simulation.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population (needed), se (for an interval), scale, confidence

    Returns
    -------
    Estimate ≥ 0 in the unit of the rates, 0 when all are equal; ``corrected`` is the root of the
    corrected variance.

    Raises
    ------
    ValueError: as ``between_group_variance``; with ``se`` also when a rate lies beyond the scale.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> between_group_standard_deviation([10.0, 30.0], population=[500, 500]).estimate
    10.0
    """
    return simulated("bgsd", standard_deviation_core, groups_of(rates, **given), draws, generator)


def coefficient_of_variation(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Coefficient of variation (COV): the between-group standard deviation in % of the mean.

    COV = 100 √(Σ pₖ (yₖ - μ)²) / μ, pₖ the population shares, μ = Σ pₖ yₖ; interval by simulation
    with the mean of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population (needed), se (for an interval), scale, confidence

    Returns
    -------
    Estimate ≥ 0 in per cent, whatever the unit of the rates; 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``; also when the mean is not above 0.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> coefficient_of_variation([10.0, 30.0], population=[500, 500]).estimate
    50.0
    """
    return simulated("cov", variation_core, groups_of(rates, **given), draws, generator)
