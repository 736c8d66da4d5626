"""What released figures say of goals: lines, moments, and whether the pace will do."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.goals import ledger, states
from concerted.goals.states import State
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.queries.courses import main_courses
from concerted.measure.indicators.queries.told import findings, goal_moments, measure_lines
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_course,
    make_dimension,
    make_indicator,
    make_release,
    year,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
THIS_YEAR = TODAY.year
FAR = datetime.date(THIS_YEAR + 2, 12, 31)


@pytest.fixture
def goal(union):
    return make_goal(union)


@pytest.fixture
def race(union):
    return make_dimension(union, "Race", ("Black", "White"))


@pytest.fixture
def language(union):
    return make_dimension(union)


def waits(union, race, *pairs, **values):
    """Days that Black and White patients waited in each of the last years, released, with errors."""
    given = {"kind": "average", "unit": "days", "favourable": False, **values}
    indicator = make_indicator(union, "Waiting time", **given)
    cells = [
        (group_of(race, name), value, {"se": 0.5, "n": 400, **year(THIS_YEAR - place)})
        for place, pair in enumerate(reversed(pairs))
        for name, value in zip(("Black", "White"), pair, strict=True)
    ]
    make_release(indicator, *cells)
    return indicator


def gap(goal, indicator, race, **values):
    given = {
        "measure": "difference",
        "baseline_value": 9.1,
        "baseline_on": datetime.date(THIS_YEAR - 2, 1, 1),
        "target_value": 2.0,
        "target_on": FAR,
        **values,
    }
    return make_course(goal, indicator, group_of(race, "Black"), group_of(race, "White"), **given)


def test_a_gap_is_told_with_where_it_started_and_how_sure_its_change_is(goal, union, race):
    gap(goal, waits(union, race, (30.1, 21.0), (28.0, 20.3), (26.4, 20.0)), race)

    line = measure_lines([goal], None, "en")[goal.pk]

    assert line.figure == "9.1 → 6.4 days"
    assert "Waiting time: gap Black–White" in line.text
    assert "95% interval of the change: −4.66 to −0.74" in line.text
    assert line.progress == pytest.approx((9.1 - 6.4) / (9.1 - 2.0))


def test_a_ratio_is_of_who_is_behind_to_who_is_ahead(goal, union, race):
    indicator = make_indicator(union, "Pass rate")
    black, white = group_of(race, "Black"), group_of(race, "White")
    make_release(
        indicator,
        *[
            (group, value, {**year(THIS_YEAR - ago), "se": 1.0})
            for group, ago, value in (
                (black, 2, 40.0),
                (white, 2, 74.0),
                (black, 0, 53.25),
                (white, 0, 75.0),
            )
        ],
    )
    make_course(
        goal,
        indicator,
        black,
        white,
        baseline_on=datetime.date(THIS_YEAR - 2, 1, 1),
        target_on=FAR,
    )

    line = measure_lines([goal], None, "en")[goal.pk]

    assert line.figure == "0.71"
    assert line.text == "Pass rate: ratio Black to White, was 0.54 · target 0.95 · off pace"
    assert [one.state for one in findings([goal], None, "en")[goal.pk]] == [State.OFF_PACE]


def test_a_figure_itself_stands_beside_that_of_the_reference_group(goal, union, language):
    indicator = make_indicator(union, "Wait", kind="average", unit="days", favourable=False)
    creole, english = group_of(language, "Haitian Creole"), group_of(language, "English")
    make_release(indicator, (creole, 47.0), (english, 12.0))
    make_course(goal, indicator, creole, baseline_value=47, target_value=30)

    line = measure_lines([goal], None, "en")[goal.pk]

    assert (line.figure, line.text) == (
        "47 days",
        "Wait, Haitian Creole · English: 12 days · target 30 days",
    )
    assert findings([goal], None, "en") == {}, "one figure has no pace"


def test_a_gap_that_closes_fast_enough_is_on_track(goal, union, race):
    gap(goal, waits(union, race, (30.1, 21.0), (27.0, 21.0), (24.0, 21.0)), race, agreed_on=TODAY)

    found = findings([goal], None, "en")[goal.pk]

    assert [one.state for one in found] == [State.ON_TRACK]
    assert states.standings([goal], None, "en")[goal.pk].state == State.ON_TRACK


def test_after_its_day_only_the_target_itself_counts(goal, union, race):
    past = datetime.date(THIS_YEAR - 1, 12, 31)
    gap(goal, waits(union, race, (30.1, 21.0), (27.0, 21.0), (24.0, 21.0)), race, target_on=past)

    assert [one.state for one in findings([goal], None, "en")[goal.pk]] == [State.OFF_PACE]


def test_what_was_not_released_or_is_hidden_is_not_told(goal, union, race):
    indicator = make_indicator(
        union, "Waiting time", kind="average", unit="days", favourable=False
    )
    gap(goal, indicator, race)

    assert main_courses([goal], None) == {}

    black, white = group_of(race, "Black"), group_of(race, "White")
    make_release(indicator, (black, None), (white, 20.0))

    assert not main_courses([goal], None)[goal.pk].points
    assert measure_lines([goal], None, "en") == {}


def test_only_the_newest_release_is_read_and_each_is_a_moment(goal, union, race):
    indicator = waits(union, race, (30.1, 21.0))
    gap(goal, indicator, race)
    black, white = group_of(race, "Black"), group_of(race, "White")
    make_release(
        indicator, (black, 25.0, year(THIS_YEAR)), (white, 20.0, year(THIS_YEAR)), number=2
    )

    assert measure_lines([goal], None, "en")[goal.pk].figure == "9.1 → 5 days"
    assert len(goal_moments([goal], None, "en")[goal.pk]) == 2


def test_figures_of_a_draft_goal_stay_inside(union, race, olga):
    draft = make_goal(union, "Not yet", public=False)
    gap(draft, waits(union, race, (30.1, 21.0), (24.0, 21.0)), race)

    assert measure_lines([draft], None, "en") == {}
    assert measure_lines([draft], olga, "en")


def test_many_courses_are_read_in_as_many_queries_as_one(
    union, race, language, django_assert_num_queries
):
    goals = [make_goal(union, f"Goal {number}") for number in range(4)]
    indicator = waits(union, race, (30.1, 21.0), (24.0, 21.0))
    for goal in goals:
        gap(goal, indicator, race)

    with django_assert_num_queries(3):
        assert len(main_courses(goals, None)) == 4
    with django_assert_num_queries(3):
        main_courses(goals[:1], None)
    assert ledger.ledgers(goals, None, "en")[goals[3].pk][5].line.figure == "9.1 → 3 days"
