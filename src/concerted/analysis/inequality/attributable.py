"""What a setting would gain if all its people fared as the best or most advantaged do."""

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
    pick,
    without_mean,
)
from concerted.analysis.inequality.references import Positions, standard_of
from concerted.analysis.inequality.result import Estimate


def _walter(rate: Floats, mean: Floats, scale: Floats, people: Floats, total: Floats) -> Floats:
    """Walter's standard error of the attributable fraction, from the table of people.

    ``rate`` and ``people`` are those of the reference, ``mean`` and ``total`` those of all; NaN
    where the scale is not known or a rate lies beyond it.
    """
    c = rate / scale * people
    d = people - c
    a = mean / scale * total - c
    b = total - a - people
    inside = a * d * (total - c) + b * c**2
    variance = c * total * inside / ((a + c) ** 3 * people**3)
    floor = -1e-9 * total
    is_beyond = (a < floor) | (b < floor) | (c < 0) | (d < floor)
    return np.where(is_beyond, np.nan, np.sqrt(np.maximum(variance, 0.0)))


def _sounder(
    groups: Groups, position: Positions, rate: Floats, people: Floats, total: Floats
) -> tuple[Floats, Floats]:
    """Standard errors of risk and fraction by the delta method, shares of the population known.

    From the errors of the rates where they are given; else as if ``people`` were a simple random
    sample, where the reference and the whole share what was seen of the reference.
    """
    mean = groups.mean
    of_fraction = rate / mean
    if groups.se is not None:
        is_standard = np.arange(groups.rates.shape[-1]) == position[..., None]
        weighed = groups.share * groups.se
        risk = np.where(is_standard, groups.se - weighed, weighed)
        part = np.where(
            is_standard,
            groups.se - weighed * of_fraction[..., None],
            weighed * of_fraction[..., None],
        )
        risk_se = np.sqrt(np.vecdot(risk, risk))
        return np.asarray(risk_se), np.asarray(np.sqrt(np.vecdot(part, part)) / mean)
    spread, spread_all = rate * (groups.scale - rate), mean * (groups.scale - mean)
    own, both, whole = spread / people, spread / total, spread_all / total
    risk_variance = own - 2 * both + whole
    part_variance = own - 2 * of_fraction * both + of_fraction**2 * whole
    return np.asarray(np.sqrt(risk_variance)), np.asarray(np.sqrt(part_variance) / mean)


def _parts(groups: Groups) -> tuple[Floats, Floats, Floats | None, Reading]:
    """Risk, mean, Walter's error of the fraction, and the sounder errors in a reading."""
    position = standard_of(groups)
    rate = pick(groups.rates, position)
    is_sized = groups.population is not None
    mean = groups.mean if is_sized else groups.average
    gain = rate - mean
    is_wrong = np.where(groups.favourable, gain < 0, gain > 0)
    risk = np.where(is_wrong, 0.0, gain)
    refused = without_mean(groups)
    if groups.population is None:
        return risk, mean, None, Reading(risk, refused=refused, compared=(position,))
    people, total = pick(groups.population, position), groups.population.sum(axis=-1)
    fraction_se = _walter(rate, mean, groups.scale, people, total)
    risk_se, part_se = _sounder(groups, position, rate, people, total)
    sounder = Reading(part_se, risk_se, refused=refused, compared=(position,))
    return risk, mean, fraction_se, sounder


def risk_core(groups: Groups) -> Reading:
    """y_ref - μ of each setting, 0 where of the wrong sign."""
    risk, mean, fraction_se, sounder = _parts(groups)
    se = None if fraction_se is None else np.abs(mean) * fraction_se
    return Reading(
        risk,
        se,
        sounder.refused,
        sounder.compared,
        corrected_se=None if se is None else sounder.se,
    )


def fraction_core(groups: Groups) -> Reading:
    """100 (y_ref - μ) / μ of each setting, 0 where of the wrong sign."""
    risk, mean, fraction_se, sounder = _parts(groups)
    refused = (*sounder.refused, mean_not_positive(mean))
    if fraction_se is None:
        return Reading(100 * risk / mean, None, refused, sounder.compared)
    return Reading(
        100 * risk / mean,
        100 * fraction_se,
        refused,
        sounder.compared,
        corrected_se=100 * sounder.estimate,
    )


def population_attributable_risk(rates: ArrayLike, **given: Unpack[Given]) -> Estimate:
    """Population attributable risk (PAR): what the mean would gain if all fared as the reference.

    PAR = y_ref - μ, μ = Σ pₖ yₖ, or the setting average where no population is given; 0 if negative
    (favourable) or positive (adverse). The reference is the most advantaged subgroup of an order,
    else the best one, among equals the largest.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    **given : see ``Given``: population or setting_average (one is needed), ordered, favourable,
        scale (for an interval), se (for ``corrected_se``), confidence

    Returns
    -------
    Estimate in the unit of the rates, ≥ 0 if favourable, ≤ 0 if adverse; ``compared`` holds the
    reference. ``se`` is Walter's, μ times that of the fraction, and takes ``population`` for the
    sample: c = y_ref n_ref / scale, d = n_ref - c, a = μ N / scale - c, b = N - a - n_ref,
    W = √(c N [a d (N - c) + b c²] / ((a + c)³ (c + d)³)). It is some 3 % too large for the risk and
    knows nothing of ``se``; ``corrected_se`` is by the delta method, from ``se`` where given:
    √(((1 - p_ref) s_ref)² + Σ (pₖ sₖ)² over the others). No error without population.

    Raises
    ------
    ValueError: shapes differ, a value is infinite or out of range, neither population nor average is
        given, fewer than two rates are known, or over 15 % are missing without an order.

    References
    ----------
    Walter (1978), doi:10.1093/ije/7.2.175; Schlotheuber & Hosseinpoor (2022),
    doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = population_attributable_risk([40.0, 60.0], population=[100, 100], se=[2.0, 2.0])
    >>> found.estimate, round(found.se, 3), round(found.corrected_se, 3)
    (10.0, 3.633, 1.414)
    """
    return estimated("par", risk_core, groups_of(rates, **given))


def population_attributable_fraction(rates: ArrayLike, **given: Unpack[Given]) -> Estimate:
    """Population attributable fraction (PAF): the attributable risk in % of the mean.

    PAF = 100 PAR / μ, se = 100 W; see ``population_attributable_risk`` for PAR, μ and Walter's W.

    Parameters
    ----------
    rates : (G,) array of finite numbers, G ≥ 2; NaN = missing, and the subgroup is left out
    **given : see ``Given``: population or setting_average (one is needed), ordered, favourable,
        scale (for an interval), se (for ``corrected_se``), confidence

    Returns
    -------
    Estimate in per cent, ≥ 0 if favourable, between -100 and 0 if adverse and rates are ≥ 0; error
    and interval are in per cent too. ``corrected_se`` is by the delta method, from ``se`` where given.

    Raises
    ------
    ValueError: as ``population_attributable_risk``; also when the mean is not above 0.

    References
    ----------
    Walter (1978), doi:10.1093/ije/7.2.175; Schlotheuber & Hosseinpoor (2022),
    doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = population_attributable_fraction([40.0, 60.0], population=[100, 100])
    >>> found.estimate, round(found.se, 3)
    (20.0, 7.266)
    """
    return estimated("paf", fraction_core, groups_of(rates, **given))
