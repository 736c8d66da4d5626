"""A wave as a file to take along: what its page tells, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from concerted.people.queries.lists import inert
from concerted.pool.network.queries.pages import WavePage

Table = Sequence[Sequence[str]]


def sheets_of(page: WavePage) -> dict[str, Table]:
    """The figures, and for who may see them the partners with their ties."""
    if page.figures is None:
        return {}
    figures = page.figures
    sheets: dict[str, Table] = {
        _("Figures"): [
            (_("Figure"), _("Now"), _("The wave before"), _("Meaning")),
            *((row.label, row.now, row.before, row.meaning) for row in figures.rows),
            *((*row, "") for row in figures.items.rows if len(row) == 3),
            *((*row, "", "") for row in figures.items.rows if len(row) == 2),
        ]
    }
    if page.ties is not None:
        ties = page.ties
        sheets[_("Partners")] = [
            (*ties.picture.headings, _("Brings")),
            *(
                (*row, one.contributes)
                for row, one in zip(ties.picture.rows, ties.standings, strict=True)
            ),
        ]
    return sheets


def csv_of(sheets: dict[str, Table]) -> bytes:
    """One table below the other, with a mark at the start by which spreadsheets know its letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, table in enumerate(sheets.values()):
        if number:
            writer.writerow([])
        writer.writerows([inert(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(sheets: dict[str, Table]) -> bytes:
    """A sheet for each table. Texts are never formulas or links."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True})
        for name, table in sheets.items():
            sheet = book.add_worksheet(name[:31])
            for number, row in enumerate(table):
                for place, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, place, cell, None if number else head)
            sheet.freeze_panes(1, 0)
    return out.getvalue()
