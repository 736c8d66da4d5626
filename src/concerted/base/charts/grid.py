"""Names in a grid of two scales: who stands where on one, and how high on the other."""

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
    shortened,
    tip,
    width_of,
    wrapped,
)

LINE = 18.0
DOT = 12.0
"""What a dot takes before its name."""
MOST = 24
"""Names of one cell that are drawn; the table has all."""


@dataclass(frozen=True)
class GridName:
    """A name in a column, from 0; without one it is not known, and stands below its row."""

    label: str
    column: int | None
    note: str = ""
    group: int = 1
    short: str = ""
    """What is drawn where the name is too long."""
    is_weak: bool = False
    """Whether a ring is drawn in the place of a dot, as for who only leans to a side."""


@dataclass(frozen=True)
class GridRow:
    label: str
    names: Sequence[GridName]


@dataclass(frozen=True)
class Grid:
    title: str
    columns: Sequence[str]
    rows: Sequence[GridRow]
    unknown: str
    """The words for a name without a column."""
    headings: tuple[str, str, str]
    """Of the table: what a name, a row and a place in it are called."""


def draw_grid(data: Grid) -> Chart:
    """A cell for each row and column with its names below each other, so that no two overlap."""
    if not any(row.names for row in data.rows):
        return nothing_to_draw(data.title, data.headings)
    width = WIDTH / len(data.columns)
    heads = [wrapped(name, width - 6) for name in data.columns]
    drawn = [
        label(line, number * width + 2, LINE * (at + 1) - 5, kind="c-strong")
        for number, lines in enumerate(heads)
        for at, line in enumerate(lines)
    ]
    y = LINE * max(map(len, heads)) + 2
    for row in data.rows:
        piece, y = _row(row, data, width, y)
        drawn.append(piece)
    names = sum(len(row.names) for row in data.rows)
    known = sum(name.column is not None for row in data.rows for name in row.names)
    description = _("%(count)d names; of %(known)d it is known where they stand.") % {
        "count": names,
        "known": known,
    }
    svg = picture(data.title, description, y + 4, "".join(drawn))
    return Chart(data.title, description, data.headings, _table(data), svg)


def _row(row: GridRow, data: Grid, width: float, y: float) -> tuple[str, float]:
    """A line, the word of the row, its cells side by side, and below them the names without a place."""
    drawn = [element("line", x1=0, x2=WIDTH, y1=y, y2=y, class_="c-axis")]
    drawn.append(label(shortened(row.label, WIDTH - 4), 2, y + 15))
    top, bottom = y + 22, y + 22
    for number in range(len(data.columns)):
        own = [name for name in row.names if name.column == number]
        cell, end = _cell(own, number * width + 2, width - 6, top)
        drawn.append(cell)
        bottom = max(bottom, end)
    unknown = [name for name in row.names if name.column is None]
    if unknown:
        drawn.append(label(shortened(f"{data.unknown}:", WIDTH - 4), 2, bottom + 13))
        top = bottom = bottom + LINE
        for number in range(len(data.columns)):
            own = unknown[number :: len(data.columns)]
            cell, end = _cell(own, number * width + 2, width - 6, top)
            drawn.append(cell)
            bottom = max(bottom, end)
    return "".join(drawn), bottom + 8


def _cell(names: Sequence[GridName], x: float, room: float, y: float) -> tuple[str, float]:
    drawn = []
    shown = names if len(names) <= MOST else names[: MOST - 1]
    for name in shown:
        words = tip(f"{name.label}: {name.note}" if name.note else name.label)
        drawn.append(_mark(name, words, x + 4, y + 8.5))
        drawn.append(label(_fitting(name, room - DOT), x + DOT, y + 13, kind="c-name"))
        y += LINE
    if len(shown) < len(names):
        more = _("and %(count)d more") % {"count": len(names) - len(shown)}
        drawn.append(label(shortened(more, room), x, y + 13))
        y += LINE
    return "".join(drawn), y


def _mark(name: GridName, words: str, x: float, y: float) -> str:
    color = group_class(name.group)
    if name.is_weak:
        ring = f"c-line {color}"
        return element("circle", words, cx=x, cy=y, r=3, fill="none", stroke_width=2, class_=ring)
    return element("circle", words, cx=x, cy=y, r=4, class_=f"c-dot c-fill {color}")


def _fitting(name: GridName, room: float) -> str:
    short = name.short or name.label
    return shortened(name.label if width_of(name.label) <= room else short, room)


def _table(data: Grid) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            name.label,
            row.label,
            name.note or (data.unknown if name.column is None else data.columns[name.column]),
        )
        for row in data.rows
        for name in row.names
    )
