"""Tables as files that spreadsheets open: texts stay texts, whatever they look like."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from concerted.people.queries.lists import inert

Cell = str | int | float
Row = Sequence[Cell]
Rows = Iterable[Row]


def csv_of(rows: Rows) -> bytes:
    """With a mark at its start by which spreadsheets know its letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of sheets by name, the first row of each its head. Texts are never formulas or links."""
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
