"""A goal in a glance, for a dashboard, a frame in another page and a flyer: from public gates alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F

from concerted.goals.ledger import Cell, Stage
from concerted.goals.models import Goal
from concerted.goals.queries import LedgerRow, ledger_rows
from concerted.measure.reports.documents import Picture
from concerted.measure.reports.queries.pictures import pictures_of
from concerted.organizations.models import Organization
from concerted.pool.offers.models import Need
from concerted.pool.offers.queries.public import NeedTold, needs_told

FIRST_TOLD = (Stage.MEASURE, Stage.CHANGE, Stage.ACT, Stage.POOL, Stage.LISTEN, Stage.DECIDE)
"""What a flyer tells first: who is better off, or else what came nearest to it."""
FACTS = 3
"""Besides the first."""


@dataclass(frozen=True)
class Gist:
    """A goal with its chain, its picture where figures were released, and what it needs next."""

    row: LedgerRow
    picture: Picture | None
    needs: Sequence[NeedTold]

    @property
    def goal(self) -> Goal:
        return self.row.goal

    @property
    def told(self) -> list[Cell]:
        """The stages that have something to tell, in the order of the loop."""
        return [cell for cell in self.row.cells if cell.line is not None]

    @property
    def first(self) -> Cell | None:
        """What matters most of them."""
        return min(self.told, key=lambda cell: FIRST_TOLD.index(cell.stage), default=None)

    @property
    def facts(self) -> list[Cell]:
        """A few more."""
        rest = sorted(self.told, key=lambda cell: FIRST_TOLD.index(cell.stage))[1 : FACTS + 1]
        return [cell for cell in self.told if cell in rest]


def gists(goals: Iterable[Goal], language: str) -> list[Gist]:
    """Each of ``goals``, which are public; as many queries for ten as for one."""
    goals = list(goals)
    pictures = pictures_of(goals, language)
    rows = Need.objects.open().filter(goal__in=goals).with_everything().order_by("created_at")
    missing = [one for one in needs_told(list(rows), language) if one.progress.gap]
    return [
        Gist(
            row,
            pictures.get(row.goal.pk),
            [one for one in missing if one.need.goal_id == row.goal.pk],
        )
        for row in ledger_rows(goals, None, language)
    ]


def dashboard(organization: Organization, language: str) -> list[Gist]:
    """Every public goal of ``organization``, those under way first."""
    goals = Goal.objects.public().filter(organization=organization).select_related("organization")
    return gists(goals.order_by(F("closed_at").desc(nulls_first=True), "created_at"), language)
