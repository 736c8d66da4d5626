"""What the survey of the demonstration asks, in three languages."""

from __future__ import annotations

from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
)
from concerted.listen.surveys.models import Kind, Test

VISITED = QuestionDefinition(
    key="visited",
    kind=Kind.YES_NO,
    label={
        "en": "Did you, or somebody you care for, go to the Elm Street clinic this year?",
        "es": "¿Fue usted, o alguien a quien cuida, a la clínica de Elm Street este año?",
        "ht": "Èske ou menm, oswa yon moun w ap pran swen, te ale nan klinik Elm Street ane sa a?",
    },
    is_required=True,
)
LANGUAGES = QuestionDefinition(
    key="languages",
    kind=Kind.SEVERAL,
    label={
        "en": "In which languages can you talk about your health?",
        "es": "¿En qué idiomas puede hablar de su salud?",
        "ht": "Nan ki lang ou ka pale sou sante ou?",
    },
    choices=(
        ChoiceDefinition("en", {"en": "English", "es": "Inglés", "ht": "Angle"}),
        ChoiceDefinition("es", {"en": "Spanish", "es": "Español", "ht": "Panyòl"}),
        ChoiceDefinition(
            "ht", {"en": "Haitian Creole", "es": "Criollo haitiano", "ht": "Kreyòl ayisyen"}
        ),
        ChoiceDefinition(
            "other", {"en": "Another", "es": "Otro", "ht": "Yon lòt"}, takes_text=True
        ),
    ),
    may_decline=True,
)
UNDERSTOOD = QuestionDefinition(
    key="understood",
    kind=Kind.SCALE,
    label={
        "en": "How well did the people at the clinic understand you?",
        "es": "¿Qué tan bien le entendieron en la clínica?",
        "ht": "Ki jan moun nan klinik la te konprann ou?",
    },
    minimum=1,
    maximum=5,
    low_label={"en": "not at all", "es": "nada", "ht": "ditou"},
    high_label={"en": "very well", "es": "muy bien", "ht": "trè byen"},
    may_decline=True,
)
HELPED = QuestionDefinition(
    key="helped",
    kind=Kind.LONG_TEXT,
    label={
        "en": "What would have helped you to be understood?",
        "es": "¿Qué le habría ayudado a que le entendieran?",
        "ht": "Kisa ki ta ka ede yo konprann ou?",
    },
    conditions=(ConditionDefinition("understood", Test.AT_MOST, "2"),),
)
KEPT_AWAY = QuestionDefinition(
    key="kept_away",
    kind=Kind.SEVERAL,
    label={
        "en": "What kept you away?",
        "es": "¿Qué se lo impidió?",
        "ht": "Kisa ki te anpeche ou ale?",
    },
    help={
        "en": "Choose all that fit.",
        "es": "Elija todas las que correspondan.",
        "ht": "Chwazi tout sa ki vre.",
    },
    choices=(
        ChoiceDefinition("hours", {"en": "The hours", "es": "El horario", "ht": "Orè a"}),
        ChoiceDefinition("cost", {"en": "The cost", "es": "El costo", "ht": "Pri a"}),
        ChoiceDefinition(
            "ride", {"en": "Getting there", "es": "Cómo llegar", "ht": "Jan pou rive la"}
        ),
        ChoiceDefinition("language", {"en": "The language", "es": "El idioma", "ht": "Lang lan"}),
        ChoiceDefinition(
            "no_need",
            {"en": "I did not need it", "es": "No la necesité", "ht": "Mwen pa t bezwen l"},
            is_exclusive=True,
        ),
    ),
    may_decline=True,
)
MINUTES = QuestionDefinition(
    key="minutes",
    kind=Kind.NUMBER,
    label={
        "en": "How many minutes does it take you to get there?",
        "es": "¿Cuántos minutos tarda en llegar?",
        "ht": "Konbyen minit sa pran ou pou rive la?",
    },
    minimum=0,
    maximum=300,
)
FIRST = QuestionDefinition(
    key="first",
    kind=Kind.ONE,
    label={
        "en": "If one thing could change this year, which should it be?",
        "es": "Si una cosa pudiera cambiar este año, ¿cuál debería ser?",
        "ht": "Si yon sèl bagay te ka chanje ane sa a, kilès li ta dwe ye?",
    },
    choices=(
        ChoiceDefinition(
            "evenings", {"en": "Open in the evening", "es": "Abrir de noche", "ht": "Louvri leswa"}
        ),
        ChoiceDefinition(
            "interpreters",
            {"en": "Interpreters at the desk", "es": "Intérpretes en recepción", "ht": "Entèprèt"},
        ),
        ChoiceDefinition(
            "bus",
            {"en": "A bus on Sundays", "es": "Un autobús los domingos", "ht": "Bis le dimanch"},
        ),
    ),
)
SURVEY = SurveyDefinition(
    title={
        "en": "How does the Elm Street clinic work for you?",
        "es": "¿Cómo le funciona la clínica de Elm Street?",
        "ht": "Kijan klinik Elm Street ap mache pou ou?",
    },
    summary={
        "en": "It takes three minutes. We bring the results to the city council in September.",
        "es": "Toma tres minutos. Llevamos los resultados al concejo municipal en septiembre.",
        "ht": "Sa pran twa minit. N ap pote rezilta yo bay konsèy vil la nan mwa septanm.",
    },
    thanks={
        "en": "We read the results together on the first Monday of the month, at the library.",
        "es": "Leemos los resultados juntos el primer lunes del mes, en la biblioteca.",
        "ht": "N ap li rezilta yo ansanm premye lendi mwa a, nan bibliyotèk la.",
    },
    sections=(
        SectionDefinition("you", (VISITED, LANGUAGES)),
        SectionDefinition(
            "there",
            (UNDERSTOOD, HELPED),
            title={"en": "At the clinic", "es": "En la clínica", "ht": "Nan klinik la"},
            conditions=(ConditionDefinition("visited", Test.IS, "yes"),),
        ),
        SectionDefinition(
            "away",
            (KEPT_AWAY,),
            conditions=(ConditionDefinition("visited", Test.IS, "no"),),
        ),
        SectionDefinition("wish", (MINUTES, FIRST)),
    ),
)
HELP_WANTED = {
    "es": (
        "Alguien en recepción que hable español por la tarde.",
        "Que no tenga que traducir mi hija.",
        "Los papeles en español antes de la cita.",
        "Que me dejen terminar de hablar.",
    ),
    "ht": (
        "Yon moun ki pale kreyòl nan biwo a.",
        "Yon entèprèt nan telefòn, pa pitit mwen.",
        "Papye yo an kreyòl.",
    ),
    "en": ("More time. I felt rushed.", "A doctor who looks at me and not at the screen."),
}
TO_THE_YOUNG = (
    "Could your youth evenings take the survey along, on tablets? Three minutes each, no names. The last day is in two "
    "weeks."
)
