"""What this room tells the floors below: goals, and the desk."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.gates import Viewer
from concerted.goals.ledger import Line, Reader
from concerted.goals.models import Goal
from concerted.listen.representation.models import AskState, Occasion, OutreachAsk
from concerted.listen.representation.queries.subjects import subjects_of
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization


def listen_lines(goals: Sequence[Goal], reader: Reader, language: str) -> Mapping[uuid.UUID, Line]:
    """How often somebody was asked to reach a missing voice, for each goal."""
    wanted = {goal.pk for goal in goals}
    rows = Occasion.objects.filter(organization__in={goal.organization_id for goal in goals})
    found = list(rows.filter(outreach_asks__isnull=False).distinct())
    asks = OutreachAsk.objects.filter(occasion__in=found).order_by().values_list("occasion_id")
    numbers = dict(asks.annotate(number=Count("pk")))
    subjects = subjects_of(found, language)
    counts: Counter[uuid.UUID] = Counter()
    for one in found:
        subject = subjects.get(one.pk)
        if subject is None or (reader is None and not subject.is_public):
            continue
        if subject.goal_id in wanted and subject.goal_id is not None:
            counts[subject.goal_id] += numbers[one.pk]
    return {
        goal: Line(
            figure=number_format(count, force_grouping=True),
            text=ngettext(
                "time we asked somebody to reach a missing voice",
                "times we asked somebody to reach a missing voice",
                count,
            ),
        )
        for goal, count in counts.items()
    }


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: partners who ask for help to reach people."""
    rows = OutreachAsk.objects.visible_to(viewer).answerable_by(viewer)
    count = rows.filter(partner=organization, state=AskState.ASKED).count()
    if not count:
        return []
    return [
        Card(
            title=_("Reach a missing voice"),
            text=ngettext(
                "partner asks you to reach people.", "partners ask you to reach people.", count
            ),
            url=reverse("representation:asks", args=[organization.slug]),
            number=number_format(count, force_grouping=True),
        )
    ]
