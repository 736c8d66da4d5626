from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.goals import ledger, states
from concerted.goals.models import Goal
from concerted.organizations import desk, showcase
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class LedgerRow:
    """A goal as the ledger shows it: its words in the reader's language, its six stages, and how it stands."""

    goal: Goal
    text: Rendition
    cells: list[ledger.Cell]
    standing: states.Standing


def ledger_rows(goals: Iterable[Goal], reader: Viewer | None, language: str) -> list[LedgerRow]:
    goals = list(goals)
    texts = renditions(goals, language)
    cells = ledger.ledgers(goals, reader, language)
    stands = states.standings(goals, reader, language)
    return [LedgerRow(one, texts[one.pk], cells[one.pk], stands[one.pk]) for one in goals]


def partner_count(organization: Organization) -> int:
    """How many organizations stand behind a coalition."""
    return organization.memberships.count()


def open_goals(organization: Organization, language: str) -> list[showcase.Item]:
    """The goals an organization's public page shows."""
    goals = list(
        Goal.objects.public()
        .filter(organization=organization, closed_at=None)
        .select_related("organization")[: showcase.SHOWN]
    )
    texts = renditions(goals, language)
    stands = states.standings(goals, None, language)
    return [
        showcase.Item(
            title=texts[goal.pk].title,
            text=texts[goal.pk].summary,
            url=goal.get_absolute_url(),
            state=stands[goal.pk].main.label,
            language=texts[goal.pk].language,
        )
        for goal in goals
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[desk.Card]:
    """A first goal to propose, or the goals there are and the drafts that wait to be published."""
    goals = Goal.objects.visible_to(viewer).filter(organization=organization)
    counts = goals.aggregate(
        open=Count("pk", filter=Q(published_at__isnull=False, closed_at=None)),
        drafts=Count("pk", filter=Q(published_at=None)),
    )
    address = reverse("goals:goals", args=[organization.slug])
    cards = []
    if counts["open"]:
        words = _("Each goal, from what neighbors said to who is better off.")
        cards.append(desk.Card(_("Shared goals"), words, address, number=str(counts["open"])))
    if not can_organize(organization, viewer):
        return cards
    if counts["drafts"]:
        words = _("Only your team sees them until you publish them.")
        cards.append(desk.Card(_("Goals in draft"), words, address, number=str(counts["drafts"])))
    if not goals.exists():
        cards.append(
            desk.Card(
                title=_("Propose a goal"),
                text=_(
                    "All work starts from a goal: what you want to be true, for whom and by when."
                ),
                url=reverse("goals:add_goal", args=[organization.slug]),
                action=_("Propose the first goal"),
            )
        )
    return cards


def goals_to_serve(
    organization: Organization, viewer: Viewer, *, own: uuid.UUID | None = None
) -> QuerySet[Goal]:
    """The goals that what ``organization`` does can be for: open ones, and its ``own`` even when closed."""
    mine = Goal.objects.editable_by(viewer).filter(organization=organization)
    return mine.filter(Q(closed_at=None) | Q(pk=own))
