from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.goals import ledger
from concerted.goals.ledger import Line, Moment, Stage
from concerted.goals.queries import ledger_rows
from concerted.goals.tests.factories import make_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def stages(monkeypatch):
    """Registries that only this test fills."""
    monkeypatch.setattr(ledger, "_lines", {stage: [] for stage in Stage})
    monkeypatch.setattr(ledger, "_moments", [])
    monkeypatch.setattr(ledger, "_actions", [])


def test_all_six_stages_stand_even_when_nothing_is_recorded(union, stages):
    goal = make_goal(union)

    cells = ledger.ledgers([goal], None, "en")[goal.pk]

    assert [cell.stage for cell in cells] == list(Stage)
    assert all(cell.line is None and cell.next_step for cell in cells)


def test_an_empty_stage_tells_the_team_what_to_do_next(union, olga, stages):
    goal = make_goal(union)

    inner = ledger.ledgers([goal], olga, "en")[goal.pk][3].next_step
    public = ledger.ledgers([goal], None, "en")[goal.pk][3].next_step

    assert inner == "Next: start a campaign."
    assert public == "Here you will see what people do."


def test_the_lowest_order_gives_the_figure_and_others_join_its_words(union, stages):
    goal = make_goal(union)
    early = timezone.now() - datetime.timedelta(days=2)
    late = timezone.now()
    ledger.register(Stage.ACT, lambda *_: {goal.pk: Line("212", "letters", at=late)}, order=60)
    ledger.register(
        Stage.ACT, lambda *_: {goal.pk: Line("1,284", "signatures", at=early)}, order=10
    )

    line = ledger.ledgers([goal], None, "en")[goal.pk][3].line

    assert (line.figure, line.text, line.at) == ("1,284", "signatures · 212 letters", late)


def test_registering_a_function_twice_adds_its_line_once(union, stages):
    goal = make_goal(union)

    def lines(goals, *_):
        return {goal.pk: Line("3", "visits")}

    ledger.register(Stage.ACT, lines)
    ledger.register(Stage.ACT, lines)

    assert ledger.ledgers([goal], None, "en")[goal.pk][3].line.text == "visits"


def test_moments_stand_with_the_latest_first(union, stages):
    goal = make_goal(union)
    ago = timezone.now() - datetime.timedelta(days=9)
    ledger.register_moments(lambda *_: {goal.pk: [Moment(ago, "Neighbors spoke")]})

    titles = [moment.title for moment in ledger.moments([goal], None, "en")[goal.pk]]

    assert titles == ["The goal was published", "Neighbors spoke"]


def test_progress_stays_between_nothing_and_all(union, stages):
    goal = make_goal(union)
    ledger.register(Stage.POOL, lambda *_: {goal.pk: Line("9", "of 3", progress=3.0)})

    assert ledger.ledgers([goal], None, "en")[goal.pk][2].percent == 100


def test_many_goals_cost_as_many_queries_as_one(union, olga, django_assert_max_num_queries):
    def queries_for(goals):
        with django_assert_max_num_queries(42) as counted:
            ledger_rows(goals, olga, "es")
            ledger.moments(goals, olga, "es")
            ledger.actions(goals, olga, "es")
        return len(counted)

    first = make_goal(union, "Goal 0")
    one = queries_for([first])
    many = queries_for([first, *(make_goal(union, f"Goal {number}") for number in range(1, 12))])

    assert many == one
