"""Tax years under each status: limits, the average of four years, and the file for Form 990."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from decimal import Decimal
from itertools import pairwise

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
from concerted.act.lobbying.queries.taxyears import tax_history
from concerted.act.lobbying.queries.years import Mode
from concerted.act.lobbying.tests.factories import (
    TO_COUNCIL,
    TO_PUBLIC,
    make_act,
    make_effort,
    make_elector,
    own_money,
    record_in,
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
from concerted.organizations.zones import today_in
from concerted.pool.offers.operations.budgets import change_source

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


def test_the_amount_never_falls_and_never_jumps_as_spending_rises():
    spent = [Decimal(step) * 2_500 for step in range(7_200)]
    amounts = [nontaxable_amount(one, LAW) for one in spent]

    for before, after in pairwise(amounts):
        assert 0 <= after - before <= Decimal("0.20") * 2_500
    assert amounts[-1] == LAW.most


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
    return record_in(organization, viewer, year).now


def begins(year=2026):
    return datetime.date(year, 1, 1)


@pytest.mark.django_db
def test_efforts_and_overhead_add_up_to_the_lines_of_part_two_a(union, vera):
    make_elector(union)
    money = own_money(union)
    make_effort(union, make_act(union, "To the council", TO_COUNCIL), source=money)
    make_effort(union, make_act(union, "To all", TO_PUBLIC), source=money, hours=Decimal(5))
    figures = {"exempt_cents": 300_000_00, "overhead_cents": 10_000_00, "all_hours": Decimal(1000)}
    figures["overhead_source"] = money
    set_year(organization=union, starts_on=begins(), by=None, **figures)

    record = record_in(union, vera)
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


def spend_in(organization, **hours):
    """A letter to the council of so many hours, at 40 dollars each, in the middle of each year."""
    act, money = make_act(organization), own_money(organization)
    for year, number in hours.items():
        day = datetime.date(int(year[1:]), 5, 5)
        make_effort(organization, act, source=money, worked_on=day, hours=Decimal(number))


def tell_years(organization, *years, dollars=1_000):
    for year in years:
        set_year(
            organization=organization, starts_on=begins(year), exempt_cents=dollars * 100, by=None
        )


@pytest.mark.django_db
def test_within_the_ceiling_a_young_first_election_asks_for_its_own_years_alone(union, vera):
    make_elector(union, exempt=1_000)
    tell_years(union, 2024, 2025)
    spend_in(union, y2023=90, y2025=5, y2026=5)

    record = record_in(union, vera)
    lines = {(row[1], row[3]): row[5] for row in schedule_c(record).lines}

    assert [one.name for one in record.base_years] == ["2026", "2025", "2024"]
    assert not record.average.is_exceeded
    assert ("2c", "a") not in lines
    assert (lines["2c", "b"], lines["2c", "c"], lines["2c", "d"]) == (0, 200, 200)
    assert (lines["2a", "e"], lines["2b", "e"], lines["2c", "e"]) == (600, 900, 400)


@pytest.mark.django_db
def test_over_the_ceiling_it_asks_for_all_four_years_before_it_says_so(union, vera):
    make_elector(union, exempt=1_000)
    tell_years(union, 2023, 2024, 2025)
    spend_in(union, y2024=20, y2025=5, y2026=5)

    record = record_in(union, vera)
    lines = {(row[1], row[3]): row[5] for row in schedule_c(record).lines}

    assert [one.name for one in record.base_years] == ["2026", "2025", "2024", "2023"]
    assert (lines["2a", "a"], lines["2c", "a"], lines["2b", "e"]) == (200, 0, 1_200)
    assert record.average.total == record.average.ceiling == 1_200
    assert not record.average.is_exceeded


@pytest.mark.django_db
def test_a_second_election_asks_for_the_years_without_one_too(union, vera):
    make_elector(union, exempt=1_000)
    tell_years(union, 2023, 2024, 2025)
    election = TaxElection.objects.get()
    TaxElection.objects.filter(pk=election.pk).update(
        filed_on=begins(2023), revoked_on=datetime.date(2023, 6, 1)
    )
    note_election(organization=union, filed_on=datetime.date(2025, 2, 1), by=None)
    spend_in(union, y2024=60, y2026=5)

    record = record_in(union, vera)

    assert [one.mode == Mode.ELECTOR for one in record.years] == [True, True, False, True]
    assert record.average.total == 2_600
    assert any("exemption is at risk" in note for note in meters_of(record).notes)


@pytest.mark.django_db
def test_the_tax_year_after_a_revocation_has_no_election(union):
    make_elector(union)
    today = today_in(union)
    revoke_election(election=TaxElection.objects.get(), revoked_on=today, by=None)

    with pytest.raises(Refused, match="one tax year stays without an election"):
        note_election(organization=union, filed_on=today, by=None)


@pytest.mark.django_db
def test_a_year_that_nobody_told_has_no_limit_and_alarms_nobody(union, vera):
    make_elector(union, exempt=1_000)
    spend_in(union, y2025=50)

    now, before = record_in(union, vera), record_in(union, vera, 2025)
    lines = {row[1]: row[5] for row in schedule_c(before).lines if row[3] == "a"}

    assert now.average.is_exceeded
    assert [one.title for one in meters_of(now).meters] == [
        "All lobbying, this tax year",
        "Grassroots lobbying, this tax year",
    ]
    assert not any("at risk" in note for note in meters_of(now).notes)
    assert any("2023, 2024, 2025" in note for note in meters_of(now).notes)
    assert meters_of(before).finding.startswith("$2,000 went into lobbying this tax year. Tell")
    assert not meters_of(before).meters
    assert (lines["1c"], lines["1f"], lines["1i"]) == (2_000, "", "")


@pytest.mark.django_db
def test_a_tax_year_may_begin_in_any_month(union, vera):
    make_elector(union, first_month=7, year=2025)
    money = own_money(union)
    for day in ((2026, 6, 30), (2026, 7, 1)):
        make_effort(union, make_act(union), source=money, worked_on=datetime.date(*day))

    assert year_of(union, vera, 2025).own.direct == 400_00
    assert year_of(union, vera, 2026).own.direct == 400_00
    assert year_of(union, vera, 2025).name == "2025–26"


@pytest.mark.django_db
def test_another_month_makes_one_short_year_and_leaves_the_years_before(union, vera):
    make_elector(union)
    july = datetime.date(2025, 7, 1)
    set_status(organization=union, kind="charity", first_month=7, since=july, by=None)
    history = tax_history(union, vera)

    years = history.years_to(history.year_of(datetime.date(2026, 7, 4)), 4)

    assert [one.slug for one in years] == ["2026", "2025", "2025-01-01", "2024"]
    assert [one.name for one in years] == [
        "2026–27",
        "2025–26",
        "January 2025 – June 2025",
        "2024",
    ]
    assert all(history.named(one.slug) == one for one in years)
    assert len(record_in(union, vera, "2026").years) == 4


@pytest.mark.django_db
def test_nothing_is_asked_of_the_time_before_an_organization_began(union, vera):
    begun = datetime.date(2025, 5, 15)
    set_status(organization=union, kind="charity", first_month=1, since=begun, by=None)
    note_election(organization=union, filed_on=datetime.date(2025, 6, 1), by=None)

    record = record_in(union, vera)

    assert [(one.starts_on, one.span.is_short) for one in record.years] == [
        (begins(), False),
        (begun, True),
    ]
    assert {row[3] for row in schedule_c(record).lines if row[1] == "2c"} == {"c", "d", "e"}


@pytest.mark.django_db
def test_years_before_it_was_a_charity_are_no_base_years(union, vera):
    set_status(organization=union, kind="welfare", first_month=1, by=None)
    set_status(organization=union, kind="charity", first_month=1, since=begins(2025), by=None)
    note_election(organization=union, filed_on=datetime.date(2025, 1, 2), by=None)
    tell_years(union, 2025, 2026)
    spend_in(union, y2026=50)

    record = record_in(union, vera)

    assert record.average.is_exceeded
    assert [one.name for one in record.base_years] == ["2026", "2025"]
    assert year_of(union, vera, 2024).mode == Mode.WELFARE


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


PARTS = {"charity": {"II-B"}, "welfare": {"III-A", "III-B"}, "foundation": set(), "other": set()}


@pytest.mark.django_db
def test_without_an_election_there_is_a_share_and_a_plain_word_and_no_limit(union, vera):
    set_status(organization=union, kind="charity", first_month=1, by=None)
    set_year(organization=union, starts_on=begins(), exempt_cents=4_000_00, by=None)
    make_effort(union, make_act(union))
    for kind, words in PLAIN.items():
        set_status(organization=union, kind=kind, first_month=1, by=None)

        record = record_in(union, vera)
        told = meters_of(record)

        assert not told.meters
        assert "10%" in told.finding
        assert any(words in note for note in told.notes)
        assert {row[0] for row in schedule_c(record).lines} == PARTS[kind]
        assert len(schedule_c(record).records) == 1


@pytest.mark.django_db
def test_a_501c4_gets_the_lines_of_part_three(union, vera):
    set_status(organization=union, kind="welfare", first_month=1, by=None)
    dues = {"dues_cents": 9_000_00, "carried_in_cents": 100_00, "notified_cents": 250_00}
    set_year(organization=union, starts_on=begins(), exempt_cents=0, by=None, **dues)
    make_effort(union, make_act(union))

    rows = schedule_c(record_in(union, vera)).lines
    told = {row[1]: row[5] for row in rows if row[0] == "III-B"}

    assert [row[1] for row in rows if row[0] == "III-A"] == ["1", "2", "3"]
    assert told == {"1": 9000, "2a": 400, "2b": 100, "2c": 500, "3": 250, "4": "", "5": 250}


@pytest.mark.django_db
def test_running_costs_that_are_lobbying_stand_on_money_that_may_pay_for_it(union, vera):
    make_elector(union)
    federal = own_money(union, name="Health center grant", is_federal=True)
    gift = own_money(union, name="Gift")
    costs = {"exempt_cents": 300_000_00, "overhead_cents": 1_000_00, "all_hours": Decimal(100)}

    for source in (None, federal):
        with pytest.raises(Refused) as refused:
            set_year(
                organization=union, starts_on=begins(), overhead_source=source, by=None, **costs
            )
        assert refused.value.field == "overhead_source"
    set_year(organization=union, starts_on=begins(), overhead_source=gift, by=None, **costs)
    make_effort(union, make_act(union))
    change_source(source=gift, forbids_lobbying=True, by=None)

    record = record_in(union, vera)
    assert record.now.direct_overhead == 100_00
    assert any("Running costs" in note for note in meters_of(record).notes)
    assert [row[-1] for row in schedule_c(record).records if row[4] == "Running costs"] == [
        "money that may not pay for lobbying"
    ]


@pytest.mark.django_db
def test_hours_on_an_act_that_waits_are_told_and_not_counted(union, vera):
    make_elector(union)
    make_effort(union, make_act(union, answers=None))

    record = record_in(union, vera)

    assert record.now.own.total == 0
    assert any("$400 is booked on acts that nobody" in note for note in meters_of(record).notes)


@pytest.mark.django_db
def test_grassroots_lobbying_has_no_more_left_than_all_lobbying(union, vera):
    make_elector(union, exempt=1_000)
    spend_in(union, y2026=4)

    assert (
        "$40 is left, of which up to $40 for grassroots"
        in meters_of(record_in(union, vera)).finding
    )


@pytest.mark.django_db
def test_who_did_not_elect_gets_the_lines_of_part_two_b(union, vera):
    set_status(organization=union, kind="charity", first_month=1, by=None)
    money = own_money(union)
    make_effort(union, make_act(union), source=money, volunteer_hours=3)
    make_effort(union, make_act(union), source=money, activity="media", hours=0, direct_cents=700)

    rows = schedule_c(record_in(union, vera)).lines
    told = {(row[1], row[3]): row[5] for row in rows}

    assert (told["1a", "a"], told["1b", "a"], told["1h", "a"]) == ("yes", "yes", "no")
    assert {"2a", "2b", "2c", "2d"} <= {row[1] for row in rows}
    assert (told["1c", "b"], told["1g", "b"], told["1j", "b"]) == (7.0, 400.0, 407.0)


@pytest.mark.django_db
def test_a_group_is_judged_by_its_own_column(union, vera):
    make_elector(union, is_affiliated=True)
    group = {"group_exempt_cents": 500_000_00, "group_direct_cents": 110_000_00}
    set_year(organization=union, starts_on=begins(), exempt_cents=300_000_00, by=None, **group)

    record = record_in(union, vera)
    rows = schedule_c(record).lines
    column = {row[1]: row[5] for row in rows if row[3] == "b" and row[4]}

    assert record.now.judged.tax == 2_500_00
    assert (column["1f"], column["1i"]) == (100_000.0, 10_000.0)
    assert "$2,500" in meters_of(record).notes[0]
    assert [row[6] for row in rows if row[1] == "1j"] == ["yours to answer; the tax is $2,500"]


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
