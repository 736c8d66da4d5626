"""A wave as a file to take along: what its page tells, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from concerted.base.tables.writing import Row
from concerted.pool.network.queries.pages import WavePage

Sheets = dict[str, Sequence[Row]]


def sheets_of(page: WavePage) -> Sheets:
    """The figures, and for who may see them the partners with their ties."""
    if page.figures is None:
        return {}
    figures = page.figures
    sheets: Sheets = {
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


def one_below_the_other(sheets: Sheets) -> list[Row]:
    """All tables as one, with an empty row between them."""
    return [
        row
        for place, table in enumerate(sheets.values())
        for row in ([()] * bool(place) + [*table])
    ]
