"""Who works with whom: numbered dots, lines between them, and below the names that the numbers stand for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    tip,
    width_of,
    wrapped,
)

SIDE = 300.0
"""Height of the plane; its two directions have one scale."""
EDGE = 22.0
SMALL, LARGE = 9.0, 17.0
"""Radius of a dot without ties, and of the one with the most."""
LINE = 17.0
Place = tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """One of those who work together; ``size`` is how many ties it has."""

    name: str
    x: float
    y: float
    size: float = 0
    group: int = 1


@dataclass(frozen=True)
class Tie:
    """A line between two dots, by their places in the list."""

    one: int
    other: int
    kind: str = "kept"
    """``kept``, ``gained`` or ``lost``, beside a picture of before."""


@dataclass(frozen=True)
class Network:
    title: str
    dots: Sequence[Dot]
    ties: Sequence[Tie]
    groups: Sequence[str] = ()
    """Names of the groups, the first of number 1."""
    headings: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = field(default=())
    """The table that tells the same, a row for each dot."""


STROKES = {"kept": "c-axis", "gained": "c-line c-2", "lost": "c-mark"}


def draw_network(data: Network) -> Chart:
    """Lines below dots, dots in the colors of their groups and as large as they have ties."""
    if not data.dots:
        return nothing_to_draw(data.title, data.headings)
    places = _laid_out(data.dots)
    most = max(dot.size for dot in data.dots) or 1
    radii = [SMALL + (LARGE - SMALL) * dot.size / most for dot in data.dots]
    drawn = [_line(data, tie, places) for tie in data.ties]
    for number, (dot, place, radius) in enumerate(zip(data.dots, places, radii, strict=True), 1):
        drawn.append(_dot(dot, number, place, radius))
    key, height = _key(data, SIDE + 14)
    description = _("%(partners)d partners and %(ties)d ties between them.") % {
        "partners": len(data.dots),
        "ties": sum(tie.kind != "lost" for tie in data.ties),
    }
    svg = picture(data.title, description, height, "".join(drawn) + key)
    return Chart(data.title, description, data.headings, tuple(data.rows), svg)


def _laid_out(dots: Sequence[Dot]) -> list[Place]:
    """The dots in the frame, centered, both directions on one scale."""
    xs, ys = [dot.x for dot in dots], [dot.y for dot in dots]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    unit = max(wide / (WIDTH - 2 * EDGE), high / (SIDE - 2 * EDGE), 1e-9)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [
        (WIDTH / 2 + (x - middle[0]) / unit, SIDE / 2 - (y - middle[1]) / unit)
        for x, y in zip(xs, ys, strict=True)
    ]


def _line(data: Network, tie: Tie, places: Sequence[Place]) -> str:
    (x1, y1), (x2, y2) = places[tie.one], places[tie.other]
    names = f"{data.dots[tie.one].name} – {data.dots[tie.other].name}"
    return element("line", tip(names), x1=x1, y1=y1, x2=x2, y2=y2, class_=STROKES[tie.kind])


def _dot(dot: Dot, number: int, place: Place, radius: float) -> str:
    x, y = place
    kind = f"c-dot c-fill {group_class(dot.group)}"
    circle = element("circle", tip(dot.name), cx=x, cy=y, r=radius, class_=kind)
    return circle + label(str(number), x, y + 4.5, anchor="middle", kind="c-inside")


def _key(data: Network, y: float) -> tuple[str, float]:
    """What colors and lines mean, then the names by their numbers; and where the drawing ends."""
    drawn = []
    used = sorted({dot.group for dot in data.dots})
    named = [(data.groups[one - 1], one) for one in used if one <= len(data.groups)]
    if named:
        dots, y = legend(named, y)
        drawn.append(dots)
    words = {"gained": _("New tie"), "lost": _("Tie that is no more")}
    for kind in [one for one in words if any(tie.kind == one for tie in data.ties)]:
        drawn.append(element("line", x1=2, x2=30, y1=y, y2=y, class_=STROKES[kind]))
        drawn.append(label(words[kind], 38, y + 4.5, kind="c-name"))
        y += LINE
    y += 8
    indent = width_of(str(len(data.dots))) + 14
    for number, dot in enumerate(data.dots, 1):
        drawn.append(label(str(number), indent - 8, y, anchor="end", kind="c-strong"))
        for line in wrapped(dot.name, WIDTH - indent - 4):
            drawn.append(label(line, indent, y, kind="c-name"))
            y += LINE
    return "".join(drawn), math.ceil(y)
