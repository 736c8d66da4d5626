"""A file, or a table on an engine, as rows of texts with their numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from concerted.base.tables.files import Limits, open_table
from concerted.base.tables.numbers import Mark
from concerted.base.tables.progress import Progress
from concerted.base.tables.reading import source
from concerted.people.folding import folded

LIMITS = Limits(byte_count=50_000_000, row_count=200_000, column_count=300)
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Grid:
    """A table of texts; rows are numbered from 1 below the headers, blank ones left out.

    ``usual`` is the decimal mark where figures could be read both ways.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    usual: Mark = Mark.POINT
    is_workbook: bool = False

    @property
    def digest(self) -> str:
        """The same for the same cells, wherever they came from."""
        told = hashlib.sha256(repr(self.headers).encode())
        for row in self.rows:
            told.update(repr(row).encode())
        return told.hexdigest()

    def column(self, place: int) -> list[str]:
        return [cells[place] for _number, cells in self.rows]

    def only(self, wanted: Mapping[str, str]) -> Grid:
        """The rows that hold, in each of the columns ``wanted``, the word that is asked for."""
        places = {
            self.headers.index(column): folded(word.strip()) for column, word in wanted.items()
        }
        rows = tuple(
            (number, cells)
            for number, cells in self.rows
            if all(folded(cells[place]) == word for place, word in places.items())
        )
        return Grid(self.name, self.headers, rows, self.usual, self.is_workbook)


def read_grid(path: Path, name: str = "") -> Grid:
    """The file at ``path`` (CSV, TSV, TXT, XLSX). Raises ``Unreadable`` where it is no table."""
    table = replace(open_table(path, name, LIMITS), shows_percent=True)
    return Grid(
        table.name,
        tuple(" ".join(header.split()) for header in table.headers),
        tuple(
            (number, tuple(cell.strip() for cell in cells))
            for number, cells in table.rows()
            if any(cell.strip() for cell in cells)
        ),
        Mark.COMMA if table.separator == ";" else Mark.POINT,
        table.encoding == "xlsx",
    )


def engine_grid(data: str, engine: str | None, progress: Progress) -> Grid:
    """The table ``data`` of groups: Parquet, or one on ``engine``. Raises ``Unreadable`` where there is none."""
    with source(data, engine, progress) as table:
        cells = table.cells(table.columns)
        columns: Sequence[Sequence[str]] = [cells.texts[column] for column in table.columns]
        rows = tuple(enumerate(zip(*columns, strict=True), 1))
        return Grid(table.name, table.columns, rows, cells.usual, cells.is_workbook)
