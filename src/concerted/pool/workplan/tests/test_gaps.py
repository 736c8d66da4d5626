"""Each gap and overlap is found, and what is no gap is not."""

from __future__ import annotations

import pytest

from concerted.goals.operations import close_goal
from concerted.goals.tests.factories import make_goal
from concerted.organizations.models import Membership, Role
from concerted.pool.workplan.models import ActivityState, Work
from concerted.pool.workplan.operations.activities import adapt_activity
from concerted.pool.workplan.operations.tasks import finish_task
from concerted.pool.workplan.queries.gaps import gaps_of
from concerted.pool.workplan.tests.factories import in_days, make_activity, make_task

pytestmark = pytest.mark.django_db


def told(organization, viewer):
    return [one.sentence for one in gaps_of(organization, viewer, "en")]


def whole_loop(organization, goal, owner):
    """An activity in every stage, each with a task that somebody does by a day."""
    for kind in Work:
        activity = make_activity(
            organization, goal, title=f"{goal} {kind}", kind=kind, owner=owner
        )
        make_task(organization, title=f"{goal} {kind}", activity=activity, partner=owner)


def test_a_plan_in_which_all_is_said_has_no_gap(alliance, union, harbor, olga):
    goal = make_goal(alliance)
    for number, kind in enumerate(Work):
        owner = (union, harbor)[number % 2]
        activity = make_activity(alliance, goal, title=kind, kind=kind, owner=owner)
        make_task(alliance, title=kind, activity=activity, partner=owner)

    assert told(alliance, olga) == []


def test_a_goal_that_nobody_works_for_is_a_gap_until_it_is_closed(alliance, olga):
    goal = make_goal(alliance, title="Care at night")

    assert told(alliance, olga) == ["Nobody does anything yet for “Care at night”."]

    close_goal(goal=goal, by=None)
    assert told(alliance, olga) == []


def test_stages_in_which_nothing_is_planned_are_named_and_done_work_counts(alliance, union, olga):
    goal = make_goal(alliance, title="Care")
    activity = make_activity(alliance, goal, owner=union)
    make_activity(alliance, goal, title="Count", kind="measuring", owner=union)
    adapt_activity(activity=activity, state=ActivityState.DONE, by=None)

    assert "For “Care” nothing is planned to: Decide, Pool, Act, Change." in told(alliance, olga)


def test_an_activity_without_owner_or_task_and_a_task_without_date_or_person(alliance, olga):
    activity = make_activity(alliance, title="Doors")
    found = told(alliance, olga)
    assert "Nobody answers for “Doors”." in found
    assert "“Doors” has no open task." in found

    make_task(alliance, activity=activity, title="Map", days=None)
    make_task(alliance, activity=activity, title="Ring", days=2)
    found = told(alliance, olga)
    assert "“Map” has no date, and nobody who does it." in found
    assert "Nobody does “Ring” yet." in found
    assert "“Doors” has no open task." not in found


def test_a_task_waits_for_a_partner_or_a_person_who_left(alliance, union, harbor, sam, vera, olga):
    activity = make_activity(alliance, owner=harbor, title="Doors")
    make_task(alliance, activity=activity, title="Map", partner=harbor, user=sam)
    make_task(alliance, activity=activity, title="Ring", partner=union, user=vera, days=None)
    Role.objects.filter(user=vera).delete()
    Membership.objects.filter(member=harbor).delete()

    found = told(alliance, olga)

    assert "Harbor Tenants, who answers for “Doors”, is no partner any more." in found
    assert any(
        "“Map” (due" in one and "waits for Harbor Tenants, who is no partner any more." in one
        for one in found
    )
    assert "“Ring” waits for somebody who has left Elm Street Neighbors." in found


def test_two_partners_doing_the_same_at_the_same_time_is_an_overlap(alliance, union, harbor, olga):
    goal = make_goal(alliance)
    here = {"place": "Elm Street", "spoken": "es"}
    make_activity(alliance, goal, title="Doors", owner=union, **here)
    for differs in (
        {"place": "Harbor"},
        {"spoken": "ht"},
        {"kind": "measuring"},
        {"starts_on": in_days(31), "ends_on": in_days(40)},
        {"owner": union},
    ):
        make_activity(alliance, goal, title=str(differs), **{"owner": harbor, **here, **differs})
    make_activity(alliance, goal, title="Porches", owner=harbor, place="elm street", spoken="es")

    found = [one.sentence for one in gaps_of(alliance, olga, "en") if one.is_overlap]

    assert any("“Doors” and “Porches”" in one for one in found)
    assert all("Porches" in one for one in found)


def test_one_partner_that_carries_much_more_than_others_is_named(alliance, union, harbor, olga):
    tasks = [make_task(alliance, title=f"Task {n}", partner=harbor) for n in range(6)]
    for number in range(3):
        make_task(alliance, title=f"Ours {number}", partner=union)
    heavy = "Harbor Tenants carries 6 of 9 open tasks. Nobody else has more than 3."
    assert heavy in told(alliance, olga)

    finish_task(task=tasks[0], by=None)

    assert not any("carries" in one for one in told(alliance, olga))


def test_a_partner_reads_no_gap_of_a_goal_in_draft(alliance, harbor, olga, sam):
    make_goal(alliance, title="Secret yet", public=False)

    assert told(alliance, olga)
    assert told(alliance, sam) == []


def test_finding_gaps_costs_as_many_queries_for_many_rows(
    alliance, union, harbor, olga, django_assert_num_queries
):
    whole_loop(alliance, make_goal(alliance), union)
    with django_assert_num_queries(6):
        gaps_of(alliance, olga, "en")

    whole_loop(alliance, make_goal(alliance, title="Care at night"), harbor)
    with django_assert_num_queries(6):
        gaps_of(alliance, olga, "en")
