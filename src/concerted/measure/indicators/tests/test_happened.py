from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.goals.models import Goal
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.models import Release
from concerted.measure.indicators.queries.happened import Mark, marks_on, what_happened
from concerted.measure.indicators.queries.periods import Period
from concerted.measure.indicators.tests.factories import make_course, make_indicator, make_release

YEARS = [Period(datetime.date(n, 1, 1), datetime.date(n, 12, 31)) for n in (2023, 2024, 2025)]


def at(*day):
    return timezone.make_aware(datetime.datetime(*day, 12))  # noqa: DTZ001 - made aware here


def test_what_happened_is_numbered_in_the_order_of_time(union):
    indicator = make_indicator(union)
    goal = make_goal(union, title="More pass")
    Goal.objects.filter(pk=goal.pk).update(published_at=at(2023, 5, 1))
    make_course(goal, indicator)
    make_course(make_goal(union, title="A draft", public=False), indicator)
    release = make_release(indicator, words="With the spring exam")
    Release.objects.filter(pk=release.pk).update(created_at=at(2025, 2, 1))

    marks = what_happened(indicator, None, "en")

    assert [(one.number, one.title) for one in marks] == [
        (1, "The goal was published"),
        (2, "New figures: Passed the first exam"),
    ]


def test_marks_of_one_period_stand_together_and_later_ones_only_in_the_list():
    days = [(2023, 2, 1), (2024, 3, 1), (2024, 5, 1), (2024, 6, 1), (2026, 1, 1)]
    marks = [Mark(n, datetime.date(*day), "x") for n, day in enumerate(days, 1)]

    found = [(one.position, one.label) for one in marks_on(YEARS, marks)]

    assert found == [(0, "1"), (1, "2–4")]
