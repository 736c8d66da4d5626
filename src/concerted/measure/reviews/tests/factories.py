from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.goals.tests.factories import make_goal
from concerted.measure.reviews.operations.items import add_item
from concerted.measure.reviews.operations.reviews import (
    begin_review,
    publish_review,
    record_room,
)


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def make_draft(organization, goal=None, days=-3, **values):
    """A review held so many days from now, of which nothing else is written down."""
    goal = goal or make_goal(organization)
    given = {"learned": "Fewer of us wait too long.", "next_on": in_days(180), **values}
    return begin_review(goal=goal, held_on=in_days(days), by=None, **given)


def make_whole(organization, goal=None, days=-3, **values):
    """A draft that can be published: six residents came, and one thing is changed."""
    review = make_draft(organization, goal, days, **values)
    record_room(review=review, counts={"community": 6, "team": 2}, by=None)
    add_item(review=review, kind="change", words="We call at night instead of noon.", by=None)
    return review


def make_review(organization, goal=None, days=-3, **values):
    """A published one."""
    return publish_review(review=make_whole(organization, goal, days, **values), by=None)
