"""A logistic or linear model along the ridit rank, fitted to subgroups of many settings at once.

Everything is (..., K): one setting, a stack of settings, or the K ranks of individual rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from concerted.analysis.arrays import Floats
from concerted.analysis.options import Option

MOST_STEPS = 100
MOST_HALVINGS = 30
SMALL_STEP = 0.05
BALANCE = 1e-8


class Model(Option):
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
    """Newton's method on every row, going on with the few that need many steps alone."""
    lead, number = y.shape[:-1], y.shape[-1]
    rows = y.reshape(-1, number), p.reshape(-1, number), x.reshape(-1, number)
    level, slope = _first_guess(*rows)
    where, at = np.arange(level.size), (level, slope)
    for _ in range(MOST_STEPS):
        at, is_open = _moved(rows, at)
        if not is_open.any():
            break
        if 2 * np.count_nonzero(is_open) < is_open.size:
            level[where], slope[where] = at
            where, at = where[is_open], (at[0][is_open], at[1][is_open])
            rows = rows[0][is_open], rows[1][is_open], rows[2][is_open]
    level[where], slope[where] = at
    level, slope = level.reshape(lead), slope.reshape(lead)
    is_lost = _imbalance(y, p, x, level, slope) > BALANCE
    return np.where(is_lost, np.nan, level), np.where(is_lost, np.nan, slope)


def _moved(
    rows: tuple[Floats, Floats, Floats], at: tuple[Floats, Floats]
) -> tuple[tuple[Floats, Floats], NDArray[np.bool_]]:
    """Level and slope after one step, and which rows need another."""
    up, along = _newton_step(*rows, *at)
    size, reach = np.abs(up) + np.abs(along), 1 + np.abs(at[0]) + np.abs(at[1])
    if size.max() > SMALL_STEP:
        # Where the model is saturated a full step can be astronomical: at most quadruple.
        part = 1 / np.maximum(size / (3 * reach), 1)
        up, along = part * up, part * along
        taken = _halved(rows, at, (up, along))
        up, along = taken * up, taken * along
    return (at[0] + up, at[1] + along), np.asarray(size > 1e-13 * reach)


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
