"""When a goal is to be looked at again, and what happens when nobody does."""

from __future__ import annotations

import datetime

import pytest

from concerted.base.outbox.models import OutgoingMail
from concerted.goals import states
from concerted.goals.models import Goal
from concerted.goals.operations import close_goal
from concerted.goals.states import State
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.tests.factories import make_course, make_indicator
from concerted.measure.reviews.models import Review, in_months
from concerted.measure.reviews.operations.reminders import remind_of_review
from concerted.measure.reviews.operations.rhythms import set_rhythm
from concerted.measure.reviews.queries.due import due_reviews
from concerted.measure.reviews.tests.factories import in_days, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(union):
    return make_goal(union)


def due(goal):
    found = due_reviews([goal]).get(goal.pk)
    return found.on if found else None


def next_on(review, day):
    Review.objects.filter(pk=review.pk).update(next_on=day, held_on=in_days(-99))


def test_months_end_where_the_month_ends():
    assert in_months(datetime.date(2026, 1, 31), 1) == datetime.date(2026, 2, 28)
    assert in_months(datetime.date(2026, 12, 5), 1) == datetime.date(2027, 1, 5)
    assert in_months(datetime.date(2026, 11, 30), 12) == datetime.date(2027, 11, 30)


def test_a_goal_without_a_path_or_a_rhythm_owes_nobody_a_review(goal):
    assert due(goal) is None


def test_the_first_review_comes_after_the_path_was_agreed(union, goal):
    make_course(goal, make_indicator(union), agreed_on=datetime.date(2026, 1, 20))

    assert due(goal) == datetime.date(2027, 1, 20)
    set_rhythm(goal=goal, months=3, by=None)
    assert due(goal) == datetime.date(2026, 4, 20)


def test_each_review_names_the_next_day(union, goal):
    review = make_review(union, goal, next_on=in_days(60))

    assert due(goal) == review.next_on
    assert due(close_goal(goal=goal, by=None)) is None


def test_a_review_is_overdue_from_the_day_after_for_everybody(union, goal):
    review = make_review(union, goal)
    next_on(review, in_days(0))
    assert states.standings([goal], None, "en")[goal.pk].state == State.NEW

    next_on(review, in_days(-1))
    assert states.standings([goal], None, "en")[goal.pk].state == State.OVERDUE

    make_review(union, goal)
    assert states.standings([goal], None, "en")[goal.pk].state == State.NEW


def test_many_goals_cost_as_many_queries_as_one(union, goal, django_assert_num_queries):
    goals = [goal, *(make_goal(union, f"Goal {number}") for number in range(5))]

    for some in (goals[:1], goals):
        with django_assert_num_queries(3):
            due_reviews(some)


def test_organizers_are_reminded_once_before_the_day_and_once_after(union, goal, omar, olga, vera):
    review = make_review(union, goal)
    for day in (in_days(30), in_days(14), in_days(3), in_days(-1), in_days(-20)):
        next_on(review, day)
        for _time in range(2):
            remind_of_review(goal=Goal.objects.get(pk=goal.pk))

    told = OutgoingMail.objects.filter(template="reviews/mail/reminder")

    assert set(told.values_list("to", flat=True)) == {omar.email, olga.email}
    assert told.count() == 2 * 4, "a new day is a new reminder; the same day is not"


def test_a_day_that_passed_is_told_as_passed(union, goal, omar):
    next_on(make_review(union, goal), in_days(5))
    remind_of_review(goal=goal)
    Review.objects.update(next_on=in_days(-1))
    remind_of_review(goal=goal)
    remind_of_review(goal=goal)

    told = OutgoingMail.objects.filter(template="reviews/mail/reminder", to=omar.email)

    assert [one.context["is_overdue"] for one in told.order_by("created_at")] == [False, True]
