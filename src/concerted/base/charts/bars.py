"""Bars: one figure for each label, from zero, with an optional mark to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from concerted.base.charts.numbers import (
    Number,
    Scale,
    Wording,
    known,
    known_of,
    plain,
    worded,
)

THICK = 11.0
LINE = 17.0


@dataclass(frozen=True)
class Bar:
    label: str
    value: Number
    group: int = 1
    mark: Number = None
    """What the figure is compared with: a thin line across."""


@dataclass(frozen=True)
class Bars:
    title: str
    bars: Sequence[Bar]
    value_heading: str = ""
    mark_heading: str = ""
    label_heading: str = ""
    words: Wording = plain
    whole: Number = None
    """The length of a full bar, when it has one (100 %, a target); shown as a track."""


def draw_bars(data: Bars) -> Chart:
    """One row for each bar: label and figure above, bar below, so that labels may be long."""
    headings = _headings(data)
    figures = known_of(bar.value for bar in data.bars)
    if not figures:
        return nothing_to_draw(data.title, headings)
    figures += known_of(bar.mark for bar in data.bars) + known_of([data.whole])
    low, high = min(0.0, *figures), max(0.0, *figures)
    scale = Scale(low, high if high > low else low + 1, 2, WIDTH - 2)
    drawn, y = [], 0.0
    for bar in data.bars:
        row, y = _row(bar, data, scale, y)
        drawn.append(row)
    description = _("%(count)d bars, from %(low)s to %(high)s.") % {
        "count": len(data.bars),
        "low": data.words(min(known_of(bar.value for bar in data.bars))),
        "high": data.words(max(known_of(bar.value for bar in data.bars))),
    }
    svg = picture(data.title, description, y, "".join(drawn))
    return Chart(data.title, description, headings, _rows(data), svg)


def _headings(data: Bars) -> tuple[str, ...]:
    first = (data.label_heading or _("Group"), data.value_heading or _("Value"))
    return (*first, data.mark_heading or _("To compare")) if _has_marks(data) else first


def _has_marks(data: Bars) -> bool:
    return any(known(bar.mark) is not None for bar in data.bars)


def _rows(data: Bars) -> tuple[tuple[str, ...], ...]:
    marks = _has_marks(data)
    return tuple(
        (bar.label, worded(bar.value, data.words))
        + ((worded(bar.mark, data.words),) if marks else ())
        for bar in data.bars
    )


def _row(bar: Bar, data: Bars, scale: Scale, y: float) -> tuple[str, float]:
    """One bar with its words, and where the next begins."""
    figure = worded(bar.value, data.words)
    lines = wrapped(bar.label, WIDTH - width_of(figure) - 16)
    drawn = [
        label(line, 2, y + LINE * (number + 1) - 3, kind="c-name")
        for number, line in enumerate(lines)
    ]
    drawn.append(label(figure, WIDTH - 2, y + LINE - 3, anchor="end", kind="c-strong"))
    top = y + LINE * len(lines) + 4
    if known(data.whole) is not None:
        drawn.append(
            element("rect", x=2, y=top, width=WIDTH - 4, height=THICK, rx=5, class_="c-track")
        )
    drawn.append(_bar(bar, figure, scale, top))
    mark = known(bar.mark)
    if mark is not None:
        told = tip(f"{bar.label}: {data.mark_heading or _('To compare')} {data.words(mark)}")
        x = scale(mark)
        drawn.append(
            element("line", told, x1=x, x2=x, y1=top - 4, y2=top + THICK + 4, class_="c-range")
        )
    return "".join(drawn), top + THICK + 12


def _bar(bar: Bar, figure: str, scale: Scale, top: float) -> str:
    value = known(bar.value)
    zero = scale(0)
    axis = element("line", x1=zero, x2=zero, y1=top - 3, y2=top + THICK + 3, class_="c-axis")
    if value is None:
        return axis
    ends = sorted((zero, scale(value)))
    shape = element(
        "rect",
        tip(f"{bar.label}: {figure}"),
        x=ends[0],
        y=top,
        width=ends[1] - ends[0],
        height=THICK,
        rx=min(3.0, (ends[1] - ends[0]) / 2),
        class_=f"c-fill {group_class(bar.group)}",
    )
    return shape + axis
