"""Surveys: sections of questions, who answered, and what."""

from __future__ import annotations

from concerted.listen.surveys.models.answers import (
    Answer,
    AnswerState,
    Origin,
    Selection,
    Submission,
)
from concerted.listen.surveys.models.matching import Match
from concerted.listen.surveys.models.questions import (
    NO,
    WITH_CHOICES,
    YES,
    Choice,
    Condition,
    Kind,
    Question,
    Test,
)
from concerted.listen.surveys.models.surveys import Section, Survey

__all__ = [
    "NO",
    "WITH_CHOICES",
    "YES",
    "Answer",
    "AnswerState",
    "Choice",
    "Condition",
    "Kind",
    "Match",
    "Origin",
    "Question",
    "Section",
    "Selection",
    "Submission",
    "Survey",
    "Test",
]
