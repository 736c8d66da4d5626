"""The board of the record, and its settings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.lobbying.models import (
    Candidacy,
    Effort,
    ElectionWindow,
    StateReminder,
    StatusKind,
    TaxElection,
    TaxStatus,
    YearFigures,
)
from concerted.act.lobbying.queries.book import Line, blocked, lines_of, standing_lines
from concerted.act.lobbying.queries.classified import ActLine, act_lines
from concerted.act.lobbying.queries.meters import Meters, meters_of, usd
from concerted.act.lobbying.queries.sources import SourceLine, source_lines
from concerted.act.lobbying.queries.taxyears import TaxHistory, TaxYear, tax_history
from concerted.act.lobbying.queries.years import Record, record_of
from concerted.base.gates import Viewer
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.zones import today_in

SOON = datetime.timedelta(days=30)
PER_PAGE = 50
SHOWN_YEARS = 4


@dataclass(frozen=True)
class Board:
    """Everything at a glance; without a tax status there is no record yet, and the acts still wait."""

    record: Record | None
    meters: Meters | None
    waiting: Sequence[ActLine]
    blocked: Sequence[Line]
    latest: Sequence[Line]
    reminders: Sequence[StateReminder]
    years: Sequence[TaxYear]
    """Other tax years that can be looked at, the newest first."""
    sources: Sequence[SourceLine]


def board_of(
    organization: Organization, viewer: Viewer, starts_on: datetime.date | None = None
) -> Board:
    """The board of ``organization`` for ``viewer``, of this tax year or of the one that begins on a day."""
    history = tax_history(organization, viewer)
    today = today_in(organization)
    record = None
    if history is not None:
        record = record_of(history, viewer, history.year_of(starts_on or today))
    lines = list(record.now.lines) if record is not None else _recent(organization, viewer, today)
    waiting = [one for one in act_lines(organization, viewer) if one.is_waiting]
    return Board(
        record=record,
        meters=meters_of(record) if record is not None else None,
        waiting=waiting,
        blocked=blocked(lines),
        latest=lines[:5],
        reminders=_reminders(organization, viewer, today),
        years=_years(record, viewer, today) if record is not None else [],
        sources=source_lines(organization, viewer),
    )


def _recent(organization: Organization, viewer: Viewer, today: datetime.date) -> list[Line]:
    return standing_lines(organization, viewer, today - datetime.timedelta(days=366), today)


def _reminders(
    organization: Organization, viewer: Viewer, today: datetime.date
) -> list[StateReminder]:
    """Those that are due soon, or have no day."""
    rows = StateReminder.objects.visible_to(viewer).filter(organization=organization, done_at=None)
    return list(rows.filter(Q(due_on=None) | Q(due_on__lte=today + SOON)))


def _years(record: Record, viewer: Viewer, today: datetime.date) -> list[TaxYear]:
    """This tax year, and those in which something was booked or told, but for the one that is shown."""
    history = record.history
    days = Effort.objects.visible_to(viewer).filter(organization=history.organization).order_by()
    told = YearFigures.objects.visible_to(viewer).filter(organization=history.organization)
    known = {
        today,
        *days.values_list("worked_on", flat=True).distinct(),
        *told.values_list("starts_on", flat=True),
    }
    found = {history.year_of(day) for day in known} - {record.now.span}
    return sorted(found, key=lambda one: one.starts_on, reverse=True)


def effort_page(
    organization: Organization, viewer: Viewer, number: int
) -> tuple[Page[Effort], list[Line]]:
    """All that was booked, the latest day first; what was corrected or taken out stands there too."""
    rows = Effort.objects.visible_to(viewer).filter(organization=organization)
    page: Page[Effort] = Paginator(rows.select_related("source"), PER_PAGE).get_page(number)
    return page, lines_of(page.object_list)


@dataclass(frozen=True)
class SettingsDesk:
    status: TaxStatus | None
    """That of today."""
    statuses: Sequence[TaxStatus]
    """Every one that was told, the newest first."""
    elections: Sequence[TaxElection]
    years: Sequence[tuple[TaxYear, str]]
    """Tax years whose figures can be told, with what is told of each."""
    windows: Sequence[tuple[ElectionWindow, Sequence[Candidacy]]]
    reminders: Sequence[StateReminder]

    @property
    def may_elect(self) -> bool:
        standing = any(one.revoked_on is None for one in self.elections)
        return self.status is not None and StatusKind(self.status.kind).may_elect and not standing


def settings_desk(organization: Organization, viewer: Viewer) -> SettingsDesk:
    history, today = tax_history(organization, viewer), today_in(organization)
    elections = TaxElection.objects.visible_to(viewer).filter(organization=organization)
    windows = ElectionWindow.objects.visible_to(viewer).filter(organization=organization)
    running = Candidacy.objects.visible_to(viewer).filter(organization=organization)
    people = list(running.select_related("official"))
    reminders = StateReminder.objects.visible_to(viewer).filter(organization=organization)
    return SettingsDesk(
        status=history.on(today) if history is not None else None,
        statuses=list(reversed(history.rows)) if history is not None else [],
        elections=list(elections),
        years=_told_years(history, viewer, today) if history is not None else [],
        windows=[
            (one, [who for who in people if who.window_id == one.pk])
            for one in windows.select_related("jurisdiction")
        ],
        reminders=list(reminders),
    )


def _told_years(
    history: TaxHistory, viewer: Viewer, today: datetime.date
) -> list[tuple[TaxYear, str]]:
    """The last four tax years, this one among them."""
    rows = YearFigures.objects.visible_to(viewer).filter(organization=history.organization)
    told = {one.starts_on: usd(one.exempt_cents) for one in rows}
    years = history.years_to(history.year_of(today), SHOWN_YEARS)
    return [(year, told.get(year.starts_on, "")) for year in years]


def desk_cards(organization: Organization, viewer: Viewer) -> Iterator[Card]:
    """Acts that wait for the five questions, and money that pays for lobbying and may not."""
    if not can_organize(organization, viewer):
        return
    if tax_history(organization, viewer) is None:
        return
    url = reverse("lobbying:board", args=[organization.slug])
    misused = blocked(_recent(organization, viewer, today_in(organization)))
    if misused:
        yield Card(
            _("Money that may not pay for lobbying"),
            _("An act was classified anew. Book its hours on other money."),
            url,
            number=str(len(misused)),
            action=_("Look at them"),
        )
    waiting = sum(one.is_waiting for one in act_lines(organization, viewer))
    if waiting:
        text = ngettext(
            "Is it lobbying? Five questions, one minute.",
            "Are they lobbying? Five questions, one minute each.",
            waiting,
        )
        yield Card(
            _("Acts to classify"),
            text,
            reverse("lobbying:acts", args=[organization.slug]),
            number=str(waiting),
            action=_("Answer the questions"),
        )
