"""Schedule C of those who did not elect: Part II-B of a charity, Part III of a 501(c)(4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from concerted.act.lobbying.models import Activity, YearFigures
from concerted.act.lobbying.queries.book import Line
from concerted.act.lobbying.queries.schedule_records import amount_of, overhead_row, record_row
from concerted.act.lobbying.queries.years import Year
from concerted.base.tables.writing import Cell

PART_B, DUES, NOTICES = "II-B", "III-A", "III-B"
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
ASKED_B = (
    ("2a", gettext_noop("Did line 1 end the description in section 501(c)(3)?")),
    ("2b", gettext_noop("If so: tax under section 4912")),
    ("2c", gettext_noop("If so: tax of managers under section 4912")),
    ("2d", gettext_noop("If so: Form 4720 filed for this year?")),
)
LINES_DUES = (
    ("1", gettext_noop("Were nine tenths or more of the dues not deductible by members?")),
    ("2", gettext_noop("Only in-house lobbying of $2,000 or less?")),
    ("3", gettext_noop("Agreed to carry over from the year before?")),
)
LINES_NOTICES = (
    ("1", gettext_noop("Dues, assessments and the like from members")),
    ("2a", gettext_noop("Lobbying and political expenditures, current year")),
    ("2b", gettext_noop("Carryover from last year")),
    ("2c", gettext_noop("Total of 2a and 2b")),
    ("3", gettext_noop("Told to members in notices as not deductible")),
    ("4", gettext_noop("Carried over to next year")),
    ("5", gettext_noop("Taxable amount")),
)
HOW_NOTICES = {"2a": "records", "2c": "2a + 2b", "5": "2c − 3 − 4"}
"""Part III-B is asked for where Part III-A has two times no, or a carryover (26 U.S.C. 162(e), 6033(e))."""


def _line_b(one: Line) -> str:
    return ACTIVITY_LINES.get(Activity(one.effort.activity), "1i")


def part_b(year: Year) -> Iterator[Sequence[Cell]]:
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
            yield PART_B, line, _(what), "b", year.name, amount_of(sums[line]), "records"
    yield from _asked(PART_B, ASKED_B, year)


def records_b(year: Year) -> Iterator[Sequence[Cell]]:
    for one in reversed(year.lines):
        if one.direct or one.grassroots:
            yield record_row(_line_b(one), year, one, one.direct + one.grassroots)
    overhead = year.direct_overhead + year.grassroots_overhead
    if overhead:
        yield overhead_row("1i", year, overhead)


def _asked(part: str, lines: Sequence[tuple[str, str]], year: Year) -> Iterator[Sequence[Cell]]:
    """What only the organization knows."""
    for line, what in lines:
        yield part, line, _(what), "", year.name, "", _("yours to answer")


def part_three(year: Year) -> Iterator[Sequence[Cell]]:
    """What the record and the figures of the year say of dues; the questions are left open."""
    yield from _asked(DUES, LINES_DUES, year)
    sums = _dues(year.told, year.own.total)
    for line, what in LINES_NOTICES:
        cents = sums[line]
        told = amount_of(cents) if cents is not None else ""
        yield NOTICES, line, _(what), "", year.name, told, HOW_NOTICES.get(line, "told")


def _dues(told: YearFigures | None, spent: int) -> dict[str, int | None]:
    """Line by line in cents; nothing where nobody told it."""
    if told is None:
        return {line: spent if line in ("2a", "2c") else None for line, _what in LINES_NOTICES}
    whole = spent + (told.carried_in_cents or 0)
    left = whole - (told.notified_cents or 0) - (told.carried_on_cents or 0)
    return {
        "1": told.dues_cents,
        "2a": spent,
        "2b": told.carried_in_cents,
        "2c": whole,
        "3": told.notified_cents,
        "4": told.carried_on_cents,
        "5": max(0, left),
    }
