"""Measures from information theory: Theil index and mean log deviation, both times 1000."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.groups import (
    Given,
    Groups,
    Reading,
    Refusal,
    Refused,
    estimated,
    groups_of,
    mean_not_positive,
    without_population,
)
from concerted.analysis.inequality.result import Estimate

TIMES = 1000.0
REPLACEMENT = 1e-6


class Zeros(StrEnum):
    """What a rate of 0 does where a logarithm is taken.

    ``limit``: what the formula tends to: 0 · ln 0 = 0 in the Theil index (the error is then not
    defined), infinite in the mean log deviation, which is therefore refused.
    ``replaced``: it counts as 0.000001, as WHO's package does; the mean log deviation and its error
    then depend on that number alone.
    """

    LIMIT = "limit"
    REPLACED = "replaced"


def _without_zeros(groups: Groups, zeros: Zeros) -> Groups:
    if zeros is Zeros.LIMIT:
        return groups
    return replace(groups, rates=np.where(groups.rates == 0, REPLACEMENT, groups.rates))


def _negative(groups: Groups) -> Refused:
    return np.asarray((groups.rates < 0).any(axis=-1)), Refusal.NEGATIVE_RATE


def _ratios(groups: Groups) -> tuple[Floats, Floats, Floats]:
    """r = y/μ of each subgroup, r - 1 and ln r, with all their digits near 0 and near 1."""
    mean = groups.mean[..., None]
    ratio, excess = groups.rates / mean, groups.deviation / mean
    is_small = ratio < 0.5
    log = np.where(is_small, np.log(ratio), np.log1p(np.where(is_small, 0.0, excess)))
    return ratio, excess, log


def theil_core(groups: Groups, zeros: Zeros = Zeros.LIMIT) -> Reading:
    """1000 Σ p r ln r of each setting, r = y/μ."""
    groups = _without_zeros(groups, zeros)
    share, (ratio, excess, log) = groups.share, _ratios(groups)
    # Σ p (r - 1) = 0, and with it taken off every term is at least 0 and keeps its digits near r = 1.
    term = np.where(ratio == 0, 0.0, ratio * log) - excess
    value = TIMES * np.vecdot(term, share)
    refused = (*without_population(groups), _negative(groups), mean_not_positive(groups.mean))
    if groups.se is None:
        return Reading(np.asarray(value), refused=refused)
    # Σ p r = 1, so Σ p r (1 + ln r) is one more than the index itself.
    slope = log - (value / TIMES)[..., None]
    step = slope * share * groups.se / groups.mean[..., None]
    step = np.where(groups.se == 0, 0.0, step)
    return Reading(np.asarray(value), TIMES * np.sqrt(np.vecdot(step, step)), refused)


def log_deviation_core(groups: Groups, zeros: Zeros = Zeros.LIMIT) -> Reading:
    """-1000 Σ p ln r of each setting, r = y/μ."""
    groups = _without_zeros(groups, zeros)
    share, (ratio, excess, log) = groups.share, _ratios(groups)
    value = TIMES * np.vecdot(excess - log, share)
    refused = (
        *without_population(groups),
        _negative(groups),
        mean_not_positive(groups.mean),
        ((groups.rates == 0).any(axis=-1), Refusal.ZERO_RATE),
    )
    if groups.se is None:
        return Reading(np.asarray(value), refused=refused)
    step = excess / ratio * share * groups.se / groups.mean[..., None]
    return Reading(np.asarray(value), TIMES * np.sqrt(np.vecdot(step, step)), refused)


def theil_index(
    rates: ArrayLike, *, zeros: Zeros = Zeros.LIMIT, **given: Unpack[Given]
) -> Estimate:
    """Theil index (TI) times 1000: entropy that the rates lack compared with equality.

    TI = 1000 Σ pₖ rₖ ln rₖ, rₖ = yₖ/μ, pₖ the population shares, μ = Σ pₖ yₖ; standard error by the
    delta method, 1000 √(Σ [(1 + ln rₖ - Σ pⱼ rⱼ (1 + ln rⱼ)) pₖ sₖ / μ]²).

    Parameters
    ----------
    rates : (G,) array of numbers ≥ 0, G ≥ 2; NaN = missing, and the subgroup is left out
    zeros : what a rate of 0 does, see ``Zeros``
    **given : see ``Given``: population (needed), se (for an interval), confidence

    Returns
    -------
    Estimate between 0 (all equal) and 1000 ln(1 / smallest share); it has no unit. Estimate, error
    and interval are all times 1000. A rate of 0 whose error is above 0 leaves no interval.

    Raises
    ------
    ValueError: as ``between_group_variance``; also when a rate is negative or the mean is 0.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697; Ahn et al. (2018),
    doi:10.1200/CCI.18.00031.

    Examples
    --------
    >>> round(theil_index([10.0, 30.0], population=[500, 500]).estimate, 4)
    130.812
    >>> round(theil_index([0.0, 30.0], population=[500, 500]).estimate, 4)
    693.1472
    """
    core = partial(theil_core, zeros=Zeros(zeros))
    return estimated("ti", core, groups_of(rates, **given))


def mean_log_deviation(
    rates: ArrayLike, *, zeros: Zeros = Zeros.LIMIT, **given: Unpack[Given]
) -> Estimate:
    """Mean log deviation (MLD) times 1000: how far logarithms of rates fall behind that of the mean.

    MLD = -1000 Σ pₖ ln rₖ, rₖ = yₖ/μ, pₖ the population shares, μ = Σ pₖ yₖ; standard error by the
    delta method, 1000 √(Σ [(1 - 1/rₖ) pₖ sₖ / μ]²).

    Parameters
    ----------
    rates : (G,) array of numbers > 0, G ≥ 2; NaN = missing, and the subgroup is left out
    zeros : what a rate of 0 does, see ``Zeros``
    **given : see ``Given``: population (needed), se (for an interval), confidence

    Returns
    -------
    Estimate ≥ 0 without unit, 0 when all are equal, without upper bound. Estimate, error and
    interval are all times 1000.

    Raises
    ------
    ValueError: as ``theil_index``; also when a rate is 0 and ``zeros`` is ``limit``.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697; Ahn et al. (2018),
    doi:10.1200/CCI.18.00031.

    Examples
    --------
    >>> round(mean_log_deviation([10.0, 30.0], population=[500, 500]).estimate, 4)
    143.841
    """
    core = partial(log_deviation_core, zeros=Zeros(zeros))
    return estimated("mld", core, groups_of(rates, **given))
