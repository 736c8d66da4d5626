"""Points in a plane, by group, each group in its hull: who stands close to whom."""

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
    trim,
    width_of,
)
from concerted.base.charts.numbers import known

SIDE = 320.0
"""Height of the plane; its two directions have one scale, since only distances speak."""
EDGE = 26.0
Place = tuple[float, float]


@dataclass(frozen=True)
class ScatterPoint:
    x: float
    y: float
    group: int = 1
    label: str = ""


@dataclass(frozen=True)
class Scatter:
    title: str
    points: Sequence[ScatterPoint]
    groups: Sequence[str] = ()
    """Names of the groups, the first of number 1."""


def draw_scatter(data: Scatter) -> Chart:
    """Every point in the color of its group; the table tells how many each group has."""
    headings = (_("Group"), _("Points"))
    points = [point for point in data.points if _is_known(point)]
    if not points:
        return nothing_to_draw(data.title, headings)
    places = _laid_out(points)
    drawn = []
    numbers = sorted({point.group for point in points})
    for number in numbers:
        own = [place for point, place in zip(points, places, strict=True) if point.group == number]
        drawn.append(_group(_name(data, number), number, own))
    for point, (x, y) in zip(points, places, strict=True):
        words = tip(point.label or _name(data, point.group))
        kind = f"c-dot c-fill {group_class(point.group)}"
        drawn.append(element("circle", words, cx=x, cy=y, r=4, class_=kind))
    rows = tuple(
        (_name(data, number), str(sum(point.group == number for point in points)))
        for number in numbers
    )
    description = _("%(points)d points in %(groups)d groups.") % {
        "points": len(points),
        "groups": len(numbers),
    }
    svg = picture(data.title, description, SIDE, "".join(drawn))
    return Chart(data.title, description, headings, rows, svg)


def _is_known(point: ScatterPoint) -> bool:
    return known(point.x) is not None and known(point.y) is not None


def _name(data: Scatter, number: int) -> str:
    if 1 <= number <= len(data.groups):
        return data.groups[number - 1]
    return _("Group %(number)d") % {"number": number}


def _laid_out(points: Sequence[ScatterPoint]) -> list[Place]:
    """The points in the frame, centered, both directions on one scale, up being up."""
    xs, ys = [float(point.x) for point in points], [float(point.y) for point in points]
    spread = max((max(xs) - min(xs)) / (WIDTH - 2 * EDGE), (max(ys) - min(ys)) / (SIDE - 2 * EDGE))
    unit = spread if spread > 1e-12 else 1.0
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return [
        (WIDTH / 2 + (x - middle[0]) / unit, SIDE / 2 - (y - middle[1]) / unit)
        for x, y in zip(xs, ys, strict=True)
    ]


def _group(name: str, number: int, places: list[Place]) -> str:
    """The hull of a group, and its name on the side away from the middle."""
    color = group_class(number)
    edge = hull(places)
    drawn = ""
    if len(edge) > 2:
        points = " ".join(f"{trim(x)},{trim(y)}" for x, y in edge)
        drawn = element("polygon", points=points, class_=f"c-hull c-fill {color}")
    is_low = sum(y for _x, y in places) / len(places) > SIDE / 2
    x, y = (max if is_low else min)(places, key=lambda place: place[1])
    name = shortened(name, WIDTH - 8)
    half = width_of(name) / 2
    x = min(max(x, half + 2), WIDTH - half - 2)
    return drawn + label(name, x, y + 18 if is_low else y - 10, anchor="middle", kind="c-strong")


def hull(places: Sequence[Place]) -> list[Place]:
    """Corners of the smallest convex shape around ``places`` (monotone chain).

    >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(places))
    if len(ordered) < 3:
        return ordered
    return _half_hull(ordered)[:-1] + _half_hull(ordered[::-1])[:-1]


def _half_hull(ordered: Sequence[Place]) -> list[Place]:
    edge: list[Place] = []
    for place in ordered:
        while len(edge) > 1 and _turn(edge[-2], edge[-1], place) <= 0:
            edge.pop()
        edge.append(place)
    return edge


def _turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
