"""Difference in differences: how much more a group changed than one where the same thing did not begin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, finite
from concerted.analysis.comparison.fitting import (
    Effect,
    Errors,
    Fit,
    effect,
    errors_of,
    fitted,
    quantile,
    usual_lags,
)
from concerted.analysis.comparison.refusals import CannotCompare, Refusal
from concerted.analysis.inequality.result import normal_quantile

# From so many periods on, neighbouring ones are let depend on each other.
LONG = 8
# So many groups on each side, where groups and not periods tell the uncertainty.
LEAST_GROUPS = 3
# So many periods before are asked for the points of an event study, and for a trend without errors.
POINTS = 3
# Fewer periods than these are called few.
FEW = 8
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class EventPoint:
    """How far the gap between the groups was, at one time, from the gap of the last period before.

    Attributes
    ----------
    time : of the period
    effect : the gap then less the gap in the last period before the change
    is_before : whether it lies before the change, where it should be near 0

    Examples
    --------
    >>> EventPoint(2019.0, Effect(0.4, 1.0, -1.6, 2.4, 0.95, float("inf")), True).effect.is_clear
    False
    """

    time: float
    effect: Effect
    is_before: bool


@dataclass(frozen=True, slots=True)
class DifferenceInDifferences:
    """How much more the exposed group changed than the compared one, and what speaks for believing it.

    Attributes
    ----------
    effect : the difference of the two changes, in the unit of the values
    before, after : (exposed, compared) weighted means of the values before and after the change
    trend : how much faster the gap grew per unit of time *before* the change; near 0 speaks for the
        comparison. None with one period before, or with two and no errors
    points : the gap at every time against that of the last period before; empty with fewer than 3
        periods before
    times : (T,) array, the periods that entered
    exposed, compared : (T,) arrays, the values of both groups (means, of several groups)
    expected : (T,) array, where the exposed group would be had it changed as the compared one did;
        NaN before the change
    expected_lower, expected_upper : (T,) arrays, its interval
    errors : how the uncertainty was found
    periods_before, periods_after : how many periods entered
    groups : how many groups were exposed, and how many compared
    dropped : how many values, or periods of two groups, were left out because a figure is missing
    assumptions : keys of ``ASSUMPTIONS``, what must hold to read the effect as one

    Examples
    --------
    >>> found = difference_in_differences([[0, 8.0], [0, 3.0]], [1, 2], since=2, se=[[1, 1], [1, 1]])
    >>> round(found.effect.estimate, 6), found.groups
    (5.0, (1, 1))
    """

    effect: Effect
    before: tuple[float, float]
    after: tuple[float, float]
    trend: Effect | None
    points: tuple[EventPoint, ...]
    times: Floats
    exposed: Floats
    compared: Floats
    expected: Floats
    expected_lower: Floats
    expected_upper: Floats
    errors: Errors
    periods_before: int
    periods_after: int
    groups: tuple[int, int]
    dropped: int
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Panel:
    """The cells that entered: one row of figures for each group, and which lie after the change."""

    times: Floats
    values: Floats
    se: Floats | None
    is_exposed: Truths
    is_after: Truths
    dropped: int

    @property
    def is_pair(self) -> bool:
        return self.is_exposed.size == 2


def difference_in_differences(
    values: ArrayLike,
    times: ArrayLike,
    *,
    since: float,
    is_exposed: ArrayLike = (True, False),
    se: ArrayLike | None = None,
    n: ArrayLike | None = None,
    per: float = 100.0,
    errors: Errors | None = None,
    lags: int | None = None,
    confidence: float = 0.95,
) -> DifferenceInDifferences:
    """How much more the exposed group changed at ``since`` than the one that it is compared with.

    The model y_gt = α_g + λ_t + δ D_gt + e_gt, D = 1 for the exposed from ``since`` on, fitted by least
    squares weighted by 1/s². Of two groups it is the regression of their gap d_t = y_1t - y_0t on
    1 and "after", with weights 1/(s_1t² + s_0t²):

    δ = Σ_after w d / Σ_after w - Σ_before w d / Σ_before w,

    with two periods (ȳ₁₁ - ȳ₁₀) - (ȳ₀₁ - ȳ₀₀) and var = the sum of the four s². The trend before is the
    slope of the gap over the periods before the change; the points are the gap less that of the last
    period before. Of several groups the same with effects of groups and periods, errors by group.

    Parameters
    ----------
    values : (G, T) array, one row for each group; NaN where a figure is missing. Of two groups a period
        that misses one is left out, of several groups the cell alone
    times : (T,) array, increasing
    since : the first time of "after"
    is_exposed : (G,) truths, in which groups it began; two groups, or at least 3 on each side
    se : (G, T) array, ≥ 0, standard errors; None if they are not known
    n : (G, T) array, > 0, people behind shares, instead of ``se``
    per : what shares of ``n`` are told per: 100 for per cent
    errors : ``sampling`` with two periods, ``scatter`` with more (Student, T - 2), ``dependent`` from 8
        on, ``cluster`` for several groups, if None; ``hac`` is Newey & West's alone. None of them is surer
        than known errors allow
    lags : of Newey & West's errors; ⌊4 (T/100)^(2/9)⌋ if None
    confidence : of the intervals, between 0 and 1

    Returns
    -------
    DifferenceInDifferences

    Raises
    ------
    CannotCompare: nothing is known before or after, two periods come without errors, the values do not
    vary, or there are several groups but fewer than 3 on a side. ValueError: shapes differ, times do not
    increase, or a number is out of range.

    References
    ----------
    Card & Krueger (1994), *American Economic Review* 84(4); Donald & Lang (2007),
    doi:10.1162/rest.89.2.221 (T - 2 degrees of freedom); Bertrand, Duflo & Mullainathan (2004),
    doi:10.1162/003355304772839588 (errors that depend on each other).

    Examples
    --------
    Card and Krueger's restaurants: full-time work before and after New Jersey raised its minimum wage,
    beside Pennsylvania.

    >>> found = difference_in_differences(
    ...     [[20.44, 21.03], [23.33, 21.17]], [1992.1, 1992.9], since=1992.3,
    ...     se=[[0.51, 0.52], [1.35, 0.94]],
    ... )
    >>> round(found.effect.estimate, 2), round(found.effect.se, 2), found.effect.is_clear
    (2.75, 1.8, False)
    """
    normal_quantile(confidence)
    panel = _panel(values, times, since, is_exposed, se, n, per)
    chosen = _chosen(panel, None if errors is None else Errors(errors))
    fit = _fit(panel, chosen, usual_lags(panel.times.size) if lags is None else lags, confidence)
    trend = _trend(panel, confidence)
    exposed, compared = _lines(panel)
    expected = _expected(panel, fit, exposed, compared)
    before, after = ~panel.is_after, panel.is_after
    return DifferenceInDifferences(
        effect=fit.effect(_unit(-1, fit)),
        before=(_mean(panel, exposed, before), _mean(panel, compared, before)),
        after=(_mean(panel, exposed, after), _mean(panel, compared, after)),
        trend=trend,
        points=_points(panel, fit, confidence),
        times=panel.times,
        exposed=exposed,
        compared=compared,
        expected=expected[0],
        expected_lower=expected[1],
        expected_upper=expected[2],
        errors=chosen,
        periods_before=int(before.sum()),
        periods_after=int(after.sum()),
        groups=(int(panel.is_exposed.sum()), int((~panel.is_exposed).sum())),
        dropped=panel.dropped,
        assumptions=_assumptions(panel, trend),
    )


def _panel(
    values: ArrayLike,
    times: ArrayLike,
    since: float,
    is_exposed: ArrayLike,
    se: ArrayLike | None,
    n: ArrayLike | None,
    per: float,
) -> _Panel:
    given, years = np.asarray(values, dtype=np.float64), finite(times, "times")
    sides = np.asarray(is_exposed, dtype=np.bool_)
    if given.shape != (sides.size, years.size):
        raise ValueError(
            f"values must be groups by times, ({sides.size}, {years.size}), got {given.shape}."
        )
    if np.isinf(given).any() or (np.diff(years) <= 0).any():
        raise ValueError("values must be finite or missing, and times must increase.")
    if not sides.any() or sides.all():
        raise ValueError("is_exposed must name groups on both sides.")
    if sides.size > 2 and min(sides.sum(), (~sides).sum()) < LEAST_GROUPS:
        raise CannotCompare(Refusal.FEW_GROUPS)
    error = errors_of(given, se, n, per)
    is_missing = np.isnan(given) if error is None else np.isnan(given) | np.isnan(error)
    given = np.where(is_missing, np.nan, given)
    if sides.size == 2:
        kept, dropped = ~is_missing.any(axis=0), int(is_missing.any(axis=0).sum())
    else:
        sides_known = [(~is_missing[side]).any(axis=0) for side in (sides, ~sides)]
        kept, dropped = sides_known[0] & sides_known[1], int(is_missing.sum())
    is_after = years[kept] >= since
    if not (~is_after).any():
        raise CannotCompare(Refusal.NO_BEFORE)
    if not is_after.any():
        raise CannotCompare(Refusal.NO_AFTER)
    cut = None if error is None else error[:, kept]
    return _Panel(years[kept], given[:, kept], cut, sides, is_after, dropped)


def _chosen(panel: _Panel, asked: Errors | None) -> Errors:
    """How the uncertainty is found; refused where nothing tells it."""
    if not panel.is_pair:
        return Errors.CLUSTER
    if asked is Errors.CLUSTER:
        raise ValueError("Errors by group need several groups on each side, got two groups.")
    periods = panel.times.size
    if periods == 2 or asked is Errors.SAMPLING:
        if panel.se is None:
            raise CannotCompare(Refusal.NO_ERRORS)
        return Errors.SAMPLING
    return asked or (Errors.DEPENDENT if periods >= LONG else Errors.SCATTER)


def _gap(panel: _Panel) -> tuple[Floats, Floats | None]:
    """The exposed less the compared of two groups, and its error."""
    one, other = panel.is_exposed.argmax(), (~panel.is_exposed).argmax()
    error = None if panel.se is None else np.hypot(panel.se[one], panel.se[other])
    return panel.values[one] - panel.values[other], error


def _cells(panel: _Panel, chosen: Truths, columns: Floats) -> tuple[Floats, ...]:
    """Effects of groups and periods, ``columns`` (G, T, K) last: rows, values, errors, groups."""
    groups, periods = np.nonzero(~np.isnan(panel.values) & chosen[None, :])
    rows = np.zeros((groups.size, panel.is_exposed.size + panel.times.size))
    rows[np.arange(groups.size), groups] = 1.0
    rows[np.arange(groups.size), panel.is_exposed.size + periods] = 1.0
    used = np.asarray(rows.any(axis=0))
    used[panel.is_exposed.size + int(np.flatnonzero(chosen)[0])] = False
    found = np.column_stack([rows[:, used], columns[groups, periods]])
    error = np.ones(groups.size) if panel.se is None else panel.se[groups, periods]
    return found, panel.values[groups, periods], error, groups.astype(np.float64)


def _fit(panel: _Panel, chosen: Errors, lags: int, confidence: float) -> Fit:
    if panel.is_pair:
        gap, error = _gap(panel)
        rows = np.column_stack([np.ones_like(gap), panel.is_after.astype(np.float64)])
        return fitted(rows, gap, error, errors=chosen, lags=lags, confidence=confidence)
    columns = np.outer(panel.is_exposed, panel.is_after)[..., None].astype(np.float64)
    return _clustered(panel, np.ones_like(panel.is_after), columns, confidence)


def _clustered(panel: _Panel, chosen: Truths, columns: Floats, confidence: float) -> Fit:
    rows, values, error, groups = _cells(panel, chosen, columns)
    return fitted(
        rows,
        values,
        None if panel.se is None else error,
        errors=Errors.CLUSTER,
        clusters=groups.astype(np.int64),
        confidence=confidence,
    )


def _trend(panel: _Panel, confidence: float) -> Effect | None:
    """The slope of the gap over the periods before; None where nothing tells it or how sure it is."""
    before = ~panel.is_after
    count = int(before.sum())
    if count < (2 if panel.is_pair and panel.se is not None else POINTS):
        return None
    steps = panel.times - panel.times[0]
    try:
        if not panel.is_pair:
            column = np.outer(panel.is_exposed, steps).astype(np.float64)
            found = _clustered(panel, before, column[..., None], confidence)
        else:
            gap, error = _gap(panel)
            found = fitted(
                np.column_stack([np.ones(count), steps[before]]),
                gap[before],
                None if error is None else error[before],
                errors=Errors.SAMPLING if count == 2 else Errors.SCATTER,
                confidence=confidence,
            )
    except CannotCompare:
        return None
    return found.effect(_unit(-1, found))


def _unit(place: int, fit: Fit) -> Floats:
    """The row that picks one coefficient."""
    row = np.zeros(fit.coefficients.size)
    row[place] = 1.0
    return row


def _points(panel: _Panel, fit: Fit, confidence: float) -> tuple[EventPoint, ...]:
    """The gap at each time less that of the last period before."""
    last = int((~panel.is_after).sum()) - 1
    if last + 1 < POINTS:
        return ()
    others = np.array([place for place in range(panel.times.size) if place != last])
    if panel.is_pair:
        gap, error = _gap(panel)
        variance = fit.scale * (np.ones_like(gap) if error is None else error**2)
        found = [
            effect(
                float(gap[place] - gap[last]),
                float(np.sqrt(variance[place] + variance[last])),
                fit.degrees_of_freedom,
                confidence,
            )
            for place in others
        ]
    else:
        columns = panel.is_exposed[:, None, None] * np.eye(panel.times.size)[None, :, others]
        wide = _clustered(panel, np.ones_like(panel.is_after), columns, confidence)
        found = [wide.effect(_unit(place - others.size, wide)) for place in range(others.size)]
    return tuple(
        EventPoint(float(panel.times[place]), one, bool(place < last))
        for place, one in zip(others, found, strict=True)
    )


def _lines(panel: _Panel) -> tuple[Floats, Floats]:
    """Both groups over time; of several groups the mean of those that are known."""
    exposed = np.nanmean(panel.values[panel.is_exposed], axis=0)
    return exposed, np.nanmean(panel.values[~panel.is_exposed], axis=0)


def _mean(panel: _Panel, line: Floats, chosen: Truths) -> float:
    """The mean of a line over periods, weighted as the gap between the two groups is."""
    error = _gap(panel)[1] if panel.is_pair else None
    weights = np.ones_like(line) if error is None else 1 / np.maximum(error, 1e-300) ** 2
    return float(np.average(line[chosen], weights=weights[chosen]))


def _expected(
    panel: _Panel, fit: Fit, exposed: Floats, compared: Floats
) -> tuple[Floats, Floats, Floats]:
    """The compared line, as far from it as the exposed one was before; and its interval after."""
    before = ~panel.is_after
    gap = _mean(panel, exposed - compared, before)
    found = np.where(before, np.nan, compared + gap)
    if not panel.is_pair:
        return found, np.full_like(found, np.nan), np.full_like(found, np.nan)
    error = 0.0 if panel.se is None else panel.se[(~panel.is_exposed).argmax()]
    reach = quantile(fit.degrees_of_freedom, fit.confidence) * np.sqrt(
        fit.covariance[0, 0] + error**2
    )
    return found, found - reach, found + reach


def _assumptions(panel: _Panel, trend: Effect | None) -> tuple[str, ...]:
    seen = "unseen" if trend is None else "doubtful" if trend.is_clear else "seen"
    return (
        "parallel",
        f"parallel_{seen}",
        "no_other",
        "no_spill",
        "same_people",
        *(("few_periods",) if panel.times.size < FEW else ()),
        "no_cause",
    )
