"""Figures as people read them, and scales that figures are drawn on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

Number = float | int | None
Wording = Callable[[float], str]
"""Turns a figure into the words of a label: ``plain``, ``percent``, or one's own."""

MISSING = "–"
LARGEST = 1e15
"""Beyond it a float no longer holds every whole number, and no count of people is."""


def known(value: Number) -> float | None:
    """``value`` as a float, or nothing when it is missing, not a number, or out of all range."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) and abs(number) <= LARGEST else None


def known_of(values: Iterable[Number]) -> list[float]:
    """Those of ``values`` that are known."""
    return [number for number in map(known, values) if number is not None]


def plain(value: float) -> str:
    """Three significant figures below a thousand, whole numbers above, in the reader's notation."""
    size = math.floor(math.log10(abs(value))) if value else 0
    places = min(6, max(0, 2 - size))
    text = f"{value:.{places}f}"
    places = len(text.rstrip("0").partition(".")[2])
    return _minus(number_format(f"{value:.{places}f}", places, force_grouping=True))


def percent(value: float) -> str:
    """A share as a whole percentage: 0.834 is 83%."""
    return _minus(f"{number_format(f'{value * 100:.0f}', 0)}%")


def _minus(text: str) -> str:
    return text.replace("-", "−", 1) if text.startswith("-") else text


def worded(value: Number, words: Wording) -> str:
    """``value`` in ``words``, or a dash where it is missing."""
    number = known(value)
    return MISSING if number is None else words(number)


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """About ``count`` round numbers that enclose ``low`` to ``high``.

    >>> ticks(0, 93)
    [0.0, 25.0, 50.0, 75.0, 100.0]
    >>> ticks(7, 7)
    [6.0, 6.5, 7.0, 7.5, 8.0]
    """
    if high - low <= 1e-9 * max(abs(low), abs(high), 1.0):
        room = max(abs(low) * 0.1, 0.5)
        low, high = low - room, high + room
    rough = (high - low) / count
    unit = 10.0 ** math.floor(math.log10(rough))
    step = unit * next(one for one in (1, 2, 2.5, 5, 10) if one * unit >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


@dataclass(frozen=True)
class Scale:
    """Figures from ``low`` to ``high`` laid on the drawing from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def scale_of(marks: Sequence[float], start: float, end: float) -> Scale:
    """The scale whose ends are the first and the last of ``marks``."""
    return Scale(marks[0], marks[-1], start, end)
