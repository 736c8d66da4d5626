"""The pictures of a comparison: both lines with what was to be expected, and the gap period by period."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from concerted.base.charts import Chart, Event, Lines, Series, draw_lines
from concerted.measure.indicators.queries.periods import Period, name_of
from concerted.measure.indicators.queries.units import Words

EXPECTED = 4
"""The color of what was to be expected: the quiet one."""
MOST_PERIODS = 24
"""In a picture, the newest."""
LEAST_BEFORE = 8
"""Periods from before that stay in it, as far as there is room."""
ROOM = 40


@dataclass(frozen=True)
class Compared:
    """What is compared: what began, where, and with whom."""

    began: str
    group: str
    beside: str


def lines_chart(names: Compared, kept: Mapping[str, Any], words: Words) -> Chart:
    """Both groups, and where the first would be: as far from the other as before, or on its own path."""
    window = _window(kept)
    series = [Series(names.group, kept["first"][window], group=1)]
    if "other" in kept:
        series.append(Series(names.beside, kept["other"][window], group=2))
    expected = Series(
        _("%(group)s if all had gone on as before") % {"group": names.group},
        kept["expected"][window],
        low=kept["low"][window],
        high=kept["high"][window],
        group=EXPECTED,
    )
    return _drawn(names.began, kept, [*series, expected], words)


def points_chart(names: Compared, kept: Mapping[str, Any], words: Words) -> Chart | None:
    """The gap of each period against that of the last one before, with its interval; of two groups alone."""
    points = kept.get("points")
    if not points:
        return None
    here = [None, 0.0, 0.0, 0.0]
    at = kept["before"] - 1
    rows = [*points[:at], here, *points[at:]][_window(kept)]
    title = _("%(what)s: the gap, period by period") % {"what": names.began}
    gap = Series(
        _("Gap between %(behind)s and %(ahead)s") % {"behind": names.group, "ahead": names.beside},
        [row[1] for row in rows],
        low=[row[2] for row in rows],
        high=[row[3] for row in rows],
    )
    return _drawn(title, kept, [gap], words)


def left_out(kept: Mapping[str, Any]) -> int:
    """Earlier periods that are not drawn."""
    return int(_window(kept).start)


def _window(kept: Mapping[str, Any]) -> slice:
    """The newest periods, with some from before it began."""
    count = len(kept["periods"])
    start = min(count - MOST_PERIODS, kept["before"] - LEAST_BEFORE)
    return slice(max(0, start, count - ROOM), count)


def _drawn(title: str, kept: Mapping[str, Any], series: Sequence[Series], words: Words) -> Chart:
    window = _window(kept)
    days = [tuple(map(datetime.date.fromisoformat, ends)) for ends in kept["periods"][window]]
    after = kept["before"] - window.start
    return draw_lines(
        Lines(
            title,
            [name_of(Period(start, end)) for start, end in days],
            series,
            events=[Event(after, _("it begins"))] if 0 <= after < len(days) else [],
            label_heading=_("Period"),
            words=words.short,
        )
    )
