"""By which groups the results of a survey can be told: by a question of it, or by what people told of themselves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from concerted.base.languages import page_language
from concerted.listen.representation.models import Dimension
from concerted.listen.representation.queries.asking import occasion_of
from concerted.listen.representation.queries.benchmarks import newest_benchmarks
from concerted.listen.representation.queries.grouping import grouping_of as dimension_groups
from concerted.listen.representation.queries.weighing import Weighing, weigh
from concerted.listen.representation.queries.words import Question as DimensionWords
from concerted.listen.representation.queries.words import questions_of
from concerted.listen.surveys.models import Question, Submission, Survey
from concerted.listen.surveys.models.readings import By, ResultsPlan, ResultsReading
from concerted.listen.surveys.queries.tabulating import (
    SINGLE,
    Groups,
    Heard,
    everybody,
    question_groups,
)
from concerted.organizations.translations import renditions


@dataclass(frozen=True)
class GroupingChoice:
    by: By
    key: str
    name: str

    @property
    def value(self) -> str:
        return f"{self.by}:{self.key}" if self.key else str(self.by)


def choices_of(survey: Survey) -> list[GroupingChoice]:
    """Questions with one of few answers."""
    language = page_language()
    questions = list(Question.objects.filter(survey=survey, kind__in=SINGLE))
    texts = renditions(questions, language)
    asked = [GroupingChoice(By.QUESTION, one.key, texts[one.pk].label) for one in questions]
    told = dimensions_of(survey, language)
    return asked + [GroupingChoice(By.DIMENSION, one.dimension.key, one.name) for one in told]


def dimensions_of(survey: Survey, language: str) -> list[DimensionWords]:
    """What people were asked about themselves beside this survey, where results can be told by it.

    Not where answers have a name: what people told of themselves then cannot be joined to them, by nobody.
    """
    occasion = occasion_of(survey) if survey.is_anonymous else None
    if occasion is None:
        return []
    return questions_of(Dimension.objects.filter(occasions=occasion), language)


def grouping_of(plan: ResultsPlan) -> dict[str, Any]:
    return {"by": str(plan.by), "key": plan.key}


def groups_of(
    plan: ResultsPlan, survey: Survey, heard: Sequence[Heard], people: Sequence[uuid.UUID]
) -> Groups | None:
    """Which group everybody is in, by what the organizers chose; nothing where that is gone."""
    if plan.by == By.QUESTION:
        for one in heard:
            if one.question.key == plan.key and one.question.kind in SINGLE:
                return question_groups(one)
        return None
    if plan.by == By.DIMENSION:
        occasion = occasion_of(survey)
        keys = [pk.hex for pk in people]
        found = dimension_groups(occasion, plan.key, keys) if occasion is not None else None
        return Groups(found.keys, found.codes) if found is not None else None
    return everybody(people)


def weighing_of(survey: Survey, people: Sequence[uuid.UUID]) -> Weighing | None:
    """Weights that give ``people`` the mix of those who live there, where enough told of themselves."""
    occasion = occasion_of(survey) if survey.is_anonymous else None
    if occasion is None or occasion.forgotten_at is not None:
        return None
    return weigh(occasion, [pk.hex for pk in people])


def weighed_before(readings: Iterable[ResultsReading]) -> dict[str, Any] | None:
    """The weighted shares that were told, where they were."""
    return next((one.told["weighted"] for one in readings if "weighted" in one.told), None)


def can_weigh(survey: Survey, readings: Iterable[ResultsReading]) -> bool:
    """Whether weighted shares could be told with the next count: there are figures of the place, and none were told."""
    occasion = occasion_of(survey) if survey.is_anonymous else None
    if occasion is None or weighed_before(readings) is not None:
        return False
    return bool(newest_benchmarks(occasion.place))


def plan_of(survey: Survey) -> ResultsPlan:
    """How results are counted; as everybody together where nothing was chosen yet."""
    return ResultsPlan.objects.filter(survey=survey).first() or ResultsPlan(survey=survey)


def sent_count(survey: Survey) -> int:
    """How many answers count."""
    return Submission.objects.filter(survey=survey).counted().count()
