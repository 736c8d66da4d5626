from __future__ import annotations

from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
)
from concerted.listen.surveys.models import Kind, Match, Test
from concerted.listen.surveys.operations.defining import define_survey

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
