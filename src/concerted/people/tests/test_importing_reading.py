"""Files of any encoding and separator become tables; what is none is refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.utils.translation import override

from concerted.base.tables.files import Limits, Unreadable, open_table
from concerted.people.models import Import
from concerted.people.queries.imports import format_words, unreadable_words
from concerted.people.tests.import_files import (
    SHARED,
    SHARED_FILES,
    five_files,
    needs_shared_data,
    write,
)


def test_each_of_five_files_is_read_whole(tmp_path):
    tables = [open_table(path) for path in five_files(tmp_path)]

    assert [table.description for table in tables] == [
        "UTF-8, separated by comma",
        "Windows-1252, separated by tab",
        "UTF-16, separated by semicolon",
        "UTF-8, separated by comma",
        "UTF-8, separated by comma",
    ]
    assert [len(list(table.rows())) for table in tables] == [8, 5, 5, 4, 2]


@needs_shared_data
def test_the_shared_files_have_five_thousand_rows():
    counts = [len(list(open_table(SHARED / name).rows())) for name in SHARED_FILES]

    assert counts == [1622, 1178, 890, 1020, 290]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_accents_survive_every_unicode_encoding(tmp_path, encoding):
    table = open_table(write(tmp_path, "x.csv", "name,email\nĐỗ Núñez,a@example.com\n", encoding))

    assert list(table.rows()) == [(1, ("Đỗ Núñez", "a@example.com"))]


def test_a_few_broken_bytes_do_not_turn_the_file_into_windows_1252(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("name,city\nJosé Núñez,Cálí\n".encode() + b"Bro\xffken,X\n")

    rows = [cells for _, cells in open_table(path).rows()]

    assert rows == [("José Núñez", "Cálí"), ("Bro\ufffdken", "X")]


def test_titles_above_the_headers_are_passed_over(tmp_path):
    path = write(tmp_path, "x.csv", "Our list\n\nname,email,phone\nA,a@example.com,1\n")

    assert open_table(path).headers == ("name", "email", "phone")


def test_a_file_without_headers_loses_no_row(tmp_path):
    table = open_table(write(tmp_path, "x.csv", "Ann,ann@example.com\nBo,bo@example.com\n"))

    assert table.headers == ("Column 1", "Column 2")
    assert len(list(table.rows())) == 2


def test_short_and_long_rows_are_kept(tmp_path):
    table = open_table(write(tmp_path, "x.csv", "a,b,c\n1,2,3\n1\n1,2,3,4\n"))

    assert [cells for _, cells in table.rows()] == [
        ("1", "2", "3"),
        ("1", "", ""),
        ("1", "2", "3", "4"),
    ]


def test_a_workbook_is_read_with_its_dates_and_numbers(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["name", "phone", "agreed"])
    book.active.append(["Ann", 6175550101.0, True])
    book.save(tmp_path / "x.xlsx")

    table = open_table(tmp_path / "x.xlsx")

    assert table.description == "Excel workbook"
    assert list(table.rows()) == [(1, ("Ann", "6175550101", "TRUE"))]


def _zip(**entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "an old Excel workbook"),
        (bytes(range(1, 32)) * 100, "is not text"),
        (b"PK\x03\x04broken", "a damaged workbook"),
        (_zip(**{"a.csv": "name\nAnn"}), "an archive"),
        (b'name,email\n"never closed,' + b"x,\n" * 100_000, "a quotation mark"),
        (b"a," * 400 + b"\n", "401 cells"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(tmp_path, content, says):
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        list(open_table(path).rows())

    assert says.removeprefix("an ") in str(refused.value)
    with override("es"):
        assert unreadable_words(refused.value) not in ("", str(refused.value))


def test_a_workbook_that_unpacks_to_a_flood_is_not_opened(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(_zip(xl__workbook="", **{"xl/workbook.xml": b"0" * 50_000_000}))

    with pytest.raises(Unreadable, match="unpacks to 50 MB"):
        open_table(path)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    with pytest.raises(Unreadable, match="200 MB; 50 MB can be read"):
        open_table(path)


def test_too_many_rows_are_refused(tmp_path):
    path = write(tmp_path, "x.csv", "a,b\n" + "1,2\n" * 5)

    with pytest.raises(Unreadable, match="more than 3 rows"):
        list(open_table(path, limits=Limits(row_count=3)).rows())


def test_nul_bytes_are_taken_out(tmp_path):
    path = write(tmp_path, "x.csv", "name,email\nAn\0n,a@example.com\n")

    assert list(open_table(path).rows()) == [(1, ("Ann", "a@example.com"))]


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("UTF-8, separated by comma", "UTF-8, separado por comas"),
        ("Windows-1252, separated by semicolon", "Windows-1252, separado por punto y coma"),
        ("Excel workbook", "libro de Excel"),
        ("a format of later days", "a format of later days"),
    ],
)
def test_how_a_file_is_written_is_told_in_the_reader_s_language(kept, told):
    with override("es"):
        assert format_words(Import(format=kept)) == told
