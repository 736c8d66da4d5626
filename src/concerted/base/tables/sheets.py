"""A workbook of a few small named sheets, such as a form, read whole and within bounds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from concerted.base.tables.files import Unreadable, as_text, check_workbook, gettext_noop

MAX_BYTES = 10_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 300
MAX_FILLED = 20_000
MAX_CELL = 20_000
_BROKEN = (KeyError, ValueError, OSError, TypeError, SyntaxError, EOFError, zipfile.BadZipFile)


@dataclass(frozen=True)
class SheetRow:
    """A filled row by its number in the sheet; ``formulas`` are the columns whose cell is worked out."""

    number: int
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """A sheet whose first filled row holds the headers; blank rows are left out."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheets(path: Path, name: str, wanted: frozenset[str]) -> dict[str, Sheet]:
    """The sheets whose name, in small letters, is ``wanted``; nothing in them is worked out.

    A formula gives the value that its program last showed. Raises ``Unreadable`` with a sentence.
    """
    _check_file(path, name)
    try:
        return _read(path, wanted)
    except Unreadable:
        raise
    except _BROKEN:
        raise Unreadable(
            gettext_noop("“%(name)s” is a damaged workbook. Save it again."), name=name
        ) from None


def _check_file(path: Path, name: str) -> None:
    if not path.is_file():
        raise Unreadable(gettext_noop("There is no file “%(name)s”."), name=name)
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(gettext_noop("“%(name)s” is empty."), name=name)
    if size > MAX_BYTES:
        raise Unreadable(
            gettext_noop("“%(name)s” has %(size)s MB; a form has at most %(limit)s MB."),
            name=name,
            size=max(round(size / 1e6), 11),
            limit=round(MAX_BYTES / 1e6),
        )
    with path.open("rb") as file:
        head = file.read(4)
    if head != b"PK\x03\x04":
        raise Unreadable(
            gettext_noop("“%(name)s” is not an Excel workbook. Save the form as XLSX."), name=name
        )
    check_workbook(path, name)


def _read(path: Path, wanted: frozenset[str]) -> dict[str, Sheet]:
    shown = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    written = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    found: dict[str, Sheet] = {}
    try:
        for values, formulas in zip(shown.worksheets, written.worksheets, strict=True):
            key = values.title.strip().lower()
            if key not in wanted:
                continue
            if key in found:
                raise Unreadable(
                    gettext_noop("The workbook has two sheets “%(sheet)s”; keep one."), sheet=key
                )
            found[key] = _sheet(key, values, formulas)
    finally:
        shown.close()
        written.close()
    return found


def _sheet(name: str, values: Any, formulas: Any) -> Sheet:
    rows = _rows(name, values)
    _number, first = next(rows, (0, ()))
    headers = tuple(" ".join(cell.split()) for cell in first)
    places = {header: at for at, header in enumerate(headers) if header}
    worked_out = _formulas(formulas)
    filled = [
        SheetRow(
            number,
            {header: cells[at] for header, at in places.items() if at < len(cells) and cells[at]},
            frozenset(h for h, at in places.items() if at in worked_out.get(number, ())),
        )
        for number, cells in rows
    ]
    return Sheet(name, headers, tuple(filled))


def _rows(name: str, sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    sheet.reset_dimensions()
    filled = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1), 1):
        if number > MAX_ROWS:
            raise _too_long(name, MAX_ROWS)
        if all(value is None for value in row):
            continue
        cells = tuple(as_text(value).strip() for value in row)
        if not any(cells):
            continue
        filled += 1
        _check_row(name, number, cells)
        if filled > MAX_FILLED:
            raise _too_long(name, MAX_FILLED)
        yield number, cells


def _check_row(name: str, number: int, cells: tuple[str, ...]) -> None:
    if len(cells) > MAX_COLUMNS and cells[MAX_COLUMNS]:
        raise Unreadable(
            gettext_noop("The sheet “%(sheet)s” has more than %(limit)s columns."),
            sheet=name,
            limit=MAX_COLUMNS,
        )
    if any(len(cell) > MAX_CELL for cell in cells):
        raise Unreadable(
            gettext_noop("A cell in row %(row)s of the sheet “%(sheet)s” is far too long."),
            row=number,
            sheet=name,
        )


def _too_long(name: str, limit: int) -> Unreadable:
    return Unreadable(
        gettext_noop(
            "The sheet “%(sheet)s” goes on beyond %(limit)s rows. Delete what is below the form, blank rows too."
        ),
        sheet=name,
        limit=limit,
    )


def _formulas(sheet: Any) -> dict[int, frozenset[int]]:
    """The places of cells that are formulas, by the number of their row."""
    sheet.reset_dimensions()
    found: dict[int, frozenset[int]] = {}
    for number, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), 1):
        places = frozenset(at for at, cell in enumerate(row) if cell.data_type == "f")
        if places:
            found[number] = places
    return found
