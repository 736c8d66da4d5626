"""Mean distance of the subgroups from the mean, from the best or from a reference subgroup."""

from __future__ import annotations

from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.groups import (
    Given,
    Groups,
    Reading,
    Refusal,
    groups_of,
    mean_not_positive,
    pick,
    without_mean,
    without_population,
)
from concerted.analysis.inequality.references import best_rate
from concerted.analysis.inequality.result import Estimate
from concerted.analysis.inequality.simulation import DRAWS, simulated


def _overall(groups: Groups) -> Floats:
    """The setting average where given, else the mean weighted by population, (...)."""
    return np.where(np.isnan(groups.average), groups.mean, groups.average)


def mean_unweighted_core(groups: Groups) -> Reading:
    """Mean of |y - M| of each setting, M the setting average or μ."""
    apart = np.abs(groups.rates - _overall(groups)[..., None])
    return Reading(np.asarray(apart.mean(axis=-1)), refused=without_mean(groups))


def mean_weighted_core(groups: Groups) -> Reading:
    """Σ p |y - μ| of each setting."""
    value = np.vecdot(np.abs(groups.deviation), groups.share)
    return Reading(np.asarray(value), refused=without_population(groups))


def _from_best(groups: Groups) -> Floats:
    return np.asarray(np.abs(groups.rates - best_rate(groups)[..., None]))


def best_unweighted_core(groups: Groups) -> Reading:
    """Mean of |y - y_best| of each setting."""
    return Reading(np.asarray(_from_best(groups).mean(axis=-1)))


def best_weighted_core(groups: Groups) -> Reading:
    """Σ p |y - y_best| of each setting."""
    value = np.vecdot(_from_best(groups), groups.share)
    return Reading(np.asarray(value), refused=without_population(groups))


def _from_reference(groups: Groups) -> tuple[Floats, Reading]:
    if groups.reference is None:
        nothing = np.full(groups.rates.shape[:-1], np.nan)
        refused = ((np.isnan(nothing), Refusal.NO_REFERENCE),)
        return np.full(groups.rates.shape, np.nan), Reading(nothing, refused=refused)
    rate = pick(groups.rates, groups.reference)
    return np.abs(groups.rates - rate[..., None]), Reading(rate, compared=(groups.reference,))


def reference_unweighted_core(groups: Groups) -> Reading:
    """Mean of |y - y_ref| of each setting."""
    apart, found = _from_reference(groups)
    return Reading(np.asarray(apart.mean(axis=-1)), None, found.refused, found.compared)


def reference_weighted_core(groups: Groups) -> Reading:
    """Σ p |y - y_ref| of each setting."""
    apart, found = _from_reference(groups)
    refused = (*found.refused, *without_population(groups))
    return Reading(np.asarray(np.vecdot(apart, groups.share)), None, refused, found.compared)


def index_unweighted_core(groups: Groups) -> Reading:
    """100 mean |y - M| / M of each setting."""
    read, overall = mean_unweighted_core(groups), _overall(groups)
    refused = (*read.refused, mean_not_positive(overall))
    return Reading(100 * read.estimate / overall, refused=refused)


def index_weighted_core(groups: Groups) -> Reading:
    """100 Σ p |y - μ| / μ of each setting."""
    read = mean_weighted_core(groups)
    refused = (*read.refused, mean_not_positive(groups.mean))
    return Reading(100 * read.estimate / groups.mean, refused=refused)


def mean_difference_from_mean(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Unweighted mean difference from the mean (MDMU).

    How far a subgroup is from the mean, each counted once: MDMU = (1/K) Σ |yₖ - M|, M the setting
    average where given, else μ = Σ pₖ yₖ (pₖ population shares). Interval by simulation: rates,
    the average stays of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population or setting_average (one is needed), se (for an interval),
        scale, confidence

    Returns
    -------
    Estimate ≥ 0 in the unit of the rates, 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``; also when neither population nor average
        is given.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> round(mean_difference_from_mean([10.0, 30.0, 50.0], setting_average=30.0).estimate, 4)
    13.3333
    """
    groups = groups_of(rates, **given)
    return simulated("mdmu", mean_unweighted_core, groups, draws, generator)


def weighted_mean_difference_from_mean(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Weighted mean difference from the mean (MDMW).

    How far people's subgroups are from the mean: MDMW = Σ pₖ |yₖ - μ|, pₖ the population shares, μ
    = Σ pₖ yₖ. Interval by simulation: rates and mean of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population (needed), se (for an interval), scale, confidence

    Returns
    -------
    Estimate ≥ 0 in the unit of the rates, 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> round(weighted_mean_difference_from_mean([10.0, 30.0], population=[500, 500]).estimate, 4)
    10.0
    """
    groups = groups_of(rates, **given)
    return simulated("mdmw", mean_weighted_core, groups, draws, generator)


def mean_difference_from_best(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Unweighted mean difference from the best-performing subgroup (MDBU).

    How far a subgroup is behind the best, each counted once: MDBU = (1/K) Σ |yₖ - y_best|, y_best
    the highest rate if favourable, the lowest if adverse. Interval by simulation: rates and best
    of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: favourable, se (for an interval), scale, confidence

    Returns
    -------
    Estimate ≥ 0 in the unit of the rates, 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``, but no population is needed.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> round(mean_difference_from_best([10.0, 30.0, 50.0]).estimate, 4)
    20.0
    """
    groups = groups_of(rates, **given)
    return simulated("mdbu", best_unweighted_core, groups, draws, generator)


def weighted_mean_difference_from_best(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Weighted mean difference from the best-performing subgroup (MDBW).

    How far people's subgroups are behind the best: MDBW = Σ pₖ |yₖ - y_best|, pₖ the population
    shares, y_best the highest rate if favourable, the lowest if adverse. Interval by simulation:
    rates and best of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population (needed), favourable, se (for an interval), scale,
        confidence

    Returns
    -------
    Estimate ≥ 0 in the unit of the rates, 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> round(weighted_mean_difference_from_best([10.0, 30.0], population=[300, 100]).estimate, 4)
    15.0
    """
    groups = groups_of(rates, **given)
    return simulated("mdbw", best_weighted_core, groups, draws, generator)


def mean_difference_from_reference(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Unweighted mean difference from a reference subgroup (MDRU).

    How far a subgroup is from one, each counted once: MDRU = (1/K) Σ |yₖ - y_ref|, the reference
    counted among the K. Interval by simulation: rates of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: reference (needed), se (for an interval), scale, confidence

    Returns
    -------
    Estimate ≥ 0 in the unit of the rates, 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``, but a reference with a known rate is
        needed and no population.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> round(mean_difference_from_reference([10.0, 30.0, 50.0], reference=0).estimate, 4)
    20.0
    """
    groups = groups_of(rates, **given)
    return simulated("mdru", reference_unweighted_core, groups, draws, generator)


def weighted_mean_difference_from_reference(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Weighted mean difference from a reference subgroup (MDRW).

    How far people's subgroups are from one: MDRW = Σ pₖ |yₖ - y_ref|, pₖ the population shares.
    Interval by simulation: rates of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population and reference (both needed), se (for an interval), scale,
        confidence

    Returns
    -------
    Estimate ≥ 0 in the unit of the rates, 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``; also when the reference has no rate or is
        not given.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = weighted_mean_difference_from_reference([10.0, 30.0], population=[300, 100], reference=0)
    >>> round(found.estimate, 4)
    5.0
    """
    groups = groups_of(rates, **given)
    return simulated("mdrw", reference_weighted_core, groups, draws, generator)


def index_of_disparity(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Unweighted index of disparity (IDISU).

    The mean difference from the mean, in % of it: IDISU = 100 MDMU / M, M the setting average
    where given, else μ = Σ pₖ yₖ (pₖ population shares). Interval by simulation: rates and μ, the
    average stays of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population or setting_average (one is needed), se (for an interval),
        scale, confidence

    Returns
    -------
    Estimate ≥ 0 in per cent, 0 when all are equal.

    Raises
    ------
    ValueError: as ``mean_difference_from_mean``; also when M is not above 0.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> round(index_of_disparity([10.0, 30.0, 50.0], setting_average=30.0).estimate, 4)
    44.4444
    """
    groups = groups_of(rates, **given)
    return simulated("idisu", index_unweighted_core, groups, draws, generator)


def weighted_index_of_disparity(
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Estimate:
    """Weighted index of disparity (IDISW).

    The weighted mean difference from the mean, in % of it: IDISW = 100 Σ pₖ |yₖ - μ| / μ, pₖ the
    population shares, μ = Σ pₖ yₖ. Interval by simulation: rates and mean of every draw.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    draws : how many draws of the simulation, ≥ 2
    generator : its source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``: population (needed), se (for an interval), scale, confidence

    Returns
    -------
    Estimate ≥ 0 in per cent, 0 when all are equal.

    Raises
    ------
    ValueError: as ``between_group_standard_deviation``; also when the mean is not above 0.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> round(weighted_index_of_disparity([10.0, 30.0], population=[500, 500]).estimate, 4)
    50.0
    """
    groups = groups_of(rates, **given)
    return simulated("idisw", index_weighted_core, groups, draws, generator)
