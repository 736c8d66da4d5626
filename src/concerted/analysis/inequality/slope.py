"""Slope and relative index of inequality: the ends of a model fitted along the whole population.

A logistic (default) or linear model of the indicator on the ridit rank, weighted by population;
its predictions at rank 1 and rank 0 are compared. Fits run on (..., K) arrays, so that one setting,
ten thousand and individual rows (which have only K ranks) share the same few lines.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.concentration import without_rounding
from concerted.analysis.inequality.fit import Fit, fit
from concerted.analysis.inequality.fit import Model as Model
from concerted.analysis.inequality.groups import (
    REFUSALS,
    Groups,
    Reading,
    Refusal,
    Refused,
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


def _gradient(found: Fit, is_ratio: bool) -> Floats:
    """How f(1) - f(0), or ln f(1) - ln f(0), moves with level and slope: (..., 2)."""
    weight = found.end_steepness / found.ends if is_ratio else found.end_steepness
    first, last = weight[..., 0], weight[..., 1]
    return np.stack([last - first, (last + first) / 2], axis=-1)


def _pull(found: Fit, share: Floats, place: Floats, is_ratio: bool) -> Floats:
    """How the index moves with a unit of score at each subgroup, (..., K): g' A x."""
    weight = share * found.steepness
    total, first, second = (
        weight.sum(axis=-1),
        np.vecdot(weight, place),
        np.vecdot(weight, place**2),
    )
    gradient = _gradient(found, is_ratio)
    level, slope = gradient[..., 0], gradient[..., 1]
    determinant = total * second - first**2
    constant = (second * level - first * slope) / determinant
    linear = (total * slope - first * level) / determinant
    return np.asarray(constant[..., None] + linear[..., None] * place)


def _core(
    groups: Groups, *, rank: Floats | None, model: Model, is_ratio: bool
) -> tuple[Fit, Floats, Floats | None]:
    """The fit, the robust error of the index (HC1), and the error carried from those of the rates."""
    rank = ranks_of(groups) if rank is None else rank
    scale = np.where(np.isnan(groups.scale), 1.0, groups.scale)[..., None]
    rates = groups.rates / scale
    within = rates if model is Model.LINEAR else np.clip(rates, 0, 1)
    found = fit(within, groups.share, rank, model)
    pull = groups.share * _pull(found, groups.share, rank - 0.5, is_ratio)
    residual = without_rounding(within - found.fitted, np.abs(within).max(axis=-1))
    number = groups.rates.shape[-1]
    correction = np.nan if number < 3 else number / (number - 2.0)
    # A residual of 0 adds none, even where rates of 0 leave the model's own covariance undefined.
    moved = np.where(residual == 0, 0.0, pull * residual)
    se = np.sqrt(correction * np.vecdot(moved, moved))
    if groups.se is None:
        return found, np.asarray(se), None
    return found, np.asarray(se), np.sqrt(np.vecdot(pull**2, (groups.se / scale) ** 2))


def _beyond(groups: Groups, model: Model) -> Refused:
    """Rows whose rates no logistic model can have, by more than rounding."""
    if model is Model.LINEAR:
        return np.zeros(groups.rates.shape[:-1], dtype=np.bool_), Refusal.BEYOND_SCALE
    slack = ROUNDING * groups.scale
    is_low = groups.rates.min(axis=-1) < -slack
    is_high = groups.rates.max(axis=-1) > groups.scale + slack
    return np.asarray(np.isnan(groups.scale) | is_low | is_high), Refusal.BEYOND_SCALE


def sii_core(
    groups: Groups, *, rank: Floats | None = None, model: Model = Model.LOGISTIC
) -> Reading:
    """``slope_index_of_inequality`` of each row; ranks from the populations unless given."""
    found, se, corrected = _core(groups, rank=rank, model=model, is_ratio=False)
    scale = np.where(np.isnan(groups.scale), 1.0, groups.scale)
    value = (found.ends[..., 1] - found.ends[..., 0]) * scale
    refused = (_beyond(groups, model), (np.isnan(value), Refusal.NOT_ESTIMABLE))
    corrected = None if corrected is None else corrected * scale
    return Reading(np.asarray(value), se * scale, refused, corrected_se=corrected)


def rii_core(
    groups: Groups, *, rank: Floats | None = None, model: Model = Model.LOGISTIC
) -> Reading:
    """``relative_index_of_inequality`` of each row; ranks from the populations unless given. The error is of its logarithm."""
    found, se, corrected = _core(groups, rank=rank, model=model, is_ratio=True)
    value = np.asarray(found.ends[..., 1] / found.ends[..., 0])
    is_lost = ~(found.ends > 0).all(axis=-1)
    refused = (_beyond(groups, model), (np.asarray(is_lost), Refusal.NOT_ESTIMABLE))
    return Reading(value, se, refused, corrected_se=corrected)


def slope_index_of_inequality(
    rates: ArrayLike,
    *,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    order: ArrayLike | None = None,
    scale: float | None = 100.0,
    model: Model | str = Model.LOGISTIC,
    confidence: float = 0.95,
) -> Estimate:
    """Slope index of inequality: the gap between the two ends of the whole population.

    SII = f(1) - f(0), f the logistic (default) or linear model of y/scale on the ridit rank R, each
    subgroup weighted by its population once. Its error follows by the delta method from the robust
    covariance HC1, A (Σ n² e² x x') A · K/(K - 2) with A = (Σ n f' x x')⁻¹; the interval is normal.

    Parameters
    ----------
    rates : (K,) array in the unit that ``scale`` tells; NaN = missing, left out with everything
        that belongs to it
    se : (K,) array, ≥ 0, standard errors of ``rates``: gives ``corrected_se``, what these errors
        alone make of the index (s² in place of e², without K/(K - 2))
    population : (K,) array, ≥ 0, people in each subgroup; equal sizes if None
    order : (K,) array of numbers, lowest most disadvantaged; as given if None. Subgroups of the
        same order share one rank
    scale : 100 for per cent, 1 for shares, 1000 for a rate per 1000; the logistic model needs rates
        from 0 to ``scale``. None, for no bounds, goes with the linear model
    model : ``logistic`` or ``linear``
    confidence : of the interval, between 0 and 1

    Returns
    -------
    Estimate in the unit of ``rates``: above 0 when the advantaged have more, 0 when all are equal.
    No error or interval with two subgroups.

    Raises
    ------
    ValueError: shapes differ, a value is infinite or out of range, fewer than two subgroups remain;
    the rates lie beyond the scale of a logistic model, or fall into zeros and full rates without
    overlap along the rank, so that no finite model fits.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697; MacKinnon & White (1985),
    doi:10.1016/0304-4076(85)90158-7, for HC1.

    Examples
    --------
    >>> people = [120, 100, 90, 110, 80]
    >>> round(slope_index_of_inequality([30, 45, 55, 70, 80], population=people).estimate, 4)
    59.3791
    >>> round(slope_index_of_inequality([30, 45, 55, 70, 80], population=people, model=Model.LINEAR).estimate, 4)
    63.1454
    """
    groups, rank = in_order(rates, se, population, order, confidence, scale)
    return estimated("sii", partial(sii_core, rank=rank, model=Model(model)), groups)


def relative_index_of_inequality(
    rates: ArrayLike,
    *,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    order: ArrayLike | None = None,
    scale: float | None = 100.0,
    model: Model | str = Model.LOGISTIC,
    confidence: float = 0.95,
) -> Estimate:
    """Relative index of inequality: how many times the least advantaged's rate the other end has.

    RII = f(1)/f(0) with the model of ``slope_index_of_inequality``; error and interval on the log scale.

    Parameters
    ----------
    rates, se, population, order, scale, model, confidence : see ``slope_index_of_inequality``

    Returns
    -------
    Estimate without unit, above 0: 1 when all are equal, above 1 when the advantaged have more.
    ``se`` and ``corrected_se`` are of its logarithm.

    Raises
    ------
    ValueError: as ``slope_index_of_inequality``, or a linear model predicts 0 or less at an end.

    References
    ----------
    As ``slope_index_of_inequality``.

    Examples
    --------
    >>> index = relative_index_of_inequality([30, 45, 55, 70, 80], population=[120, 100, 90, 110, 80])
    >>> round(index.estimate, 4), round(index.se, 4)
    (3.5262, 0.0222)
    """
    groups, rank = in_order(rates, se, population, order, confidence, scale)
    core = partial(rii_core, rank=rank, model=Model(model))
    return estimated("rii", core, groups, Interval.LOGARITHMIC)


def individual_slope_index_of_inequality(
    people: Individuals, *, model: Model | str = Model.LOGISTIC, confidence: float = 0.95
) -> Estimate:
    """Slope index of inequality of individual rows, with the error that their design leaves.

    As ``slope_index_of_inequality`` with weights for populations; everyone in a subgroup has its rank. Error: HC1 over the
    N rows for a simple sample, with a design survey linearisation (``survey``), both with the ranks
    taken as known. ``corrected_se`` counts the ranks as estimated from the same people.

    Parameters
    ----------
    people : Individuals with outcomes from 0 to 1 (any for the linear model)
    model : ``logistic`` or ``linear``
    confidence : of the interval, between 0 and 1

    Returns
    -------
    Estimate in the unit of the outcome; 0.2 is twenty percentage points.

    Raises
    ------
    ValueError: the confidence is out of range, an outcome lies beyond 0…1 for a logistic model, or
    zeros and ones do not overlap along the rank.

    References
    ----------
    As ``slope_index_of_inequality``; Binder (1983), doi:10.2307/1402588.

    Examples
    --------
    >>> from concerted.analysis.inequality.individuals import individuals
    >>> people = individuals([0, 1, 0, 1, 1, 1], [1, 1, 2, 2, 3, 3])
    >>> round(individual_slope_index_of_inequality(people, model=Model.LINEAR).estimate, 4)
    0.75
    """
    return _individual("sii", people, Model(model), confidence)


def individual_relative_index_of_inequality(
    people: Individuals, *, model: Model | str = Model.LOGISTIC, confidence: float = 0.95
) -> Estimate:
    """Relative index of inequality of individual rows, with the error that their design leaves.

    As ``relative_index_of_inequality`` with weights for populations; errors as ``individual_slope_index_of_inequality``, on the log scale.

    Parameters
    ----------
    people, model, confidence : see ``individual_slope_index_of_inequality``

    Returns
    -------
    Estimate without unit; ``se`` and ``corrected_se`` are of its logarithm.

    Raises
    ------
    ValueError: as ``individual_slope_index_of_inequality``, or the model predicts 0 or less at an end.

    References
    ----------
    As ``individual_slope_index_of_inequality``.

    Examples
    --------
    >>> from concerted.analysis.inequality.individuals import individuals
    >>> people = individuals([0, 1, 0, 1, 1, 1], [1, 1, 2, 2, 3, 3])
    >>> round(individual_relative_index_of_inequality(people, model=Model.LINEAR).estimate, 4)
    3.5714
    """
    return _individual("rii", people, Model(model), confidence)


def _individual(code: str, people: Individuals, model: Model, confidence: float) -> Estimate:
    _refuse_beyond(code, people, model)
    is_ratio = code == "rii"
    share = people.weight / people.weight.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = fit(people.mean, share, people.rank, model)
        low, high = (float(end) for end in found.ends)
        if not np.isfinite(low + high) or (is_ratio and min(low, high) <= 0):
            raise ValueError(f"Measure {code} cannot be given: {REFUSALS[Refusal.NOT_ESTIMABLE]}.")
        value = high / low if is_ratio else high - low
        pull = _pull(found, people.weight, people.rank - 0.5, is_ratio)
        se = np.sqrt(_variance(people, pull, -found.fitted * pull) * _correction(people, 2))
        whole = -found.fitted * pull + _pull_of_ranks(people, found, share, is_ratio)
        corrected = np.sqrt(_variance(people, pull, whole) * _correction(people, 1))
    interval = Interval.LOGARITHMIC if is_ratio else Interval.NORMAL
    return estimate_of_people(
        code, people, value, float(se), confidence, interval, corrected_se=float(corrected)
    )


def _refuse_beyond(code: str, people: Individuals, model: Model) -> None:
    """Refuse outcomes that no logistic model can have; of sums alone, those that show: y² > y."""
    if model is Model.LINEAR:
        return
    sums = people.sums
    is_beyond = people.lowest < 0 or people.highest > 1
    excess = sums.outcome_squares - sums.outcome
    if is_beyond or (excess > 1e-9 * sums.weight).any():
        raise ValueError(f"Measure {code} cannot be given: {REFUSALS[Refusal.BEYOND_SCALE]}.")


def _variance(people: Individuals, slope: Floats, constant: Floats) -> float:
    """The variance of Σ w s, with scores s = ``slope`` · y + ``constant`` of one's subgroup."""
    return float(score_covariance(people, slope[:, None], constant[:, None])[0, 0])


def _correction(people: Individuals, parameters: int) -> float:
    """N/(N - parameters) of a simple sample; the survey's variance has its own."""
    if people.sample is not None:
        return 1.0
    freedom = people.rows - parameters
    return people.rows / freedom if freedom > 0 else np.nan


def _pull_of_ranks(people: Individuals, found: Fit, share: Floats, is_ratio: bool) -> Floats:
    """What one more person in each subgroup does to the index by moving everyone's rank, (K,).

    Weight added at k moves the rank of c by (h - R_c)/W, h being 1 when c stands above k, 1/2 when it
    is k, else 0; and a rank moves c's scores (y - f) x by -f' b x + (y - f) ∂x/∂R.
    """
    place = people.rank - 0.5
    pull = _pull(found, people.weight, place, is_ratio)
    span = place[-1] - place[0]
    along = (pull[-1] - pull[0]) / span
    moved = (people.mean - found.fitted) * along - found.steepness * found.slope * pull
    moved = share * moved
    above = moved.sum() - np.cumsum(moved) + moved / 2
    return np.asarray(above - moved @ people.rank)
