"""Pace: whether a gap is closing fast enough to meet a target by a date, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.inequality.result import Estimate, Interval, normal_quantile
from concerted.analysis.options import Option

# A standard error of 0 beside others is taken for this part of the largest of them.
SMALLEST_ERROR = 1e-6
# Steps of the bisection for the scatter around the line: past the precision of a float.
HALVINGS = 60
# Values whose squares and their sums are still numbers.
LARGEST = 1e100


class Goal(Option):
    """On which side of the target a series should end."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a series goes, and where it should.

    With ``is_logarithmic`` the line runs through the logarithms; ``seen`` and ``needed`` are then
    relative changes per unit of time, -0.05 for 5 % less each year.

    Attributes
    ----------
    periods : how many values the line runs through
    seen, seen_lower, seen_upper : change per unit of time, and its interval; None where unknown
    needed : change per unit of time from the line's last point that just meets the target
    expected, expected_lower, expected_upper : the value at the date if the line goes on, and the
        interval in which it will lie
    probability : the chance that the target is met at the date if the line goes on, from 0 to 1;
        None when the data say nothing about their own uncertainty
    is_expected : whether the line meets the target at the date
    meets_at : when the line reaches the target, in the unit of the times; the first time if it was
        met from the start, None when it never does
    excess : standard deviation of the values around the line beyond their errors
    degrees_of_freedom : of the predictive distribution, infinite when the errors are all known
    confidence : of the intervals
    is_logarithmic : whether the line runs through logarithms
    """

    periods: int
    seen: float
    seen_lower: float | None
    seen_upper: float | None
    needed: float
    expected: float
    expected_lower: float | None
    expected_upper: float | None
    probability: float | None
    is_expected: bool
    meets_at: float | None
    excess: float
    degrees_of_freedom: float
    confidence: float
    is_logarithmic: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line y = level + slope (t - origin), and what its points leave open.

    ``covariance`` is of level and slope; ``by_scatter`` is the part of it that comes from the scatter
    τ² around the line (``scatter``), which was estimated with ``spare`` degrees of freedom.
    """

    origin: float
    level: float
    slope: float
    covariance: Floats
    by_scatter: Floats
    scatter: float
    spare: int

    def at(self, time: float) -> float:
        return self.level + self.slope * (time - self.origin)


@dataclass(frozen=True, slots=True)
class _Guess:
    """A quantity with Student's distribution around ``value``; nothing known when ``sd`` is 0."""

    value: float
    sd: float
    freedom: float

    @classmethod
    def along(cls, line: _Line, row: Floats, value: float, scatter: float) -> _Guess:
        """``row`` @ (level, slope) plus ``scatter``, by Satterthwaite's degrees of freedom."""
        variance = float(row @ line.covariance @ row) + scatter
        part = float(row @ line.by_scatter @ row) + scatter
        freedom = line.spare * (variance / part) ** 2 if part > 0 else np.inf
        return cls(value, float(np.sqrt(variance)), float(freedom))

    def ends(self, confidence: float) -> tuple[float, float] | tuple[None, None]:
        """The interval that holds ``confidence`` of the distribution."""
        if self.sd == 0:
            return None, None
        upper = (1 + confidence) / 2
        steps = ndtri(upper) if np.isinf(self.freedom) else stdtrit(self.freedom, upper)
        reach = float(steps) * self.sd
        return self.value - reach, self.value + reach

    def chance(self, target: float, goal: Goal) -> float | None:
        """The chance to be on the good side of ``target``."""
        if self.sd == 0:
            return None
        steps = (target - self.value) / self.sd
        towards = steps if goal is Goal.AT_MOST else -steps
        return float(ndtr(towards) if np.isinf(self.freedom) else stdtr(self.freedom, towards))


def pace(
    times: ArrayLike,
    values: ArrayLike,
    se: ArrayLike | None = None,
    *,
    target: float,
    by: float,
    goal: Goal = Goal.AT_MOST,
    is_logarithmic: bool = False,
    confidence: float = 0.95,
) -> Pace:
    """Whether a series meets a target by a date if its line goes on, with the probability.

    Weighted least squares y_t = a + b t, weights 1/(s_t² + τ²), where τ² ≥ 0 is the scatter around the
    line that the errors do not explain (Paule & Mandel: Σ e²/(s² + τ²) = T - 2). The value at the date
    D has variance x'(X'WX)⁻¹x + τ² with x = (1, D), and Student's distribution with (T - 2)/q² degrees
    of freedom, q the part of that variance that comes from τ²: normal when the errors explain all,
    the usual prediction of least squares when there are none. The probability assumes that the line
    goes on, that errors of the periods are independent, and that only chance differs between them.

    Parameters
    ----------
    times : (T,) array, years or any unit, at least two different ones
    values : (T,) array, the measure at each time
    se : (T,) array, ≥ 0, standard errors (of the logarithms with ``is_logarithmic``); None if they
        are not known
    target : the value to meet, in the unit of ``values``
    by : the date, later than all ``times``
    goal : ``at_most`` for a gap that should close, ``at_least`` for a value that should grow
    is_logarithmic : fit the line to logarithms, for ratios; values and target must be above 0
    confidence : of the intervals, between 0 and 1

    Returns
    -------
    Pace. With two periods the line passes through both, and only their errors tell its
    uncertainty; without errors intervals and probability are then None. They are None too where the
    values lie exactly on a line and have no errors.

    Raises
    ------
    ValueError: shapes differ, a value is missing, infinite or out of range, fewer than two different
    times, or the date is not after the last of them.

    References
    ----------
    Paule & Mandel (1982), doi:10.6028/jres.087.022; Satterthwaite (1946), doi:10.2307/3002019.

    Examples
    --------
    >>> told = pace([2015, 2018, 2021], [30.0, 27.0, 24.0], [1.0, 1.0, 1.0], target=10, by=2030)
    >>> round(told.seen, 3), round(told.needed, 3), round(told.expected, 3)
    (-1.0, -1.556, 15.0)
    >>> round(told.probability, 3), round(told.meets_at)
    (0.042, 2035)
    """
    normal_quantile(confidence)
    years, given, errors = _checked(times, values, se)
    wanted = float(finite(target, "target", dimensions=0))
    _check_size(wanted, *given, *errors)
    date, last = float(finite(by, "by", dimensions=0)), float(years.max())
    if date <= last:
        raise ValueError(f"by must be after the last period, {last:g}, got {date:g}.")
    if is_logarithmic:
        given = np.log(finite(given, "values", above=0))
        wanted = float(np.log(finite(wanted, "target", dimensions=0, above=0)))
    line, aim = _fitted(years, given, errors), Goal(goal)
    rise = _Guess.along(line, np.array([0.0, 1.0]), line.slope, 0.0)
    end = _Guess.along(line, np.array([1.0, date - line.origin]), line.at(date), line.scatter)
    of_slope, of_value = (_relative, _raised) if is_logarithmic else (_same, _same)
    slow, fast = rise.ends(confidence)
    low, high = end.ends(confidence)
    return Pace(
        periods=years.size,
        seen=of_slope(line.slope),
        seen_lower=None if slow is None else of_slope(slow),
        seen_upper=None if fast is None else of_slope(fast),
        needed=of_slope((wanted - line.at(last)) / (date - last)),
        expected=of_value(end.value),
        expected_lower=None if low is None else of_value(low),
        expected_upper=None if high is None else of_value(high),
        probability=end.chance(wanted, aim),
        is_expected=_is_met(end.value, wanted, aim),
        meets_at=_when(line, float(years.min()), wanted, aim),
        excess=float(np.sqrt(line.scatter)),
        degrees_of_freedom=end.freedom,
        confidence=confidence,
        is_logarithmic=is_logarithmic,
    )


def pace_of(
    times: ArrayLike,
    estimates: Sequence[Estimate],
    *,
    target: float,
    by: float,
    goal: Goal = Goal.AT_MOST,
    confidence: float = 0.95,
) -> Pace:
    """``pace`` of a series of estimates of one measure, with whatever errors they have.

    Ratios (a logarithmic interval) are fitted on the log scale. Of a simulated measure the standard
    deviation of its draws is the error. If one estimate has no error, none is used.

    Parameters
    ----------
    times : (T,) array
    estimates : T Estimates of one measure
    target, by, goal, confidence : see ``pace``

    Returns
    -------
    Pace

    Raises
    ------
    ValueError: as ``pace``, or the estimates are not as many as the times, or of several measures.

    References
    ----------
    As ``pace``.

    Examples
    --------
    >>> from concerted.analysis.inequality.pairs import difference
    >>> series = [difference([70.0 - step, 40.0], se=[1.0, 1.0]) for step in (0, 4, 8)]
    >>> told = pace_of([2015, 2018, 2021], series, target=5, by=2030)
    >>> told.is_expected, round(told.expected, 6)
    (False, 10.0)
    """
    names = sorted({estimate.measure for estimate in estimates})
    if len(names) > 1:
        raise ValueError(f"A pace needs one measure, got {', '.join(names)}.")
    errors = [_error(estimate) for estimate in estimates]
    known = [error for error in errors if error is not None]
    return pace(
        times,
        [estimate.estimate for estimate in estimates],
        known if len(known) == len(errors) else None,
        target=target,
        by=by,
        goal=goal,
        is_logarithmic=any(e.interval is Interval.LOGARITHMIC for e in estimates),
        confidence=confidence,
    )


def _same(value: float) -> float:
    return value


def _relative(slope: float) -> float:
    """The relative change that a step of a logarithm is."""
    return float(np.expm1(slope))


def _raised(value: float) -> float:
    return float(np.exp(value))


def _error(estimate: Estimate) -> float | None:
    return estimate.drawn_sd if estimate.interval is Interval.SIMULATED else estimate.se


def _checked(
    times: ArrayLike, values: ArrayLike, se: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    years, given = finite(times, "times"), finite(values, "values")
    errors = np.zeros(given.shape) if se is None else finite(se, "se", at_least=0)
    alike(times=years, values=given, se=errors)
    if np.unique(years).size < 2:
        raise ValueError("A pace needs at least two periods at different times.")
    return years, given, errors


def _check_size(*values: float) -> None:
    if max(map(abs, values)) > LARGEST:
        raise ValueError(f"values, se and target must be at most {LARGEST:g}; use another unit.")


def _fitted(years: Floats, values: Floats, errors: Floats) -> _Line:
    """The line, with the scatter that its points show beyond their errors."""
    origin = float(years.mean())
    rows = np.stack([np.ones_like(years), years - origin], axis=-1)
    variances = np.maximum(errors, SMALLEST_ERROR * errors.max()) ** 2
    scatter = _scatter(rows, values, variances)
    total = variances + scatter
    weights = 1 / total if total.any() else np.ones_like(total)
    inverse = np.linalg.inv((rows * weights[:, None]).T @ rows)
    level, slope = inverse @ (rows * weights[:, None]).T @ values
    squares = (rows * (weights**2)[:, None]).T @ rows
    return _Line(
        origin=origin,
        level=float(level),
        slope=float(slope),
        covariance=inverse if total.any() else np.zeros((2, 2)),
        by_scatter=scatter * inverse @ squares @ inverse,
        scatter=scatter,
        spare=years.size - 2,
    )


def _left(rows: Floats, values: Floats, variances: Floats) -> float:
    """Σ e²/variance around the line that makes it smallest."""
    scale = 1 / np.sqrt(variances)
    line = np.linalg.lstsq(rows * scale[:, None], values * scale)[0]
    return float(np.sum(((values - rows @ line) * scale) ** 2))


def _scatter(rows: Floats, values: Floats, variances: Floats) -> float:
    """τ² ≥ 0 with Σ e²/(s² + τ²) = T - 2; 0 with two points or when the errors explain all."""
    spare = values.size - 2
    if spare == 0:
        return 0.0
    squares = _left(rows, values, np.ones_like(variances))
    most = squares / spare
    if most <= (1e-12 * np.abs(values).max()) ** 2:
        return 0.0
    if not variances.any():
        return most
    if _left(rows, values, variances) <= spare:
        return 0.0
    low, high = 0.0, most
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_short = _left(rows, values, variances + middle) > spare
        low, high = (middle, high) if is_short else (low, middle)
    return high


def _is_met(value: float, target: float, goal: Goal) -> bool:
    return value <= target if goal is Goal.AT_MOST else value >= target


def _when(line: _Line, first: float, target: float, goal: Goal) -> float | None:
    if _is_met(line.at(first), target, goal):
        return first
    if line.slope == 0 or (line.slope < 0) != (goal is Goal.AT_MOST):
        return None
    return line.origin + (target - line.level) / line.slope
