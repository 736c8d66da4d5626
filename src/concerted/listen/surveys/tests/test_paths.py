from __future__ import annotations

from dataclasses import replace

import pytest

from concerted.listen.surveys.definitions import ConditionDefinition, SectionDefinition
from concerted.listen.surveys.models import Condition, Match, Test
from concerted.listen.surveys.queries.definitions import rows_of
from concerted.listen.surveys.queries.paths import (
    DECLINED,
    SKIPPED,
    Said,
    holds,
    path_of,
    steps_of,
)
from concerted.listen.surveys.tests.factories import (
    CLINIC,
    REASON,
    VISITED,
    WELCOME,
    make_draft,
    said,
)

pytestmark = pytest.mark.django_db


def asked(survey, **answers):
    """Which questions somebody is asked, page by page."""
    path = path_of(rows_of(survey), said(survey, **answers))
    return [[one.key for one in step.questions] for step in path.steps]


def test_a_question_that_depends_on_one_above_it_begins_a_new_page(union):
    steps = steps_of(rows_of(make_draft(union)))

    assert [[one.key for one in step.questions] for step in steps] == [
        ["visited", "languages"],
        ["welcome"],
        ["why", "minutes"],
        ["reason"],
    ]


def test_the_way_follows_the_answers(union):
    survey = make_draft(union)
    start = ["visited", "languages"]

    assert asked(survey) == [start, ["minutes"]]
    assert asked(survey, visited=1) == [start, ["welcome"], ["minutes"]]
    assert asked(survey, visited=1, welcome=2) == [start, ["welcome"], ["why", "minutes"]]
    assert asked(survey, visited=1, welcome=3) == [start, ["welcome"], ["minutes"]]
    assert asked(survey, visited=0) == [start, ["minutes"], ["reason"]]
    assert asked(survey, visited=0, languages=["es", "other"]) == [
        start,
        ["why", "minutes"],
        ["reason"],
    ]


def test_an_answer_that_is_off_the_way_decides_nothing(union):
    """A low welcome once asked for the reason; without a visit nobody is asked how welcome they felt."""
    assert asked(make_draft(union), visited=0, welcome=1) == [
        ["visited", "languages"],
        ["minutes"],
        ["reason"],
    ]


def test_who_prefers_not_to_say_is_led_as_who_did_not_answer(union):
    assert asked(make_draft(union), visited=1, welcome=DECLINED) == [
        ["visited", "languages"],
        ["welcome"],
        ["minutes"],
    ]


def test_all_conditions_or_any_of_them(union):
    both = (
        ConditionDefinition("visited", Test.IS, "no"),
        ConditionDefinition("reason", Test.IS, "cost"),
    )
    last = replace(WELCOME, conditions=both)
    every = replace(CLINIC, sections=(SectionDefinition("s", (VISITED, REASON, last)),))
    some = replace(
        every,
        title={"en": "Any"},
        sections=(SectionDefinition("s", (VISITED, REASON, replace(last, match=Match.ANY))),),
    )

    assert asked(make_draft(union, every), visited=0) == [["visited", "reason"]]
    assert asked(make_draft(union, every), visited=0, reason=["cost"])[1] == ["welcome"]
    assert asked(make_draft(union, some), visited=0)[1] == ["welcome"]


NUMBERS = [
    (Test.AT_LEAST, "3", 3.0, True),
    (Test.AT_LEAST, "3", 2.9, False),
    (Test.AT_MOST, "3", 3.0, True),
    (Test.MORE_THAN, "3", 3.0, False),
    (Test.LESS_THAN, "3", 2.0, True),
    (Test.IS, "0", 0.0, True),
    (Test.IS_NOT, "0", 0.0, False),
]


@pytest.mark.parametrize(("test", "bound", "number", "passes"), NUMBERS)
def test_numbers_are_compared(test, bound, number, passes):
    assert holds(Condition(test=test, value=bound), Said(number=number)) is passes


@pytest.mark.parametrize("nothing", [None, SKIPPED, DECLINED])
def test_nothing_answered_passes_only_what_asks_for_nothing(nothing):
    passed = {test for test in Test if holds(Condition(test=test, value="3"), nothing)}

    assert passed == {Test.IS_NOT, Test.NOT_ANSWERED}
