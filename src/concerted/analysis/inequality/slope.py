"""Slope and relative index of inequality: the ends of a model fitted along the whole population.

A logistic (default) or linear model of the indicator on the ridit rank, weighted by population;
its predictions at rank 1 and rank 0 are compared. Fits run on (..., K) arrays, so that one setting,
ten thousand and individual rows (which have only K ranks) share the same few lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.concentration import without_rounding
from concerted.analysis.inequality.groups import REFUSALS, Groups, Reading, Refusal, estimated
from concerted.analysis.inequality.individuals import (
    Individuals,
    estimate_of_people,
    score_covariance,
)
from concerted.analysis.inequality.rank import in_order, ranks_of
from concerted.analysis.inequality.result import Estimate, Interval

MOST_STEPS = 100
MOST_HALVINGS = 30
SMALL_STEP = 0.05
BALANCE = 1e-8


class Model(StrEnum):
    """How the indicator is thought to change along the rank."""

    LOGISTIC = "logistic"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True)
class Fit:
    """A model f(R) = g(a + b (R - 1/2)) of each row, of leading shape (...).

    Attributes
    ----------
    level, slope : (...) arrays a and b; NaN where no finite solution exists
    fitted : (..., K) array f(R_k)
    steepness : (..., K) array g' at R_k
    ends, end_steepness : (..., 2) arrays f and g' at rank 0 and rank 1
    """

    level: Floats
    slope: Floats
    fitted: Floats
    steepness: Floats
    ends: Floats
    end_steepness: Floats


def fit(rates: Floats, share: Floats, rank: Floats, model: Model) -> Fit:
    """The model fitted to ``rates`` with weights ``share``, all (..., K); shares sum to 1.

    Logistic: rates must lie within 0…1; maximises Σ p [y ln f + (1 - y) ln(1 - f)] by Newton's method.
    """
    place = rank - 0.5
    if model is Model.LINEAR:
        level, slope = _line(rates, share, place)
    else:
        level, slope = _logistic(rates, share, place)
    along = level[..., None] + slope[..., None] * place
    ends = level[..., None] + slope[..., None] * np.array([-0.5, 0.5])
    if model is Model.LINEAR:
        return Fit(level, slope, along, np.ones_like(along), ends, np.ones_like(ends))
    steep, end_steep = expit(along) * expit(-along), expit(ends) * expit(-ends)
    return Fit(level, slope, expit(along), steep, expit(ends), end_steep)


def _line(rates: Floats, share: Floats, place: Floats) -> tuple[Floats, Floats]:
    origin = rates[..., :1]
    height = rates - origin
    lift = np.vecdot(height, share)
    spread = np.vecdot(share, place**2)
    slope = np.vecdot(share * (height - lift[..., None]), place) / spread
    return np.asarray(lift + origin[..., 0]), np.asarray(slope)


def _logistic(rates: Floats, share: Floats, place: Floats) -> tuple[Floats, Floats]:
    """Newton's method with halved steps, on all rows at once; NaN where it cannot converge."""
    shape = np.broadcast_shapes(rates.shape, share.shape, place.shape)
    y, p, x = (np.broadcast_to(given, shape) for given in (rates, share, place))
    is_flat = (y == y[..., :1]).all(axis=-1)
    is_solvable = _overlaps(y, p, x) & ~is_flat
    if is_solvable.all():
        return _newton(y, p, x)
    level = np.full(is_flat.shape, np.nan)
    slope = np.where(is_flat, 0.0, np.nan)
    with np.errstate(divide="ignore"):
        level[is_flat] = logit(y[is_flat][..., 0])
    if is_solvable.any():
        solved = _newton(y[is_solvable], p[is_solvable], x[is_solvable])
        level[is_solvable], slope[is_solvable] = solved
    return level, slope


def _overlaps(y: Floats, p: Floats, x: Floats) -> NDArray[np.bool_]:
    """Whether successes and failures overlap along the rank, so that a finite solution exists.

    Without overlap (all failures below all successes, or the reverse) the slope would be infinite:
    Albert & Anderson (1984), doi:10.1093/biomet/71.1.1.
    """
    has_success, has_failure = (y > 0) & (p > 0), (y < 1) & (p > 0)
    low_success = np.where(has_success, x, np.inf).min(axis=-1)
    high_success = np.where(has_success, x, -np.inf).max(axis=-1)
    low_failure = np.where(has_failure, x, np.inf).min(axis=-1)
    high_failure = np.where(has_failure, x, -np.inf).max(axis=-1)
    return np.asarray((high_failure > low_success) & (high_success > low_failure))


def _newton(y: Floats, p: Floats, x: Floats) -> tuple[Floats, Floats]:
    level, slope = _first_guess(y, p, x)
    for _ in range(MOST_STEPS):
        up, along = _newton_step(y, p, x, level, slope)
        size, reach = np.abs(up) + np.abs(along), 1 + np.abs(level) + np.abs(slope)
        if size.max() > SMALL_STEP:
            # Where the model is saturated a full step can be astronomical: at most quadruple.
            part = 1 / np.maximum(size / (3 * reach), 1)
            up, along = part * up, part * along
            taken = _halved((y, p, x), (level, slope), (up, along))
            up, along = taken * up, taken * along
        level, slope = level + up, slope + along
        if (size <= 1e-13 * reach).all():
            break
    is_lost = _imbalance(y, p, x, level, slope) > BALANCE
    return np.where(is_lost, np.nan, level), np.where(is_lost, np.nan, slope)


def _imbalance(y: Floats, p: Floats, x: Floats, level: Floats, slope: Floats) -> Floats:
    """How far a fit is from solving its equations Σ p (y - f) = 0 and Σ p (y - f) x = 0."""
    score = p * (y - expit(level[..., None] + slope[..., None] * x))
    return np.asarray(np.abs(score.sum(axis=-1)) + np.abs(np.vecdot(score, x)))


def _first_guess(y: Floats, p: Floats, x: Floats) -> tuple[Floats, Floats]:
    """A line through the logits of rates kept away from 0 and 1, or a level line if that is better."""
    mean = np.clip(np.vecdot(y, p), 1e-12, 1 - 1e-12)
    inside = 0.98 * y + 0.02 * mean[..., None]
    weight = p * inside * (1 - inside)
    total, first = weight.sum(axis=-1), np.vecdot(weight, x)
    height = logit(inside)
    middle, level = first / total, np.vecdot(weight, height) / total
    place = x - middle[..., None]
    slope = np.vecdot(weight * place, height) / np.vecdot(weight, place**2)
    level = level - slope * middle
    flat = np.asarray(logit(mean))
    is_better = _likelihood(y, p, x, level, slope) > _likelihood(
        y, p, x, flat, np.zeros_like(flat)
    )
    return np.where(is_better, level, flat), np.where(is_better, slope, 0.0)


def _newton_step(
    y: Floats, p: Floats, x: Floats, level: Floats, slope: Floats
) -> tuple[Floats, Floats]:
    along = level[..., None] + slope[..., None] * x
    fitted = expit(along)
    score, weight = p * (y - fitted), p * fitted * expit(-along)
    total = weight.sum(axis=-1) + np.finfo(float).tiny
    middle = np.vecdot(weight, x) / total
    place = x - middle[..., None]
    constant = score.sum(axis=-1)
    turn = np.vecdot(score, place) / (np.vecdot(weight, place**2) + np.finfo(float).tiny)
    return np.asarray(constant / total - turn * middle), np.asarray(turn)


def _halved(
    rows: tuple[Floats, Floats, Floats], at: tuple[Floats, Floats], step: tuple[Floats, Floats]
) -> Floats:
    """The share of each step, 1 or a half of a half …, that does not lower the likelihood."""
    y, p, x = rows
    best = _likelihood(y, p, x, *at)
    best = best - 1e-14 * (1 + np.abs(best))
    taken = np.ones_like(best)
    for _ in range(MOST_HALVINGS):
        value = _likelihood(y, p, x, at[0] + taken * step[0], at[1] + taken * step[1])
        is_worse = ~(value >= best)
        if not is_worse.any():
            return taken
        taken = np.where(is_worse, taken / 2, taken)
    return np.where(is_worse, 0.0, taken)


def _likelihood(y: Floats, p: Floats, x: Floats, level: Floats, slope: Floats) -> Floats:
    along = level[..., None] + slope[..., None] * x
    return np.asarray(np.vecdot(p, y * along - np.logaddexp(0, along)))


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
    se = np.sqrt(correction * np.vecdot(pull**2, residual**2))
    if groups.se is None:
        return found, np.asarray(se), None
    return found, np.asarray(se), np.sqrt(np.vecdot(pull**2, (groups.se / scale) ** 2))


def _beyond(groups: Groups, model: Model) -> tuple[NDArray[np.bool_], Refusal]:
    """Rows whose rates no logistic model can have."""
    if model is Model.LINEAR:
        return np.zeros(groups.rates.shape[:-1], dtype=np.bool_), Refusal.BEYOND_SCALE
    high = groups.rates.max(axis=-1)
    is_beyond = np.isnan(groups.scale) | (high > groups.scale) | (groups.rates.min(axis=-1) < 0)
    return np.asarray(is_beyond), Refusal.BEYOND_SCALE


def sii_core(
    groups: Groups, *, rank: Floats | None = None, model: Model = Model.LOGISTIC
) -> Reading:
    """``sii`` of each row; ranks from the populations unless given."""
    found, se, corrected = _core(groups, rank=rank, model=model, is_ratio=False)
    scale = np.where(np.isnan(groups.scale), 1.0, groups.scale)
    value = (found.ends[..., 1] - found.ends[..., 0]) * scale
    refused = (_beyond(groups, model), (np.isnan(value), Refusal.NOT_ESTIMABLE))
    corrected = None if corrected is None else corrected * scale
    return Reading(np.asarray(value), se * scale, refused, corrected_se=corrected)


def rii_core(
    groups: Groups, *, rank: Floats | None = None, model: Model = Model.LOGISTIC
) -> Reading:
    """``rii`` of each row; ranks from the populations unless given. The error is of its logarithm."""
    found, se, corrected = _core(groups, rank=rank, model=model, is_ratio=True)
    value = np.asarray(found.ends[..., 1] / found.ends[..., 0])
    is_lost = ~(found.ends > 0).all(axis=-1)
    refused = (_beyond(groups, model), (np.asarray(is_lost), Refusal.NOT_ESTIMABLE))
    return Reading(value, se, refused, corrected_se=corrected)


def sii(
    rates: ArrayLike,
    *,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    order: ArrayLike | None = None,
    scale: float | None = 100.0,
    model: Model = Model.LOGISTIC,
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
    >>> people = [78, 91, 162, 103, 105]
    >>> round(sii([20, 30, 40, 50, 60], population=people).estimate, 4)
    44.8905
    >>> round(sii([20, 30, 40, 50, 60], population=people, model=Model.LINEAR).estimate, 4)
    46.2538
    """
    groups, rank = in_order(rates, se, population, order, confidence, scale)
    return estimated("sii", partial(sii_core, rank=rank, model=Model(model)), groups)


def rii(
    rates: ArrayLike,
    *,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    order: ArrayLike | None = None,
    scale: float | None = 100.0,
    model: Model = Model.LOGISTIC,
    confidence: float = 0.95,
) -> Estimate:
    """Relative index of inequality: how many times the least advantaged's rate the other end has.

    RII = f(1)/f(0) with the model of ``sii``; error and interval on the log scale.

    Parameters
    ----------
    rates, se, population, order, scale, model, confidence : see ``sii``

    Returns
    -------
    Estimate without unit, above 0: 1 when all are equal, above 1 when the advantaged have more.
    ``se`` and ``corrected_se`` are of its logarithm.

    Raises
    ------
    ValueError: as ``sii``, or a linear model predicts 0 or less at an end.

    References
    ----------
    As ``sii``.

    Examples
    --------
    >>> index = rii([20, 30, 40, 50, 60], population=[78, 91, 162, 103, 105])
    >>> round(index.estimate, 4), round(index.se, 4)
    (3.2363, 0.0972)
    """
    groups, rank = in_order(rates, se, population, order, confidence, scale)
    core = partial(rii_core, rank=rank, model=Model(model))
    return estimated("rii", core, groups, Interval.LOGARITHMIC)


def individual_sii(
    people: Individuals, *, model: Model = Model.LOGISTIC, confidence: float = 0.95
) -> Estimate:
    """Slope index of inequality of individual rows, with the error that their design leaves.

    As ``sii`` with weights for populations; everyone in a subgroup has its rank. Error: HC1 over the
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
    As ``sii``; Binder (1983), doi:10.2307/1402588.

    Examples
    --------
    >>> from concerted.analysis.inequality.individuals import individuals
    >>> people = individuals([0, 1, 0, 1, 1, 1], [1, 1, 2, 2, 3, 3])
    >>> round(individual_sii(people, model=Model.LINEAR).estimate, 4)
    0.75
    """
    return _individual("sii", people, Model(model), confidence)


def individual_rii(
    people: Individuals, *, model: Model = Model.LOGISTIC, confidence: float = 0.95
) -> Estimate:
    """Relative index of inequality of individual rows, with the error that their design leaves.

    As ``rii`` with weights for populations; errors as ``individual_sii``, on the log scale.

    Parameters
    ----------
    people, model, confidence : see ``individual_sii``

    Returns
    -------
    Estimate without unit; ``se`` and ``corrected_se`` are of its logarithm.

    Raises
    ------
    ValueError: as ``individual_sii``, or the model predicts 0 or less at an end.

    References
    ----------
    As ``individual_sii``.

    Examples
    --------
    >>> from concerted.analysis.inequality.individuals import individuals
    >>> people = individuals([0, 1, 0, 1, 1, 1], [1, 1, 2, 2, 3, 3])
    >>> round(individual_rii(people, model=Model.LINEAR).estimate, 4)
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
    if model is Model.LINEAR:
        return
    low = np.fmin(people.lowest, people.mean.min())
    high = np.fmax(people.highest, people.mean.max())
    if low < 0 or high > 1:
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
