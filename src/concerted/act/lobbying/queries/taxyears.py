"""Tax years of an organization, as its tax status and the month in which its years begin change over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import date_format

from concerted.act.lobbying.models import StatusKind, TaxStatus
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization

WHOLE = datetime.timedelta(days=364)
EARLIEST, LATEST = 1977, 2200
"""Of what years there can be a record: before, there was no law."""


@dataclass(frozen=True)
class TaxYear:
    """A tax year, known by its first day. It is short where the organization begins or changes its month in it."""

    starts_on: datetime.date
    ends_on: datetime.date

    @property
    def is_short(self) -> bool:
        return self.ends_on - self.starts_on < WHOLE

    @property
    def name(self) -> str:
        """As people name it: 2026, or 2026–27 where it begins in another month; a short one by its months."""
        if self.is_short:
            ends = (
                date_format(day, "YEAR_MONTH_FORMAT") for day in (self.starts_on, self.ends_on)
            )
            return " – ".join(ends)
        if self.starts_on.month == 1:
            return str(self.starts_on.year)
        return f"{self.starts_on.year}–{self.ends_on.year % 100:02}"

    @property
    def slug(self) -> str:
        """As addresses name it: by the year in which it begins; a short one by its first day."""
        return self.starts_on.isoformat() if self.is_short else str(self.starts_on.year)

    def __contains__(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class TaxHistory:
    """Every tax status that was told, the earliest first; at least one."""

    organization: Organization
    rows: Sequence[TaxStatus]

    def on(self, day: datetime.date) -> TaxStatus:
        """The status of ``day``; of a day before all that was told, the first."""
        known = [one for one in self.rows if one.since is None or one.since <= day]
        return known[-1] if known else self.rows[0]

    def kind_in(self, year: TaxYear) -> StatusKind:
        """What it was at the end of ``year``."""
        return StatusKind(self.on(year.ends_on).kind)

    def year_of(self, day: datetime.date) -> TaxYear:
        """The tax year that ``day`` lies in."""
        turns = list(self._turns())
        month = self.rows[0].first_month
        for turn, new_month in turns:
            month = new_month if turn <= day else month
        first = datetime.date(day.year if day.month >= month else day.year - 1, month, 1)
        after = datetime.date(first.year + 1, month, 1)
        first = max([first, *(turn for turn, _month in turns if turn <= day)])
        after = min([after, *(turn for turn, _month in turns if turn > day)])
        return TaxYear(first, after - datetime.timedelta(days=1))

    def _turns(self) -> Iterator[tuple[datetime.date, int]]:
        """Days on which a tax year begins whatever was before, with the month of those that follow.

        They are the beginning, and where another month takes over: the first of it after it was told to hold.
        """
        begun = self.rows[0].since
        if begun is not None:
            yield begun, self.rows[0].first_month
        for before, row in pairwise(self.rows):
            if row.first_month != before.first_month and row.since is not None:
                turn = datetime.date(row.since.year, row.first_month, 1)
                turn = turn if turn >= row.since else turn.replace(year=turn.year + 1)
                yield turn, row.first_month

    def named(self, slug: str) -> TaxYear | None:
        """The tax year that an address names, or that begins in the year it names."""
        try:
            if len(slug) > 4:
                found = self.year_of(datetime.date.fromisoformat(slug))
                return found if found.starts_on.isoformat() == slug else None
            found = self.year_of(datetime.date(int(slug), 12, 31))
        except ValueError:
            return None
        return found if EARLIEST <= found.starts_on.year <= LATEST else None

    def years_to(self, year: TaxYear, count: int) -> list[TaxYear]:
        """``year`` and those before it, the newest first, ``count`` in all at most; none from before the beginning."""
        found, begun = [year], self.rows[0].since
        while len(found) < count and (begun is None or found[-1].starts_on > begun):
            found.append(self.year_of(found[-1].starts_on - datetime.timedelta(days=1)))
        return found


def tax_history(organization: Organization, viewer: Viewer) -> TaxHistory | None:
    """What ``viewer`` may know of it; nothing while no status was told."""
    rows = list(TaxStatus.objects.visible_to(viewer).filter(organization=organization))
    return TaxHistory(organization, rows) if rows else None


def history_of(organization: Organization) -> TaxHistory | None:
    """The same without a viewer, for operations."""
    rows = list(TaxStatus.objects.filter(organization=organization))
    return TaxHistory(organization, rows) if rows else None
