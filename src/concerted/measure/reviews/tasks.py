from __future__ import annotations

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.goals.models import Goal
from concerted.measure.reviews.operations.reminders import remind_of_review as remind
from concerted.measure.reviews.queries.due import BEFORE, due_reviews, going_goals
from concerted.organizations.zones import today_in


@job
def remind_of_review(pk: str) -> None:
    """Remind of the review of one goal. The clock asks."""
    goal = Goal.objects.filter(pk=pk).first()
    if goal is not None:
        remind(goal=goal)


@every(seconds=6 * 3600)
def remind_in_time() -> None:
    """Remind of reviews that come near, and of those that were not held."""
    goals = list(going_goals())
    due = due_reviews(goals)
    for goal in goals:
        if goal.pk in due and due[goal.pk].on <= today_in(goal.organization) + BEFORE:
            enqueue(remind_of_review, goal.pk)
