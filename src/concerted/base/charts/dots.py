"""Dots on a rail (equiplot): for each row the figures of all groups, and so the gap between them."""

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
    legend,
    nothing_to_draw,
    picture,
    shortened,
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
    scale_of,
    ticks,
    worded,
)


@dataclass(frozen=True)
class DotRow:
    label: str
    values: Sequence[Number]
    """One for each group of the chart."""
    note: str = ""
    """A few words on the gap; they stand above the end of the rail."""


@dataclass(frozen=True)
class Dots:
    title: str
    groups: Sequence[str]
    rows: Sequence[DotRow]
    label_heading: str = ""
    words: Wording = plain


def draw_dots(data: Dots) -> Chart:
    """A rail for each row from its lowest group to its highest, a dot for each group."""
    headings = (data.label_heading or _("Row"), *data.groups)
    figures = [number for row in data.rows for number in known_of(_values(row, data))]
    if not figures:
        return nothing_to_draw(data.title, headings)
    marks = ticks(min(figures), max(figures))
    head, y = legend([(name, number + 1) for number, name in enumerate(data.groups)], 8)
    half = max(width_of(data.words(mark)) for mark in marks) / 2
    scale = scale_of(marks, max(12.0, half), WIDTH - max(12.0, half))
    drawn, top = [], y
    for row in data.rows:
        piece, y = _row(row, data, scale, y)
        drawn.append(piece)
    axis = _axis(data, marks, scale, top, y)
    description = _("%(groups)d groups in %(rows)d rows, from %(low)s to %(high)s.") % {
        "groups": len(data.groups),
        "rows": len(data.rows),
        "low": data.words(min(figures)),
        "high": data.words(max(figures)),
    }
    rows = tuple(
        (row.label, *(worded(value, data.words) for value in _values(row, data)))
        for row in data.rows
    )
    svg = picture(data.title, description, y + 22, head + axis + "".join(drawn))
    return Chart(data.title, description, headings, rows, svg)


def _values(row: DotRow, data: Dots) -> list[Number]:
    """The row's values, as many as there are groups."""
    return [
        row.values[number] if number < len(row.values) else None
        for number in range(len(data.groups))
    ]


def _axis(data: Dots, marks: list[float], scale: Scale, top: float, bottom: float) -> str:
    drawn = []
    room = max(width_of(data.words(mark)) for mark in marks) + 10
    step = max(1, int(-(-room * (len(marks) - 1) // (scale.end - scale.start))))
    for number, mark in enumerate(marks):
        x = scale(mark)
        drawn.append(element("line", x1=x, x2=x, y1=top, y2=bottom, class_="c-grid"))
        if number % step == 0:
            drawn.append(label(data.words(mark), x, bottom + 16, anchor="middle"))
    return "".join(drawn)


def _row(row: DotRow, data: Dots, scale: Scale, y: float) -> tuple[str, float]:
    note = shortened(row.note, WIDTH / 2)
    lines = wrapped(row.label, WIDTH - width_of(note) - 20)
    drawn = [
        label(line, 2, y + 14 + 17 * number, kind="c-strong") for number, line in enumerate(lines)
    ]
    if note:
        drawn.append(label(note, WIDTH - 2, y + 14, anchor="end"))
    middle = y + 17 * len(lines) + 13
    found = [(number, known(value)) for number, value in enumerate(_values(row, data))]
    places = [(number, value, scale(value)) for number, value in found if value is not None]
    if len(places) > 1:
        ends = [x for _number, _value, x in places]
        drawn.append(
            element("line", x1=min(ends), x2=max(ends), y1=middle, y2=middle, class_="c-rail")
        )
    for number, value, x in places:
        words = tip(f"{row.label}, {data.groups[number]}: {data.words(value)}")
        kind = f"c-dot c-fill {group_class(number + 1)}"
        drawn.append(element("circle", words, cx=x, cy=middle, r=6.5, class_=kind))
    return "".join(drawn), middle + 15
