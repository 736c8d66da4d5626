from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.goals.tests.factories import make_goal
from concerted.pool.workplan.operations.activities import add_activity
from concerted.pool.workplan.operations.agenda import add_item
from concerted.pool.workplan.operations.meetings import add_meeting
from concerted.pool.workplan.operations.tasks import add_task


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def make_activity(organization, goal=None, title="Knock on doors", **values):
    """Work of a partner for a goal, from last week until next month."""
    given = {"kind": "listening", "starts_on": in_days(-7), "ends_on": in_days(30), **values}
    goal = goal or make_goal(organization)
    return add_activity(organization=organization, goal=goal, title=title, by=None, **given)


def make_task(organization, title="Draw the map of doors", days=5, **values):
    given = {"due_on": in_days(days) if days is not None else None, **values}
    return add_task(organization=organization, title=title, by=None, **given)


def make_meeting(organization, days=-8, title="Steering circle", **values):
    """A meeting that began so many days from now; before now, it was held."""
    starts_at = timezone.now() + datetime.timedelta(days=days)
    return add_meeting(
        organization=organization, starts_at=starts_at, title=title, by=None, **values
    )


def make_item(meeting, title="Shall we ask for night buses?", **values):
    return add_item(meeting=meeting, title=title, by=None, **values)
