from __future__ import annotations

from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
)
from concerted.listen.surveys.models import Choice, Kind, Match, Test
from concerted.listen.surveys.operations.answering import save_answers, send_answers
from concerted.listen.surveys.operations.defining import define_survey
from concerted.listen.surveys.operations.surveys import open_survey
from concerted.listen.surveys.queries.paths import Said

KEY = "a-key-of-one-device"

VISITED = QuestionDefinition(
    key="visited",
    kind=Kind.YES_NO,
    label={"en": "Did you go to a clinic this year?", "es": "¿Fue a una clínica este año?"},
    is_required=True,
)
LANGUAGES = QuestionDefinition(
    key="languages",
    kind=Kind.SEVERAL,
    label={"en": "Which languages do you speak at home?"},
    help={"en": "Choose all that fit."},
    choices=(
        ChoiceDefinition("en", {"en": "English", "es": "Inglés"}),
        ChoiceDefinition("es", {"en": "Spanish", "es": "Español"}),
        ChoiceDefinition("other", {"en": "Another", "es": "Otro"}, takes_text=True),
        ChoiceDefinition("none", {"en": "None of these"}, is_exclusive=True),
    ),
    may_decline=True,
)
WELCOME = QuestionDefinition(
    key="welcome",
    kind=Kind.SCALE,
    label={"en": "How welcome did you feel there?", "es": "¿Se sintió bien recibido?"},
    minimum=1,
    maximum=5,
    low_label={"en": "Not at all", "es": "Nada"},
    high_label={"en": "Very", "es": "Mucho"},
    may_decline=True,
    conditions=(ConditionDefinition("visited", Test.IS, "yes"),),
)
WHY = QuestionDefinition(
    key="why",
    kind=Kind.LONG_TEXT,
    label={"en": "What went wrong?"},
    conditions=(
        ConditionDefinition("welcome", Test.AT_MOST, "2"),
        ConditionDefinition("languages", Test.IS, "other"),
    ),
    match=Match.ANY,
)
DISTANCE = QuestionDefinition(
    key="minutes",
    kind=Kind.NUMBER,
    label={"en": "How many minutes away is it?"},
    minimum=0,
    maximum=600,
)
REASON = QuestionDefinition(
    key="reason",
    kind=Kind.ONE,
    label={"en": "What kept you away?", "es": "¿Qué se lo impidió?"},
    choices=(
        ChoiceDefinition("hours", {"en": "The hours", "es": "El horario"}),
        ChoiceDefinition("cost", {"en": "The cost", "es": "El costo"}),
        ChoiceDefinition("ride", {"en": "No ride", "es": "Sin transporte"}),
    ),
)
CLINIC = SurveyDefinition(
    title={"en": "How does the clinic work for you?", "es": "¿Cómo le funciona la clínica?"},
    summary={"en": "Ten questions, five minutes."},
    sections=(
        SectionDefinition("about", (VISITED, LANGUAGES), title={"en": "You and the clinic"}),
        SectionDefinition("there", (WELCOME, WHY, DISTANCE)),
        SectionDefinition(
            "away", (REASON,), conditions=(ConditionDefinition("visited", Test.IS, "no"),)
        ),
    ),
)


def make_draft(organization, definition=CLINIC, **values):
    """A survey that only the team sees."""
    return define_survey(organization=organization, definition=definition, by=None, **values)


def make_survey(organization, definition=CLINIC, **values):
    """A survey that takes answers."""
    return open_survey(survey=make_draft(organization, definition, **values), by=None)


def rows(survey):
    """Questions by their short names, and choices by theirs."""
    questions = {one.key: one for one in survey.questions.all()}
    choices = Choice.objects.filter(question__survey=survey).select_related("question")
    return questions, {(one.question.key, one.key): one for one in choices}


def said(survey, **answers):
    """What is answered, by the short names of questions: a number, a text, a day, choices, or DECLINED."""
    questions, choices = rows(survey)
    told = {}
    for key, value in answers.items():
        match value:
            case Said():
                told[questions[key].pk] = value
            case int() | float():
                told[questions[key].pk] = Said(number=float(value))
            case list():
                picked = tuple(choices[key, one].pk for one in value)
                told[questions[key].pk] = Said(choices=picked)
            case _:
                told[questions[key].pk] = Said(text=value)
    return told


def answer(survey, key=KEY, *, is_sent=True, sender=None, **answers):
    """The submission of who holds ``key``, sent unless told otherwise."""
    submission = save_answers(survey=survey, key=key, said=said(survey, **answers), language="en")
    if is_sent:
        send_answers(
            survey=survey,
            submission=submission,
            key=key,
            language="en",
            **({"sender": sender} if sender else {}),
        )
        submission.refresh_from_db()
    return submission
