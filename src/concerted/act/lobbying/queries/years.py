"""Tax years: what was spent on lobbying in each, what may be spent, and how four of them stand together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from concerted.act.lobbying.models import StatusKind, TaxElection, TaxStatus, YearFigures
from concerted.act.lobbying.queries.book import Line, standing_lines
from concerted.act.lobbying.queries.figures import Figures, figures_on
from concerted.analysis.lobbying import (
    Averaging,
    Excess,
    YearOfLobbying,
    averaging_test,
    excess_lobbying,
    excise_tax,
    grassroots_nontaxable_amount,
    nontaxable_amount,
    overhead_shares,
)
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization


class Mode(StrEnum):
    """By which rule a tax year is judged."""

    ELECTOR = "elector"
    SUBSTANTIAL = "substantial"
    FOUNDATION = "foundation"
    WELFARE = "welfare"
    OTHER = "other"


def in_cents(amount: Decimal) -> int:
    """Dollars as whole cents, half a cent upwards."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def dollars(cents: int) -> Decimal:
    return Decimal(cents) / 100


@dataclass(frozen=True)
class Sums:
    """Lobbying of one tax year against what it may be, in cents: of the organization, or of its group."""

    direct: int
    grassroots: int
    exempt: int
    nontaxable: int
    grassroots_nontaxable: int
    excess: Excess
    tax: int

    @property
    def total(self) -> int:
        return self.direct + self.grassroots

    @property
    def left(self) -> int:
        return max(0, self.nontaxable - self.total)

    @property
    def grassroots_left(self) -> int:
        return max(0, self.grassroots_nontaxable - self.grassroots)


def _sums(direct: int, grassroots: int, exempt: int, figures: Figures) -> Sums:
    """Line 1e is the sum of lobbying and all else, so it is never less than the lobbying."""
    whole = max(exempt, direct + grassroots)
    may = nontaxable_amount(dollars(whole), figures.schedule)
    of_it = grassroots_nontaxable_amount(dollars(whole), figures.schedule)
    excess = excess_lobbying(dollars(direct), dollars(grassroots), may, of_it)
    tax = in_cents(excise_tax(excess, figures.schedule))
    return Sums(direct, grassroots, whole, in_cents(may), in_cents(of_it), excess, tax)


@dataclass(frozen=True)
class Year:
    """One tax year, with the lines behind its sums."""

    year: int
    starts_on: datetime.date
    ends_on: datetime.date
    mode: Mode
    figures: Figures
    told: YearFigures | None
    lines: Sequence[Line]
    own: Sums
    group: Sums | None
    direct_overhead: int
    grassroots_overhead: int
    hours_do_not_fit: bool
    """Whether more hours were lobbying than were paid to everybody, so that no overhead could be divided."""

    @property
    def name(self) -> str:
        """As people name it: 2026, or 2026–27 where it begins in another month."""
        if self.starts_on.month == 1:
            return str(self.year)
        return f"{self.year}–{self.ends_on.year % 100:02}"

    @property
    def judged(self) -> Sums:
        """What the limits apply to: the group's sums where there is a group."""
        return self.group if self.group is not None else self.own

    @property
    def is_unfinished(self) -> bool:
        """Whether its spending as a whole is not told, so that its limits are those of lobbying alone."""
        return self.told is None

    @property
    def volunteer_hours(self) -> Decimal:
        return sum((Decimal(one.effort.volunteer_hours) for one in self.lines), Decimal(0))


@dataclass(frozen=True)
class Record:
    """The lobbying record of an organization that has told its tax status: the newest year first."""

    status: TaxStatus
    years: Sequence[Year]
    average: Averaging | None
    """Of this year and the years before it in which the election counted; none where it does not count now."""
    base_years: Sequence[Year]

    @property
    def now(self) -> Year:
        return self.years[0]


def status_of(organization: Organization, viewer: Viewer) -> TaxStatus | None:
    return TaxStatus.objects.visible_to(viewer).filter(organization=organization).first()


def mode_of(
    status: TaxStatus, elections: Iterable[TaxElection], first: datetime.date, last: datetime.date
) -> Mode:
    """By which rule the tax year of these days is judged."""
    kind = StatusKind(status.kind)
    if kind.may_elect and any(one.counts_for(first, last) for one in elections):
        return Mode.ELECTOR
    return {
        StatusKind.CHARITY: Mode.SUBSTANTIAL,
        StatusKind.CHURCH: Mode.SUBSTANTIAL,
        StatusKind.FOUNDATION: Mode.FOUNDATION,
        StatusKind.WELFARE: Mode.WELFARE,
        StatusKind.OTHER: Mode.OTHER,
    }[kind]


def record_of(status: TaxStatus, viewer: Viewer, year: int) -> Record:
    """The tax ``year`` and those before it that its average may ask for. ``status`` has passed a gate."""
    owner = status.organization
    latest, last = status.span(year)
    count = figures_on(latest).schedule.averaging_years
    earliest = status.span(year - count + 1)[0]
    elections = list(TaxElection.objects.visible_to(viewer).filter(organization=owner))
    rows = YearFigures.objects.visible_to(viewer).filter(organization=owner)
    told = {one.year: one for one in rows.filter(year__range=(year - count + 1, year))}
    lines = standing_lines(owner, viewer, earliest, last)
    years = [_year(status, year - back, elections, told, lines) for back in range(count)]
    base = _base_years(years)
    schedule = years[0].figures.schedule
    average = averaging_test([_base(one) for one in base], schedule) if base else None
    return Record(status, years, average, base)


def _base_years(years: Sequence[Year]) -> list[Year]:
    """This year and those before it in which the election counted; none where it does not count now."""
    if years[0].mode != Mode.ELECTOR:
        return []
    return [one for one in years if one.mode == Mode.ELECTOR]


def _base(year: Year) -> YearOfLobbying:
    sums = year.judged
    amounts = (sums.total, sums.grassroots, sums.nontaxable, sums.grassroots_nontaxable)
    return YearOfLobbying(*map(dollars, amounts))


def _year(
    status: TaxStatus,
    year: int,
    elections: Sequence[TaxElection],
    told: Mapping[int, YearFigures],
    lines: Sequence[Line],
) -> Year:
    first, last = status.span(year)
    mine = [one for one in lines if first <= one.effort.worked_on <= last]
    known, figures = told.get(year), figures_on(first)
    overhead, fits = _overhead(mine, known)
    direct = sum(one.direct for one in mine) + overhead[0]
    grassroots = sum(one.grassroots for one in mine) + overhead[1]
    return Year(
        year=year,
        starts_on=first,
        ends_on=last,
        mode=mode_of(status, elections, first, last),
        figures=figures,
        told=known,
        lines=mine,
        own=_sums(direct, grassroots, known.exempt_cents if known else 0, figures),
        group=_group(status, known, figures),
        direct_overhead=overhead[0],
        grassroots_overhead=overhead[1],
        hours_do_not_fit=not fits,
    )


def _overhead(lines: Sequence[Line], told: YearFigures | None) -> tuple[tuple[int, int], bool]:
    """What of the running costs goes to direct and to grassroots lobbying, and whether the hours fit."""
    if told is None or not told.overhead_cents:
        return (0, 0), True
    direct = sum((one.direct_hours for one in lines), Decimal(0))
    grassroots = sum((one.grassroots_hours for one in lines), Decimal(0))
    if direct + grassroots > told.all_hours:
        return (0, 0), False
    shares = overhead_shares(dollars(told.overhead_cents), direct, grassroots, told.all_hours)
    return (in_cents(shares[0]), in_cents(shares[1])), True


def _group(status: TaxStatus, told: YearFigures | None, figures: Figures) -> Sums | None:
    if not status.is_affiliated or told is None or told.group_exempt_cents is None:
        return None
    direct, grassroots = told.group_direct_cents or 0, told.group_grassroots_cents or 0
    return _sums(direct, grassroots, told.group_exempt_cents, figures)
