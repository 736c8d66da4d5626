"""What the workplan says of how a goal stands."""

from __future__ import annotations

import pytest

from concerted.goals.states import State
from concerted.goals.tests.factories import make_goal
from concerted.pool.workplan.operations.activities import adapt_activity
from concerted.pool.workplan.queries.standing import findings
from concerted.pool.workplan.tests.factories import in_days, make_activity

pytestmark = pytest.mark.django_db


def test_work_is_overdue_from_the_day_after_its_last_day_until_it_is_done(union, olga):
    goal = make_goal(union)
    activity = make_activity(union, goal, ends_on=in_days(0))

    assert findings([goal], olga, "en") == {}

    adapt_activity(activity=activity, ends_on=in_days(-1), by=None)

    assert [one.state for one in findings([goal], olga, "en")[goal.pk]] == [State.OVERDUE]

    adapt_activity(activity=activity, state="done", by=None)

    assert findings([goal], olga, "en") == {}


def test_the_plan_is_told_to_nobody_outside(union, sam):
    goal = make_goal(union)
    make_activity(union, goal, ends_on=in_days(-1))

    assert findings([goal], None, "en") == {}
    assert findings([goal], sam, "en") == {}
