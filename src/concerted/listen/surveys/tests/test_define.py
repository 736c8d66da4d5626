from __future__ import annotations

from dataclasses import replace

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from concerted.listen.surveys.models import Choice, Kind, Question, Survey, Test
from concerted.listen.surveys.operations.defining import define_survey, redefine_survey
from concerted.listen.surveys.queries.definitions import definition_of
from concerted.listen.surveys.tests.factories import CLINIC, REASON, VISITED, make_draft
from concerted.organizations.models import ContentTranslation

pytestmark = pytest.mark.django_db


def with_questions(*questions):
    return replace(CLINIC, sections=(SectionDefinition("all", questions),))


def test_a_survey_says_what_its_definition_said(union):
    assert definition_of(make_draft(union)) == CLINIC


def test_the_same_title_twice_is_one_survey(union):
    assert make_draft(union) == make_draft(union)
    assert Survey.objects.count() == 1


def test_defining_again_what_is_there_changes_nothing(union):
    survey = make_draft(union)
    rows = set(Question.objects.values_list("pk", flat=True))
    noted = AuditEntry.objects.count()

    redefine_survey(survey=survey, definition=CLINIC, by=None)

    assert definition_of(survey) == CLINIC
    assert set(Question.objects.values_list("pk", flat=True)) == rows
    assert AuditEntry.objects.count() == noted


def test_a_corrected_word_keeps_the_question_and_its_history(union):
    survey = make_draft(union)
    asked = Question.objects.get(key="visited")
    corrected = replace(VISITED, label={"en": "Did you visit a clinic this year?"})
    sections = (replace(CLINIC.sections[0], questions=(corrected,)),)

    redefine_survey(survey=survey, definition=replace(CLINIC, sections=sections), by=None)

    again = Question.objects.get(key="visited")
    entry = AuditEntry.objects.order_by("-created_at").first()
    assert again.pk == asked.pk
    assert entry.before["visited.label"] == "Did you go to a clinic this year?"
    assert not ContentTranslation.objects.filter(subject_id=asked.pk).exists()
    assert Question.objects.count() == 1
    assert not Choice.objects.exists()


def test_a_translation_that_nobody_touched_grows_old_with_its_original(union):
    survey = make_draft(union)
    changed = replace(VISITED, label={**VISITED.label, "en": "Did you see a doctor this year?"})
    first = replace(CLINIC.sections[0], questions=(changed, *CLINIC.sections[0].questions[1:]))

    redefine_survey(
        survey=survey, definition=replace(CLINIC, sections=(first, *CLINIC.sections[1:])), by=None
    )

    text = Question.objects.get(key="visited").in_language("es")
    assert text.label == VISITED.label["es"]
    assert text.is_outdated


WRONG = {
    "a name with a space": with_questions(replace(VISITED, key="did you")),
    "two of one name": with_questions(VISITED, VISITED),
    "no words": with_questions(replace(VISITED, label={"es": "¿Fue?"})),
    "choices missing": with_questions(replace(REASON, choices=())),
    "choices too many": with_questions(replace(VISITED, choices=REASON.choices)),
    "a choice twice": with_questions(replace(REASON, choices=REASON.choices * 2)),
    "a scale without ends": with_questions(replace(VISITED, kind=Kind.SCALE)),
    "ends the wrong way": with_questions(replace(VISITED, kind=Kind.NUMBER, minimum=5, maximum=1)),
    "a condition on what comes later": with_questions(
        replace(VISITED, conditions=(ConditionDefinition("reason", Test.IS, "cost"),)), REASON
    ),
    "a condition on a choice that is not there": with_questions(
        REASON, replace(VISITED, conditions=(ConditionDefinition("reason", Test.IS, "gone"),))
    ),
    "more than a word": with_questions(
        VISITED, replace(REASON, conditions=(ConditionDefinition("visited", Test.AT_LEAST, "1"),))
    ),
    "a condition on a note": with_questions(
        QuestionDefinition("hello", Kind.NOTE, {"en": "Hello"}),
        replace(VISITED, conditions=(ConditionDefinition("hello", Test.ANSWERED),)),
    ),
    "no title": replace(CLINIC, title={"es": "Clínica"}),
    "an unknown language": replace(CLINIC, language="tlh", title={"tlh": "Qapla"}),
    "a choice without words": with_questions(
        replace(REASON, choices=(ChoiceDefinition("a", {"es": "A"}),))
    ),
}


@pytest.mark.parametrize("why", WRONG)
def test_what_cannot_be_asked_is_refused_and_nothing_is_kept(union, why):
    with pytest.raises(Refused):
        define_survey(organization=union, definition=WRONG[why], by=None)

    assert not Survey.objects.exists()
