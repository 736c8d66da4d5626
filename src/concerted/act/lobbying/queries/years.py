"""Tax years: what was spent on lobbying in each, what may be spent, and how four of them stand together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import takewhile

from concerted.act.lobbying.models import StatusKind, TaxElection, YearFigures
from concerted.act.lobbying.queries.book import Line, standing_lines
from concerted.act.lobbying.queries.figures import Figures, figures_on
from concerted.act.lobbying.queries.taxyears import TaxHistory, TaxYear
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

    span: TaxYear
    kind: StatusKind
    mode: Mode
    is_affiliated: bool
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
    def starts_on(self) -> datetime.date:
        return self.span.starts_on

    @property
    def ends_on(self) -> datetime.date:
        return self.span.ends_on

    @property
    def name(self) -> str:
        return self.span.name

    @property
    def judged(self) -> Sums:
        """What the limits apply to: the group's sums where there is a group."""
        return self.group if self.group is not None else self.own

    @property
    def is_unfinished(self) -> bool:
        """Whether its spending as a whole is not told, so that nobody knows its limits."""
        return self.told is None

    @property
    def lacks_group(self) -> bool:
        """Whether the sums of the group, which the limits apply to, are not told."""
        return self.is_affiliated and self.group is None

    @property
    def overhead_is_blocked(self) -> bool:
        """Whether running costs that are lobbying stand on money that may not pay for it, as where its rules changed."""
        source = self.told.overhead_source if self.told is not None else None
        is_any = self.direct_overhead + self.grassroots_overhead > 0
        return is_any and source is not None and not source.can_pay_lobbying

    @property
    def unclassified(self) -> int:
        """What was booked on acts that nobody has classified, in cents: it is in no sum yet."""
        return sum(one.cents for one in self.lines if not one.shares.is_known)

    @property
    def volunteer_hours(self) -> Decimal:
        return sum((Decimal(one.effort.volunteer_hours) for one in self.lines), Decimal(0))


@dataclass(frozen=True)
class Record:
    """The lobbying record of an organization that has told its tax status: the newest year first."""

    history: TaxHistory
    years: Sequence[Year]
    average: Averaging | None
    """Of the base years; none where the election does not count now."""
    base_years: Sequence[Year]

    @property
    def now(self) -> Year:
        return self.years[0]

    @property
    def untold(self) -> list[Year]:
        """Base years whose spending nobody told: they add nothing to the ceilings."""
        return [one for one in self.base_years if one.is_unfinished]


def mode_of(kind: StatusKind, elections: Iterable[TaxElection], year: TaxYear) -> Mode:
    """By which rule the tax ``year`` of an organization of this ``kind`` is judged."""
    if kind.may_elect and any(one.counts_for(year.starts_on, year.ends_on) for one in elections):
        return Mode.ELECTOR
    return {
        StatusKind.CHARITY: Mode.SUBSTANTIAL,
        StatusKind.CHURCH: Mode.SUBSTANTIAL,
        StatusKind.FOUNDATION: Mode.FOUNDATION,
        StatusKind.WELFARE: Mode.WELFARE,
        StatusKind.OTHER: Mode.OTHER,
    }[kind]


def record_of(history: TaxHistory, viewer: Viewer, year: TaxYear) -> Record:
    """The tax ``year`` and those before it that its average may ask for. ``history`` has passed a gate."""
    owner = history.organization
    count = figures_on(year.starts_on).schedule.averaging_years
    spans = history.years_to(year, count)
    elections = list(TaxElection.objects.visible_to(viewer).filter(organization=owner))
    rows = YearFigures.objects.visible_to(viewer).filter(organization=owner)
    rows = rows.filter(starts_on__in=[one.starts_on for one in spans])
    told = {one.starts_on: one for one in rows.select_related("overhead_source")}
    lines = standing_lines(owner, viewer, spans[-1].starts_on, year.ends_on)
    years = [_year(history, one, elections, told, lines) for one in spans]
    average, base = _average(years, elections)
    return Record(history, years, average, base)


def _average(
    years: Sequence[Year], elections: Sequence[TaxElection]
) -> tuple[Averaging | None, Sequence[Year]]:
    """The base years of the newest of ``years`` with their sums, and none where no election counts for it.

    They are this year and those before it in which the organization was a 501(c)(3). In the first three years of its
    first election those of the election alone may do: only where they exceed a ceiling, all of them are asked.
    """
    now = years[0]
    if now.mode != Mode.ELECTOR:
        return None, []
    schedule = now.figures.schedule
    elected = list(takewhile(lambda one: one.mode == Mode.ELECTOR, years))
    first = min(elections, key=lambda one: one.filed_on)
    if first.counts_for(now.starts_on, now.ends_on) and len(elected) < schedule.averaging_years:
        average = averaging_test([_base(one) for one in elected], schedule)
        if not average.is_exceeded:
            return average, elected
    base = list(takewhile(lambda one: one.kind.is_501c3, years))
    return averaging_test([_base(one) for one in base], schedule), base


def _base(year: Year) -> YearOfLobbying:
    """A year whose spending is not told has no amount that is known not to be taxed."""
    sums = year.judged
    may = (0, 0) if year.is_unfinished else (sums.nontaxable, sums.grassroots_nontaxable)
    return YearOfLobbying(*map(dollars, (sums.total, sums.grassroots, *may)))


def _year(
    history: TaxHistory,
    span: TaxYear,
    elections: Sequence[TaxElection],
    told: Mapping[datetime.date, YearFigures],
    lines: Sequence[Line],
) -> Year:
    mine = [one for one in lines if one.effort.worked_on in span]
    known, figures = told.get(span.starts_on), figures_on(span.starts_on)
    overhead, fits = _overhead(mine, known)
    direct = sum(one.direct for one in mine) + overhead[0]
    grassroots = sum(one.grassroots for one in mine) + overhead[1]
    is_affiliated = history.on(span.ends_on).is_affiliated
    return Year(
        span=span,
        kind=history.kind_in(span),
        mode=mode_of(history.kind_in(span), elections, span),
        is_affiliated=is_affiliated,
        figures=figures,
        told=known,
        lines=mine,
        own=_sums(direct, grassroots, known.exempt_cents if known else 0, figures),
        group=_group(known, figures) if is_affiliated else None,
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


def _group(told: YearFigures | None, figures: Figures) -> Sums | None:
    if told is None or told.group_exempt_cents is None:
        return None
    direct, grassroots = told.group_direct_cents or 0, told.group_grassroots_cents or 0
    return _sums(direct, grassroots, told.group_exempt_cents, figures)
