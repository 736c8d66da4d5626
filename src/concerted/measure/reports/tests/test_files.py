"""The page, the PDF, the workbook and the data say the same."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from concerted.measure.reports.documents import (
    Document,
    Part,
    Picture,
    Table,
    Words,
)
from concerted.measure.reports.queries.printing import report_pdf
from concerted.measure.reports.queries.workbook import workbook
from concerted.measure.reports.tests.factories import make_published

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein [Gruppe] 1/2: *und* Freunde?"


def document(*blocks, language="en"):
    words = ("A year", "en", "It was long.", "Elm Street", "All our goals", "2025", "today")
    return Document(language, *words, (Part("one", "One", tuple(blocks)),))


def sheets(content):
    """The names of the sheets of a workbook, and all its text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        text = "".join(book.read(one).decode() for one in book.namelist() if one.endswith(".xml"))
    return names, text


def test_each_table_is_a_sheet_with_a_name_that_programs_take():
    table = Table(LONG, ("What", "How many"), (("=1+1", 12.5),))
    picture = Picture("So it is.", LONG, "Two bars.", "", ("Group", "Value"), (("A", "1"),))

    names, text = sheets(workbook(document(table, picture, Words("Said.")), "abc"))

    assert len(names) == 3
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "<f>" not in text
    assert "<v>12.5</v>" in text
    assert "abc" in text


def test_a_report_is_a_tagged_pdf_with_bookmarks():
    table = Table("Figures", ("What", "How many"), (("Rooms", 3),))

    content = report_pdf(document(table, Words("Said.")), "abc", "/en/o/x/")

    assert content.startswith(b"%PDF-")
    assert b"/Outlines" in content
    assert b"/MarkInfo" in content


@pytest.mark.django_db
def test_page_and_files_tell_the_same_figures(union, loop, source, client):
    report = make_published(union, goal=loop, source=source)
    page = client.get(report.get_absolute_url()).content.decode()
    data = json.loads(client.get(f"{report.get_absolute_url()}report.json").content)
    _names, text = sheets(client.get(f"{report.get_absolute_url()}report.xlsx").content)

    told = [
        cell
        for part in data["en"]["parts"]
        for block in part["blocks"]
        if block["kind"] == "table"
        for row in block["rows"]
        for cell in row
        if isinstance(cell, str) and cell
    ]
    assert told
    assert all(cell in text for cell in told if "&" not in cell)
    assert all(cell in page for cell in told if "&" not in cell)
    assert client.get(f"{report.get_absolute_url()}report.pdf").content.startswith(b"%PDF-")
