"""The columns of a table that measures need: out of a file that fits in memory, or by an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.inequality.sums import sum_rows
from concerted.base.tables.answering import Answer, Question, answer_of, check_columns
from concerted.base.tables.engine import PARQUET, engine_table
from concerted.base.tables.expressions import read_columns, sum_table
from concerted.base.tables.files import MAX_BYTES, Limits, Table, Unreadable, open_table
from concerted.base.tables.numbers import Mark, NumberColumn, numbers
from concerted.base.tables.progress import Progress

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

MAX_ROWS = 5_000_000
MAX_COLUMNS = 16_384
_TEXTS = {".csv", ".tsv", ".tab", ".txt", ""}
_WORKBOOKS = {".xlsx", ".xlsm"}


class Source(Protocol):
    """A table that can be read or summed."""

    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def cells(self, wanted: Sequence[str]) -> Cells:
        """The columns ``wanted``, every row of them."""

    def sums(self, question: Question) -> Answer:
        """The sums of individual rows."""


@dataclass(frozen=True)
class Cells:
    """Columns of texts; ``number`` reads one as numbers."""

    texts: dict[str, list[str]]
    usual: Mark = Mark.POINT
    is_workbook: bool = False
    row_count: int = 0

    def number(self, column: str) -> NumberColumn:
        return numbers(self.texts[column], column, self.usual, is_workbook=self.is_workbook)


@contextmanager
def source(data: str, engine: str | None, progress: Progress) -> Iterator[Source]:
    """The table ``data``, a file or the name of a table on ``engine``.

    Raises ``Unreadable`` with a sentence when there is none.
    """
    if engine is None and not _needs_engine(Path(data)):
        yield MemoryTable(
            open_table(Path(data), limits=Limits(MAX_BYTES, MAX_ROWS, MAX_COLUMNS)), progress
        )
        return
    with engine_table(data, engine) as table:
        yield LargeTable(
            table.name,
            table.columns,
            partial(read_columns, table),
            partial(sum_table, table, progress=progress),
            table.usual,
        )


def _needs_engine(path: Path) -> bool:
    kind = path.suffix.lower()
    if path.is_dir() or kind in PARQUET:
        return True
    if kind not in _TEXTS | _WORKBOOKS:
        raise Unreadable(
            f"“{path.name}” is not a table that can be read. Save it as CSV, XLSX or Parquet."
        )
    return kind in _TEXTS and path.is_file() and path.stat().st_size > MAX_BYTES


@dataclass(frozen=True)
class LargeTable:
    """A table on an engine."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[Sequence[str]], dict[str, list[str]]] = field(repr=False)
    sums: Callable[[Question], Answer] = field(repr=False)
    usual: Mark = Mark.POINT

    def cells(self, wanted: Sequence[str]) -> Cells:
        check_columns(wanted, self.columns, self.name)
        texts = self.read(wanted)
        return Cells(texts, self.usual, row_count=len(next(iter(texts.values()), [])))


@dataclass(frozen=True)
class MemoryTable:
    """A text file or workbook, read whole."""

    table: Table
    progress: Progress

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def columns(self) -> tuple[str, ...]:
        return self.table.headers

    def cells(self, wanted: Sequence[str]) -> Cells:
        check_columns(wanted, self.columns, self.name)
        self.progress.now(f"Reading “{self.name}”")
        places = [self.columns.index(column) for column in wanted]
        rows: list[tuple[str, ...]] = []
        for number, record in self.table.rows():
            if any(record):
                self._refuse_beyond(number, record)
                rows.append(tuple(record[place].strip() for place in places))
            if number % 50_000 == 0:
                self.progress.note(f"{number:,} rows")
        if not rows:
            raise Unreadable(f"“{self.name}” has headers but no rows.")
        columns = [list(column) for column in zip(*rows, strict=True)]
        return Cells(
            texts=dict(zip(wanted, columns, strict=True)),
            usual=Mark.COMMA if self.table.separator == ";" else Mark.POINT,
            is_workbook=self.table.encoding == "xlsx",
            row_count=len(rows),
        )

    def _refuse_beyond(self, number: int, record: tuple[str, ...]) -> None:
        """Cells under no header tell that the row is split in the wrong place, and its columns are others."""
        width = len(self.columns)
        if len(record) > width and any(cell.strip() for cell in record[width:]):
            raise Unreadable(
                f"Row {number:,} of “{self.name}”, counted below the headers, has {len(record)} cells, but there"
                f" are {width} headers. Put what holds a separator in quotation marks."
            )

    def sums(self, question: Question) -> Answer:
        cells = self.cells(question.columns)
        self.progress.now(f"Adding up {cells.row_count:,} rows")
        return sum_cells(cells, question)


def sum_cells(cells: Cells, question: Question) -> Answer:
    """The same answer as an engine's, from rows in memory.

    Raises ``Unreadable`` when a weight is negative, ``NotNumbers`` when a cell is no number.
    """
    outcome = cells.number(question.outcome).values
    weight = None if question.weight is None else _weight(cells, question.weight)
    coded = {role: _coded(cells.texts[column]) for role, column in question.keys.items()}
    lack = _lack(question, {role: codes for role, (codes, _) in coded.items()}, outcome, weight)
    known = np.flatnonzero(lack == -1)
    left_out = np.bincount(lack[lack >= 0], minlength=len(question.lacks))
    keys = {role: codes[known] for role, (codes, _) in coded.items()}
    summed, cell_keys = _summed(
        keys, outcome[known], None if weight is None else weight[known], question
    )
    return answer_of(
        keys=cell_keys,
        labels={role: labels for role, (_, labels) in coded.items()},
        sums=summed,
        row_count=cells.row_count,
        left_out=dict(zip(question.lacks, left_out.tolist(), strict=True)),
        extent=(outcome[known].min(), outcome[known].max()) if known.size else (None, None),
    )


def _weight(cells: Cells, column: str) -> Floats:
    weight = cells.number(column).values
    lightest = np.nanmin(weight, initial=0)
    if lightest < 0:
        raise Unreadable(f"“{column}” must not be negative, but holds {lightest:g}.")
    return weight


def _coded(texts: list[str]) -> tuple[Codes, list[str]]:
    """Codes of labels, -1 for an empty cell, and the labels."""
    number = {text: at for at, text in enumerate(dict.fromkeys(filter(None, texts)))}
    get = number.get
    return np.array([get(text, -1) for text in texts], np.int64), list(number)


def _lack(
    question: Question, keys: dict[str, Codes], outcome: Floats, weight: Floats | None
) -> Codes:
    """The first thing that each row lacks, as its place in ``question.lacks``; -1 for nothing."""
    is_lacking = [keys[role] < 0 for role in question.keys] + [np.isnan(outcome)]
    if weight is not None:
        is_lacking += [np.isnan(weight), weight == 0]
    lack = np.full(outcome.shape, -1, np.int64)
    for at in reversed(range(len(is_lacking))):
        lack[is_lacking[at]] = at
    return lack


def _summed(
    keys: dict[str, Codes], outcome: Floats, weight: Floats | None, question: Question
) -> tuple[dict[str, NDArray[np.generic]], dict[str, Codes]]:
    """Sums of each cell, its setting, period and stratum taken together as a stratum."""
    outer = [role for role in question.keys if role not in ("units", "subgroup")]
    joint = np.zeros(outcome.shape, np.int64)
    for role in outer:
        joint = joint * (int(keys[role].max(initial=0)) + 1) + keys[role]
    _, first, strata = np.unique(joint, return_index=True, return_inverse=True)
    if not outcome.size:
        return {name: np.zeros(0) for name in ("count", "outcome", "outcome_squares")}, keys
    units, unit_first = None, np.zeros(0, np.int64)
    if "units" in keys:
        _, unit_first, units = np.unique(keys["units"], return_index=True, return_inverse=True)
    sums = sum_rows(keys["subgroup"], outcome, weight=weight, strata=strata, units=units)
    names = ["count", "outcome", "outcome_squares"]
    if weight is not None:
        names += ["weight", "weight_squares", "weight_squares_outcome"]
        names.append("weight_squares_outcome_squares")
    cell_keys = {role: keys[role][first][sums.strata] for role in outer}
    cell_keys["subgroup"] = sums.subgroup
    if sums.units is not None:
        cell_keys["units"] = keys["units"][unit_first][sums.units]
    return {name: getattr(sums, name) for name in names}, cell_keys
