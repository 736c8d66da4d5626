"""The map of a conversation as SVG: a mark for each participant, its shape and color those of the group."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.votes import Integers
from concerted.base.charts.chart import (
    TEXT,
    WIDTH,
    Chart,
    element,
    group_class,
    label,
    picture,
    shortened,
    trim,
    width_of,
)
from concerted.base.charts.scatter import hull

SIDE = 320.0
"""Greatest height of the plane; both directions have one scale, since only distances speak."""
EDGE = 16.0
LINE = 17.0
_BOLD = 1.12  # how much wider strong text is drawn
SHAPES = ("circle", "square", "triangle", "diamond", "wedge", "cross", "plus", "bar")
"""So that groups are told apart without color. A ring is a participant in no group."""

# A word with the space after it, or one character of a script that is written without spaces.
_BREAKS = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]\s*|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*"
)
_CORNERS = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.2), (1.15, 0.85), (-1.15, 0.85)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "wedge": ((0, 1.2), (-1.15, -0.85), (1.15, -0.85)),
    "cross": (
        *((-1.1, -0.5), (-0.5, -1.1), (0, -0.6), (0.5, -1.1), (1.1, -0.5), (0.6, 0)),
        *((1.1, 0.5), (0.5, 1.1), (0, 0.6), (-0.5, 1.1), (-1.1, 0.5), (-0.6, 0)),
    ),
    "plus": (
        *((-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4)),
        *((0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)),
    ),
    "bar": ((-1.4, -0.6), (1.4, -0.6), (1.4, 0.6), (-1.4, 0.6)),
}


@dataclass(frozen=True, slots=True)
class MapWords:
    """What a page says of the map beside its title."""

    description: str
    headings: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    """For each group its name and how many people it has."""


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """What is drawn: where people are, which group they are in, and what each group says."""

    title: str
    points: Floats
    """(P, 2)"""
    groups: Integers
    """(P,) from 0; -1 is in no group."""
    names: Sequence[str]
    """(G,)"""
    sayings: Sequence[str]
    """(G,) a line about each group; may be empty."""
    note: str = ""
    """A line about those in no group, or about there being no groups."""
    told: Sequence[bool] = ()
    """(G,) whether the group may be told apart on the map and counted; () tells all."""
    words: MapWords | None = None
    """For a page, which has title, words and table around the picture: only the plane is drawn, in its language."""

    def is_told(self, group: int) -> bool:
        return not self.told or bool(self.told[group])


def draw_map(data: OpinionMap) -> Chart:
    """The map with its words and, as its table, how many people each group has."""
    places, height = _laid_out(data)
    size = _mark_size(len(places))
    words = data.words
    if words is not None:
        alone = "".join(_plane(data, places, size))
        svg = picture(data.title, words.description, height, alone)
        return Chart(data.title, words.description, words.headings, words.rows, svg)
    rows = _rows(data)
    heading, top = _heading(data.title)
    drawn = [element("rect", width="100%", height="100%", fill="#fff"), heading]
    plane = "".join(_plane(data, places, size))
    drawn.append(element("g", plane, transform=f"translate(0 {trim(top)})"))
    legend, bottom = _legend(data, rows, top + height + 14)
    drawn.append(legend)
    svg = picture(data.title, _description(data, rows), bottom, "".join(drawn))
    return Chart(data.title, _description(data, rows), ("Group", "People"), rows, svg)


def _plane(data: OpinionMap, places: Floats, size: float) -> list[str]:
    """Who is in no group, under the hull and the marks of each group, under the names."""
    plane = []
    drawn_groups = [group for group in range(len(data.names)) if data.is_told(group)]
    apart = ~np.isin(data.groups, drawn_groups)
    if apart.any():
        plane.append(_marks(_thinned(places[apart], size), size, None))
    for group in drawn_groups:
        own = places[data.groups == group]
        plane.append(_hull(own, group))
        plane.append(_marks(_thinned(own, size), size, group))
    return [*plane, *_names(data, places)]


def group_name(number: int) -> str:
    """“Group A” for 0: letters, since numbers would seem to rank."""
    return f"Group {chr(ord('A') + number)}" if number < 26 else f"Group {number + 1}"


def _rows(data: OpinionMap) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, f"{int((data.groups == group).sum()):,}" if data.is_told(group) else "few")
        for group, name in enumerate(data.names)
    )


def _description(data: OpinionMap, rows: Sequence[tuple[str, str]]) -> str:
    people = f"{len(data.points):,} participants; those who voted alike are close together."
    groups = "; ".join(f"{name}: {count} people" for name, count in rows)
    sayings = " ".join(
        f"{name} {saying}."
        for name, saying in zip(data.names, data.sayings, strict=True)
        if saying
    )
    return " ".join(
        part for part in (people, f"{groups}." if groups else "", sayings, data.note) if part
    )


def _laid_out(data: OpinionMap) -> tuple[Floats, float]:
    """The points in the frame, up being up, and its height. It fits who is in a group; others stand at its edge."""
    framing = data.points[data.groups >= 0] if (data.groups >= 0).any() else data.points
    low, high = framing.min(axis=0), framing.max(axis=0)
    spread = float(((high - low) / (np.array([WIDTH, SIDE]) - 2 * EDGE)).max())
    unit = spread if spread > 1e-12 else 1.0
    frame = np.array([WIDTH, max(float(high[1] - low[1]) / unit, SIDE / 4) + 2 * EDGE])
    away = (data.points - (low + high) / 2) / unit
    places: Floats = np.clip(frame / 2 + away * [1.0, -1.0], EDGE / 2, frame - EDGE / 2)
    return places, float(frame[1])


def _mark_size(count: int) -> float:
    """Half a mark: smaller the more there are, never too small to see its shape."""
    return max(1.6, min(4.5, 45 / math.sqrt(max(count, 1))))


def _thinned(places: Floats, size: float) -> Floats:
    """One mark for all who are at the same place as far as an eye can tell: ten thousands of people stay a small file."""
    step = size / 4
    if not len(places):
        return places
    return np.unique(np.round(places / step), axis=0) * step


def _marks(places: Floats, size: float, group: int | None) -> str:
    if group is None:
        ring = "".join(_ring(x, y, 0.75 * size) for x, y in places.tolist())
        return element("path", d=ring, fill="none", class_="c-axis", stroke_width=1.0)
    shape = SHAPES[group % len(SHAPES)]
    if shape == "circle":
        drawn = "".join(_ring(x, y, size) for x, y in places.tolist())
    else:
        corners = np.array(_CORNERS[shape]) * size
        drawn = "".join(
            "M" + "L".join(f"{trim(x)} {trim(y)}" for x, y in (corners + place).tolist()) + "Z"
            for place in places
        )
    # A light edge parts marks that overlap a little; where thousands do, edges would be all that is seen.
    edge = {"stroke": "#fff", "stroke_width": 0.5} if size > 2.5 else {"fill_opacity": "0.8"}
    return element("path", d=drawn, class_=f"c-fill {group_class(group + 1)}", **edge)


def _ring(x: float, y: float, radius: float) -> str:
    r, across = f"{radius:.2f}", f"{2 * radius:.2f}"
    return f"M{trim(x - radius)} {trim(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z"


def _hull(places: Floats, group: int) -> str:
    corners = hull([(x, y) for x, y in places.tolist()])
    if len(corners) < 3:
        return ""
    points = " ".join(f"{trim(x)},{trim(y)}" for x, y in corners)
    return element("polygon", points=points, class_=f"c-hull c-fill {group_class(group + 1)}")


def _names(data: OpinionMap, places: Floats) -> list[str]:
    """The name of each group at its middle, on a light edge that keeps it readable over the marks."""
    drawn = []
    for group, name in enumerate(data.names):
        own = places[data.groups == group]
        if not len(own) or not data.is_told(group):
            continue
        x, y = own.mean(axis=0).tolist()
        half = 4.5 * len(name)
        words = label(
            name, min(max(x, half), WIDTH - half), y + 4.5, anchor="middle", kind="c-strong"
        )
        drawn.append(
            element(
                "g",
                words,
                class_="c-halo",
                stroke="#fff",
                stroke_width=4,
                stroke_linejoin="round",
                paint_order="stroke",
            )
        )
    return drawn


def lines_of(text: str, room: float, most: int) -> list[str]:
    """``text`` in at most ``most`` lines, also where its language puts no spaces between words.

    >>> lines_of("rents 網路叫車", 60.0, 3)
    ['rents 網', '路叫車']
    """
    lines = [""]
    for part in _BREAKS.findall(text):
        if lines[-1] and width_of((lines[-1] + part).rstrip()) > room:
            lines.append("")
        lines[-1] += part.lstrip() if not lines[-1] else part
    kept = [line.rstrip() for line in lines]
    if len(kept) > most:
        kept = [*kept[: most - 1], shortened(kept[most - 1] + "…" * 3, room)]
    return [shortened(line, room) for line in kept]


def _heading(title: str) -> tuple[str, float]:
    lines = lines_of(title, (WIDTH - 12) / _BOLD, 2)
    drawn = [
        label(line, 6, 16 + LINE * number, kind="c-strong") for number, line in enumerate(lines)
    ]
    return "".join(drawn), 8 + LINE * len(lines)


def _legend(data: OpinionMap, rows: Sequence[tuple[str, str]], y: float) -> tuple[str, float]:
    """A line for each group with its mark, its name and its people, and what it says under it."""
    drawn = []
    for group, (name, count) in enumerate(rows):
        drawn.append(_marks(np.array([[12.0, y]]), 5.0, group))
        words = shortened(f"{name}: {count} people", (WIDTH - 30) / _BOLD)
        drawn.append(label(words, 24, y + 4.5, kind="c-strong"))
        y += LINE
        if data.sayings[group]:
            for line in lines_of(data.sayings[group], WIDTH - 30, 3):
                drawn.append(label(line, 24, y + 4.5))
                y += LINE
        y += 5
    if data.note:
        if (data.groups < 0).any() and data.names:
            drawn.append(_marks(np.array([[12.0, y]]), 5.0, None))
        for line in lines_of(data.note, WIDTH - 30, 3):
            drawn.append(label(line, 24, y + 4.5))
            y += LINE
    return "".join(drawn), y + TEXT / 2
