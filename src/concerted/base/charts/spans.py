"""Stretches of time: a bar from a day to a day for each thing, under the name of its group, and where today is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.base.charts.chart import (
    WIDTH,
    Chart,
    element,
    group_class,
    label,
    nothing_to_draw,
    picture,
    tip,
    width_of,
    wrapped,
)
from concerted.base.charts.numbers import MISSING, Scale

THICK = 11.0
LINE = 17.0
MOST_MONTHS = 6
"""Months that are named along the axis; of more, every second or third is."""
FARTHEST = datetime.timedelta(days=3 * 365)
"""So far from today the picture reaches; a day beyond stands at its edge, and in the table as it is."""


@dataclass(frozen=True)
class Span:
    """A thing that begins and ends; without a day it begins or ends with the picture."""

    label: str
    start: datetime.date | None
    end: datetime.date | None
    note: str = ""
    group: int = 1


@dataclass(frozen=True)
class SpanGroup:
    label: str
    spans: Sequence[Span]


@dataclass(frozen=True)
class Spans:
    title: str
    groups: Sequence[SpanGroup]
    today: datetime.date
    group_heading: str = ""
    label_heading: str = ""
    note_heading: str = ""


def draw_spans(data: Spans) -> Chart:
    """One row for each span: its words above, its bar below, so that words may be long; months at the bottom."""
    headings = (
        data.group_heading or _("Group"),
        data.label_heading or _("What"),
        data.note_heading or _("Who"),
        _("From"),
        _("Until"),
    )
    spans = [span for group in data.groups for span in group.spans]
    days = [day for span in spans for day in (span.start, span.end) if day is not None]
    if not days:
        return nothing_to_draw(data.title, headings)
    around = [min(max(day, data.today - FARTHEST), data.today + FARTHEST) for day in days]
    months = _months(min(*around, data.today), max(*around, data.today))
    scale = Scale(months[0].toordinal(), months[-1].toordinal(), 2, WIDTH - 2)
    drawn, y = [], 0.0
    for group in data.groups:
        lines = wrapped(group.label, WIDTH - 4)
        drawn += [
            label(line, 2, y + LINE * (number + 1) - 3, kind="c-strong")
            for number, line in enumerate(lines)
        ]
        y += LINE * len(lines) + 4
        for span in group.spans:
            row, y = _row(span, data.today, months, scale, y)
            drawn.append(row)
        y += 6
    description = _("%(count)d stretches of time, from %(low)s to %(high)s.") % {
        "count": len(spans),
        "low": _day(min(days)),
        "high": _day(max(days)),
    }
    drawn.append(_axis(months, scale, y))
    svg = picture(data.title, description, y + 18, "".join(drawn))
    return Chart(data.title, description, headings, _rows(data), svg)


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of the months from that of ``first`` to the one after ``last``."""
    found = [first.replace(day=1)]
    while found[-1] <= last:
        found.append((found[-1] + datetime.timedelta(days=32)).replace(day=1))
    return found


def _named(months: Sequence[datetime.date]) -> Sequence[datetime.date]:
    """Those of ``months`` that stand on the axis; the last only ends it."""
    return months[: -1 : -(-len(months) // MOST_MONTHS)]


def _axis(months: Sequence[datetime.date], scale: Scale, y: float) -> str:
    drawn = []
    for number, month in enumerate(_named(months)):
        x = scale(month.toordinal())
        is_new = number == 0 or month.year > _named(months)[number - 1].year
        words = date_format(month, "M Y" if is_new else "M")
        if x + width_of(words) <= WIDTH:
            drawn.append(label(words, x, y + 8))
    return "".join(drawn)


def _row(
    span: Span, today: datetime.date, months: Sequence[datetime.date], scale: Scale, y: float
) -> tuple[str, float]:
    """One bar with its words above, months and today across it; and where the next begins."""
    lines = wrapped(f"{span.label} · {span.note}" if span.note else span.label, WIDTH - 4)
    drawn = [
        label(line, 2, y + LINE * (number + 1) - 4, kind="c-name")
        for number, line in enumerate(lines)
    ]
    top = y + LINE * len(lines) + 3
    drawn.append(_box(2, WIDTH - 2, top, "c-track"))
    drawn += [_across(month, scale, top, "c-grid") for month in _named(months)[1:]]
    if span.start is not None or span.end is not None:
        start = scale.start if span.start is None else scale(span.start.toordinal())
        end = scale.end if span.end is None else scale(span.end.toordinal() + 1)
        told = tip(f"{span.label}: {_day(span.start)} – {_day(span.end)}")
        kind = f"c-fill {group_class(span.group)}"
        drawn.append(_box(start, max(start + 3, end), top, kind, told))
    told = tip(_("Today: %(day)s") % {"day": _day(today)})
    drawn.append(_across(today, scale, top, "c-range", told))
    return "".join(drawn), top + THICK + 9


def _box(start: float, end: float, top: float, kind: str, words: str = "") -> str:
    return element(
        "rect", words, x=start, y=top, width=end - start, height=THICK, rx=3, class_=kind
    )


def _across(day: datetime.date, scale: Scale, top: float, kind: str, words: str = "") -> str:
    """A thin line across a bar at ``day``; with ``words``, one that stands out of it."""
    x, more = scale(day.toordinal()), 3.0 if words else 0.0
    return element("line", words, x1=x, x2=x, y1=top - more, y2=top + THICK + more, class_=kind)


def _rows(data: Spans) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (group.label, span.label, span.note or MISSING, _day(span.start), _day(span.end))
        for group in data.groups
        for span in group.spans
    )


def _day(day: datetime.date | None) -> str:
    return MISSING if day is None else date_format(day, "SHORT_DATE_FORMAT")
