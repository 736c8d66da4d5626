"""What the workplan says of how a goal stands: work that should be done by now."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from concerted.goals.ledger import Reader
from concerted.goals.models import Goal
from concerted.goals.states import Finding, Rule, State
from concerted.organizations.translations import Rendition, renditions
from concerted.pool.workplan.models import Activity

RULES = (
    Rule(
        State.OVERDUE,
        gettext_lazy(
            "An activity of the workplan is planned or under way, and its last day has passed."
        ),
        is_inner=True,
    ),
)


def findings(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Finding]]:
    """Activities past their last day; two queries. A workplan is for who works on it."""
    if reader is None:
        return {}
    rows = Activity.objects.visible_to(reader).live().filter(goal__in=goals)
    late = rows.filter(ends_on__lt=timezone.localdate()).select_related("organization")
    by_goal: dict[uuid.UUID, list[Activity]] = defaultdict(list)
    for one in late.order_by("ends_on", "created_at"):
        by_goal[one.goal_id].append(one)
    texts = renditions([some[0] for some in by_goal.values()], language)
    return {goal: [_late(some, texts[some[0].pk])] for goal, some in by_goal.items()}


def _late(activities: Sequence[Activity], text: Rendition) -> Finding:
    first, count = activities[0], len(activities)
    words = ngettext(
        "“%(title)s” should be done by now.",
        "%(count)d activities should be done by now, the longest since: “%(title)s”.",
        count,
    )
    url = reverse("workplan:activity", args=[first.organization.slug, first.pk])
    told = {"count": count, "title": text.title}
    return Finding(State.OVERDUE, words % told, first.ends_on, url)
