"""The budget of each goal: what is planned, pledged, received and spent, each currency by itself."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions
from concerted.pool.offers.models import BudgetLine, FundingSource, Kind, Pledge, Spending
from concerted.pool.offers.queries.amounts import money


@dataclass(frozen=True)
class Sums:
    """In cents of one currency."""

    currency: str
    planned: int
    pledged: int
    received: int
    spent: int

    @property
    def told(self) -> tuple[str, str, str, str]:
        """As people read them: planned, pledged, received, spent."""
        cents = (self.planned, self.pledged, self.received, self.spent)
        return (
            money(cents[0], self.currency),
            money(cents[1], self.currency),
            money(cents[2], self.currency),
            money(cents[3], self.currency),
        )

    @property
    def is_over(self) -> bool:
        """Whether more is spent than was planned."""
        return self.spent > self.planned


@dataclass(frozen=True)
class LineTold:
    line: BudgetLine
    sums: Sums


@dataclass(frozen=True)
class Budget:
    """Of one goal in one currency; what is pledged on no line stands in the sums of the whole alone."""

    goal: Goal
    text: Rendition
    lines: Sequence[LineTold]
    sums: Sums
    unplaced: Sums


@dataclass(frozen=True)
class _Pledged:
    """Money by what asked for it."""

    of_goal: Mapping[tuple[uuid.UUID | None, str], tuple[int, int]]
    of_need: Mapping[uuid.UUID | None, tuple[int, int]]


def budgets_of(organization: Organization, viewer: Viewer, language: str) -> list[Budget]:
    """Every budget of ``organization`` that ``viewer`` may read, goal by goal."""
    rows = BudgetLine.objects.visible_to(viewer).filter(organization=organization)
    lines = list(
        rows.select_related("goal", "organization").order_by(
            "goal__created_at", "created_at", "pk"
        )
    )
    goals = {one.goal_id: one.goal for one in lines}
    texts = renditions(goals.values(), language)
    pledged, spent = _pledged(goals), _spent(lines)
    grouped: dict[tuple[uuid.UUID, str], list[BudgetLine]] = defaultdict(list)
    for line in lines:
        grouped[line.goal_id, line.currency].append(line)
    return [
        _budget(goals[goal], texts[goal], currency, some, pledged, spent)
        for (goal, currency), some in grouped.items()
    ]


def _budget(
    goal: Goal,
    text: Rendition,
    currency: str,
    lines: Sequence[BudgetLine],
    pledged: _Pledged,
    spent: Mapping[uuid.UUID, int],
) -> Budget:
    told = [
        LineTold(
            one,
            Sums(
                currency,
                one.planned_cents,
                *(pledged.of_need.get(one.need_id, (0, 0)) if one.need_id else (0, 0)),
                spent.get(one.pk, 0),
            ),
        )
        for one in lines
    ]
    whole, here = pledged.of_goal.get((goal.pk, currency), (0, 0))
    placed, placed_here = (
        sum(one.sums.pledged for one in told),
        sum(one.sums.received for one in told),
    )
    planned, gone = sum(one.sums.planned for one in told), sum(one.sums.spent for one in told)
    return Budget(
        goal=goal,
        text=text,
        lines=told,
        sums=Sums(currency, planned, max(whole, placed), max(here, placed_here), gone),
        unplaced=Sums(currency, 0, max(0, whole - placed), max(0, here - placed_here), 0),
    )


def _pledged(goals: Iterable[uuid.UUID]) -> _Pledged:
    """What is promised and received in money, of needs and of offers without one. Their goals have passed a gate."""
    of_goal: dict[tuple[uuid.UUID | None, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    of_need: dict[uuid.UUID | None, tuple[int, int]] = defaultdict(lambda: (0, 0))
    keys = set(goals)
    rows = Pledge.objects.filter(kind=Kind.MONEY).for_goals(keys).with_sums()
    for one in rows.select_related("need", "offer"):
        subject = one.need if one.need is not None else one.offer
        key = (subject.goal_id if subject is not None else None, one.currency)
        of_goal[key] = (of_goal[key][0] + one.counted, of_goal[key][1] + one.delivered)
        if one.need_id is not None:
            before = of_need[one.need_id]
            of_need[one.need_id] = (before[0] + one.counted, before[1] + one.delivered)
    return _Pledged(of_goal, of_need)


def _spent(lines: Sequence[BudgetLine]) -> dict[uuid.UUID, int]:
    rows = Spending.objects.filter(line__in=lines).values_list("line").annotate(sum=Sum("cents"))
    return {line: int(cents) for line, cents in rows}


@dataclass(frozen=True)
class SpendingTold:
    spending: Spending
    amount: str


@dataclass(frozen=True)
class LineDesk:
    planned: str
    spent: str
    left: str
    is_over: bool
    spendings: Sequence[SpendingTold]


def line_told(line: BudgetLine, rows: Iterable[Spending]) -> LineDesk:
    """One line, which has passed a gate, and what was spent on it."""
    told = [SpendingTold(one, money(one.cents, line.currency)) for one in rows]
    spent = sum(one.spending.cents for one in told)
    return LineDesk(
        planned=money(line.planned_cents, line.currency),
        spent=money(spent, line.currency),
        left=money(max(0, line.planned_cents - spent), line.currency),
        is_over=spent > line.planned_cents,
        spendings=told,
    )


@dataclass(frozen=True)
class SourceTold:
    source: FundingSource
    spent: str
    left: str
    is_over: bool
    """Whether its period has passed."""


def sources_of(
    organization: Organization, viewer: Viewer, today: datetime.date
) -> list[SourceTold]:
    """Where the money comes from, with what is left of each."""
    rows = FundingSource.objects.visible_to(viewer).filter(organization=organization)
    told = []
    for one in rows.select_related("goal").annotate(spent=Sum("spendings__cents")):
        spent = one.spent or 0  # type: ignore[attr-defined]
        told.append(
            SourceTold(
                source=one,
                spent=money(spent, one.currency),
                left=money(one.cents - spent, one.currency),
                is_over=one.ends_on is not None and one.ends_on < today,
            )
        )
    return told
