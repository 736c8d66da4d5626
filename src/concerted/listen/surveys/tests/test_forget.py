from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from concerted.base.jobs import run_waiting_jobs
from concerted.listen.surveys.models import Answer, Selection, Submission
from concerted.listen.surveys.operations.forgetting import forget_drafts, shuffle_answers
from concerted.listen.surveys.tasks import forget_in_surveys
from concerted.listen.surveys.tests.factories import CLINIC, answer, make_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(union):
    return make_survey(union)


def age(days):
    Submission.objects.update(touched_on=Submission.objects.first().touched_on - timedelta(days))


def as_stored():
    """The submissions in the order in which the database hands them out."""
    return list(Submission.objects.order_by().values_list("pk", flat=True))


def kept():
    return [
        sorted(map(str, model.objects.values_list())) for model in (Submission, Answer, Selection)
    ]


def test_old_drafts_are_forgotten_and_what_was_sent_stays(survey):
    answer(survey, visited=1, is_sent=False)
    sent = answer(survey, key="another", visited=1)
    age(61)

    assert forget_drafts(survey=survey) == 1
    assert Submission.objects.get() == sent


def test_a_draft_of_this_month_is_kept(survey):
    answer(survey, visited=1, is_sent=False)
    age(30)

    assert forget_drafts(survey=survey) == 0


def test_the_order_in_which_anonymous_answers_came_is_gone_the_day_after(survey):
    """Written in the order of keys that were drawn by chance, and otherwise as they were."""
    for number in range(12):
        answer(survey, key=f"k{number}", visited=1, languages=["es"])
    age(1)
    before = kept()

    assert shuffle_answers(survey=survey) == 12
    assert as_stored() == sorted(as_stored())
    assert kept() == before


def test_answers_of_today_and_named_ones_are_left_as_they_are(union, survey):
    answer(survey, visited=1)
    named = make_survey(union, replace(CLINIC, title={"en": "Named"}, is_anonymous=False))
    answer(named, visited=1)

    assert shuffle_answers(survey=survey) == 0
    age(1)
    assert shuffle_answers(survey=named) == 0


def test_the_clock_asks_for_each_survey_that_was_answered_lately(survey):
    answer(survey, visited=1, is_sent=False)
    age(61)

    forget_in_surveys()
    run_waiting_jobs()

    assert not Submission.objects.exists()
