"""Where each goal stands, and what happened on the way: what the ledger tells everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from concerted.goals.ledger import LABELS, ledgers, moments
from concerted.measure.indicators.queries.courses import main_courses
from concerted.measure.indicators.queries.withdrawn import Cut
from concerted.measure.reports.documents import Block, Item, Listing, Table
from concerted.measure.reports.queries.words import day
from concerted.measure.reports.registry import Scope
from concerted.organizations.translations import renditions


def stand(scope: Scope, language: str) -> Sequence[Block]:
    """The six stages of each goal, as they are on the day on which the report is made."""
    if not scope.goals:
        return []
    texts = renditions(scope.goals, language)
    cells = ledgers(scope.goals, None, language)
    return [
        Table(
            texts[goal.pk].title,
            (_("Stage"), _("So far")),
            tuple(
                (str(LABELS[cell.stage]), f"{cell.line.figure} {cell.line.text}")
                if cell.line is not None
                else (str(LABELS[cell.stage]), _("nothing yet"))
                for cell in cells[goal.pk]
            ),
        )
        for goal in scope.goals
    ]


def cuts(scope: Scope) -> Iterable[Cut]:
    """The ledger tells the main figure of each goal."""
    readings = main_courses(scope.goals, None).values()
    return {(one.course.indicator_id, one.course.dimension_id) for one in readings}


def happened(scope: Scope, language: str) -> Sequence[Block]:
    """Everything that was written down for the goals in those days, in order."""
    told = moments(scope.goals, None, language)
    found = sorted(
        (one for some in told.values() for one in some if scope.covers(one.at)),
        key=lambda one: one.at,
    )
    if not found:
        return []
    items = tuple(Item(one.title, one.text, day(one.at), one.url) for one in found)
    return [Listing(_("Step by step"), items)]
