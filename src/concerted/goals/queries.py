from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.goals import ledger
from concerted.goals.models import Goal
from concerted.organizations import desk, showcase
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


def open_goals(organization: Organization, language: str) -> list[showcase.Item]:
    """The goals an organization's public page shows."""
    goals = list(
        Goal.objects.public()
        .filter(organization=organization, closed_at=None)
        .select_related("organization")[: showcase.SHOWN]
    )
    texts = renditions(goals, language)
    return [
        showcase.Item(
            title=texts[goal.pk].title,
            text=texts[goal.pk].summary,
            url=goal.get_absolute_url(),
            language=texts[goal.pk].language,
        )
        for goal in goals
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[desk.Card]:
    """A first goal to propose, and drafts that wait to be published."""
    mine = Goal.objects.editable_by(viewer).filter(organization=organization)
    if can_add(organization, viewer) and not mine.exists():
        return [
            desk.Card(
                title=_("Propose a goal"),
                text=_(
                    "All work hangs on a goal: what you want to be true, for whom and by when."
                ),
                url=reverse("goals:add_goal", args=[organization.slug]),
                action=_("Propose the first goal"),
            )
        ]
    drafts = mine.filter(published_at=None).count()
    if not drafts:
        return []
    return [
        desk.Card(
            title=_("Goals in draft"),
            text=_("Only your team sees them until you publish them."),
            url=reverse("goals:goals", args=[organization.slug]),
            number=str(drafts),
        )
    ]
