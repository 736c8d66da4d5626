"""When a goal is to be looked at again, for many goals at once. Without a viewer: a day is no secret where its goal is none."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from concerted.goals.models import Goal
from concerted.measure.indicators.models import Course
from concerted.measure.reviews.models import Review, Rhythm, in_months

USUAL_MONTHS = 12
"""A goal with an agreed path is looked at this often where nothing else is said."""
BEFORE = datetime.timedelta(days=14)
"""So long before the day organizers are reminded."""


@dataclass(frozen=True)
class Due:
    """The day of the next review, and the last one there was."""

    on: datetime.date
    last: Review | None = None

    def is_overdue(self, today: datetime.date) -> bool:
        """From the day after."""
        return self.on < today


def due_reviews(goals: Sequence[Goal]) -> dict[uuid.UUID, Due]:
    """For each goal with a rhythm, a next check, or an agreed path: when it is due; three queries.

    After a published review that is the day it named itself. Before the first one it counts from the day on which the path
    was agreed, or else from the goal's publication. Nothing is due of a draft or a closed goal.
    """
    going = [goal for goal in goals if goal.is_open]
    last: dict[uuid.UUID, Review] = {}
    for one in Review.objects.filter(goal__in=going).published().order_by("held_on"):
        last[one.goal_id] = one
    months = dict(Rhythm.objects.filter(goal__in=going).values_list("goal_id", "months"))
    courses = Course.objects.filter(goal__in=going, is_main=True)
    agreed = dict(courses.values_list("goal_id", "agreed_on"))
    found = {goal.pk: _due(goal, last.get(goal.pk), months, agreed) for goal in going}
    return {goal: due for goal, due in found.items() if due is not None}


def _due(
    goal: Goal,
    last: Review | None,
    months: Mapping[uuid.UUID, int],
    agreed: Mapping[uuid.UUID, datetime.date],
) -> Due | None:
    if last is not None and last.next_on is not None:
        return Due(last.next_on, last)
    if goal.pk not in months and goal.pk not in agreed:
        return None
    began = agreed.get(goal.pk) or (goal.published_at or goal.created_at).date()
    return Due(in_months(began, months.get(goal.pk, USUAL_MONTHS)))


def going_goals() -> QuerySet[Goal]:
    """Goals of which a review can be due."""
    return Goal.objects.public().filter(closed_at=None).select_related("organization")
