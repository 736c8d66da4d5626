from __future__ import annotations

import datetime

import pytest

from concerted.goals import states
from concerted.goals.operations import close_goal
from concerted.goals.queries import ledger_rows, open_goals
from concerted.goals.states import Finding, Rule, State
from concerted.goals.tests.factories import make_goal

pytestmark = pytest.mark.django_db

MAY = datetime.date(2026, 5, 1)


@pytest.fixture
def rules(monkeypatch):
    """Registries that only this test fills."""
    monkeypatch.setattr(states, "_findings", [])
    monkeypatch.setattr(states, "_rules", [])


def standing_of(goal, reader=None):
    return states.standings([goal], reader, "en")[goal.pk]


def test_a_goal_of_which_no_rule_finds_anything_is_new(union, rules):
    goal = make_goal(union)

    first = standing_of(goal).main

    assert (first.state, first.since) == (State.NEW, goal.published_at.date())


def test_the_weightiest_state_stands_on_the_badge_and_the_others_are_told_too(union, rules):
    goal = make_goal(union)
    found = [Finding(state, state.value) for state in reversed(State)]
    states.register_state(lambda *_: {goal.pk: found})

    standing = standing_of(goal)

    assert [one.state for one in standing.findings] == list(State)


def test_of_one_state_what_has_lasted_longest_comes_first(union, rules):
    goal = make_goal(union)
    later = MAY + datetime.timedelta(days=9)
    states.register_state(
        lambda *_: {
            goal.pk: [Finding(State.OVERDUE, "b", later), Finding(State.OVERDUE, "a", MAY)]
        }
    )

    assert standing_of(goal).main.why == "a"


def test_a_closed_goal_is_closed_whatever_is_late(union, rules):
    goal = make_goal(union)
    states.register_state(lambda *_: {goal.pk: [Finding(State.OVERDUE, "late")]})

    closed = close_goal(goal=goal, by=None)

    assert [one.state for one in standing_of(closed).findings] == [State.CLOSED]


def test_rooms_are_told_who_reads(union, olga, rules):
    goal = make_goal(union)
    states.register_state(
        lambda goals, reader, _: {
            one.pk: [Finding(State.OVERDUE, "inner")] for one in goals if reader is not None
        }
    )

    assert standing_of(goal).state == State.NEW
    assert standing_of(goal, olga).state == State.OVERDUE


def test_registering_twice_tells_once(union, rules):
    goal = make_goal(union)

    def found(goals, *_):
        return {goal.pk: [Finding(State.OFF_PACE, "slow")]}

    for _time in range(2):
        states.register_state(found, Rule(State.OFF_PACE, "It is slow."))

    assert len(standing_of(goal).findings) == 1
    assert [len(one.rules) for one in states.explained() if one.state == State.OFF_PACE] == [1]


def test_the_page_explains_every_state_and_the_badge_leads_there(union, client):
    goal = make_goal(union)

    address = f"/en/o/{union.slug}/how-goals-stand/"
    page = client.get(goal.get_absolute_url()).content.decode()
    rules = client.get(address).content.decode()

    assert f"{address}#new" in page
    assert all(f'id="{state}"' in rules for state in State)
    assert all(
        one.rules
        for one in states.explained()
        if one.state not in (State.OFF_PACE, State.ON_TRACK)
    )


def test_the_public_page_of_an_organization_says_how_its_goals_stand(union):
    make_goal(union)

    assert [item.state for item in open_goals(union, "en")] == ["New"]


def test_many_goals_stand_in_as_many_queries_as_one(union, olga, django_assert_max_num_queries):
    def queries_for(goals):
        with django_assert_max_num_queries(60) as counted:
            states.standings(goals, olga, "es")
        return len(counted)

    first = make_goal(union, "Goal 0")
    one = queries_for([first])
    many = queries_for([first, *(make_goal(union, f"Goal {number}") for number in range(1, 12))])

    assert many == one
    assert ledger_rows([first], olga, "en")[0].standing.main.why
