"""The records behind the lines of Schedule C, as rows of its file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from concerted.act.lobbying.queries.book import Line
from concerted.act.lobbying.queries.years import Year
from concerted.base.tables.writing import Cell

RECORD_HEADERS = (
    *("line", "tax_year", "day", "act", "what", "how_noted", "paid_hours", "cost_of_an_hour"),
    *("money_spent", "amount", "part_of_it", "paid_from", "basis", "unpaid_hours", "problem"),
)


def amount_of(cents: int) -> float:
    return cents / 100


def record_row(line: str, year: Year, one: Line, part: int) -> Sequence[Cell]:
    """``part`` of an effort, in cents, as it stands behind a line."""
    effort = one.effort
    return (
        line,
        year.name,
        effort.worked_on.isoformat(),
        one.title,
        effort.words,
        str(effort.get_mode_display()),
        float(effort.hours),
        amount_of(effort.rate_cents),
        amount_of(effort.direct_cents),
        amount_of(one.cents),
        amount_of(part),
        effort.source.name if effort.source is not None else "",
        effort.basis,
        float(effort.volunteer_hours),
        _blocked() if one.is_blocked else "",
    )


def overhead_row(line: str, year: Year, part: int) -> Sequence[Cell]:
    """The same of the running costs of the year."""
    whole = year.told.overhead_cents if year.told is not None else 0
    words, basis = _("Running costs"), _("By the share of paid hours")
    paid = year.told.overhead_source if year.told is not None else None
    source = paid.name if paid is not None else ""
    problem = _blocked() if year.overhead_is_blocked else ""
    blank: tuple[Cell, ...] = ("", "", "")
    return (
        *(line, year.name, year.ends_on.isoformat(), "", words, *blank, ""),
        *(amount_of(whole), amount_of(part), source, basis, "", problem),
    )


def _blocked() -> str:
    return _("money that may not pay for lobbying")
