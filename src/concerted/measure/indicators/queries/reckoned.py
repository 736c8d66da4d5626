"""What a comparison gives with the figures of a release, as numbers and keys of sentences that can be kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from concerted.analysis.comparison import (
    CannotCompare,
    DifferenceInDifferences,
    Effect,
    InterruptedTimeSeries,
    Refusal,
    comparison_finding,
    difference_in_differences,
    interrupted_time_series,
    trend_finding,
)
from concerted.measure.indicators.models import Comparison, Indicator, Method
from concerted.measure.indicators.queries.periods import years
from concerted.measure.indicators.queries.sides import Sides

Result = DifferenceInDifferences | InterruptedTimeSeries
SEASON = {4: 16, 12: 36}
"""Periods a year, and how many there must be before the time of year is taken out."""


def reckoned(comparison: Comparison, sides: Sides) -> dict[str, Any]:
    """The result, or why there is none. It takes seconds, so only a job asks."""
    try:
        return _told(comparison, sides, _compared(comparison, sides))
    except CannotCompare as refused:
        return {"refused": str(refused.reason)}


def _compared(comparison: Comparison, sides: Sides) -> Result:
    """By the method that was written down; errors as given, else of shares of people, else from the scatter."""
    if not sides.periods:
        raise CannotCompare(Refusal.NO_BEFORE)
    values, errors = sides.of("value"), _errors(comparison.indicator, sides)
    since = years(comparison.began_on)
    if comparison.method == Method.DIFFERENCES:
        return difference_in_differences(values, sides.times, since=since, **errors)
    one = {name: some[0] for name, some in errors.items() if name != "per"}
    if sides.other is not None:
        one["comparison"] = values[1]
        if "se" in errors:
            one["comparison_se"] = errors["se"][1]
        else:
            one.pop("n", None)
    season, harmonics = _season(sides)
    return interrupted_time_series(
        values[0],
        sides.times,
        since=since,
        per=comparison.indicator.scale,
        season=season,
        harmonics=harmonics,
        **one,
    )


def _errors(indicator: Indicator, sides: Sides) -> dict[str, Any]:
    values, errors, people = sides.of("value"), sides.of("se"), sides.of("n")
    if _are_known(errors, values):
        return {"se": errors}
    if indicator.is_rate and _are_known(people, values):
        return {"n": people, "per": indicator.scale}
    return {}


def _are_known(numbers: Sequence[Sequence[float]], values: Sequence[Sequence[float]]) -> bool:
    """Whether each value that is shown has its number."""
    return all(
        math.isnan(value) or not math.isnan(number)
        for some, row in zip(numbers, values, strict=True)
        for number, value in zip(some, row, strict=True)
    )


def _season(sides: Sides) -> tuple[float | None, int]:
    """A year as the season of monthly and quarterly figures, where there are enough of them."""
    months = sides.periods[0].months
    count = 12 // months if months in (1, 3) else 0
    if not count or len(sides.periods) < SEASON[count]:
        return None, 1
    return 1.0, 2 if count == 12 else 1


def _told(comparison: Comparison, sides: Sides, result: Result) -> dict[str, Any]:
    finding = comparison_finding(result)
    # Both leave out the periods in which a figure is missing.
    times = dict(zip(sides.times, sides.periods, strict=True))
    periods = [times[time] for time in result.times.tolist()]
    since = years(comparison.began_on)
    is_after = [time >= since for time in result.times.tolist()]
    return {
        "key": finding.key,
        "numbers": _numbers(finding.values),
        "assumptions": list(result.assumptions),
        "periods": [[one.start.isoformat(), one.end.isoformat()] for one in periods],
        **_lines(sides, periods),
        "expected": _listed(result.expected, is_after),
        "low": _listed(result.expected_lower, is_after),
        "high": _listed(result.expected_upper, is_after),
        "errors": str(result.errors),
        "dropped": result.dropped,
        "before": result.periods_before,
        "after": result.periods_after,
        **(_pair(result) if isinstance(result, DifferenceInDifferences) else {}),
    }


def _lines(sides: Sides, periods: Sequence[Any]) -> dict[str, list[float | None]]:
    """The figures of both sides as they are shown."""
    names = ("first", "other")
    return {
        name: [line[period].value if period in line else None for period in periods]
        for name, line in zip(names, sides.lines, strict=False)
    }


def _pair(result: DifferenceInDifferences) -> dict[str, Any]:
    """What only a comparison of two groups has: how they moved before, and the points of each period."""
    trend = None
    if result.trend is not None:
        found = trend_finding(result.trend)
        trend = {"key": found.key, "numbers": _numbers(found.values)}
    points = [[one.time, one.effect.estimate, *_ends(one.effect)] for one in result.points]
    return {"trend": trend, "points": points}


def _ends(effect: Effect) -> list[float | None]:
    return [effect.lower, effect.upper]


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {name: value for name, value in values.items() if isinstance(value, int | float)}


def _listed(values: Any, is_wanted: Sequence[bool]) -> list[float | None]:
    """As a file keeps them: nothing in the place of what is not a number, or not wanted."""
    return [
        value if wanted and math.isfinite(value) else None
        for value, wanted in zip(values.tolist(), is_wanted, strict=True)
    ]
