from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from concerted.base.gates import Viewer
from concerted.goals import ledger
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class LedgerRow:
    """A goal as the ledger shows it: its words in the reader's language and its six stages."""

    goal: Goal
    text: Rendition
    cells: list[ledger.Cell]


def ledger_rows(goals: Iterable[Goal], reader: Viewer | None, language: str) -> list[LedgerRow]:
    goals = list(goals)
    texts = renditions(goals, language)
    cells = ledger.ledgers(goals, reader, language)
    return [LedgerRow(goal, texts[goal.pk], cells[goal.pk]) for goal in goals]


def partner_count(organization: Organization) -> int:
    """How many organizations stand behind a coalition."""
    return organization.memberships.count()


def can_add(organization: Organization, viewer: Viewer) -> bool:
    return Organization.objects.organized_by(viewer).filter(pk=organization.pk).exists()
