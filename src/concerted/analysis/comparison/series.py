"""Interrupted time series: whether a series left its own path when something began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.comparison.fitting import (
    Effect,
    Errors,
    Fit,
    errors_of,
    fitted,
    quantile,
    usual_lags,
)
from concerted.analysis.comparison.refusals import CannotCompare, Refusal
from concerted.analysis.inequality.result import normal_quantile

# So many periods must be known on each side, and so many not to be called few (Penfold & Zhang 2013).
LEAST, FEW = 4, 8
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class InterruptedTimeSeries:
    """How a series moved on from a change, beside where its own path before would have led.

    With ``is_logarithmic`` the effects are ratios; slopes then are ratios per unit of time.

    Attributes
    ----------
    level : the jump at the change, in the unit of the values
    slope : the change of the slope, per unit of time; None when only a jump was asked for
    last : the fitted value less the expected one (or their ratio) in the last period
    trend : the slope before the change, per unit of time
    times, values : (T,) arrays, the periods that entered
    fitted : (T,) array, the segmented line
    expected : (T,) array, where the path before leads: the fitted line before the change, the
        counterfactual from it on
    expected_lower, expected_upper : (T,) arrays, the interval of that line
    errors, lags : how the uncertainty was found
    periods_before, periods_after : how many periods entered
    has_comparison, has_season : whether another series and the season were taken out
    dropped : how many periods were left out because a figure is missing
    assumptions : keys of ``ASSUMPTIONS``

    Examples
    --------
    >>> found = interrupted_time_series(
    ...     [10, 12, 10, 12, 16, 14, 16, 14.0], range(8), since=4, se=[1.0] * 8, slope_change=False
    ... )
    >>> round(found.level.estimate, 6), found.slope is None
    (4.0, True)
    """

    level: Effect
    slope: Effect | None
    last: Effect
    trend: Effect
    times: Floats
    values: Floats
    fitted: Floats
    expected: Floats
    expected_lower: Floats
    expected_upper: Floats
    errors: Errors
    lags: int
    periods_before: int
    periods_after: int
    has_comparison: bool
    has_season: bool
    dropped: int
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Series:
    """The periods that entered, on the scale of the fit; ``base`` is what was taken out of them."""

    times: Floats
    values: Floats
    se: Floats | None
    base: Floats
    dropped: int


def interrupted_time_series(
    values: ArrayLike,
    times: ArrayLike,
    *,
    since: float,
    se: ArrayLike | None = None,
    n: ArrayLike | None = None,
    per: float = 100.0,
    comparison: ArrayLike | None = None,
    comparison_se: ArrayLike | None = None,
    season: float | None = None,
    harmonics: int = 2,
    slope_change: bool = True,
    is_logarithmic: bool = False,
    errors: Errors = Errors.DEPENDENT,
    lags: int | None = None,
    confidence: float = 0.95,
) -> InterruptedTimeSeries:
    """Whether a series left its path when something began, by segmented regression.

    y_t = β₀ + β₁ (t - t*) + β₂ A_t + β₃ (t - t*) A_t + Σ_k [γ_k sin 2πkt/S + δ_k cos 2πkt/S] + e_t

    with t* = ``since`` and A_t = 1 from it on; least squares weighted by 1/s², errors of residuals
    that depend on each other, with Student's T - k degrees of freedom, never surer than known s allow. β₂ is the jump, β₃ the change
    of the slope. What was to be expected is the line without the terms of A. A comparison series is
    taken off first: β₂ and β₃ then are what the series did beyond the other (of least squares alike in
    both, the same as their separate fits subtracted). With logarithms all this of ln y.

    Parameters
    ----------
    values : (T,) array; NaN where missing: that period is left out, and counted
    times : (T,) array, increasing
    since : the first time of "after"
    se : (T,) array, ≥ 0, standard errors (of the logarithms with ``is_logarithmic``); None if not known
    n : (T,) array, people behind shares, instead of ``se``; not with ``is_logarithmic``
    per : what shares of ``n`` are told per: 100 for per cent
    comparison, comparison_se : (T,) arrays, a series where nothing began, and its errors
    season : the length of the season in the unit of the times, 12 for months; None without
    harmonics : how many pairs of sine and cosine tell the season
    slope_change : whether the slope may change too, or only the level
    is_logarithmic : fit logarithms, so that effects are ratios; values must be above 0
    errors : ``dependent``, the largest of Newey & West's, of least squares', and of residuals that depend
        on their neighbour; ``hac`` for Newey & West's alone, ``scatter`` for least squares'
    lags : how many neighbouring periods may depend on each other; ⌊4 (T/100)^(2/9)⌋ if None
    confidence : of the intervals, between 0 and 1

    Returns
    -------
    InterruptedTimeSeries

    Raises
    ------
    CannotCompare: fewer than 4 periods on a side, fewer than two seasons, or a line through every
    point without errors. ValueError: shapes differ, times do not increase, or a number is out of range.

    References
    ----------
    Wagner et al. (2002), doi:10.1046/j.1365-2710.2002.00430.x; Lopez Bernal, Cummins & Gasparrini
    (2017), doi:10.1093/ije/dyw098; Newey & West (1987), doi:10.2307/1913610; least periods after
    Penfold & Zhang (2013), doi:10.1016/j.acap.2013.08.002, who ask for 8 on each side.

    Examples
    --------
    >>> seen = [20, 21, 20, 21, 20, 21, 16, 15, 14, 13, 12, 11.0]
    >>> found = interrupted_time_series(seen, range(12), since=6)
    >>> round(found.slope.estimate, 2), found.slope.is_clear, round(float(found.expected[-1]), 1)
    (-1.09, True, 21.2)
    """
    normal_quantile(confidence)
    series = _known(values, times, se, n, per, comparison, comparison_se, is_logarithmic)
    is_after = series.times >= since
    _check(series, is_after, season)
    rows = _rows(series.times - since, is_after, slope_change, season, harmonics)
    if series.times.size <= rows.shape[1]:
        raise CannotCompare(Refusal.FEW_AFTER)
    way = Errors(errors)
    if way in (Errors.SAMPLING, Errors.CLUSTER):
        raise ValueError(f"errors of a series must be dependent, hac or scatter, got {way}.")
    steps = usual_lags(series.times.size) if lags is None else lags
    fit = fitted(
        rows,
        series.values,
        series.se,
        errors=way,
        lags=steps,
        confidence=confidence,
        is_logarithmic=is_logarithmic,
    )
    without = rows.copy()
    jump = slice(2, 4 if slope_change else 3)
    without[:, jump] = 0.0
    lines = _lines(series, fit, rows, without)
    return InterruptedTimeSeries(
        level=fit.effect(_unit(fit, 2)),
        slope=fit.effect(_unit(fit, 3)) if slope_change else None,
        last=fit.effect(rows[-1] - without[-1]),
        trend=fit.effect(_unit(fit, 1)),
        times=series.times,
        values=_told(series.values + series.base, is_logarithmic),
        fitted=lines[0],
        expected=lines[1],
        expected_lower=lines[2],
        expected_upper=lines[3],
        errors=way,
        lags=steps,
        periods_before=int((~is_after).sum()),
        periods_after=int(is_after.sum()),
        has_comparison=comparison is not None,
        has_season=season is not None,
        dropped=series.dropped,
        assumptions=_assumptions(is_after, comparison is not None, season is not None),
    )


def _known(
    values: ArrayLike,
    times: ArrayLike,
    se: ArrayLike | None,
    n: ArrayLike | None,
    per: float,
    comparison: ArrayLike | None,
    comparison_se: ArrayLike | None,
    is_logarithmic: bool,
) -> _Series:
    """The periods that are known whole, with the comparison series taken off."""
    years, given = finite(times, "times"), np.asarray(values, dtype=np.float64)
    alike(times=years, values=given)
    if np.isinf(given).any() or (np.diff(years) <= 0).any():
        raise ValueError("values must be finite or missing, and times must increase.")
    if is_logarithmic and n is not None:
        raise ValueError("With logarithms se must be given, of the logarithms, instead of n.")
    error = errors_of(given, se, n, per)
    base = np.zeros_like(given)
    if comparison is not None:
        base = np.asarray(comparison, dtype=np.float64)
        alike(values=given, comparison=base)
        other = errors_of(base, comparison_se, None, per)
        error = None if error is None or other is None else np.hypot(error, other)
    if is_logarithmic:
        given = _logarithms(given, "values")
        base = base if comparison is None else _logarithms(base, "comparison")
    kept = ~np.isnan(given + base + (0.0 if error is None else error))
    cut = None if error is None else error[kept]
    return _Series(years[kept], (given - base)[kept], cut, base[kept], int((~kept).sum()))


def _logarithms(values: Floats, name: str) -> Floats:
    if (values <= 0).any():
        raise ValueError(f"{name} must be above 0 to be fitted as logarithms.")
    return np.log(values)


def _check(series: _Series, is_after: Truths, season: float | None) -> None:
    if (~is_after).sum() < LEAST:
        raise CannotCompare(Refusal.FEW_BEFORE)
    if is_after.sum() < LEAST:
        raise CannotCompare(Refusal.FEW_AFTER)
    if season is None:
        return
    if season <= 1:
        raise ValueError(f"season must be above 1, got {season:g}.")
    step = float(np.diff(series.times).min())
    if series.times[-1] - series.times[0] + step < 2 * season:
        raise CannotCompare(Refusal.FEW_CYCLES)


def _rows(
    steps: Floats, is_after: Truths, slope_change: bool, season: float | None, harmonics: int
) -> Floats:
    """1, time, after, time after, and the season, with time counted from the change."""
    after = is_after.astype(np.float64)
    columns = [np.ones_like(steps), steps, after]
    if slope_change:
        columns.append(steps * after)
    if season is not None:
        for pair in range(1, harmonics + 1):
            turns = 2 * np.pi * pair * steps / season
            waves = [np.sin(turns), np.cos(turns)]
            columns += [wave for wave in waves if np.abs(wave).max() > 1e-9]
    rows = np.column_stack(columns)
    if np.linalg.matrix_rank(rows) < rows.shape[1]:
        raise ValueError(f"harmonics must be fewer, got {harmonics} for a season of {season}.")
    return rows


def _unit(fit: Fit, place: int) -> Floats:
    row = np.zeros(fit.coefficients.size)
    row[place] = 1.0
    return row


def _told(values: Floats, is_logarithmic: bool) -> Floats:
    return np.exp(values) if is_logarithmic else values


def _lines(series: _Series, fit: Fit, rows: Floats, without: Floats) -> tuple[Floats, ...]:
    """The segmented line, the path before it, and that path's interval."""
    middle = without @ fit.coefficients
    variance = np.einsum("ij,jk,ik->i", without, fit.covariance, without)
    reach = quantile(fit.degrees_of_freedom, fit.confidence) * np.sqrt(np.maximum(variance, 0.0))
    found = rows @ fit.coefficients, middle, middle - reach, middle + reach
    return tuple(_told(line + series.base, fit.is_logarithmic) for line in found)


def _assumptions(is_after: Truths, has_comparison: bool, has_season: bool) -> tuple[str, ...]:
    fewest = min(is_after.sum(), (~is_after).sum())
    return (
        "path",
        "no_other_time" if not has_comparison else "no_other",
        *(("no_spill",) if has_comparison else ()),
        "same_people",
        *(() if has_season else ("no_season",)),
        *(("few_periods",) if fewest < FEW else ()),
        "no_cause",
    )
