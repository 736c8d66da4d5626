"""The map to point at: the borders of the loaded districts, drawn here, so that no map service learns who looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import numpy as np
import shapely
from numpy.typing import NDArray

from concerted.act.officials.lookup import Districts
from concerted.act.officials.reading.divisions import kind_of
from concerted.act.officials.windows import SIDE, Point, Window
from concerted.base.charts.chart import element, label, width_of

FINE = 0.8
"""Pixels within which a border may be drawn straight."""
CROWDED = 70
"""Of more districts of a kind in the picture, only the borders of the other kinds are drawn, where there are others."""
STROKES = {"cd": ("#6b3f1f", 1.6), "sldu": ("#857d71", 0.9), "sldl": ("#a59c8e", 0.6)}
COARSE = frozenset({"cd", "state", "district", "territory", "country"})
"""Kinds of district that a whole nation has."""
USUAL = ("#857d71", 0.9)
LAND, SEA, INK, PIN = "#f7f2e8", "#d9e6ec", "#1c2733", "#a3341f"
LETTERS = 11
FAR = 2.0
"""A piece that holds all districts may be so many times as wide as the one that holds most of them."""
MOST_NAMES = 14
Named = tuple[str, float, float]
"""A place with its longitude and latitude."""


def start_window(districts: Districts) -> Window | None:
    """The piece of the map to begin with: where the finer districts lie, if there are any, without what lies far out."""
    if not districts.ids:
        return None
    finer = [kind_of(one) not in COARSE for one in districts.ids]
    chosen = districts.outlines[np.asarray(finer)] if any(finer) else districts.outlines
    return _around(shapely.bounds(chosen))


def _around(bounds: NDArray[np.float64]) -> Window:
    """Around all of them; or, where a few lie far out, around the middle nineteen of twenty."""
    west, south = np.quantile(bounds[:, :2], 0.025, axis=0).tolist()
    east, north = np.quantile(bounds[:, 2:], 0.975, axis=0).tolist()
    most = Window.around((west, south, east, north))
    outer = [*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist()]
    every = Window.around((outer[0], outer[1], outer[2], outer[3]))
    return every if every.width < FAR * most.width else most


@lru_cache(maxsize=2)
def first_picture(districts: Districts, window: Window, towns: tuple[Named, ...]) -> str:
    """The picture everybody begins with; those nearer are drawn anew and never kept."""
    return picture(districts, window, towns)


def picture(
    districts: Districts, window: Window, towns: Iterable[Named], pin: Point | None = None
) -> str:
    """The map as an address that holds all of it, so that nothing more is fetched."""
    drawn = [element("rect", width=SIDE, height=SIDE, fill=SEA)]
    drawn += _borders(districts, window)
    drawn += _parts()
    drawn += _names(window, towns)
    if pin is not None:
        x, y = _pixel(window, pin)
        drawn.append(element("circle", cx=x, cy=y, r=7, fill=PIN, stroke="#fff", stroke_width=2))
    svg = element(
        "svg",
        "".join(drawn),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {SIDE} {SIDE}",
        width=SIDE,
        height=SIDE,
        font_family="sans-serif",
        font_size=LETTERS,
        stroke_linejoin="round",
    )
    return "data:image/svg+xml," + quote(svg, safe=" =:/',;()-.")


def _parts() -> list[str]:
    """Fine lines between the nine parts that can be chosen without pointing, and their numbers."""
    thirds = "".join(
        f"M{SIDE * one / 3:.0f},0v{SIDE}M0,{SIDE * one / 3:.0f}h{SIDE}" for one in (1, 2)
    )
    drawn = [element("path", d=thirds, fill="none", stroke=INK, stroke_width=0.3)]
    for number in range(9):
        down, across = divmod(number, 3)
        x, y = SIDE * across / 3 + 4, SIDE * down / 3 + LETTERS + 1
        drawn.append(element("g", label(str(number + 1), x, y), fill=INK, opacity=0.6))
    return drawn


def _borders(districts: Districts, window: Window) -> list[str]:
    outlines = districts.outlines
    near = np.flatnonzero(shapely.intersects(shapely.box(*window.bounds), _boxes(districts)))
    if not near.size:
        return []
    counts = Counter(kind_of(districts.ids[place]) for place in near.tolist())
    shown = [one for one in counts if counts[one] <= CROWDED] or [
        min(counts, key=counts.__getitem__)
    ]
    by_kind = sorted(shown, key=lambda kind: STROKES.get(kind, USUAL)[1])
    drawn, land = [], []
    for kind in by_kind:
        mine = [place for place in near.tolist() if kind_of(districts.ids[place]) == kind]
        paths = _paths(outlines[mine], window)
        color, width = STROKES.get(kind, USUAL)
        land.append(element("path", d=paths, fill=LAND, fill_rule="evenodd"))
        drawn.append(element("path", d=paths, fill="none", stroke=color, stroke_width=width))
    return [*land[-1:], *drawn]


@lru_cache(maxsize=2)
def _boxes(districts: Districts) -> NDArray[np.object_]:
    return np.asarray(shapely.box(*shapely.bounds(districts.outlines).T))


def _paths(outlines: NDArray[np.object_], window: Window) -> str:
    west, south, east, north = window.bounds
    wide, high = window.width * 0.05, window.height * 0.05
    cut = shapely.clip_by_rect(outlines, west - wide, south - high, east + wide, north + high)
    scale = np.asarray([SIDE / (east - west), -SIDE / (north - south)])
    drawn: Any = shapely.transform(cut, lambda points: (points - [west, north]) * scale)
    rings = shapely.get_rings(shapely.get_parts(shapely.simplify(drawn, FINE)))
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    steps = np.round(points).astype(np.int64)
    ends = np.flatnonzero(np.diff(ring_of)) + 1
    return "".join(_path(ring.tolist()) for ring in np.split(steps, ends) if len(ring) > 3)


def _path(ring: Sequence[Sequence[int]]) -> str:
    moves = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring)]
    lines = " ".join(f"{x},{y}" for x, y in moves[:-1] if x or y)
    return f"M{ring[0][0]},{ring[0][1]}l{lines}z" if lines else ""


def _names(window: Window, towns: Iterable[Named]) -> list[str]:
    """The best-known towns first, each where it covers no other."""
    drawn: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for name, longitude, latitude in towns:
        x, y = _pixel(window, (longitude, latitude))
        wide = width_of(name, LETTERS)
        left = x + 5 if x + 5 + wide < SIDE else x - 5 - wide
        is_free = all(
            abs(y - other) > LETTERS + 3 or left > right or left + wide < start - 6
            for start, right, other in taken
        )
        if not (is_free and 4 < x < SIDE - 4 and LETTERS < y < SIDE - 4 and left > 2):
            continue
        taken.append((left - 6, left + wide + 6, y))
        drawn.append(element("circle", cx=x, cy=y, r=2.2, fill=INK))
        halo = label(name, left, y + 4)
        drawn.append(
            element("g", halo, fill=INK, stroke="#fff", stroke_width=2.5, paint_order="stroke")
        )
        if len(taken) == MOST_NAMES:
            break
    return drawn


def _pixel(window: Window, point: Point) -> Point:
    west, south, east, north = window.bounds
    x = (point[0] - west) / (east - west) * SIDE
    return x, (north - point[1]) / (north - south) * SIDE
