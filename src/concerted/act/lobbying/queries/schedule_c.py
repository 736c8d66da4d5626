"""Form 990, Schedule C: each line with its sum, and the records behind it, for text files and workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from concerted.act.lobbying.models import Activity
from concerted.act.lobbying.queries.book import Line
from concerted.act.lobbying.queries.years import Mode, Record, Sums, Year, in_cents
from concerted.base.tables.writing import Cell

HEADERS = ("part", "line", "what", "column", "tax_year", "amount", "how")
RECORD_HEADERS = (
    *("line", "tax_year", "day", "act", "what", "how_noted", "paid_hours", "cost_of_an_hour"),
    *("money_spent", "amount", "part_of_it", "paid_from", "basis", "unpaid_hours", "problem"),
)
PART_A, PART_B = "II-A", "II-B"
LINES_A = (
    ("1a", gettext_noop("Lobbying to influence public opinion (grassroots)")),
    ("1b", gettext_noop("Lobbying to influence a legislative body (direct)")),
    ("1c", gettext_noop("Total lobbying")),
    ("1d", gettext_noop("Other exempt-purpose expenditures")),
    ("1e", gettext_noop("Total exempt-purpose expenditures")),
    ("1f", gettext_noop("Lobbying nontaxable amount")),
    ("1g", gettext_noop("Grassroots nontaxable amount")),
    ("1h", gettext_noop("Grassroots lobbying over its amount")),
    ("1i", gettext_noop("Total lobbying over its amount")),
)
HOW_A = {
    "1a": "records",
    "1b": "records",
    "1c": "1a + 1b",
    "1d": "1e − 1c",
    "1e": "told",
    "1f": "table of 4911(c)(2)",
    "1g": "share of 1f",
    "1h": "1a − 1g",
    "1i": "1c − 1f",
}
LINES_AVERAGE = (
    ("2a", gettext_noop("Lobbying nontaxable amount")),
    ("2b", gettext_noop("Lobbying ceiling amount")),
    ("2c", gettext_noop("Total lobbying")),
    ("2d", gettext_noop("Grassroots nontaxable amount")),
    ("2e", gettext_noop("Grassroots ceiling amount")),
    ("2f", gettext_noop("Grassroots lobbying")),
)
LINES_B = (
    ("1a", gettext_noop("Volunteers")),
    ("1b", gettext_noop("Paid staff or management")),
    ("1c", gettext_noop("Media advertisements")),
    ("1d", gettext_noop("Mailings to members, legislators, or the public")),
    ("1e", gettext_noop("Publications, or published or broadcast statements")),
    ("1f", gettext_noop("Grants to other organizations for lobbying purposes")),
    ("1g", gettext_noop("Direct contact with legislators, their staffs, or officials")),
    ("1h", gettext_noop("Rallies, demonstrations, seminars, speeches, lectures")),
    ("1i", gettext_noop("Other activities")),
    ("1j", gettext_noop("Total of 1c through 1i")),
)
ACTIVITY_LINES = {
    Activity.MEDIA: "1c",
    Activity.MAILING: "1d",
    Activity.PUBLICATION: "1e",
    Activity.GRANT: "1f",
    Activity.CONTACT: "1g",
    Activity.EVENT: "1h",
    Activity.OTHER: "1i",
}


@dataclass(frozen=True)
class ScheduleC:
    """The lines of one tax year, and every record that stands behind one of them."""

    lines: Sequence[Sequence[Cell]]
    records: Sequence[Sequence[Cell]]


def schedule_c(record: Record) -> ScheduleC:
    """Part II-A where the election counts for the year, Part II-B where it does not."""
    year = record.now
    if year.mode != Mode.ELECTOR:
        return ScheduleC([*_part_b(year)], [*_records_b(year)])
    lines = [*_part_a(year.own, "a", year.name)]
    if year.group is not None:
        lines += _part_a(year.group, "b", year.name)
    lines += _averages(record)
    return ScheduleC(lines, [one for base in record.base_years for one in _records_a(base)])


def _amount(cents: int) -> float:
    return cents / 100


def _part_a(sums: Sums, column: str, year: str) -> Iterator[Sequence[Cell]]:
    amounts = {
        "1a": sums.grassroots,
        "1b": sums.direct,
        "1c": sums.total,
        "1d": sums.exempt - sums.total,
        "1e": sums.exempt,
        "1f": sums.nontaxable,
        "1g": sums.grassroots_nontaxable,
        "1h": in_cents(sums.excess.grassroots),
        "1i": in_cents(sums.excess.total),
    }
    for line, what in LINES_A:
        how = HOW_A[line] if column == "a" or line not in ("1a", "1b") else "told"
        yield PART_A, line, _(what), column, year, _amount(amounts[line]), how


def _averages(record: Record) -> Iterator[Sequence[Cell]]:
    """Lines 2a to 2f: columns (a) to (d) are the years, the earliest first, and (e) is their sum."""
    if record.average is None:
        return
    base = {one.year: one for one in record.base_years}
    years = sorted(record.years, key=lambda one: one.year)
    columns = [(letter, one) for letter, one in zip("abcdefgh", years, strict=False)]
    total = chr(ord("a") + len(columns))
    told = {
        name: _of_years(name, [base[one] for one in base]) for name in ("2a", "2c", "2d", "2f")
    }
    told |= {
        "2b": in_cents(record.average.ceiling),
        "2e": in_cents(record.average.grassroots_ceiling),
    }
    multiple = f"{record.now.figures.schedule.normal_multiple:.0%}"
    ceilings = {"2b": f"{multiple} of 2a({total})", "2e": f"{multiple} of 2d({total})"}
    for line, what in LINES_AVERAGE:
        if line not in ("2b", "2e"):
            for letter, year in columns:
                if year.year in base:
                    amount = _amount(_of_years(line, [year]))
                    yield PART_A, line, _(what), letter, year.name, amount, "1"
        how = ceilings.get(line, " + ".join(letter for letter, _year in columns))
        yield PART_A, line, _(what), total, "", _amount(told[line]), how


def _of_years(line: str, years: Sequence[Year]) -> int:
    sums = [one.judged for one in years]
    return {
        "2a": sum(one.nontaxable for one in sums),
        "2c": sum(one.total for one in sums),
        "2d": sum(one.grassroots_nontaxable for one in sums),
        "2f": sum(one.grassroots for one in sums),
    }[line]


def _record(line: str, year: Year, one: Line, part: int) -> Sequence[Cell]:
    effort = one.effort
    return (
        line,
        year.name,
        effort.worked_on.isoformat(),
        one.title,
        effort.words,
        str(effort.get_mode_display()),
        float(effort.hours),
        _amount(effort.rate_cents),
        _amount(effort.direct_cents),
        _amount(one.cents),
        _amount(part),
        effort.source.name if effort.source is not None else "",
        effort.basis,
        float(effort.volunteer_hours),
        _("money that may not pay for lobbying") if one.is_blocked else "",
    )


def _overhead(line: str, year: Year, part: int) -> Sequence[Cell]:
    whole = year.told.overhead_cents if year.told is not None else 0
    words, basis = _("Running costs"), _("By the share of paid hours")
    blank: tuple[Cell, ...] = ("", "", "")
    return (
        *(line, year.name, year.ends_on.isoformat(), "", words, *blank, ""),
        *(_amount(whole), _amount(part), "", basis, "", ""),
    )


def _records_a(year: Year) -> Iterator[Sequence[Cell]]:
    for one in reversed(year.lines):
        if one.grassroots:
            yield _record("1a", year, one, one.grassroots)
        if one.direct:
            yield _record("1b", year, one, one.direct)
    if year.grassroots_overhead:
        yield _overhead("1a", year, year.grassroots_overhead)
    if year.direct_overhead:
        yield _overhead("1b", year, year.direct_overhead)


def _line_b(one: Line) -> str:
    return ACTIVITY_LINES.get(Activity(one.effort.activity), "1i")


def _part_b(year: Year) -> Iterator[Sequence[Cell]]:
    """Lines 1a and 1b ask for a yes or a no, the others for that and an amount."""
    sums = dict.fromkeys((line for line, _what in LINES_B), 0)
    for one in year.lines:
        sums[_line_b(one)] += one.direct + one.grassroots
    sums["1i"] += year.direct_overhead + year.grassroots_overhead
    sums["1j"] = sum(sums.values())
    is_said = {line: amount > 0 for line, amount in sums.items()}
    lobbied = [one for one in year.lines if one.shares.is_lobbying]
    is_said["1a"] = any(one.effort.volunteer_hours for one in lobbied)
    is_said["1b"] = any(one.effort.hours for one in lobbied)
    for line, what in LINES_B:
        if line != "1j":
            yield PART_B, line, _(what), "a", year.name, _("yes") if is_said[line] else _("no"), ""
        if line not in ("1a", "1b"):
            yield PART_B, line, _(what), "b", year.name, _amount(sums[line]), "records"


def _records_b(year: Year) -> Iterator[Sequence[Cell]]:
    for one in reversed(year.lines):
        if one.direct or one.grassroots:
            yield _record(_line_b(one), year, one, one.direct + one.grassroots)
    overhead = year.direct_overhead + year.grassroots_overhead
    if overhead:
        yield _overhead("1i", year, overhead)
