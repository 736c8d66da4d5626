"""Surveys in the workspace: the list, and one with its questions and numbers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.listen.surveys.models import Origin, Question, Section, Submission, Survey, Test
from concerted.listen.surveys.queries.definitions import Rows
from concerted.listen.surveys.queries.pages import Words
from concerted.organizations.translating import TranslationState, is_known
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class Numbers:
    """How many answered a survey, and how."""

    submissions: int = 0
    paper: int = 0
    unchecked: int = 0


@dataclass(frozen=True)
class Card:
    survey: Survey
    text: Rendition
    numbers: Numbers


def numbers_of(surveys: Iterable[Survey]) -> dict[uuid.UUID, Numbers]:
    """The numbers of each, in one query. Counts of submissions tell nothing of who they are from."""
    surveys = list(surveys)
    paper = Q(origin=Origin.PAPER)
    found = (
        Submission.objects.counted()
        .filter(survey__in=surveys)
        .order_by()
        .values("survey_id")
        .annotate(
            submissions=Count("pk"),
            paper=Count("pk", filter=paper),
            unchecked=Count("pk", filter=paper & Q(checked_on__isnull=True)),
        )
    )
    told = {
        row["survey_id"]: Numbers(row["submissions"], row["paper"], row["unchecked"])
        for row in found
    }
    return {one.pk: told.get(one.pk, Numbers()) for one in surveys}


def cards(surveys: QuerySet[Survey], language: str) -> list[Card]:
    rows = list(surveys)
    texts, numbers = renditions(rows, language), numbers_of(rows)
    return [Card(one, texts[one.pk], numbers[one.pk]) for one in rows]


def can_enter(survey: Survey, viewer: Viewer) -> bool:
    """Whether ``viewer`` may type paper into ``survey``."""
    return Survey.objects.visible_to(viewer).entered_by(viewer).filter(pk=survey.pk).exists()


@dataclass(frozen=True)
class QuestionLine:
    """A question as the workspace lists it."""

    question: Question
    text: Rendition
    choices: list[str]
    depends_on: list[str]


@dataclass(frozen=True)
class SectionLines:
    section: Section
    text: Rendition
    questions: list[QuestionLine]


def outline(rows: Rows, language: str) -> list[SectionLines]:
    """All sections with their questions. No queries: all was read with the rows."""
    words = Words(rows, language)
    return [
        SectionLines(
            section,
            words.of(section),
            [_line(words, one) for one in rows.questions if one.section_id == section.pk],
        )
        for section in rows.sections
    ]


def _line(words: Words, question: Question) -> QuestionLine:
    return QuestionLine(
        question,
        words.of(question),
        [label for _choice, label in words.choices_of(question)],
        depends_on=[
            " ".join(
                part
                for part in (
                    f"“{words.of(one.source).label}”",
                    str(Test(one.test).label),
                    words.of(one.choice).label if one.choice else one.value,
                )
                if part
            )
            for one in words.rows.conditions_of(question)
        ],
    )


def translation_states_of(rows: Rows) -> list[TranslationState]:
    """How far a whole survey is in each language it should be, or partly is, in."""
    records = [one for one in rows.records() if any(one.texts().values())]
    given = {one.language for some in rows.translations.values() for one in some}
    wanted = dict.fromkeys([*rows.survey.organization.page_languages, *sorted(given)])
    return [
        _state(rows, records, code)
        for code in wanted
        if code != rows.survey.language and is_known(code)
    ]


def _state(rows: Rows, records: Sequence[object], code: str) -> TranslationState:
    texts = [Words(rows, code).of(one) for one in records]  # type: ignore[arg-type]
    return TranslationState(
        language=code,
        name=own_name(code),
        direction="auto",
        is_there=all(one.language == code for one in texts),
        is_outdated=any(one.is_outdated for one in texts),
    )
