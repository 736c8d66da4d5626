"""Who may read and change what, one row a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concerted.listen.surveys.models import (
    Answer,
    Choice,
    Condition,
    Question,
    Section,
    Selection,
    Submission,
    Survey,
)
from concerted.listen.surveys.operations.answering import Sender
from concerted.listen.surveys.operations.paper import type_sheet
from concerted.listen.surveys.tests.factories import CLINIC, answer, make_draft, make_survey, said

pytestmark = pytest.mark.django_db
ROSA = Sender(name="Rosa Diaz", email="rosa@example.org")

#           sees   edits  types  reads named answers
TABLE = {
    "omar": (True, True, True, True),
    "olga": (True, True, True, True),
    "cleo": (True, False, True, False),
    "vera": (True, False, False, False),
    "sam": (False, False, False, False),
    "anonymous": (False, False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_surveys_and_their_questions_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    draft = make_draft(union)
    sees, edits, types, _reads = TABLE[person]

    assert (draft in Survey.objects.visible_to(viewer)) is sees
    assert (draft in Survey.objects.editable_by(viewer)) is edits
    assert Survey.objects.entered_by(viewer).exists() is types
    for model in (Section, Question, Choice):
        assert model.objects.visible_to(viewer).exists() is sees
        assert model.objects.editable_by(viewer).exists() is edits
        assert not model.objects.public().exists()


@pytest.mark.parametrize("person", TABLE)
def test_named_answers_are_for_owners_and_organizers(request, union, person):
    viewer = request.getfixturevalue(person)
    named = make_survey(union, replace(CLINIC, is_anonymous=False))
    answer(named, visited=1, sender=ROSA)

    assert Submission.objects.visible_to(viewer).exists() is TABLE[person][3]
    assert Answer.objects.visible_to(viewer).exists() is TABLE[person][3]
    assert not Submission.objects.editable_by(viewer).exists()


@pytest.mark.parametrize("person", TABLE)
def test_nobody_reads_one_persons_anonymous_answers(request, union, person):
    viewer = request.getfixturevalue(person)
    answer(make_survey(union), visited=1, languages=["es"])

    for model in (Submission, Answer, Selection):
        assert model.objects.exists()
        assert not model.objects.visible_to(viewer).exists()
        assert not model.objects.editable_by(viewer).exists()


@pytest.mark.parametrize("person", TABLE)
def test_paper_is_for_those_who_type_it(request, union, olga, person):
    viewer = request.getfixturevalue(person)
    survey = make_survey(union)
    type_sheet(survey=survey, number=1, said=said(survey, visited=1), language="en", by=olga)

    assert Submission.objects.visible_to(viewer).exists() is TABLE[person][2]
    assert Submission.objects.editable_by(viewer).exists() is TABLE[person][2]


def test_everybody_reads_the_questions_of_an_open_survey_and_no_answers(union):
    draft = make_draft(union)
    survey = make_survey(union, replace(CLINIC, title={"en": "Open"}))
    answer(survey, visited=1, languages=["es"])

    assert set(Survey.objects.public()) == {survey}
    assert draft not in Survey.objects.public()
    assert set(Question.objects.public()) == set(survey.questions.all())
    assert set(Section.objects.public()) == set(survey.sections.all())
    assert Choice.objects.public().exists()
    for model in (Submission, Answer, Selection, Condition):
        assert not model.objects.public().exists()
