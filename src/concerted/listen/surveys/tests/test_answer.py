from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.base.limits import buckets
from concerted.listen.surveys.models import Answer, AnswerState, Selection, Submission
from concerted.listen.surveys.operations.answering import Sender, save_answers
from concerted.listen.surveys.operations.surveys import close_survey
from concerted.listen.surveys.queries.paths import DECLINED, SKIPPED, Said
from concerted.listen.surveys.tests.factories import (
    CLINIC,
    answer,
    make_draft,
    make_survey,
    rows,
    said,
)
from concerted.people.models import Consent, Person

pytestmark = pytest.mark.django_db
ROSA = Sender(name="Rosa Diaz", email="rosa@example.org")


@pytest.fixture
def survey(union):
    return make_survey(union)


@pytest.fixture
def named(union):
    return make_survey(union, replace(CLINIC, is_anonymous=False))


def states(survey):
    return dict(Answer.objects.counted().values_list("question__key", "state"))


def test_a_draft_does_not_count_until_it_is_sent(survey):
    draft = answer(survey, visited=1, is_sent=False)

    assert draft.is_draft
    assert not Submission.objects.counted().exists()
    assert not Answer.objects.counted().exists()

    answer(survey, welcome=4)

    assert Submission.objects.counted().count() == 1
    assert states(survey) == {"visited": "given", "welcome": "given"}


def test_prefer_not_to_say_left_empty_and_never_asked_are_three_things(survey):
    answer(survey, visited=0, languages=DECLINED, minutes=SKIPPED)

    assert states(survey) == {
        "visited": AnswerState.GIVEN,
        "languages": AnswerState.DECLINED,
        "minutes": AnswerState.SKIPPED,
    }


def test_who_goes_back_and_changes_the_way_is_not_counted_off_it(survey):
    answer(survey, visited=1, welcome=1, why="Nobody spoke Spanish.")

    answer(survey, visited=0)

    assert set(states(survey)) == {"visited"}
    assert Answer.objects.get(question__key="why").text == "Nobody spoke Spanish."

    answer(survey, visited=1)

    assert set(states(survey)) == {"visited", "welcome", "why"}


def test_choices_off_the_way_are_not_counted_either(survey):
    answer(survey, visited=0, reason=["cost"])
    assert Selection.objects.counted().count() == 1

    answer(survey, visited=1)

    assert not Selection.objects.counted().exists()


def test_one_device_has_one_submission(survey):
    assert answer(survey, visited=1) == answer(survey, visited=1)
    assert answer(survey, visited=1, key="another") != answer(survey, visited=1)
    assert Submission.objects.count() == 2


def test_what_must_be_answered_is_asked_for_before_it_is_sent(survey):
    draft = answer(survey, minutes=20, is_sent=False)

    with pytest.raises(Refused, match="still needs an answer"):
        answer(survey, minutes=20)

    draft.refresh_from_db()
    assert draft.is_draft


def test_nothing_is_taken_before_it_opens_or_after_it_closes(union, survey):
    late = make_survey(union, replace(CLINIC, title={"en": "Late"}))
    late.closes_at = timezone.now() - timedelta(minutes=1)
    late.save()
    draft = make_draft(union, replace(CLINIC, title={"en": "Draft"}))
    answer(survey, visited=1)
    close_survey(survey=survey, by=None)

    for one in (survey, late, draft):
        with pytest.raises(Refused, match="not taking answers"):
            answer(one, visited=0)
    assert Answer.objects.get(question__key="visited").number == 1


def test_a_choice_of_another_question_is_refused_and_nothing_is_kept(survey):
    questions, choices = rows(survey)
    wrong = {questions["languages"].pk: Said(choices=(choices["reason", "cost"].pk,))}

    with pytest.raises(Refused, match="no such choice"):
        save_answers(survey=survey, key="k", said=wrong, language="en")

    assert not Submission.objects.exists()


@pytest.fixture
def _one_moment(monkeypatch):
    """No bucket fills again while a slow machine runs the test."""
    monkeypatch.setattr(buckets, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))


@pytest.mark.usefixtures("_one_moment")
def test_floods_from_one_device_are_held_back(survey):
    def save_often():
        for _time in range(130):
            save_answers(survey=survey, key="k", said=said(survey, minutes=5), language="en")

    with pytest.raises(Refused, match="wait a minute"):
        save_often()


@pytest.mark.usefixtures("_one_moment")
def test_many_devices_of_one_network_are_held_back_in_the_end(survey):
    def join():
        for number in range(90):
            save_answers(
                survey=survey,
                key=f"k{number}",
                said=said(survey, minutes=5),
                language="en",
                visitor="a-network",
            )

    with pytest.raises(Refused, match="wait a minute"):
        join()


def test_named_answers_are_joined_to_their_person_and_no_consent_is_assumed(named):
    submission = answer(named, visited=1, sender=ROSA)

    assert submission.person == Person.objects.get()
    assert not Consent.objects.exists()


def test_a_ticked_box_keeps_the_words_and_waits_for_the_mailed_link(named):
    words = "Elm Street may write to me"
    answer(named, visited=1, sender=replace(ROSA, consent_words=words))

    consent = Consent.objects.get()
    assert consent.words == words
    assert not consent.is_proven


def test_a_person_counts_once_whatever_device_they_use(named):
    first = answer(named, visited=1, sender=ROSA)
    second = answer(named, key="another", visited=0, sender=ROSA)

    assert Submission.objects.counted().get() == first
    assert second.is_repeat
    assert second.person is None
    assert not second.is_draft


def test_no_name_is_kept_in_an_anonymous_survey_even_if_one_is_sent(survey):
    submission = answer(survey, visited=1, sender=ROSA)

    assert submission.person is None
    assert not Person.objects.exists()
