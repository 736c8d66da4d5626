"""Concentration indices: whether an indicator gathers among the advantaged or the disadvantaged.

Each measure has a core for subgroups (``Groups`` in, ``Reading`` out, any leading axes), a public
function for one setting, and one for individual rows (``Individuals``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.groups import (
    REFUSALS,
    Groups,
    Reading,
    Refusal,
    estimated,
)
from concerted.analysis.inequality.individuals import (
    Individuals,
    estimate_of_people,
    score_covariance,
)
from concerted.analysis.inequality.rank import in_order, ranks_of
from concerted.analysis.inequality.result import Estimate, Interval
from concerted.analysis.inequality.simulation import ROUNDING
from concerted.analysis.options import Option


class Normalisation(Option):
    """How the relative index is set to the range of a bounded indicator."""

    NONE = "none"
    WAGSTAFF = "wagstaff"
    ERREYGERS = "erreygers"


@dataclass(frozen=True, slots=True)
class _Index:
    """Slope of 2 v y on the rank, and what it was made of; all of the leading shape (...)."""

    value: Floats
    se: Floats
    mean: Floats


def _index(rates: Floats, share: Floats, rank: Floats) -> _Index:
    """The absolute index of subgroups by weighted least squares, with K - 2 degrees of freedom."""
    number = rates.shape[-1]
    origin = rates[..., :1]
    height = rates - origin
    lift = np.vecdot(height, share)
    deviation, place = height - lift[..., None], rank - 0.5
    spread = np.vecdot(share, place**2)
    value = 2 * np.vecdot(share * deviation, place)
    residual = 2 * spread[..., None] * deviation - value[..., None] * place
    residual = without_rounding(residual, 2 * spread * np.abs(rates).max(axis=-1))
    freedom = np.nan if number < 3 else number - 2.0
    se = np.sqrt(np.vecdot(share, residual**2) / freedom / spread)
    return _Index(np.asarray(value), np.asarray(se), np.asarray(lift + origin[..., 0]))


def without_rounding(residual: Floats, size: Floats) -> Floats:
    """Residuals (..., K) of a perfect fit to values up to ``size`` (...): 0 instead of rounding."""
    return np.where(np.abs(residual) <= 64 * np.finfo(float).eps * size[..., None], 0.0, residual)


def _bounded(groups: Groups, bounds: tuple[float, float] | None) -> Groups:
    """The groups with rates as shares of the way from the lower to the upper bound."""
    if bounds is None:
        return groups
    low, width = checked_bounds(bounds)
    slack = ROUNDING * width
    if (groups.rates < low - slack).any() or (groups.rates > low + width + slack).any():
        raise ValueError(f"rates must lie within the bounds {bounds}; one does not.")
    se = None if groups.se is None else groups.se / width
    return replace(groups, rates=(groups.rates - low) / width, se=se)


def checked_bounds(bounds: tuple[float, float]) -> tuple[float, float]:
    """The lower bound and the width of ``bounds``.

    Raises
    ------
    ValueError: a bound is not finite, or the upper is not above the lower.
    """
    low, high = (float(bound) for bound in bounds)
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ValueError(f"bounds must be two finite numbers, the lower first, got {bounds}.")
    return low, high - low


def aci_core(
    groups: Groups, *, rank: Floats | None = None, bounds: tuple[float, float] | None = None
) -> Reading:
    """``absolute_concentration_index`` of each row; ranks from the populations unless given."""
    groups = _bounded(groups, bounds)
    rank = ranks_of(groups) if rank is None else rank
    index = _index(groups.rates, groups.share, rank)
    corrected_se = None
    if groups.se is not None:
        corrected_se = _carried(groups.se, 2 * groups.share * (rank - 0.5))
    return Reading(index.value, index.se, corrected_se=corrected_se)


def _carried(se: Floats, gradient: Floats) -> Floats:
    """The error of a function of the rates from their own, by the delta method."""
    return np.asarray(np.sqrt(np.vecdot(se**2, gradient**2)))


def _factor(mean: Floats, normalisation: Normalisation) -> Floats:
    """What the absolute index is multiplied with."""
    if normalisation is Normalisation.ERREYGERS:
        return np.full_like(mean, 4.0)
    if normalisation is Normalisation.WAGSTAFF:
        return np.asarray(1 / (mean * (1 - mean)))
    return np.asarray(1 / mean)


def _slope_of_factor(mean: Floats, normalisation: Normalisation) -> Floats:
    """The derivative of ``_factor`` by the mean."""
    if normalisation is Normalisation.ERREYGERS:
        return np.zeros_like(mean)
    if normalisation is Normalisation.WAGSTAFF:
        return np.asarray((2 * mean - 1) / (mean * (1 - mean)) ** 2)
    return np.asarray(-1 / mean**2)


def rci_core(
    groups: Groups,
    *,
    rank: Floats | None = None,
    bounds: tuple[float, float] | None = None,
    normalisation: Normalisation = Normalisation.NONE,
) -> Reading:
    """``relative_concentration_index`` of each row; ranks from the populations unless given."""
    groups = _bounded(groups, bounds)
    rank = ranks_of(groups) if rank is None else rank
    index = _index(groups.rates, groups.share, rank)
    factor = _factor(index.mean, normalisation)
    corrected_se = None
    if groups.se is not None:
        slope = _slope_of_factor(index.mean, normalisation) * index.value
        gradient = factor[..., None] * 2 * (rank - 0.5) + slope[..., None]
        corrected_se = _carried(groups.se, groups.share * gradient)
    refused = [(index.mean <= 0, Refusal.MEAN_NOT_POSITIVE)]
    if normalisation is Normalisation.WAGSTAFF:
        refused.append((index.mean >= 1, Refusal.NOT_ESTIMABLE))
    return Reading(
        index.value * factor,
        index.se * np.abs(factor),
        refused=tuple((np.asarray(mask), why) for mask, why in refused),
        corrected_se=corrected_se,
    )


def absolute_concentration_index(
    rates: ArrayLike,
    *,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    order: ArrayLike | None = None,
    bounds: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Absolute concentration index: how much of an indicator gathers at one end of the ranks.

    ACI = slope of 2 v y on R by weighted least squares = 2 cov_p(y, R), with p population shares,
    R ridit ranks (``rank.ridit_ranks``) and v = Σ p (R - ½)². Its error is that of the slope with
    K - 2 degrees of freedom, the ranks and the mean taken as known; the interval is normal.

    Parameters
    ----------
    rates : (K,) array in one unit; NaN = missing, left out with everything that belongs to it
    se : (K,) array, ≥ 0, standard errors of ``rates``: gives ``corrected_se``, what these errors
        alone make of the index, Σ (2 p (R - ½) s)² under the root
    population : (K,) array, ≥ 0, people in each subgroup; equal sizes if None
    order : (K,) array of numbers, lowest most disadvantaged; as given if None. Subgroups of the
        same order share one rank
    bounds : lowest and highest possible rate; rates become (y - low)/(high - low) first
    confidence : of the interval, between 0 and 1

    Returns
    -------
    Estimate in the unit of ``rates`` (none with ``bounds``): above 0 when the indicator gathers
    among the advantaged, 0 when all are equal. No error or interval with two subgroups.

    Raises
    ------
    ValueError: shapes differ, a value is infinite or out of range, fewer than two subgroups remain.

    References
    ----------
    Kakwani, Wagstaff & van Doorslaer (1997), doi:10.1016/S0304-4076(96)01807-6; Schlotheuber &
    Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> index = absolute_concentration_index([30, 45, 55, 70, 80], population=[120, 100, 90, 110, 80])
    >>> round(index.estimate, 4), round(index.se, 4)
    (10.078, 0.2955)
    """
    groups, rank = in_order(rates, se, population, order, confidence)
    return estimated("aci", partial(aci_core, rank=rank, bounds=bounds), groups)


def relative_concentration_index(
    rates: ArrayLike,
    *,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    order: ArrayLike | None = None,
    bounds: tuple[float, float] | None = None,
    normalisation: Normalisation | str = Normalisation.NONE,
    confidence: float = 0.95,
) -> Estimate:
    """Relative concentration index: the absolute one as a share of what it could be.

    RCI = ACI/μ; with Wagstaff's normalisation ACI/(μ (1 - μ)), with Erreygers' 4 ACI, both after
    rescaling to 0…1 by ``bounds``. μ = Σ p y. In the error the factor counts as known.

    Parameters
    ----------
    rates, se, population, order, bounds, confidence : see ``absolute_concentration_index``; ``corrected_se`` lets the mean
        vary with the rates. Without a normalisation, bounds move only an indicator whose lower
        bound is not 0
    normalisation : of a bounded indicator; ``wagstaff`` and ``erreygers`` need ``bounds``

    Returns
    -------
    Estimate without unit, between -1 and 1, 0 when all rates are equal.

    Raises
    ------
    ValueError: as ``absolute_concentration_index``; or the mean is not above 0, Wagstaff's mean is not below the upper
    bound, or a normalisation is asked without bounds.

    References
    ----------
    Wagstaff (2005), doi:10.1002/hec.953; Erreygers (2009), doi:10.1016/j.jhealeco.2008.02.003.

    Examples
    --------
    Deaths under five per 1000 births in India, 1982–92, by wealth (O'Donnell et al. 2008, *Analyzing
    Health Equity Using Household Survey Data*, World Bank, table 8.1: -0.1694):

    >>> births = [29939, 28776, 26528, 24689, 19739]
    >>> round(relative_concentration_index([154.7, 152.9, 119.5, 86.9, 54.3], population=births).estimate, 4)
    -0.1694

    A bounded indicator by Erreygers' normalisation:

    >>> people = [120, 100, 90, 110, 80]
    >>> round(relative_concentration_index([30, 45, 55, 70, 80], population=people, bounds=(0, 100),
    ...     normalisation=Normalisation.ERREYGERS).estimate, 4)
    0.4031
    """
    kind = _with_bounds(normalisation, bounds)
    groups, rank = in_order(rates, se, population, order, confidence)
    core = partial(rci_core, rank=rank, bounds=bounds, normalisation=kind)
    return estimated("rci", core, groups)


def _with_bounds(
    normalisation: Normalisation | str, bounds: tuple[float, float] | None
) -> Normalisation:
    kind = Normalisation(normalisation)
    if kind is not Normalisation.NONE and bounds is None:
        raise ValueError(f"The {kind} normalisation needs bounds: the lowest and highest rate.")
    return kind


def individual_absolute_concentration_index(
    people: Individuals, *, bounds: tuple[float, float] | None = None, confidence: float = 0.95
) -> Estimate:
    """Absolute concentration index of individual rows, with the error that their design leaves.

    As ``absolute_concentration_index`` with weights for populations; everyone in a subgroup has its rank. Error: of the
    regression's slope with N - 2 degrees of freedom for a simple sample; with a design the
    survey-linearised one, ranks and mean taken as known. ``corrected_se`` counts them as estimated
    from the same people (every row's whole influence on the index).

    Parameters
    ----------
    people : Individuals, of any numeric outcome
    bounds : lowest and highest possible outcome; outcomes become (y - low)/(high - low) first
    confidence : of the interval, between 0 and 1

    Returns
    -------
    Estimate in the unit of the outcome (none with ``bounds``).

    Raises
    ------
    ValueError: the bounds or the confidence are out of range, or an outcome lies beyond the bounds.

    References
    ----------
    As ``absolute_concentration_index``; Binder & Kovačević (1995) for the influence of ranks.

    Examples
    --------
    >>> from concerted.analysis.inequality.individuals import individuals
    >>> people = individuals([0, 1, 0, 1, 1, 1], [1, 1, 2, 2, 3, 3])
    >>> round(individual_absolute_concentration_index(people).estimate, 4)
    0.1111
    """
    return _individual_index("aci", people, bounds, None, confidence)


def individual_relative_concentration_index(
    people: Individuals,
    *,
    bounds: tuple[float, float] | None = None,
    normalisation: Normalisation | str = Normalisation.NONE,
    confidence: float = 0.95,
) -> Estimate:
    """Relative concentration index of individual rows, with the error that their design leaves.

    As ``relative_concentration_index`` with weights for populations, errors as ``individual_absolute_concentration_index`` times the known factor;
    ``corrected_se`` counts ranks, mean and factor as estimated.

    Parameters
    ----------
    people, bounds, confidence : see ``individual_absolute_concentration_index``
    normalisation : see ``relative_concentration_index``

    Returns
    -------
    Estimate without unit.

    Raises
    ------
    ValueError: as ``individual_absolute_concentration_index``, or the mean is not above 0, Wagstaff's mean is not below the
    upper bound, or a normalisation is asked without bounds.

    References
    ----------
    As ``relative_concentration_index``.

    Examples
    --------
    >>> from concerted.analysis.inequality.individuals import individuals
    >>> people = individuals([0, 1, 0, 1, 1, 1], [1, 1, 2, 2, 3, 3])
    >>> round(individual_relative_concentration_index(people).estimate, 4)
    0.1667
    """
    kind = _with_bounds(normalisation, bounds)
    return _individual_index("rci", people, bounds, kind, confidence)


def _individual_index(
    code: str,
    people: Individuals,
    bounds: tuple[float, float] | None,
    kind: Normalisation | None,
    confidence: float,
) -> Estimate:
    """The absolute index (no ``kind``) or the relative one, with both errors."""
    low, width = _bounds_of(people, bounds)
    place = people.rank - 0.5
    share = people.weight / people.weight.sum()
    mean = float(share @ people.mean)
    value = 2 * float((share * (people.mean - mean)) @ place)
    level = np.asarray((mean - low) / width)
    factor, drift = 1 / width, 0.0
    if kind is not None:
        _refuse_mean(float(level), kind)
        factor = float(_factor(level, kind)) / width
        drift = value * float(_slope_of_factor(level, kind)) / width**2
    se = np.sqrt(_slope_variance(people, mean, value, place)) * factor
    whole = np.sqrt(_whole_variance(people, mean, factor, drift))
    return estimate_of_people(
        code, people, value * factor, se, confidence, Interval.NORMAL, corrected_se=float(whole)
    )


def _bounds_of(people: Individuals, bounds: tuple[float, float] | None) -> tuple[float, float]:
    if bounds is None:
        return 0.0, 1.0
    low, width = checked_bounds(bounds)
    if people.lowest < low or people.highest > low + width:
        raise ValueError(f"outcomes must lie within the bounds {bounds}; one does not.")
    return low, width


def _refuse_mean(level: float, kind: Normalisation) -> None:
    if level <= 0:
        raise ValueError(f"Measure rci cannot be given: {REFUSALS[Refusal.MEAN_NOT_POSITIVE]}.")
    if kind is Normalisation.WAGSTAFF and level >= 1:
        raise ValueError(f"Measure rci cannot be given: {REFUSALS[Refusal.NOT_ESTIMABLE]}.")


def _slope_variance(people: Individuals, mean: float, value: float, place: Floats) -> float:
    """The variance of the slope of 2 v y on the rank, ranks and mean taken as known."""
    total = float(people.weight.sum())
    spread = float(people.weight @ place**2) / total
    expected = mean + value * place / (2 * spread)
    if people.sample is None:
        size = np.asarray(np.abs(people.mean).max())
        apart = without_rounding(people.mean - expected, size)
        squares = float((people.spread + people.weight * apart**2).sum())
        freedom = people.rows - 2.0 if people.rows > 2 else np.nan
        return 4 * spread * squares / freedom / total
    slope = place[:, None]
    scores = score_covariance(people, slope, -expected[:, None] * slope)
    return float(scores[0, 0]) * (2 / total) ** 2


def _whole_variance(people: Individuals, mean: float, factor: float, drift: float) -> float:
    """The variance of the index when every row moves the ranks and the mean as well.

    The raw index is V = 2 Σ w y R / W - μ. Adding weight to a row of subgroup k moves it by
    (2/W)(y R_k + q_k - 2 Σ w y R / W) - (y - μ)/W, q_k the outcome above k and half of k's own, as a
    share of W; and the mean by (y - μ)/W.
    """
    total = float(people.weight.sum())
    amount = people.weight * people.mean
    above = (amount.sum() - np.cumsum(amount) + amount / 2) / total
    ranked = float(amount @ people.rank) / total
    slope = (factor * (2 * people.rank - 1) + drift) / total
    constant = (factor * (2 * above - 4 * ranked + mean) - drift * mean) / total
    scores = score_covariance(people, slope[:, None], constant[:, None])
    correction = 1.0 if people.sample is not None else people.rows / max(people.rows - 1, 1)
    return float(scores[0, 0]) * correction
