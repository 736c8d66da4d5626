"""Tax years under each status: limits, the average of four years, and the file for Form 990."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from tests.pages import visit

from concerted.act.lobbying.models import TaxElection
from concerted.act.lobbying.operations.status import (
    note_election,
    revoke_election,
    set_status,
    set_year,
)
from concerted.act.lobbying.queries.figures import figures_on
from concerted.act.lobbying.queries.meters import meters_of
from concerted.act.lobbying.queries.schedule_c import schedule_c
from concerted.act.lobbying.queries.years import Mode, record_of
from concerted.act.lobbying.tests.factories import (
    TO_COUNCIL,
    TO_PUBLIC,
    make_act,
    make_effort,
    make_elector,
    own_money,
)
from concerted.analysis.lobbying import (
    Schedule,
    YearOfLobbying,
    averaging_test,
    excess_lobbying,
    excise_tax,
    grassroots_nontaxable_amount,
    nontaxable_amount,
    overhead_shares,
)
from concerted.base.errors import Refused

LAW = figures_on(datetime.date(2026, 1, 1)).schedule
CENT = Decimal("0.01")


SCHEDULE = (
    (0, 0, 0),
    (300_000, 60_000, 15_000),
    (500_000, 100_000, 25_000),
    (750_000, 137_500, 34_375),
    (1_000_000, 175_000, 43_750),
    (1_200_000, 195_000, 48_750),
    (1_500_000, 225_000, 56_250),
    (5_000_000, 400_000, 100_000),
    (17_000_000, 1_000_000, 250_000),
    (40_000_000, 1_000_000, 250_000),
)
EDGES = (
    (500_000, 100_000, "0.20", "0.15"),
    (1_000_000, 175_000, "0.15", "0.10"),
    (1_500_000, 225_000, "0.10", "0.05"),
    (17_000_000, 1_000_000, "0.05", "0"),
)


def test_the_schedule_gives_the_amounts_of_the_statute():
    for spent, total, grassroots in SCHEDULE:
        assert nontaxable_amount(Decimal(spent), LAW) == total
        assert grassroots_nontaxable_amount(Decimal(spent), LAW) == grassroots


def test_a_cent_on_either_side_of_an_edge_goes_by_its_own_share():
    for edge, amount, below, above in EDGES:
        assert nontaxable_amount(edge - CENT, LAW) == amount - CENT * Decimal(below)
        assert nontaxable_amount(edge + CENT, LAW) == amount + CENT * Decimal(above)


def test_what_is_no_amount_is_refused():
    for bad in ("-0.01", "NaN", "Infinity"):
        with pytest.raises(ValueError, match="0 or more"):
            nontaxable_amount(Decimal(bad), LAW)


def test_the_tax_is_on_the_greater_overshoot():
    excess = excess_lobbying(Decimal(50_000), Decimal(20_000), Decimal(60_000), Decimal(15_000))

    assert (excess.total, excess.grassroots, excess.taxed) == (10_000, 5_000, 10_000)
    assert excise_tax(excess, LAW) == 2_500


def test_exactly_at_the_ceiling_is_within_it_and_a_cent_more_is_not():
    year = YearOfLobbying(Decimal(90_000), Decimal(10), Decimal(60_000), Decimal(15_000))
    more = YearOfLobbying(Decimal(90_000) + CENT, Decimal(10), Decimal(60_000), Decimal(15_000))

    assert not averaging_test([year] * 4, LAW).is_exceeded
    assert averaging_test([year, year, year, more], LAW).is_exceeded
    with pytest.raises(ValueError, match="1 to 4"):
        averaging_test([year] * 5, LAW)


def test_other_figures_of_a_later_law_need_no_other_code():
    later = Schedule(LAW.brackets, Decimal(50), Decimal("0.5"), Decimal("0.3"), Decimal(2), 3)

    assert nontaxable_amount(Decimal(1_000), later) == 50
    assert grassroots_nontaxable_amount(Decimal(1_000), later) == 25


def test_more_lobbying_hours_than_hours_divide_no_overhead():
    with pytest.raises(ValueError, match="exceed"):
        overhead_shares(Decimal(100), Decimal(5), Decimal(6), Decimal(10))


PLAIN = {
    "charity": "no substantial part",
    "welfare": "without this limit",
    "foundation": "pays a tax",
    "other": "Ask a lawyer",
}


def year_of(organization, viewer, year=2026):
    return record_of(organization.tax_status, viewer, year).now


@pytest.mark.django_db
def test_efforts_and_overhead_add_up_to_the_lines_of_part_two_a(union, vera):
    make_elector(union)
    money = own_money(union)
    make_effort(union, make_act(union, "To the council", TO_COUNCIL), source=money)
    make_effort(union, make_act(union, "To all", TO_PUBLIC), source=money, hours=Decimal(5))
    figures = {"exempt_cents": 300_000_00, "overhead_cents": 10_000_00, "all_hours": Decimal(1000)}
    set_year(organization=union, year=2026, by=None, **figures)

    record = record_of(union.tax_status, vera, 2026)
    lines = {row[1]: row[5] for row in schedule_c(record).lines if row[3] == "a" and row[1] < "2"}

    assert lines == {
        "1a": 250.0,
        "1b": 500.0,
        "1c": 750.0,
        "1d": 299_250.0,
        "1e": 300_000.0,
        "1f": 60_000.0,
        "1g": 15_000.0,
        "1h": 0.0,
        "1i": 0.0,
    }
    records = schedule_c(record).records
    assert sum(row[10] for row in records if row[0] == "1a") == 250.0
    assert sum(row[10] for row in records if row[0] == "1b") == 500.0
    assert "$59,250 is left" in meters_of(record).finding


@pytest.mark.django_db
def test_the_average_takes_the_years_of_the_election_alone(union, vera):
    make_elector(union, exempt=1_000)
    act, money = make_act(union), own_money(union)
    for year in (2023, 2025, 2026):
        day = datetime.date(year, 5, 5)
        make_effort(union, act, source=money, worked_on=day, hours=Decimal(5))

    record = record_of(union.tax_status, vera, 2026)
    lines = {(row[1], row[3]): row[5] for row in schedule_c(record).lines}

    assert [one.year for one in record.base_years] == [2026, 2025, 2024]
    assert record.average.total == 400
    assert record.average.is_exceeded
    assert ("2c", "a") not in lines
    assert (lines["2c", "b"], lines["2c", "c"], lines["2c", "d"]) == (0, 200, 200)
    assert (lines["2a", "e"], lines["2b", "e"]) == (240.0, 360.0)
    assert any("exemption is at risk" in note for note in meters_of(record).notes)


@pytest.mark.django_db
def test_a_tax_year_may_begin_in_any_month(union, vera):
    status = make_elector(union, first_month=7, year=2025)
    money = own_money(union)
    for day in ((2026, 6, 30), (2026, 7, 1)):
        make_effort(union, make_act(union), source=money, worked_on=datetime.date(*day))

    assert status.year_of(datetime.date(2026, 6, 30)) == 2025
    assert year_of(union, vera, 2025).own.direct == 400_00
    assert year_of(union, vera, 2026).own.direct == 400_00
    assert year_of(union, vera, 2025).name == "2025–26"


@pytest.mark.django_db
def test_an_election_counts_for_its_whole_year_and_a_revocation_from_the_next(union, vera):
    make_elector(union)
    election = TaxElection.objects.get()

    revoke_election(election=election, revoked_on=datetime.date(2026, 2, 1), by=None)
    modes = {year: year_of(union, vera, year).mode for year in (2023, 2024, 2026, 2027)}

    assert modes == {
        2023: Mode.SUBSTANTIAL,
        2024: Mode.ELECTOR,
        2026: Mode.ELECTOR,
        2027: Mode.SUBSTANTIAL,
    }


@pytest.mark.django_db
def test_only_a_public_charity_elects(union):
    for kind in ("church", "foundation", "welfare", "other"):
        set_status(organization=union, kind=kind, first_month=1, by=None)

        with pytest.raises(Refused):
            note_election(organization=union, filed_on=datetime.date(2026, 1, 5), by=None)


@pytest.mark.django_db
def test_without_an_election_there_is_a_share_and_a_plain_word_and_no_limit(union, vera):
    set_year(organization=union, year=2026, exempt_cents=4_000_00, by=None)
    make_effort(union, make_act(union))
    for kind, words in PLAIN.items():
        status = set_status(organization=union, kind=kind, first_month=1, by=None)

        record = record_of(status, vera, 2026)
        told = meters_of(record)

        assert not told.meters
        assert "10%" in told.finding
        assert any(words in note for note in told.notes)
        assert {row[0] for row in schedule_c(record).lines} == {"II-B"}


@pytest.mark.django_db
def test_who_did_not_elect_gets_the_lines_of_part_two_b(union, vera):
    set_status(organization=union, kind="charity", first_month=1, by=None)
    money = own_money(union)
    make_effort(union, make_act(union), source=money, volunteer_hours=3)
    make_effort(union, make_act(union), source=money, activity="media", hours=0, direct_cents=700)

    rows = schedule_c(record_of(union.tax_status, vera, 2026)).lines
    told = {(row[1], row[3]): row[5] for row in rows}

    assert (told["1a", "a"], told["1b", "a"], told["1h", "a"]) == ("yes", "yes", "no")
    assert (told["1c", "b"], told["1g", "b"], told["1j", "b"]) == (7.0, 400.0, 407.0)


@pytest.mark.django_db
def test_a_group_is_judged_by_its_own_column(union, vera):
    make_elector(union, is_affiliated=True)
    group = {"group_exempt_cents": 500_000_00, "group_direct_cents": 110_000_00}
    set_year(organization=union, year=2026, exempt_cents=300_000_00, by=None, **group)

    record = record_of(union.tax_status, vera, 2026)
    column = {row[1]: row[5] for row in schedule_c(record).lines if row[3] == "b" and row[4]}

    assert record.now.judged.tax == 2_500_00
    assert (column["1f"], column["1i"]) == (100_000.0, 10_000.0)
    assert "$2,500" in meters_of(record).notes[0]


@pytest.mark.django_db
def test_the_file_opens_as_text_and_as_a_workbook(union, vera, browse):
    make_elector(union)
    make_effort(union, make_act(union))
    page = "/en/work/elm-street/lobbying/years/2026/schedule-c/"

    text = browse(vera).get(f"{page}csv/").content.decode("utf-8-sig")
    book = browse(vera).get(f"{page}xlsx/").content

    rows = list(csv.reader(io.StringIO(text)))
    assert ["II-A", "1b", "a", "400.0"] in [[one[0], one[1], one[3], one[5]] for one in rows[1:16]]
    assert any("Calendar entries" in row for row in rows)
    assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(book)).namelist()


@pytest.mark.django_db
def test_who_never_told_the_tax_status_is_asked_for_it_first(union, olga, vera, browse):
    page = "/en/work/elm-street/lobbying/"

    assert "Tell your tax status" in visit(browse(olga), page).content.decode()
    seen = visit(browse(vera), page).content.decode()
    assert "First: what is your tax status?" in seen
    assert "Tell your tax status" not in seen
