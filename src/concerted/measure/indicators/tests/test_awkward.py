"""Files as spreadsheets leave them: odd periods, odd numbers, odd groups, rows twice. All is read, or the row is named."""

from __future__ import annotations

import csv
import datetime

import openpyxl
import pytest

from concerted.base.errors import Refused
from concerted.measure.indicators.importing.cells import Cell
from concerted.measure.indicators.importing.expected import Expected, KnownDimension
from concerted.measure.indicators.importing.grids import read_grid
from concerted.measure.indicators.importing.reading import guessed, read_delivery
from concerted.measure.indicators.models import Intake, Observation, Subgroup
from concerted.measure.indicators.operations.deliveries import hand_in
from concerted.measure.indicators.tests.factories import make_dimension, make_indicator

pytestmark = pytest.mark.once
GROUPS = {"renter": "renter", "renters": "renter", "owner": "owner", "owners": "owner"}
TENURE = KnownDimension("tenure", frozenset({"tenure"}), GROUPS)
HEAD = ["period", "group", "value"]


def read(path, **expected):
    wanted = Expected(**{"dimensions": (TENURE,), "dimension": "tenure", **expected})
    grid = read_grid(path)
    return read_delivery(grid, guessed(grid, wanted), wanted)


def csv_of(tmp_path, rows, separator=",", encoding="utf-8"):
    path = tmp_path / "figures.csv"
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def xlsx_of(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "figures.xlsx")
    return tmp_path / "figures.xlsx"


def told(delivery):
    """Each figure by the first letter of its group, its first and last day, and what is known of it."""
    assert [str(one) for one in delivery.problems] == []
    return [
        (one.subgroup[:1], f"{one.start}/{one.end}", one.value if one.state is Cell.KNOWN else str(one.state))
        for one in delivery.lines
    ]  # fmt: skip


YEAR, FIRST = "2024-01-01/2024-12-31", "2024-01-01/2024-03-31"
JANUARY = "2024-01-01/2024-01-31"


@pytest.mark.parametrize("write", [csv_of, xlsx_of])
@pytest.mark.parametrize(
    ("text", "span"),
    [
        *((text, YEAR) for text in ("2024", " 2024 ", "2024.0", "Año 2024", "CY 2024")),
        *((text, FIRST) for text in ("2024-Q1", "2024 T1", "2024T1", "T1 2024", "1er trimestre 2024", "Q1-2024",
                                     "primer trimestre de 2024", "Trimestre 1 2024", "1º trimestre de 2024",
                                     "Q1 '24", "2024/Q1", "1Q24")),
        *((text, JANUARY) for text in ("enero 2024", "Enero de 2024", "ene-2024", "ene-24", "Jan-24", "2024-01",
                                       "enero/2024", "ENERO DEL 2024", "January, 2024", "01/2024")),
    ],
)  # fmt: skip
def test_periods_are_read_however_they_are_written(tmp_path, write, text, span):
    path = write(tmp_path, [HEAD, [text, "renter", "54"]])

    assert told(read(path)) == [("r", span, 54.0)]


@pytest.mark.parametrize(
    ("day", "frequency", "span"),
    [
        (datetime.date(2024, 2, 29), "quarter", FIRST),
        (datetime.datetime.combine(datetime.date(2024, 1, 31), datetime.time()), "month", JANUARY),
        (2024, "year", YEAR),
        (2024.0, "year", YEAR),
        (datetime.date(2024, 1, 31), "", "2024-01-31/2024-01-31"),
    ],
)
def test_dates_and_years_in_cells_of_a_workbook_are_periods(tmp_path, day, frequency, span):
    path = xlsx_of(tmp_path, [HEAD, [day, "renter", 54]])

    assert told(read(path, frequency=frequency)) == [("r", span, 54.0)]


def test_headers_of_a_wide_workbook_may_be_dates_and_numbers(tmp_path):
    years = xlsx_of(tmp_path, [["group", 2023, 2024], ["renter", 45, 46], ["owner", None, 0]])
    assert told(read(years))[1:] == [
        ("r", YEAR, 46.0),
        ("o", "2023-01-01/2023-12-31", "missing"),
        ("o", YEAR, 0.0),
    ]
    months = [datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)]
    path = xlsx_of(tmp_path, [["grupo", *months], ["renter", 45, 46]])
    assert told(read(path, frequency="month")) == [
        ("r", JANUARY, 45.0),
        ("r", "2024-02-01/2024-02-29", 46.0),
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("54", 54.0), ("54 %", 54.0), ("54%", 54.0), ("54,0 %", 54.0), (" 54 ", 54.0), ("54\u00a0%", 54.0),
        ("0", 0.0), ("0 %", 0.0), ("0,0", 0.0),
        *((mark, "suppressed") for mark in ("*", "<10", "< 10", "s", "S", "suppressed", "Suppressed ", "menos de 10",
                                            "Suprimido", "<5", "[s]", "≤10", "(*)")),
        *((mark, "missing") for mark in ("", " ", "n/a", "N/A", "NA", "-", "–", "—", "n.d.", "sin dato", "#N/A")),
    ],
)  # fmt: skip
def test_zero_hidden_and_missing_stay_apart_in_long_and_wide(tmp_path, cell, value):
    long = csv_of(tmp_path, [HEAD, ["2024", "renter", cell], ["2024", "owner", "80"]])
    assert told(read(long)) == [("r", YEAR, value), ("o", YEAR, 80.0)]

    wide = csv_of(tmp_path, [["año", "renter", "owner"], ["2024", cell, "80"]], ";", "utf-8-sig")
    assert told(read(wide)) == [("r", YEAR, value), ("o", YEAR, 80.0)]


def test_shares_written_as_0_54_are_taken_as_what_somebody_says_they_are(tmp_path):
    path = csv_of(tmp_path, [HEAD, ["2024", "renter", "0.54"], ["2024", "owner", "80 %"]])

    assert [value for *_where, value in told(read(path, given_scale=1.0))] == [54.0, 80.0]


def test_shares_between_0_and_1_are_pointed_out(tmp_path):
    path = csv_of(tmp_path, [HEAD, ["2024", "renter", "0.54"], ["2024", "owner", "0.8"]])

    assert "0 to 1" in " ".join(str(one) for one in read(path).remarks)
    assert read(path, given_scale=1.0).remarks == []


def test_percent_cells_of_a_workbook_are_per_cent(tmp_path):
    path = xlsx_of(tmp_path, [HEAD, [2024, "renter", 0.54]])
    book = openpyxl.load_workbook(path)
    book.active["C2"].number_format = "0%"
    book.save(path)

    assert told(read(path)) == [("r", YEAR, 54.0)]


def test_a_spanish_export_with_its_commas_and_empty_columns_is_read(tmp_path):
    path = csv_of(
        tmp_path,
        [
            ["Periodo", "", "Grupo ", "Tasa (%)", "Población", "Notas", ""],
            ["2024 T1", "", " RENTER ", "54,5", "1.234.567", "", ""],
            ["", "", "", "", "", "", ""],
            ["2024 T1", "", "Owner", "80", "12.345", "revisado", ""],
        ],
        ";",
        "cp1252",
    )

    delivery = read(path)

    assert told(delivery) == [("r", FIRST, 54.5), ("o", FIRST, 80.0)]
    assert [one.population for one in delivery.lines] == [1234567.0, 12345.0]


def test_thousands_of_either_way_are_read(tmp_path):
    rows = [["period", "group", "value", "n"], ["2024", "renter", "1,234.5", "12,345"]]
    (line,) = read(csv_of(tmp_path, rows), scale=None).lines
    assert (line.value, line.n) == (1234.5, 12345)

    rows = [["periodo", "grupo", "valor", "n"], ["2024", "renter", "1 234,5", "12 345"]]
    (line,) = read(csv_of(tmp_path, rows, ";"), scale=None).lines
    assert (line.value, line.n) == (1234.5, 12345)


@pytest.mark.parametrize("second", ["54", "55"])
def test_a_row_that_is_there_twice_is_named_with_its_number(tmp_path, second):
    rows = [HEAD, ["2024", "renter", "54"], ["2024", "owner", "80"], ["2024", " Renters ", second]]

    (problem,) = read(csv_of(tmp_path, rows)).problems

    assert problem.row == 3
    assert "Row 1 has a figure for the same group" in problem.words


@pytest.mark.django_db
def test_nothing_is_stored_by_halves(union, tmp_path):
    make_dimension(union, "Tenure", groups=("Renter",))
    rows = [HEAD, ["2024", "Renter", "54"], ["2024", "Guest", "80"], ["soon", "Renter", "lots"]]
    delivery = read(csv_of(tmp_path, rows), may_add=True)

    assert [one.row for one in delivery.problems] == [3, 3]
    with pytest.raises(Refused, match="Nothing was stored"):
        hand_in(
            indicator=make_indicator(union),
            delivery=delivery,
            fingerprint=delivery.digest,
            title="Half",
            by=None,
        )
    assert not Intake.objects.exists()
    assert not Observation.objects.exists()
    assert [one.title for one in Subgroup.objects.all()] == ["Renter"]
