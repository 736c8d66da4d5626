"""What a funder reads: what their money paid for, and what came of it. Never people."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.goals.queries import LedgerRow, ledger_rows
from concerted.measure.reports.documents import Block
from concerted.measure.reports.models import FunderLink, FunderView, Report
from concerted.measure.reports.queries.pages import Card as ReportCard
from concerted.measure.reports.queries.pages import cards
from concerted.measure.reports.queries.sections import money
from concerted.measure.reports.registry import Scope
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.offers.models import FundingSource, Spending

FIRST = datetime.date(2000, 1, 1)
"""Before anything was spent."""


@dataclass(frozen=True)
class Funds:
    source: FundingSource
    blocks: Sequence[Block]
    goals: Sequence[LedgerRow]
    reports: Sequence[ReportCard]


def funds(source: FundingSource, language: str) -> Funds:
    """All of ``source``, whose funder's link was read, up to today, and how the goals stand that it serves."""
    organization = source.organization
    paid = Spending.objects.filter(source=source).order_by().values("line__goal")
    goals = Goal.objects.public().filter(organization=organization)
    own = [source.goal_id] if source.goal_id is not None else []
    served = list(goals.filter(pk__in=paid) | goals.filter(pk__in=own))
    scope = Scope(organization, None, tuple(served), FIRST, today_in(organization), source)
    reports = Report.objects.public().standing().filter(organization=organization, source=source)
    return Funds(
        source=source,
        blocks=money.tell(scope, language),
        goals=ledger_rows(_loaded(served, organization), None, language),
        reports=cards(reports.with_everything().order_by("-published_at"), language),
    )


def _loaded(goals: Sequence[Goal], organization: Organization) -> Sequence[Goal]:
    for one in goals:
        one.organization = organization
    return goals


@dataclass(frozen=True)
class Given:
    """A source of money, and who can read what came of it."""

    source: FundingSource
    links: Sequence[FunderLink]
    views: Sequence[FunderView]


def given_by_source(
    sources: Sequence[FundingSource],
    links: Sequence[FunderLink],
    views: Sequence[FunderView],
) -> list[Given]:
    """Each source with the links and views that stand; all have passed a gate."""
    return [
        Given(
            one,
            [link for link in links if link.source_id == one.pk],
            [view for view in views if view.source_id == one.pk],
        )
        for one in sources
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """For the people of a partner: each source of theirs, with what came of it."""
    given = FunderView.objects.given_to(viewer).filter(partner=organization)
    return [
        Card(
            title=_("What your money made possible"),
            text=_("%(source)s, at %(coalition)s")
            % {"source": one.source.name, "coalition": one.organization.name},
            url=reverse("reports:given_funds", args=[organization.slug, one.pk]),
        )
        for one in given.select_related("source", "organization")
    ]
