"""Rows as the files that table programs open. What looks like a formula is text in every one of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float
Row = Sequence[Cell]
Rows = Iterable[Row]


def inert(text: str) -> str:
    """``text`` as a table program reads it as text: what looks like a formula gets a quote before it."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_FORMULA) else text


def as_written(text: str) -> str:
    """What ``inert`` was given."""
    return text[1:] if text.startswith("'") and inert(text[1:]) == text else text


def csv_of(rows: Rows) -> bytes:
    """Rows, the headers first, with a mark at the start by which spreadsheets know the letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with the ``sheets``, the headers of each first and in bold. Texts are never formulas or links."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if not isinstance(cell, str):
                        sheet.write_number(number, place, cell)
                    elif cell:
                        sheet.write_string(number, place, cell, None if number else head)
            sheet.freeze_panes(1, 0)
    return out.getvalue()
