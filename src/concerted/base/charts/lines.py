"""Lines over time, with their intervals, a path to a target, and what happened on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

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

PLOT = 170.0
ROW = 18.0
DENSE = 16
"""A line through more figures has a dot at its end alone."""
Place = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """One line: a value for each label of the chart; where one is missing, the line has a gap."""

    name: str
    values: Sequence[Number]
    low: Sequence[Number] = ()
    high: Sequence[Number] = ()
    group: int = 1
    is_joined: bool = False
    """Whether the line runs on over labels that have no value, as between surveys."""


@dataclass(frozen=True)
class Event:
    """Something that happened at ``labels[position]``."""

    position: int
    label: str


@dataclass(frozen=True)
class _Flag:
    """The words of an event beside its line; those that would touch stand in a row above."""

    x: float
    words: str
    is_late: bool
    row: int


@dataclass(frozen=True)
class Lines:
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    target: Sequence[Number] = ()
    """The path that was agreed, a value for each label."""
    target_name: str = ""
    events: Sequence[Event] = ()
    label_heading: str = ""
    words: Wording = plain


def draw_lines(data: Lines) -> Chart:
    """One line for each series on equal steps; the last known value is written at its end."""
    headings = _headings(data)
    if not any(known_of(series.values[: len(data.labels)]) for series in data.series):
        return nothing_to_draw(data.title, headings)
    figures = known_of(data.target)
    for series in data.series:
        figures += known_of([*series.values, *series.low, *series.high])
    marks = ticks(min(figures), max(figures))
    names = [(series.name, series.group) for series in data.series]
    head, top = legend(names, 8) if len(names) > 1 else ("", 4.0)
    across = _across(data, marks)
    flags = _flags(data, across)
    top += ROW * (1 + max(one.row for one in flags)) if flags else 4
    top += 16 if data.target_name else 4
    up = scale_of(marks, top + PLOT, top)
    drawn = [head, _grid(data, marks, across, up), _events(data, flags, up)]
    drawn += [_band(series, across, up, len(data.labels)) for series in data.series]
    drawn.append(_target(data, across, up))
    drawn += [_line(series, data, across, up) for series in data.series]
    drawn.append(_ends(data, across, up))
    description = _description(data)
    svg = picture(data.title, description, top + PLOT + 26, "".join(drawn))
    return Chart(data.title, description, headings, _rows(data), svg)


def _across(data: Lines, marks: list[float]) -> Scale:
    """From the figures of the axis to the figures at the ends of the lines; one step stands in the middle."""
    left = max(width_of(data.words(mark)) for mark in marks) + 10
    ends = [last[1] for series in data.series if (last := _last(series, data)) is not None]
    right = max(width_of(data.words(end)) for end in ends) + 12
    start, end = min(left, WIDTH / 3), WIDTH - min(right, WIDTH / 3)
    return (
        Scale(0, len(data.labels) - 1, start, end)
        if len(data.labels) > 1
        else Scale(-1, 1, start, end)
    )


def _at(values: Sequence[Number], position: int) -> float | None:
    return known(values[position]) if position < len(values) else None


def _headings(data: Lines) -> tuple[str, ...]:
    found = [data.label_heading or _("Time")]
    for series in data.series:
        found += [series.name, _("Interval")] if series.low else [series.name]
    return (*found, data.target_name or _("Target")) if data.target else tuple(found)


def _rows(data: Lines) -> tuple[tuple[str, ...], ...]:
    rows = []
    for position, name in enumerate(data.labels):
        cells = [name]
        for series in data.series:
            cells.append(worded(_at(series.values, position), data.words))
            if series.low:
                cells.append(_interval(series, position, data.words))
        if data.target:
            cells.append(worded(_at(data.target, position), data.words))
        rows.append(tuple(cells))
    return tuple(rows)


def _interval(series: Series, position: int, words: Wording) -> str:
    low, high = _at(series.low, position), _at(series.high, position)
    if low is None or high is None:
        return worded(None, words)
    return _("%(low)s to %(high)s") % {"low": words(low), "high": words(high)}


def _description(data: Lines) -> str:
    """Where each line begins and ends."""
    sentences = []
    for series in data.series:
        seen = [
            (data.labels[position], value)
            for position in range(len(data.labels))
            if (value := _at(series.values, position)) is not None
        ]
        if seen:
            sentences.append(
                _("%(name)s: %(first)s (%(start)s) to %(last)s (%(end)s).")
                % {
                    "name": series.name,
                    "first": data.words(seen[0][1]),
                    "start": seen[0][0],
                    "last": data.words(seen[-1][1]),
                    "end": seen[-1][0],
                }
            )
    return " ".join(sentences)


def _grid(data: Lines, marks: list[float], across: Scale, up: Scale) -> str:
    drawn = []
    for mark in marks:
        y = up(mark)
        drawn.append(element("line", x1=across.start, x2=across.end, y1=y, y2=y, class_="c-grid"))
        drawn.append(label(data.words(mark), across.start - 7, y + 4.5, anchor="end"))
    room = max(width_of(name) for name in data.labels) + 14
    step = max(1, int(-(-room * len(data.labels) // max(1.0, across.end - across.start))))
    for position in range(0, len(data.labels), step):
        x, name = across(position), shortened(data.labels[position], WIDTH / 2)
        half = width_of(name) / 2
        x = min(max(x, half), WIDTH - half)
        drawn.append(label(name, x, up.start + 20, anchor="middle"))
    return "".join(drawn)


def _flags(data: Lines, across: Scale) -> list[_Flag]:
    """To the left of their lines in the right half of the picture, else to the right."""
    flags: list[_Flag] = []
    ends: list[float] = []
    for event in sorted(data.events, key=lambda one: one.position):
        x = across(event.position)
        is_late = x > WIDTH / 2
        words = shortened(event.label, (x if is_late else WIDTH - x) - 8)
        start = x - 5 - width_of(words) if is_late else x + 5
        row = next((at for at, end in enumerate(ends) if start > end + 4), len(ends))
        ends[row : row + 1] = [start + width_of(words)]
        flags.append(_Flag(x, words, is_late, row))
    return flags


def _events(data: Lines, flags: Sequence[_Flag], up: Scale) -> str:
    drawn = []
    for flag in flags:
        top = up.end - (16 if data.target_name else 4) - ROW * flag.row
        drawn.append(
            element("line", x1=flag.x, x2=flag.x, y1=top - 12, y2=up.start, class_="c-mark")
        )
        place = flag.x - 5 if flag.is_late else flag.x + 5
        anchor = "end" if flag.is_late else "start"
        drawn.append(label(flag.words, place, top - 5, anchor=anchor))
    return "".join(drawn)


def _runs(places: list[Place | None]) -> list[list[Place]]:
    """The stretches between gaps."""
    return [
        [place for place in run if place is not None]
        for is_known, run in groupby(places, key=lambda place: place is not None)
        if is_known
    ]


def _places(values: Sequence[Number], across: Scale, up: Scale, count: int) -> list[Place | None]:
    found = (_at(values, position) for position in range(count))
    return [
        None if value is None else (across(position), up(value))
        for position, value in enumerate(found)
    ]


def _points(run: list[Place]) -> str:
    return " ".join(f"{trim(x)},{trim(y)}" for x, y in run)


def _band(series: Series, across: Scale, up: Scale, count: int) -> str:
    lows = _places(series.low, across, up, count)
    highs = _places(series.high, across, up, count)
    pairs = [
        None if low is None or high is None else (low, high)
        for low, high in zip(lows, highs, strict=True)
    ]
    if series.is_joined:
        pairs = [pair for pair in pairs if pair is not None]
    drawn = []
    for is_known, run in groupby(pairs, key=lambda pair: pair is not None):
        found = [pair for pair in run if pair is not None] if is_known else []
        if len(found) > 1:
            edge = [high for _low, high in found] + [low for low, _high in reversed(found)]
            kind = f"c-band c-fill {group_class(series.group)}"
            drawn.append(element("polygon", points=_points(edge), class_=kind))
    return "".join(drawn)


def _target(data: Lines, across: Scale, up: Scale) -> str:
    runs = _runs(_places(data.target, across, up, len(data.labels)))
    drawn = [element("polyline", points=_points(run), class_="c-target") for run in runs]
    if runs and data.target_name:
        x = runs[-1][-1][0]
        words = shortened(data.target_name, x)
        y = _top(runs[-1], x - width_of(words)) - 7
        drawn.append(label(words, x, max(11.0, y), anchor="end", kind="c-target-name"))
    return "".join(drawn)


def _top(run: list[Place], left: float) -> float:
    """How high a line comes from ``left`` on: what stands above that does not lie on it."""
    heights = [y for x, y in run if x >= left]
    for (before, start), (after, end) in pairwise(run):
        if before < left <= after:
            heights.append(start + (end - start) * (left - before) / (after - before))
    return min(heights)


def _line(series: Series, data: Lines, across: Scale, up: Scale) -> str:
    places = _places(series.values, across, up, len(data.labels))
    color = group_class(series.group)
    runs = _runs([one for one in places if one is not None] if series.is_joined else places)
    drawn = [
        element("polyline", points=_points(run), class_=f"c-line {color}")
        for run in runs
        if len(run) > 1
    ]
    lonely = {run[0] for run in runs if len(run) == 1}
    last = max((i for i, place in enumerate(places) if place is not None), default=-1)
    for position, place in enumerate(places):
        is_small = position != last and place not in lonely
        if place is None or (is_small and len(known_of(series.values)) > DENSE):
            continue
        figure = worded(series.values[position], data.words)
        words = tip(f"{series.name}, {data.labels[position]}: {figure}")
        size = 4.5 if position == last else 3.5 if place in lonely else 2.2
        kind = f"c-fill {color} c-dot" if position == last else f"c-fill {color}"
        drawn.append(element("circle", words, cx=place[0], cy=place[1], r=size, class_=kind))
    return "".join(drawn)


def _last(series: Series, data: Lines) -> tuple[int, float] | None:
    """The last known value of a line, and where it stands."""
    for position in reversed(range(len(data.labels))):
        value = _at(series.values, position)
        if value is not None:
            return position, value
    return None


def _ends(data: Lines, across: Scale, up: Scale) -> str:
    """The last value of each line, beside it; where two would touch, one gives way."""
    found = []
    for series in data.series:
        last = _last(series, data)
        if last is not None:
            found.append((up(last[1]), across(last[0]), data.words(last[1])))
    found.sort()
    places, free = [], 0.0
    for y, _x, _words in found:
        places.append(max(y + 4.5, free))
        free = places[-1] + 14
    lowest = up.start + 20
    for at in reversed(range(len(places))):
        places[at] = min(places[at], lowest)
        lowest = places[at] - 14
    return "".join(
        label(words, x + 8, place, kind="c-strong")
        for (_y, x, words), place in zip(found, places, strict=True)
    )
