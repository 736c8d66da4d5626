"""What the money of one source paid for. Sums by goal and line; never who was paid, or who was helped."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from concerted.goals.models import Goal
from concerted.measure.reports.documents import Block, Figure, Figures, Table, Words
from concerted.measure.reports.registry import Scope
from concerted.organizations.translations import renditions
from concerted.pool.offers.models import FundingSource, Kind, Pledge, Spending
from concerted.pool.offers.models.sources import Purpose
from concerted.pool.offers.queries.amounts import money

NO_GOAL = "–"


def tell(scope: Scope, language: str) -> Sequence[Block]:
    """What was spent from the source of the report in those days. To pick the source is to publish its sums."""
    source = scope.source
    if source is None:
        return []
    told = [Words(_("This part tells of: %(source)s.") % {"source": source.name})]
    return [*told, _sums(scope, source), *_spent(scope, source, language)]


def _sums(scope: Scope, source: FundingSource) -> Figures:
    """What there is; what was promised from it and has come, where pledges name it; what was spent."""
    rows = scope.only(Pledge.objects.filter(source=source, kind=Kind.MONEY), "need__goal")
    pledges = [one for one in rows.with_sums() if one.currency == source.currency]
    pledged = sum(one.counted for one in pledges)
    received = sum(one.delivered for one in pledges)
    spent = _spendings(scope, source).aggregate(cents=Sum("cents"))["cents"] or 0
    figures = [Figure(money(source.cents, source.currency), _("in all"))]
    if pledged:
        figures.append(Figure(money(pledged, source.currency), _("promised from it")))
        figures.append(Figure(money(received, source.currency), _("of this received")))
    figures.append(Figure(money(spent, source.currency), _("spent in this time")))
    return Figures(tuple(figures))


def _spendings(scope: Scope, source: FundingSource) -> QuerySet[Spending]:
    rows = scope.only(Spending.objects.filter(source=source), "line__goal")
    return rows.filter(spent_on__gte=scope.start, spent_on__lte=scope.end)


def _spent(scope: Scope, source: FundingSource, language: str) -> list[Block]:
    """By goal, line and purpose; what serves a goal that is not public yet, by purpose alone."""
    rows = _spendings(scope, source).order_by("line__goal__created_at", "line__created_at")
    found = list(rows.select_related("line__goal"))
    if not found:
        return [Words(_("Nothing was spent from it in this time."))]
    goals = Goal.objects.public().filter(pk__in={one.line.goal_id for one in found})
    texts = renditions(goals, language)
    sums: dict[tuple[str, str, str], int] = {}
    for one in found:
        purpose = str(Purpose(one.purpose).label)
        goal = texts.get(one.line.goal_id)
        key = (
            (goal.title, one.line.title, purpose) if goal else (NO_GOAL, _("Other work"), purpose)
        )
        sums[key] = sums.get(key, 0) + one.cents
    headings = (
        _("Line"),
        _("Goal"),
        _("For"),
        _("Spent, in %(unit)s") % {"unit": source.currency},
    )
    lines = tuple((line, goal, what, cents / 100) for (goal, line, what), cents in sums.items())
    return [Table(_("What it paid for"), headings, lines)]
