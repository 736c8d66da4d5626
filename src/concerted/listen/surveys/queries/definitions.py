"""A survey as plain values, for copies and for forms of other systems."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
    Texts,
)
from concerted.listen.surveys.models import (
    Choice,
    Condition,
    Kind,
    Match,
    Question,
    Section,
    Survey,
    Test,
)
from concerted.organizations.models import ContentTranslation
from concerted.organizations.translations import TranslatableRecord


@dataclass(frozen=True)
class Rows:
    """All rows that make a survey, in the order in which they are asked. Six queries."""

    survey: Survey
    sections: list[Section]
    questions: list[Question]
    choices: dict[uuid.UUID, list[Choice]]
    conditions: list[Condition]
    translations: dict[uuid.UUID, list[ContentTranslation]] = field(default_factory=dict)

    def conditions_of(self, row: Section | Question) -> list[Condition]:
        return [one for one in self.conditions if row.pk in (one.question_id, one.section_id)]

    def records(self) -> list[TranslatableRecord]:
        """Everything that has words, as it stands on the pages."""
        found: list[TranslatableRecord] = [self.survey]
        for section in self.sections:
            found.append(section)
            for one in self.questions:
                if one.section_id == section.pk:
                    found += [one, *self.choices.get(one.pk, [])]
        return found


def rows_of(survey: Survey) -> Rows:
    """What ``survey`` is made of. Who may see the survey may see all of it."""
    sections = list(Section.objects.filter(survey=survey))
    questions = list(Question.objects.filter(survey=survey).select_related("section"))
    choices: dict[uuid.UUID, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(question__survey=survey):
        choices[choice.question_id].append(choice)
    conditions = list(
        Condition.objects.filter(source__survey=survey).select_related("source", "choice")
    )
    rows = Rows(survey, sections, questions, dict(choices), conditions)
    for one in _translations(rows.records()):
        rows.translations.setdefault(one.subject_id, []).append(one)
    return rows


def _translations(records: Iterable[TranslatableRecord]) -> Iterable[ContentTranslation]:
    return ContentTranslation.objects.filter(
        subject_id__in=[one.pk for one in records], subject_type__startswith="surveys."
    ).order_by("language")


def definition_of(survey: Survey) -> SurveyDefinition:
    """The inverse of ``define_survey``: everything about the questions, nothing about the answers."""
    rows = rows_of(survey)
    return SurveyDefinition(
        **_words(rows, survey, "title", "summary", "thanks"),
        sections=tuple(_section(rows, one) for one in rows.sections),
        language=survey.language,
        is_anonymous=survey.is_anonymous,
    )


def _section(rows: Rows, section: Section) -> SectionDefinition:
    questions = [one for one in rows.questions if one.section_id == section.pk]
    return SectionDefinition(
        key=section.key,
        questions=tuple(_question(rows, one) for one in questions),
        conditions=_conditions(rows, section),
        match=Match(section.match),
        **_words(rows, section, "title", "text"),
    )


def _question(rows: Rows, question: Question) -> QuestionDefinition:
    return QuestionDefinition(
        key=question.key,
        kind=Kind(question.kind),
        choices=tuple(_choice(rows, one) for one in rows.choices.get(question.pk, [])),
        is_required=question.is_required,
        may_decline=question.may_decline,
        minimum=question.minimum,
        maximum=question.maximum,
        is_whole=question.is_whole,
        conditions=_conditions(rows, question),
        match=Match(question.match),
        **_words(rows, question, "label", "help", "low_label", "high_label"),
    )


def _choice(rows: Rows, choice: Choice) -> ChoiceDefinition:
    return ChoiceDefinition(
        key=choice.key,
        is_exclusive=choice.is_exclusive,
        takes_text=choice.takes_text,
        **_words(rows, choice, "label"),
    )


def _conditions(rows: Rows, row: Section | Question) -> tuple[ConditionDefinition, ...]:
    return tuple(
        ConditionDefinition(
            source=one.source.key,
            test=Test(one.test),
            value=one.choice.key if one.choice else one.value,
        )
        for one in rows.conditions_of(row)
    )


def _words(rows: Rows, row: TranslatableRecord, *names: str) -> Mapping[str, Any]:
    """The texts of ``row`` by language; a text that is empty is left out."""
    told: dict[str, Texts] = {}
    for name in names:
        own = getattr(row, name)
        texts = {row.language: own} if own else {}
        for one in rows.translations.get(row.pk, []):
            if own and one.texts.get(name):
                texts[one.language] = one.texts[name]
        told[name] = texts
    return told
