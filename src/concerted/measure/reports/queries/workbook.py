"""A report as a workbook: what it is and says on the first sheet, then a sheet for each table and each chart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.tables.writing import Cell, Row, xlsx_of
from concerted.measure.reports.documents import (
    Document,
    Figures,
    Listing,
    Part,
    Picture,
    Table,
    Words,
)

LONGEST = 31
"""Letters in the name of a sheet."""
_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\']")


def workbook(document: Document, digest: str) -> bytes:
    """All figures of ``document``; ``digest`` is that of what was published."""
    with override(document.language):
        sheets: dict[str, list[Row]] = {_("Report"): list(_first(document, digest))}
        for part in document.parts:
            for block in part.blocks:
                if isinstance(block, Table | Picture):
                    name = _sheet_name(block.title or part.title, set(sheets))
                    sheets[name] = [block.headings, *block.rows]
    return xlsx_of(sheets)


def _first(document: Document, digest: str) -> Iterator[Row]:
    yield (document.title,)
    yield (document.organization,)
    yield (document.about,)
    yield (document.period,)
    yield (_("Made on %(day)s") % {"day": document.made},)
    if digest:
        yield (_("Seal (SHA-256)"), digest)
    for part in document.parts:
        yield ("",)
        yield (part.title,)
        yield from _said(part)


def _said(part: Part) -> Iterator[tuple[Cell, ...]]:
    """Words, figures and lists of a section, as they stand on the page."""
    for block in part.blocks:
        match block:
            case Words():
                yield (block.text,)
            case Figures():
                for figure in block.items:
                    yield (figure.figure, figure.words)
            case Listing():
                yield (block.title,)
                for item in block.items:
                    yield (item.title, item.text, item.when)
            case Picture():
                yield (block.finding,)


def _sheet_name(title: str, taken: set[str]) -> str:
    """``title`` as a sheet may be called, and as none of ``taken`` is, small letters or large."""
    stem = _NOT_ALLOWED.sub(" ", title).strip()[:LONGEST].strip() or "1"
    name, number = stem, 2
    while name.casefold() in {one.casefold() for one in taken}:
        end = f" {number}"
        name, number = stem[: LONGEST - len(end)].strip() + end, number + 1
    return name
