"""Surveys: sections of questions, who answered, and what."""

from __future__ import annotations

from concerted.listen.surveys.models.answers import (
    Answer,
    AnswerState,
    Origin,
    Selection,
    Submission,
)
from concerted.listen.surveys.models.form_files import FormFile
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
from concerted.listen.surveys.models.readings import By, ResultsPlan, ResultsReading
from concerted.listen.surveys.models.surveys import Section, Survey
from concerted.listen.surveys.models.takings import Taking
from concerted.listen.surveys.models.texts import TextsTold

__all__ = [
    "NO",
    "WITH_CHOICES",
    "YES",
    "Answer",
    "AnswerState",
    "By",
    "Choice",
    "Condition",
    "FormFile",
    "Kind",
    "Match",
    "Origin",
    "Question",
    "ResultsPlan",
    "ResultsReading",
    "Section",
    "Selection",
    "Submission",
    "Survey",
    "Taking",
    "Test",
    "TextsTold",
]
