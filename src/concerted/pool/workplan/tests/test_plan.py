from __future__ import annotations

import pytest

from concerted.base.errors import Refused
from concerted.goals.ledger import Stage, ledgers
from concerted.goals.tests.factories import make_goal
from concerted.organizations.models import Membership
from concerted.pool.partners.registry import brought_by
from concerted.pool.workplan.models import Activity, ActivityState, Adaptation, TaskState
from concerted.pool.workplan.operations.activities import adapt_activity
from concerted.pool.workplan.operations.tasks import (
    add_task,
    change_task,
    drop_task,
    finish_task,
    hand_task,
    reopen_task,
)
from concerted.pool.workplan.queries.changes import changes_of
from concerted.pool.workplan.queries.plan import plan_of
from concerted.pool.workplan.tests.factories import in_days, make_activity, make_task

pytestmark = pytest.mark.django_db


def test_the_same_activity_for_the_same_goal_is_kept_once(alliance):
    goal = make_goal(alliance)

    assert make_activity(alliance, goal) == make_activity(alliance, goal)


def test_an_activity_is_answered_for_by_a_partner_and_nobody_else(alliance, other):
    with pytest.raises(Refused) as refused:
        make_activity(alliance, owner=other)

    assert refused.value.field == "owner"


def test_a_goal_of_another_organization_is_refused(alliance, other):
    with pytest.raises(Refused):
        make_activity(alliance, goal=make_goal(other))


def test_who_answers_for_an_activity_is_not_named_as_a_helper_too(alliance, union, harbor):
    activity = make_activity(alliance, owner=union, partners=[union, harbor])

    assert [one.partner for one in activity.contributions.all()] == [harbor]


def test_work_under_way_changes_only_with_a_reason_and_keeps_its_history(alliance, union, olga):
    activity = make_activity(alliance, owner=union)
    adapt_activity(activity=activity, state=ActivityState.UNDER_WAY, by=olga)
    with pytest.raises(Refused) as refused:
        adapt_activity(activity=activity, ends_on=in_days(60), by=olga)
    adapt_activity(
        activity=activity, ends_on=in_days(60), owner=None, reason="Snow came early", by=olga
    )

    latest = changes_of(activity)[0]
    assert refused.value.field == "reason"
    assert latest.reason == "Snow came early"
    assert latest.by == "Olga"
    assert {one.label for one in latest.fields} == {"Until", "Who answers for it"}
    assert [one.before for one in latest.fields if one.label == "Who answers for it"] == [
        "Elm Street Neighbors"
    ]


def test_a_change_that_changes_nothing_leaves_no_history(alliance, union):
    activity = make_activity(alliance, owner=union)

    assert adapt_activity(activity=activity, owner=union, partners=[], by=None) is None
    assert not Adaptation.objects.exists()


def test_an_owner_who_left_may_stay_where_they_stood(alliance, harbor):
    activity = make_activity(alliance, owner=harbor)
    Membership.objects.filter(member=harbor).delete()

    adapt_activity(activity=activity, owner=harbor, place="Harbor", by=None)

    assert Activity.objects.get().place == "Harbor"


def test_an_end_before_the_start_is_refused_beside_its_field(alliance):
    activity = make_activity(alliance, starts_on=in_days(5))

    with pytest.raises(Refused) as refused:
        adapt_activity(activity=activity, ends_on=in_days(1), by=None)

    assert refused.value.field == "ends_on"


def test_a_task_is_done_once_and_can_be_opened_again(alliance, olga, omar):
    task = make_task(alliance)

    first = finish_task(task=task, done_on=in_days(-2), by=olga)
    again = finish_task(task=task, by=omar)
    assert (again.done_on, again.done_by) == (first.done_on, olga)

    opened = reopen_task(task=task, by=omar)
    assert (opened.state, opened.done_on, opened.done_by) == (TaskState.OPEN, None, None)


def test_a_task_goes_to_somebody_of_the_partners_team_only(alliance, harbor, sam, vera):
    task = make_task(alliance, partner=harbor)

    assert hand_task(task=task, user=sam, by=sam).user == sam
    with pytest.raises(Refused) as refused:
        hand_task(task=task, user=vera, by=sam)
    assert refused.value.field == "user"


def test_a_task_given_to_another_partner_does_not_keep_its_person(alliance, union, harbor, sam):
    task = make_task(alliance, partner=harbor, user=sam)

    with pytest.raises(Refused):
        change_task(task=task, partner=union, by=None)


def test_the_ledger_of_the_team_tells_what_is_done_and_what_is_next(alliance, harbor, olga, sam):
    goal = make_goal(alliance)
    activity = make_activity(alliance, goal)
    make_task(alliance, activity=activity, title="Later", days=9)
    make_task(alliance, activity=activity, title="Print flyers", days=3)
    finish_task(task=make_task(alliance, activity=activity, title="Call"), by=None)
    drop_task(task=make_task(alliance, activity=activity, title="Sing"), by=None)

    cells = {cell.stage: cell.line for cell in ledgers([goal], olga, "en")[goal.pk]}
    public = {cell.stage: cell.line for cell in ledgers([goal], None, "en")[goal.pk]}

    line = cells[Stage.POOL]
    assert line.figure == "1 of 3"
    assert "Next: Print flyers, by" in line.text
    assert public[Stage.POOL] is None


def test_the_picture_has_a_row_for_each_activity_and_its_table_says_the_same(
    alliance, union, harbor, olga
):
    goal = make_goal(alliance)
    make_activity(alliance, goal, owner=union, title="Doors")
    make_activity(alliance, goal, title="Night & day", starts_on=None, ends_on=None)

    chart = plan_of(alliance, olga, "en").chart

    assert [row[1] for row in chart.rows] == ["Doors", "Night & day"]
    assert chart.rows[0][2] == "Elm Street Neighbors (planned)"
    assert chart.rows[1][3:] == ("–", "–")
    assert "Night &amp; day" in chart.svg


def test_a_task_of_another_workplan_is_refused(alliance, union):
    activity = make_activity(union)

    with pytest.raises(Refused):
        add_task(organization=alliance, activity=activity, title="Call", by=None)


def test_a_partner_that_leaves_takes_its_activities_and_tasks_along(alliance, union, harbor):
    activity = make_activity(alliance, title="Doors", owner=harbor)
    make_task(alliance, activity=activity, title="Map", partner=harbor)
    make_task(alliance, activity=activity, title="Ring", partner=union)

    shelves = {one.name: one for one in brought_by(Membership.objects.get(member=harbor))}

    assert [one["activity"] for one in shelves["activities"].rows] == ["Doors"]
    assert [one["task"] for one in shelves["tasks"].rows] == ["Map"]
