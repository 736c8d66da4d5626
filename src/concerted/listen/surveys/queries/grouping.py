"""By which groups the results of a survey can be told."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from concerted.listen.surveys.models import Question, Submission, Survey
from concerted.listen.surveys.models.readings import By, ResultsPlan
from concerted.listen.surveys.queries.tabulating import (
    SINGLE,
    Groups,
    Heard,
    everybody,
    question_groups,
)


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
    questions = Question.objects.filter(survey=survey, kind__in=SINGLE)
    return [GroupingChoice(By.QUESTION, one.key, one.label) for one in questions]


def grouping_of(plan: ResultsPlan) -> dict[str, Any]:
    return {"by": str(plan.by), "key": plan.key}


def groups_of(plan: ResultsPlan, heard: Sequence[Heard], people: Sequence[uuid.UUID]) -> Groups:
    """Which group everybody is in, by what the organizers chose; everybody together where that is gone."""
    if plan.by == By.QUESTION:
        for one in heard:
            if one.question.key == plan.key and one.question.kind in SINGLE:
                return question_groups(one)
    return everybody(people)


def plan_of(survey: Survey) -> ResultsPlan:
    """How results are counted; as everybody together where nothing was chosen yet."""
    return ResultsPlan.objects.filter(survey=survey).first() or ResultsPlan(survey=survey)


def sent_count(survey: Survey) -> int:
    """How many answers count."""
    return Submission.objects.filter(survey=survey).counted().count()
