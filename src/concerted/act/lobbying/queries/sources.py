"""Which money pays: of each source what it has, what went out of it, and what the record booked on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from concerted.act.lobbying.models import Effort
from concerted.act.lobbying.queries.meters import usd
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.offers.models import FundingSource
from concerted.pool.offers.queries.budgets import sources_of

CURRENCY = "USD"
"""In which Form 990 is filled in."""


@dataclass(frozen=True)
class SourceLine:
    """A source with its sums as people read them.

    The record divides what is paid anyway, as wages. So it takes nothing from a budget: what it booked stands beside
    what was spent, and more than the source ever had is too much.
    """

    source: FundingSource
    whole: str
    spent: str
    left: str
    booked: str
    is_too_much: bool


def source_lines(organization: Organization, viewer: Viewer) -> Sequence[SourceLine]:
    """Every source in dollars that ``viewer`` may see, by name, in three queries."""
    efforts = Effort.objects.visible_to(viewer).filter(organization=organization).standing()
    booked: dict[object, int] = defaultdict(int)
    for one in efforts.filter(source__isnull=False):
        booked[one.source_id] += one.cents
    return [
        SourceLine(
            source=told.source,
            whole=usd(told.source.cents),
            spent=told.spent,
            left=told.left,
            booked=usd(booked[told.source.pk]),
            is_too_much=booked[told.source.pk] > told.source.cents,
        )
        for told in sources_of(organization, viewer, today_in(organization))
        if told.source.currency == CURRENCY
    ]
