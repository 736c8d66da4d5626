"""Form 990, Schedule C: each line with its sum, and the records behind it, for text files and workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from concerted.act.lobbying.queries.meters import usd
from concerted.act.lobbying.queries.schedule_parts import part_b, part_three, records_b
from concerted.act.lobbying.queries.schedule_records import amount_of, overhead_row, record_row
from concerted.act.lobbying.queries.years import Mode, Record, Sums, Year, in_cents
from concerted.base.tables.writing import Cell

HEADERS = ("part", "line", "what", "column", "tax_year", "amount", "how")
PART_A = "II-A"
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
TAXED = ("1j", gettext_noop("If 1h or 1i is more than 0: Form 4720 filed for this year?"))
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


@dataclass(frozen=True)
class ScheduleC:
    """The lines of one tax year, and every record that stands behind one of them."""

    lines: Sequence[Sequence[Cell]]
    records: Sequence[Sequence[Cell]]


def schedule_c(record: Record) -> ScheduleC:
    """The parts that the year's tax status asks for, and the records of every year in them.

    Part II-A where the election counts, II-B for other charities, III for a 501(c)(4); no others file the schedule.
    """
    year = record.now
    match year.mode:
        case Mode.ELECTOR:
            return _elector(record)
        case Mode.SUBSTANTIAL:
            return ScheduleC([*part_b(year)], [*records_b(year)])
        case Mode.WELFARE:
            return ScheduleC([*part_three(year)], [*_records_a(year, "2a", "2a")])
    return ScheduleC([], [*_records_a(year, "", "")])


def _elector(record: Record) -> ScheduleC:
    year = record.now
    lines = [*_part_a(year, year.own, "a")]
    if year.group is not None:
        lines += _part_a(year, year.group, "b")
    lines += [_taxed(year), *_averages(record)]
    return ScheduleC(lines, [one for base in record.base_years for one in _records_a(base)])


def _part_a(year: Year, sums: Sums, column: str) -> Iterator[Sequence[Cell]]:
    """Lines 1a to 1i; what follows from the year's spending stays empty while that is not told."""
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
        if year.is_unfinished and line > "1c":
            yield PART_A, line, _(what), column, year.name, "", _("1e is not told yet")
        else:
            yield PART_A, line, _(what), column, year.name, amount_of(amounts[line]), how


def _taxed(year: Year) -> Sequence[Cell]:
    line, what = TAXED
    tax = year.judged.tax if not year.is_unfinished else 0
    how = _("yours to answer; the tax is %(tax)s") % {"tax": usd(tax)} if tax else ""
    return PART_A, line, _(what), "", year.name, "", how


def _averages(record: Record) -> Iterator[Sequence[Cell]]:
    """Lines 2a to 2f: columns (a) to (d) are the years, this one last, and (e) is the sum of the base years."""
    if record.average is None:
        return
    base = record.base_years
    years = record.years[::-1]
    count = record.now.figures.schedule.averaging_years
    letters = "abcdefgh"[: count + 1]
    columns = list(zip(letters[count - len(years) : count], years, strict=True))
    total = letters[-1]
    told = {name: _of_years(name, base) for name in ("2a", "2c", "2d", "2f")}
    told |= {
        "2b": in_cents(record.average.ceiling),
        "2e": in_cents(record.average.grassroots_ceiling),
    }
    multiple = f"{record.now.figures.schedule.normal_multiple:.0%}"
    ceilings = {"2b": f"{multiple} of 2a({total})", "2e": f"{multiple} of 2d({total})"}
    for line, what in LINES_AVERAGE:
        if line not in ("2b", "2e"):
            for letter, year in columns:
                if year in base:
                    amount = amount_of(_of_years(line, [year]))
                    yield PART_A, line, _(what), letter, year.name, amount, "1"
        how = ceilings.get(line, " + ".join(letter for letter, one in columns if one in base))
        yield PART_A, line, _(what), total, "", amount_of(told[line]), how


def _of_years(line: str, years: Sequence[Year]) -> int:
    sums = [one.judged for one in years]
    known = [one.judged for one in years if not one.is_unfinished]
    return {
        "2a": sum(one.nontaxable for one in known),
        "2c": sum(one.total for one in sums),
        "2d": sum(one.grassroots_nontaxable for one in known),
        "2f": sum(one.grassroots for one in sums),
    }[line]


def _records_a(year: Year, grassroots: str = "1a", direct: str = "1b") -> Iterator[Sequence[Cell]]:
    """The records of a year behind its two lines."""
    for one in reversed(year.lines):
        if one.grassroots:
            yield record_row(grassroots, year, one, one.grassroots)
        if one.direct:
            yield record_row(direct, year, one, one.direct)
    if year.grassroots_overhead:
        yield overhead_row(grassroots, year, year.grassroots_overhead)
    if year.direct_overhead:
        yield overhead_row(direct, year, year.direct_overhead)
