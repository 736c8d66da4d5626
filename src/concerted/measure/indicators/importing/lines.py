"""Rows as lines that can be kept: each checked, with what is wrong beside its row. All are good, or none is kept."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from concerted.measure.indicators.importing.cells import Cell
from concerted.measure.indicators.importing.roles import Role


@dataclass(frozen=True, order=True)
class Problem:
    """Why a row cannot be taken; row 0 is the file as a whole. Rows count from 1 below the headers."""

    row: int
    words: str

    def __str__(self) -> str:
        if not self.row:
            return self.words
        return _("Row %(row)s: %(words)s") % {"row": self.row, "words": self.words}


@dataclass(frozen=True)
class Line:
    """One figure. ``dimension`` and ``subgroup`` are empty for everybody; ``partner`` for the coalition's own."""

    row: int
    start: datetime.date
    end: datetime.date
    dimension: str = ""
    subgroup: str = ""
    place: str = ""
    partner: str = ""
    state: Cell = Cell.KNOWN
    value: float | None = None
    se: float | None = None
    n: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    population: float | None = None
    source: str = ""

    @property
    def cell(self) -> tuple[object, ...]:
        """What there is one figure for."""
        return (self.dimension, self.subgroup, self.start, self.end, self.place, self.partner)


@dataclass(frozen=True)
class NewGroup:
    """A group that a file names and nobody had: ``position`` is its place in an order, 0 where it has none."""

    dimension: str
    code: str
    title: str
    position: float = 0.0
    is_reference: bool = False


@dataclass(frozen=True)
class NewDimension:
    slug: str
    title: str
    is_ordered: bool = False


@dataclass(frozen=True)
class Delivery:
    """What a file holds, read with ``roles``; ``lines`` are good only where there are no ``problems``.

    ``remarks`` are what to know before one approves; ``favourable`` and ``scale`` are what the file itself says.
    """

    name: str = ""
    headers: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    row_count: int = 0
    lines: Sequence[Line] = ()
    dimensions: Sequence[NewDimension] = ()
    groups: Sequence[NewGroup] = ()
    problems: Sequence[Problem] = ()
    remarks: Sequence[Problem] = ()
    favourable: bool | None = None
    scale: float | None = None
    digest: str = ""
    sources: Sequence[str] = field(default=())

    @property
    def is_good(self) -> bool:
        return not self.problems and bool(self.lines)

    @cached_property
    def by_row(self) -> dict[int, list[str]]:
        """What is to be said of each row."""
        found: dict[int, list[str]] = {}
        for one in (*self.problems, *self.remarks):
            found.setdefault(one.row, []).append(one.words)
        return found


def refused(words: str, **told: object) -> Delivery:
    """A delivery that cannot be read at all."""
    return Delivery(problems=[Problem(0, words)], **told)  # type: ignore[arg-type]


def wrong_in(line: Line, *, scale: float | None, decimals: int) -> Iterator[str]:
    """What cannot be true of the figures of ``line``; ``decimals`` are those its value was written with."""
    counted = {
        _("The count of people (n)"): line.n,
        _("The numerator"): line.numerator,
        _("The denominator"): line.denominator,
        _("The population"): line.population,
        _("The standard error"): line.se,
    }
    for name, figure in counted.items():
        if figure is not None and not 0 <= figure < math.inf:
            yield _("%(name)s cannot be below 0.") % {"name": name}
    is_more = line.numerator is not None and line.numerator > (line.denominator or 0)
    if scale is not None and is_more:
        yield _("The numerator is larger than the denominator.")
    elif scale is not None and line.value is not None:
        yield from _wrong_rate(line.value, line, scale, decimals)


def _wrong_rate(value: float, line: Line, scale: float, decimals: int) -> Iterator[str]:
    if not 0 <= value <= scale * (1 + 1e-9):
        words = _("%(value)s is no rate: it must be from 0 to %(most)s.")
        yield words % {"value": f"{value:g}", "most": f"{scale:g}"}
    elif line.numerator is not None and line.denominator:
        exact = scale * line.numerator / line.denominator
        if abs(exact - value) > 0.5000001 * 10.0**-decimals + 1e-9 * scale:
            words = _(
                "The value is %(value)s, but %(numerator)s of %(denominator)s is %(exact)s. Correct one of them."
            )
            yield words % {
                "value": f"{value:g}",
                "numerator": f"{line.numerator:g}",
                "denominator": f"{line.denominator:g}",
                "exact": f"{exact:.4g}",
            }


def doubles(lines: Sequence[Line]) -> Iterator[Problem]:
    """Rows that give a figure which another row gave before."""
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        first = seen.setdefault(line.cell, line.row)
        if first != line.row:
            words = _(
                "Row %(row)s has a figure for the same group, period and place. If the file holds several indicators,"
                " choose the rows of one."
            )
            yield Problem(line.row, words % {"row": first})
