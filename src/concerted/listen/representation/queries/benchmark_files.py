"""A file of benchmarks (CSV or XLSX: dimension, subgroup, share, source, date), read and checked whole.

Every row that cannot be taken says why; where one cannot, none is. Shares may be fractions or per cent, with points or
commas; those of one dimension and date must add up to everybody, within what rounding does.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from concerted.base.forms import clean_text
from concerted.base.tables.files import Limits, Unreadable, open_table
from concerted.base.tables.numbers import Mark, NotNumbers, mark_of, numbers
from concerted.listen.representation.queries.known_words import Known

LIMITS = Limits(byte_count=2_000_000, row_count=5_000, column_count=60)
COLUMNS: Mapping[str, frozenset[str]] = {
    "dimension": frozenset({"dimension", "dimensión", "variable", "category", "categoría"}),
    "subgroup": frozenset({"subgroup", "subgrupo", "group", "grupo", "value", "answer"}),
    "share": frozenset(
        {"share", "proporción", "proporcion", "percent", "percentage", "porcentaje", "%", "pct"}
    ),
    "source": frozenset({"source", "fuente"}),
    "date": frozenset({"date", "fecha", "year", "año", "dated", "as_of", "as of"}),
}
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True)
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
    row: int
    dimension: str
    subgroup: str
    share: float
    source: str
    dated: str


@dataclass(frozen=True)
class BenchmarkFile:
    """What is in a file; ``lines`` are good only where there are no ``problems``."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.problems and bool(self.lines)


def read_benchmarks(path: Path, known: Known, name: str = "") -> BenchmarkFile:
    """The lines of the file at ``path``, with keys of ``known`` in the place of names."""
    try:
        table = open_table(path, name, LIMITS)
        rows = [cells for _number, cells in table.rows()]
    except Unreadable as unreadable:
        return _refused(_told(unreadable))
    places = _places(table.headers)
    missing = [column for column in COLUMNS if column not in places]
    if missing:
        words = _("The file needs the columns %(all)s. Not found: %(missing)s.")
        return _refused(words % {"all": ", ".join(COLUMNS), "missing": ", ".join(missing)})
    columns = {
        column: [clean_text(cells[place]) for cells in rows] for column, place in places.items()
    }
    filled = [at for at in range(len(rows)) if any(cell.strip() for cell in rows[at])]
    if not filled:
        return _refused(_("The file has no rows below its headers."))
    return _checked(columns, filled, known, is_workbook=table.encoding == "xlsx")


def _refused(words: str) -> BenchmarkFile:
    return BenchmarkFile(problems=[Problem(0, words)])


def _told(unreadable: Unreadable) -> str:
    values = {
        name: number_format(value, force_grouping=True) if isinstance(value, int) else value
        for name, value in unreadable.values.items()
    }
    return _(unreadable.sentence) % values if values else _(unreadable.sentence)


def _places(headers: Sequence[str]) -> dict[str, int]:
    """Where each column stands; of two of one name the first counts."""
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        word = unicodedata.normalize("NFC", header).strip().casefold()
        for column, names in COLUMNS.items():
            if word in names:
                found.setdefault(column, place)
    return found


@dataclass(frozen=True)
class _Cell:
    """A share as it was written: its value, whether it carried a per cent sign, how many decimals it has."""

    value: float
    is_percent: bool
    decimals: int


def _checked(
    columns: Mapping[str, list[str]], filled: list[int], known: Known, *, is_workbook: bool
) -> BenchmarkFile:
    problems: list[Problem] = []
    cells = _shares(columns["share"], filled, problems, is_workbook=is_workbook)
    lines: dict[int, Line] = {}
    for at in filled:
        words = list(_wrong(columns, at, known))
        problems += [Problem(at + 1, one) for one in words]
        if not words and at in cells:
            dimension = known.dimension(columns["dimension"][at]) or ""
            lines[at] = Line(
                row=at + 1,
                dimension=dimension,
                subgroup=known.subgroup(dimension, columns["subgroup"][at]) or "",
                share=cells[at].value,
                source=columns["source"][at],
                dated=columns["date"][at],
            )
    problems += _doubles(lines.values())
    if problems:
        return BenchmarkFile(problems=sorted(problems, key=lambda one: one.row))
    return _added_up(lines, cells, known)


def _shares(
    texts: list[str], filled: list[int], problems: list[Problem], *, is_workbook: bool
) -> dict[int, _Cell]:
    """The shares that can be read; ``problems`` gets those that cannot."""
    try:
        mark = mark_of([texts[at] for at in filled], "share", is_workbook=is_workbook)
    except NotNumbers:
        words = _("Some shares have decimal points, others commas. Write all of them one way.")
        problems.append(Problem(0, words))
        return {}
    found = {}
    for at in filled:
        cell = _cell(texts[at], mark)
        if cell is None or math.isnan(cell.value):
            words = _("“%(text)s” is no share. Write it as in 0.19 or 19%%.")
            problems.append(Problem(at + 1, words % {"text": texts[at][:40]}))
        elif cell.value < 0:
            problems.append(Problem(at + 1, _("A share cannot be below 0.")))
        else:
            found[at] = cell
    return found


def _cell(text: str, mark: Mark) -> _Cell | None:
    try:
        read = numbers([text], "share", mark)
    except NotNumbers:
        return None
    decimals = len(re.sub(r"[^\d]", "", text.partition(mark.value)[2]))
    return _Cell(float(read.values[0]), read.is_percent, decimals)


def _wrong(columns: Mapping[str, list[str]], at: int, known: Known) -> Iterator[str]:
    """What is wrong with the words of one row."""
    name, group = columns["dimension"][at], columns["subgroup"][at]
    dimension = known.dimension(name)
    if not name:
        yield _("The dimension is missing.")
    elif dimension is None:
        words = _("We know no dimension “%(name)s”. Known are: %(known)s.")
        yield words % {"name": name[:60], "known": ", ".join(known.dimension_names())}
    elif not group:
        yield _("The subgroup is missing.")
    elif known.subgroup(dimension, group) is None:
        words = _("“%(name)s” is no subgroup of %(dimension)s. Known are: %(known)s.")
        names = ", ".join(known.subgroup_names(dimension))
        yield words % {"name": group[:60], "dimension": known.name(dimension), "known": names}
    if not columns["source"][at]:
        yield _("The source is missing: where is the figure from?")
    elif len(columns["source"][at]) > 300:
        yield _("The source is longer than 300 letters.")
    if not _is_date(columns["date"][at]):
        yield _("“%(text)s” is no date. Write a year, a month or a day, as in 2023, 2023-05 or 2023-05-31.") % {
            "text": columns["date"][at][:40]
        }  # fmt: skip


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        day = datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return day.year >= 1790 and day <= datetime.date.today() + datetime.timedelta(days=366)  # noqa: DTZ011


def _doubles(lines: Iterable[Line]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        first = seen.setdefault((line.dimension, line.subgroup, line.dated), line.row)
        if first != line.row:
            words = _("This subgroup has a share for this date in row %(row)s already.")
            yield Problem(line.row, words % {"row": first})


def _added_up(
    lines: Mapping[int, Line], cells: Mapping[int, _Cell], known: Known
) -> BenchmarkFile:
    """The lines as fractions, if those of each dimension and date add up to everybody."""
    sets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, line in lines.items():
        sets[line.dimension, line.dated].append(at)
    good, problems = [], []
    for (dimension, dated), places in sets.items():
        scales = _scales([cells[at] for at in places])
        if scales is None:
            total = sum(cells[at].value for at in places)
            problems.append(
                Problem(lines[places[0]].row, _sum_words(known, dimension, dated, total))
            )
            continue
        for at, scale in zip(places, scales, strict=True):
            share = min(1.0, lines[at].share * scale)
            good.append(
                Line(lines[at].row, dimension, lines[at].subgroup, share, lines[at].source, dated)
            )
    return BenchmarkFile(lines=[] if problems else good, problems=problems)


def _scales(cells: Sequence[_Cell]) -> list[float] | None:
    """By what to multiply each share to have fractions: per cent where the sign or the sum says so."""
    for unsigned in (1.0, 0.01):
        scales = [0.01 if cell.is_percent else unsigned for cell in cells]
        total = sum(cell.value * scale for cell, scale in zip(cells, scales, strict=True))
        rounding = sum(
            0.5 * 10.0**-cell.decimals * scale for cell, scale in zip(cells, scales, strict=True)
        )
        if abs(total - 1) <= min(rounding, 0.02) + 1e-9:
            return scales
    return None


def _sum_words(known: Known, dimension: str, dated: str, total: float) -> str:
    words = _(
        "The shares of %(dimension)s for %(date)s add up to %(total)s. Together they must be 1 (or 100%%): "
        "everybody in exactly one subgroup."
    )
    figure = number_format(f"{total:.4f}".rstrip("0").rstrip("."), use_l10n=True)
    return words % {"dimension": known.name(dimension), "date": dated, "total": figure}
