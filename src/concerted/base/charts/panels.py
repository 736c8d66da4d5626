"""Small multiples: the same lines for many places, side by side on one scale."""

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
    trim,
    width_of,
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

ACROSS = 2
PLOT = 54.0
HEAD = 36.0
BETWEEN = 14.0


@dataclass(frozen=True)
class Panel:
    label: str
    values: Sequence[Sequence[Number]]
    """For each group of the chart a value for each of its labels."""
    note: str = ""


@dataclass(frozen=True)
class Panels:
    title: str
    labels: Sequence[str]
    groups: Sequence[str]
    panels: Sequence[Panel]
    label_heading: str = ""
    words: Wording = plain
    within: Sequence[Number] = ()
    """Figures that the scale takes in too, so that several drawings have one."""


def draw_panels(data: Panels) -> Chart:
    """A small picture for each panel, two in a row; the figures of the last label stand in the table."""
    headings = (data.label_heading or _("Place"), *data.groups)
    figures = [
        number for panel in data.panels for values in panel.values for number in known_of(values)
    ]
    if not figures:
        return nothing_to_draw(data.title, headings)
    around = [*figures, *known_of(data.within)]
    marks = ticks(min(around), max(around), 2)
    edge = max(width_of(data.words(mark)) for mark in marks) + 7
    drawn, top = legend([(name, number) for number, name in enumerate(data.groups, 1)], 8)
    pieces = [drawn]
    width = (WIDTH - edge - BETWEEN * (ACROSS - 1)) / ACROSS
    for place, panel in enumerate(data.panels):
        row, column = divmod(place, ACROSS)
        left = edge + column * (width + BETWEEN)
        y = top + row * (HEAD + PLOT + BETWEEN)
        up = scale_of(marks, y + HEAD + PLOT, y + HEAD)
        pieces.append(_panel(panel, data, marks, Scale(0, 1, left, left + width), up, y))
        if column == 0:
            pieces += [
                label(data.words(one), edge - 5, up(one) + 4, anchor="end") for one in marks
            ]
    bottom = top + -(-len(data.panels) // ACROSS) * (HEAD + PLOT + BETWEEN)
    pieces += _ends(data, edge, width, bottom)
    description = _("%(count)d pictures on one scale, from %(low)s to %(high)s.") % {
        "count": len(data.panels),
        "low": data.words(min(figures)),
        "high": data.words(max(figures)),
    }
    svg = picture(data.title, description, bottom + 12, "".join(pieces))
    rows = tuple(
        (one.label, *(worded(values[-1], data.words) for values in one.values))
        for one in data.panels
    )
    return Chart(data.title, description, headings, rows, svg)


def _panel(
    panel: Panel, data: Panels, marks: Sequence[float], across: Scale, up: Scale, y: float
) -> str:
    room = across.end - across.start
    drawn = [
        label(shortened(panel.label, room), across.start, y + 13, kind="c-strong"),
        label(shortened(panel.note, room), across.start, y + 29),
    ]
    for mark in marks:
        at = up(mark)
        drawn.append(
            element("line", x1=across.start, x2=across.end, y1=at, y2=at, class_="c-grid")
        )
    last = max(1, len(data.labels) - 1)
    for number, values in enumerate(panel.values, 1):
        places = [
            None if (value := known(one)) is None else (across(place / last), up(value))
            for place, one in enumerate(values)
        ]
        drawn.append(_line(places, number))
        drawn.append(_end(panel, data, number, places))
    return "".join(drawn)


def _line(places: Sequence[tuple[float, float] | None], group: int) -> str:
    """The line of a group; beyond a gap it goes on from the next figure that is known."""
    found = [place for place in places if place is not None]
    if len(found) < 2:
        return ""
    points = " ".join(f"{trim(x)},{trim(y)}" for x, y in found)
    return element("polyline", points=points, class_=f"c-line {group_class(group)}")


def _end(
    panel: Panel, data: Panels, group: int, places: Sequence[tuple[float, float] | None]
) -> str:
    """A dot at the last known figure of a group."""
    found = [(at, place) for at, place in enumerate(places) if place is not None]
    if not found:
        return ""
    at, (x, y) = found[-1]
    figure = worded(panel.values[group - 1][at], data.words)
    words = tip(f"{panel.label}, {data.groups[group - 1]}, {data.labels[at]}: {figure}")
    kind = f"c-dot c-fill {group_class(group)}"
    return element("circle", words, cx=x, cy=y, r=3.5, class_=kind)


def _ends(data: Panels, edge: float, width: float, y: float) -> list[str]:
    """The first and the last label, under each column."""
    drawn = []
    for column in range(min(ACROSS, len(data.panels))):
        left = edge + column * (width + BETWEEN)
        drawn.append(label(data.labels[0], left, y + 4))
        if len(data.labels) > 1:
            drawn.append(label(data.labels[-1], left + width, y + 4, anchor="end"))
    return drawn
