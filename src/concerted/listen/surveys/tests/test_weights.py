"""Weighted shares of a survey: beside the plain ones, once, and never such that they tell of few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concerted.base.errors import Refused
from concerted.listen.surveys.definitions import SectionDefinition
from concerted.listen.surveys.models import Answer
from concerted.listen.surveys.operations.readings import check_countable, read_results
from concerted.listen.surveys.operations.surveys import close_survey
from concerted.listen.surveys.queries.results import results_page
from concerted.listen.surveys.tests.crowds import crowd, told_of_themselves
from concerted.listen.surveys.tests.factories import CLINIC, VISITED, make_survey

pytestmark = pytest.mark.django_db
ONE = replace(CLINIC, sections=(SectionDefinition("about", (VISITED,)),))


@pytest.fixture
def survey(union):
    return make_survey(union, ONE)


def test_a_weighted_share_stands_beside_the_plain_one_where_it_gives_nobody_away(survey):
    people = crowd(survey, 400, seed=1)
    told_of_themselves(survey, people, 100)

    reading = read_results(survey=survey, is_weighed=True)

    found = reading.told["weighted"]["shares"]["visited//yes"]
    assert found["lower"] <= found["share"] <= found["upper"]
    assert found["effective"] < 400
    page = results_page(survey, reading, "en")
    assert page.is_weighted
    assert any(line.weighted for one in page.results for line in one.lines)


def test_few_answers_of_a_group_bring_no_weighted_share(survey):
    people = crowd(survey, 120, seed=1)
    told_of_themselves(survey, people, 12)
    renters = Answer.objects.filter(question__key="visited", submission__in=people[:12])
    renters.update(number=0, state="given")
    Answer.objects.filter(pk=renters[0].pk).update(number=1)

    reading = read_results(survey=survey, is_weighed=True)

    assert "visited//yes" not in reading.told.get("weighted", {}).get("shares", {})


def test_weighted_shares_are_told_once_and_stay_as_those_of_their_count(survey):
    people = crowd(survey, 400, seed=1)
    told_of_themselves(survey, people, 100)
    first = read_results(survey=survey, is_weighed=True)
    crowd(survey, 400, seed=2)

    second = read_results(survey=survey, is_weighed=True)

    assert second.submission_count == 800
    assert second.told["weighted"] == first.told["weighted"]
    page = results_page(survey, second, "en")
    assert page.weighted_count == "400"
    assert not any(line.weighted_share for one in page.results for line in one.lines)
    crowd(survey, 400, seed=3)
    with pytest.raises(Refused, match="told once"):
        check_countable(survey=survey, is_weighed=True)


def test_a_first_count_leaves_weighted_shares_for_later(survey):
    people = crowd(survey, 400, seed=1)
    told_of_themselves(survey, people, 100)
    first = read_results(survey=survey)
    crowd(survey, 500, seed=2)
    close_survey(survey=survey, by=None)
    survey.refresh_from_db()

    last = read_results(survey=survey)

    assert "weighted" not in first.told
    assert last.told["weighted"]["count"] == 900
