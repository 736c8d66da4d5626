"""A map of places: each in the shade and under the number of its class, hatched where there is no figure to show."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from concerted.base.charts.chart import (
    WIDTH,
    Chart,
    element,
    label,
    nothing_to_draw,
    picture,
    shortened,
    tip,
)
from concerted.base.charts.numbers import Number, Wording, known, plain, ticks

TALLEST = 420.0
"""Units high at most: a long, narrow region is drawn smaller."""
MOST_POINTS = 4000
"""Of more corners a map is drawn on a coarser grid, so that a page stays light."""
SHADES = (0.12, 0.3, 0.48, 0.85, 1.0)
ON_LIGHT = 3
"""So many shades, from the lightest, are written on in dark."""
ROOMY = 200.0
"""Square units that a place needs to carry the number of its class."""
LINE = 20.0
BORDER = "#857d71"
Point = tuple[float, float]
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Area:
    """A place: its rings in degrees (longitude, latitude), and its figure."""

    name: str
    rings: Sequence[Ring]
    value: Number
    is_hidden: bool = False
    """Whether there is a figure that is not shown."""
    label_at: Sequence[float] = ()


@dataclass(frozen=True)
class Areas:
    title: str
    areas: Sequence[Area]
    label_heading: str = ""
    value_heading: str = ""
    words: Wording = plain


@dataclass(frozen=True)
class _Frame:
    """Degrees laid on the drawing: equirectangular, true to scale along the middle parallel."""

    west: float
    north: float
    narrowing: float
    unit: float
    height: float
    width: float = WIDTH
    grid: float = 0.1

    def __call__(self, point: Sequence[float]) -> Point:
        x = (point[0] - self.west) * self.narrowing * self.unit
        y = (self.north - point[1]) * self.unit
        return self._snapped(x + (WIDTH - self.width) / 2), self._snapped(y)

    def _snapped(self, number: float) -> float:
        """Neighbours snap to the same points, so that no gap opens between them."""
        return round(number / self.grid) * self.grid


def draw_areas(data: Areas) -> Chart:
    """At most five classes of equal width with round ends; hidden and missing are hatched each in its way."""
    headings = (data.label_heading or _("Place"), data.value_heading or _("Figure"))
    found = [one for area in data.areas if (one := known(area.value)) is not None]
    if not found or not any(ring for area in data.areas for ring in area.rings):
        return nothing_to_draw(data.title, headings)
    bounds = _bounds(found)
    frame = _framed(data.areas)
    name = f"map-{zlib.crc32(data.title.encode()):x}"
    drawn = [_patterns(name)]
    drawn += [_shape(area, data, bounds, frame, name) for area in data.areas]
    drawn += [_number(area, bounds, frame) for area in data.areas]
    key, height = _key(data, bounds, name, frame.height + 18)
    description = _("%(places)d places, from %(low)s to %(high)s.") % {
        "places": len(data.areas),
        "low": data.words(min(found)),
        "high": data.words(max(found)),
    }
    rows = tuple((area.name, _worded(area, data)) for area in data.areas)
    svg = picture(data.title, description, height, "".join(drawn) + key)
    return Chart(data.title, description, headings, rows, svg)


def _bounds(values: Sequence[float]) -> list[float]:
    """The ends of the classes: round numbers, two or more."""
    marks = ticks(min(values), max(values))
    return (
        marks if len(marks) <= len(SHADES) + 1 else marks[::2] + marks[-1:] * (len(marks) % 2 == 0)
    )


def _class_of(value: float, bounds: Sequence[float]) -> int:
    """From 1; a value on a bound belongs to the class above it, the highest to the last."""
    above = sum(value >= bound for bound in bounds[1:-1])
    return min(above + 1, len(bounds) - 1)


def _shade(number: int, bounds: Sequence[float]) -> int:
    """The place of a class among the shades: few classes use the ends of the scale."""
    count = len(bounds) - 1
    return round((number - 1) * (len(SHADES) - 1) / max(1, count - 1))


def _framed(areas: Sequence[Area]) -> _Frame:
    points = [point for area in areas for ring in area.rings for point in ring]
    west, east = min(one[0] for one in points), max(one[0] for one in points)
    south, north = min(one[1] for one in points), max(one[1] for one in points)
    narrowing = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * narrowing, 1e-9), max(north - south, 1e-9)
    unit = min(WIDTH / wide, TALLEST / high)
    frame = _Frame(west, north, narrowing, unit, high * unit, wide * unit)
    while sum(len(_steps(ring, frame)) for area in areas for ring in area.rings) > MOST_POINTS:
        frame = replace(frame, grid=frame.grid * 1.6)
    return frame


def _steps(ring: Ring, frame: _Frame) -> list[Point]:
    """The corners of a ring on the grid, without those that fall on the one before."""
    steps: list[Point] = []
    for point in ring:
        at = frame(point)
        if not steps or at != steps[-1]:
            steps.append(at)
    return steps


def _path(area: Area, frame: _Frame) -> str:
    lines = []
    for ring in area.rings:
        steps = [(round(x * 10), round(y * 10)) for x, y in _steps(ring, frame)]
        if len(steps) > 3:
            moves = "".join(
                _tenths(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(steps[:-1])
            )
            lines.append(f"M{_tenths(*steps[0])}l{moves.strip()}z")
    return "".join(lines)


def _tenths(x: int, y: int) -> str:
    """Two numbers in tenths as a path has them at their shortest: ``.3-1.2``."""
    told = ""
    for number in (x, y):
        text = f"{number / 10:g}".replace("0.", ".", 1) if abs(number) < 10 else f"{number / 10:g}"
        told += text if text.startswith("-") else f" {text}"
    return told


def _shape(area: Area, data: Areas, bounds: Sequence[float], frame: _Frame, name: str) -> str:
    value = known(area.value)
    if value is None:
        paint = {"fill": f"url(#{name}-{'hidden' if area.is_hidden else 'missing'})"}
    else:
        paint = _painted(_shade(_class_of(value, bounds), bounds))
    return element(
        "path",
        tip(f"{area.name}: {_worded(area, data)}"),
        d=_path(area, frame),
        fill_rule="evenodd",
        stroke=BORDER,
        stroke_width=0.7,
        **paint,
    )


def _painted(shade: int) -> dict[str, str]:
    return {"class_": "c-fill c-1", "fill_opacity": str(SHADES[shade])}


def _worded(area: Area, data: Areas) -> str:
    value = known(area.value)
    if value is not None:
        return data.words(value)
    return pgettext("figure", "hidden") if area.is_hidden else pgettext("figure", "missing")


def _number(area: Area, bounds: Sequence[float], frame: _Frame) -> str:
    """The number of the class, where the place has room for it."""
    value = known(area.value)
    if value is None or len(area.label_at) < 2 or _size(area, frame) < ROOMY:
        return ""
    number = _class_of(value, bounds)
    x, y = frame(area.label_at)
    return label(str(number), x, y + 4.5, anchor="middle", kind=_ink(_shade(number, bounds)))


def _size(area: Area, frame: _Frame) -> float:
    """Square units of the largest ring."""
    sizes = [0.0]
    for ring in area.rings:
        steps = _steps(ring, frame)
        pairs = zip(steps, steps[1:] + steps[:1], strict=True)
        sizes.append(abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2)
    return max(sizes)


def _patterns(name: str) -> str:
    """Slanted lines where a figure is hidden, dots where there is none."""
    lines = element("path", d="M0 6L6 0", stroke="#55606e", stroke_width=1.2)
    dots = element("circle", cx=3, cy=3, r=1, fill="#55606e")
    drawn = [
        element(
            "pattern", tile, id=f"{name}-{kind}", width=6, height=6, patternUnits="userSpaceOnUse"
        )
        for kind, tile in (("hidden", lines), ("missing", dots))
    ]
    return element("defs", "".join(drawn))


def _key(data: Areas, bounds: Sequence[float], name: str, y: float) -> tuple[str, float]:
    """What the shades mean, with the numbers that stand on the map; then the hatchings that it has."""
    drawn = []
    for number, (low, high) in enumerate(pairwise(bounds), 1):
        shade = _shade(number, bounds)
        is_last = number == len(bounds) - 1
        words = _("%(low)s to %(high)s") if is_last else _("%(low)s to under %(high)s")
        told = words % {"low": data.words(low), "high": data.words(high)}
        drawn.append(_entry(told, y, _painted(shade)))
        drawn.append(label(str(number), 14, y + 1, anchor="middle", kind=_ink(shade)))
        y += LINE
    hidden = [area.is_hidden for area in data.areas if known(area.value) is None]
    if any(hidden):
        drawn.append(_entry(_("Hidden, to protect people"), y, {"fill": f"url(#{name}-hidden)"}))
        y += LINE
    if not all(hidden):
        drawn.append(_entry(_("No figure"), y, {"fill": f"url(#{name}-missing)"}))
        y += LINE
    return "".join(drawn), y


def _entry(words: str, y: float, paint: dict[str, str]) -> str:
    box = element("rect", x=2, y=y - 12, width=24, height=16, stroke=BORDER, **paint)
    return box + label(shortened(words, WIDTH - 40), 34, y + 1, kind="c-name")


def _ink(shade: int) -> str:
    """Dark on light, white on dark."""
    return "c-strong" if shade < ON_LIGHT else "c-inside"
