"""What a funder reads: what their money paid for, and what came of it. Never people."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from concerted.goals.models import Goal
from concerted.goals.queries import LedgerRow, ledger_rows
from concerted.measure.reports.documents import Block
from concerted.measure.reports.models import FunderLink, Report
from concerted.measure.reports.queries.pages import Card, cards
from concerted.measure.reports.queries.sections import money
from concerted.measure.reports.registry import Scope
from concerted.organizations.models import Organization
from concerted.pool.offers.models import FundingSource, Spending

FIRST = datetime.date(2000, 1, 1)
"""Before anything was spent."""


@dataclass(frozen=True)
class Funds:
    source: FundingSource
    blocks: Sequence[Block]
    goals: Sequence[LedgerRow]
    reports: Sequence[Card]


def funds(source: FundingSource, language: str) -> Funds:
    """All of ``source``, whose funder's link was read, up to today, and how the goals stand that it serves."""
    organization = source.organization
    paid = Spending.objects.filter(source=source).order_by().values("line__goal")
    goals = Goal.objects.public().filter(organization=organization)
    own = [source.goal_id] if source.goal_id is not None else []
    served = list(goals.filter(pk__in=paid) | goals.filter(pk__in=own))
    scope = Scope(organization, None, tuple(served), FIRST, timezone.localdate(), source)
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
class SourceLinks:
    source: FundingSource
    links: Sequence[FunderLink]


def links_by_source(
    sources: Sequence[FundingSource], links: Sequence[FunderLink]
) -> list[SourceLinks]:
    """Each source with the links that stand; both have passed a gate."""
    return [
        SourceLinks(one, [link for link in links if link.source_id == one.pk]) for one in sources
    ]
