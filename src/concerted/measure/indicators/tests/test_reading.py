"""Files of figures: read as people write them, with each row's problem, and nothing that was not there."""

from __future__ import annotations

import datetime

import openpyxl
import pytest
from django.utils.translation import override

from concerted.measure.indicators.importing.cells import Cell
from concerted.measure.indicators.importing.expected import Expected, KnownDimension, readings_of
from concerted.measure.indicators.importing.grids import read_grid
from concerted.measure.indicators.importing.periods import read_span
from concerted.measure.indicators.importing.reading import guessed, read_delivery

TENURE = KnownDimension(
    "tenure",
    frozenset({"tenure", "home"}),
    {
        "renter": "renter",
        "renters": "renter",
        "inquilinos": "renter",
        "owner": "owner",
        "owners": "owner",
    },
)


@pytest.fixture
def read(tmp_path):
    def reading(text, *, name="figures.csv", only=None, **expected):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return _read(path, only or {}, expected)

    return reading


def _read(path, only, expected):
    wanted = Expected(**{"dimensions": (TENURE,), "dimension": "tenure", **expected})
    grid = read_grid(path).only(only)
    return read_delivery(grid, guessed(grid, wanted), wanted)


def figures(delivery):
    return [(one.subgroup, str(one.start), one.value) for one in delivery.lines]


def told(delivery):
    return [str(one) for one in delivery.problems]


@pytest.mark.parametrize(
    "head",
    [
        "period,group,value,n",
        "Year,Subgroup,Estimate,Sample size",
        "date,category,pass_rate_percent,respondents",
        "año,grupo,tasa,muestra",
        "Periodo,Subgrupo,Porcentaje,personas",
        "reporting_period,tenure,rate,N",
    ],
)
def test_columns_are_found_by_what_other_people_call_them(read, head):
    delivery = read(f"{head}\n2024,Renters,45.5,120\n2024,Owner,80,90\n")

    assert told(delivery) == []
    assert figures(delivery) == [("renter", "2024-01-01", 45.5), ("owner", "2024-01-01", 80.0)]
    assert [one.n for one in delivery.lines] == [120, 90]


def test_a_file_of_a_spreadsheet_in_spanish_with_decimal_commas_is_read(read):
    delivery = read("año;grupo;tasa\n2024;inquilinos;45,5\n2024;Owner;80 %\n")

    assert figures(delivery) == [("renter", "2024-01-01", 45.5), ("owner", "2024-01-01", 80.0)]


@pytest.mark.parametrize(
    "text",
    [
        "group,2023,2024\nrenter,45,46\nowner,80,81\n",
        "year,renter,owner\n2023,45,80\n2024,46,81\n",
        "group,2023 rate,2024 rate\nrenter,45,46\nowner,80,81\n",
        "renter 2023,renter 2024,owner 2023,owner 2024\n45,46,80,81\n",
    ],
)
def test_a_wide_table_says_the_same_as_a_long_one(read, text):
    delivery = read(text)

    assert told(delivery) == []
    assert sorted(figures(delivery)) == [
        ("owner", "2023-01-01", 80.0), ("owner", "2024-01-01", 81.0),
        ("renter", "2023-01-01", 45.0), ("renter", "2024-01-01", 46.0),
    ]  # fmt: skip


def test_counts_beside_the_figures_of_a_wide_table_stay_with_them(read):
    delivery = read("year,renter rate,renter n,owner rate,owner n\n2023,45,100,80,60\n")

    assert [(one.subgroup, one.value, one.n) for one in delivery.lines] == [
        ("renter", 45.0, 100),
        ("owner", 80.0, 60),
    ]


def test_zero_hidden_and_missing_are_three_things(read):
    delivery = read(
        "year,group,value,n\n2021,renter,0,30\n2022,renter,*,\n2023,renter,<11,\n2024,renter,,\n2025,renter,n/a,\n"
    )

    states = [one.state for one in delivery.lines]
    assert states == [Cell.KNOWN, Cell.SUPPRESSED, Cell.SUPPRESSED, Cell.MISSING, Cell.MISSING]
    assert [one.value for one in delivery.lines] == [0.0, None, None, None, None]


def test_a_rate_is_worked_out_of_its_parts_and_checked_against_them(read):
    delivery = read("year,group,rate,num,den\n2023,renter,,9,20\n2023,owner,45,9,21\n")

    assert [(one.value, one.numerator, one.denominator) for one in delivery.lines] == [
        (45.0, 9, 20)
    ]
    assert told(delivery) == ["Row 2: The value is 45, but 9 of 21 is 42.86. Correct one of them."]


def test_shares_become_per_cent_only_where_the_file_or_somebody_says_so(read):
    text = "year,group,value,se\n2024,renter,0.45,0.02\n"

    (as_is,) = read(text).lines
    (scaled,) = read(text, given_scale=1.0).lines
    (by_file,) = read(text.replace("se", "indicator_scale").replace("0.02", "1")).lines

    assert (as_is.value, as_is.se) == (0.45, 0.02)
    assert (scaled.value, scaled.se) == (45.0, 2.0)
    assert by_file.value == 45.0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",renter,45,", "The period is missing"),
        ("last year,renter,45,", "“last year” is no period"),
        ("2024,,45,", ""),
        ("2024,tenants,45,", "“tenants” is no group of “tenure”"),
        ("2024,rent,45,", "Did you mean “renter”?"),
        ("2024,renter,lots,", "“lots” is no number"),
        ("2024,renter,140,", "140 is no rate: it must be from 0 to 100"),
        ("2024,renter,-1,", "-1 is no rate"),
        ("2024,renter,45,-3", "(n) cannot be below 0"),
        ("2020,owner,45,", "Row 1 has a figure for the same group"),
        ("2024,renter,45,3,4", "more cells than there are headers"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_which_one_it_is(read, row, words):
    delivery = read(f"year,group,value,n\n2020,owner,80,\n{row}\n")

    if not words:
        assert delivery.lines[1].subgroup == ""
        return
    assert [one.row for one in delivery.problems] == [2]
    assert words in told(delivery)[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("year,group,value\n", "no rows"),
        ("year,group,notes\n2024,renter,x\n", "No column holds the figures"),
        ("group,value\nrenter,45\n", "No column holds the period"),
        ('year,group,value\n2024,renter,1.5\n2024,owner,"1,5"\n', "decimal points, others commas"),
        ("year,group,indicator,value\n2024,renter,a,1\n2024,owner,b,1\n", "holds 2 indicators"),
    ],
)
def test_a_file_that_is_no_table_of_figures_says_why(read, text, words):
    delivery = read(text)

    assert not delivery.is_good
    assert words in told(delivery)[0]


def test_words_are_read_as_somebody_said_they_are(read):
    delivery = read(
        "when,group,value\nthe last one,tenants,45\n",
        readings=readings_of([("tenants", "renter"), ("The last one", "2024")]),
        period="",
    )
    assert "No column holds the period" in told(delivery)[0]

    delivery = read(
        "period,group,value\nthe last one,tenants,45\n",
        readings=readings_of([("tenants", "renter"), ("The last one", "2024")]),
    )
    assert figures(delivery) == [("renter", "2024-01-01", 45.0)]


def test_groups_that_nobody_knows_are_new_only_where_they_may_be(read):
    text = "year,race,value,order,reference\n2024,Black,45,2,0\n2024,White,84,1,1\n"

    refused = read(text, dimension="", dimensions=())
    added = read(text, dimension="", dimensions=(), may_add=True)

    assert "Known are: none yet" in told(refused)[0]
    assert [(one.slug, one.title) for one in added.dimensions] == [("race", "Race")]
    assert [(one.code, one.position, one.is_reference) for one in added.groups] == [
        ("black", 2.0, False),
        ("white", 1.0, True),
    ]


def test_a_workbook_gives_its_dates_and_numbers_as_they_are(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["date", "group", "value"])
    book.active.append([datetime.date(2024, 3, 31), "renter", 45.125])
    book.save(tmp_path / "figures.xlsx")

    (line,) = _read(tmp_path / "figures.xlsx", {}, {"frequency": "quarter"}).lines

    assert (line.start, line.end) == (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    assert line.value == 45.125


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2018–2021", "2018-01-01", "2021-12-31"),
        ("2021-22", "2021-01-01", "2022-12-31"),
        ("Q3 2024", "2024-07-01", "2024-09-30"),
        ("2T 2024", "2024-04-01", "2024-06-30"),
        ("primer semestre de 2024", "2024-01-01", "2024-06-30"),
        ("mayo de 2024", "2024-05-01", "2024-05-31"),
        ("02/2024", "2024-02-01", "2024-02-29"),
        ("5/31/2024", "2024-05-31", "2024-05-31"),
        ("Jan-Mar 2024", "2024-01-01", "2024-03-31"),
    ],
)
def test_periods_are_read_as_people_write_them(text, start, end):
    span = read_span(text)

    assert (str(span.start), str(span.end)) == (start, end)


def test_problems_are_told_in_the_reader_s_language(read):
    with override("es"):
        (words,) = told(read("year,group,value\n2024,renter,lots\n"))

    assert words == "Fila 1: “lots” no es un número. Deje la celda vacía donde no se sabe nada."
