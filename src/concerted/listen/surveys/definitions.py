"""A whole survey as plain values: what an import brings, an export takes, and a copy is made of.

Texts are given by language; each has at least the survey's own. ``operations.defining.define_survey`` makes a survey
of a definition, and ``queries.definitions.definition_of`` a definition of a survey.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from concerted.listen.surveys.models import Kind, Match, Test

Texts = Mapping[str, str]


@dataclass(frozen=True)
class ConditionDefinition:
    """The answer to the question ``source`` passes ``test``.

    ``value`` is the key of a choice, ``yes`` or ``no``, a number, a day (as 2026-05-01) or a text; empty where the test
    needs none.
    """

    source: str
    test: Test = Test.IS
    value: str = ""


@dataclass(frozen=True)
class ChoiceDefinition:
    key: str
    label: Texts
    is_exclusive: bool = False
    takes_text: bool = False


@dataclass(frozen=True)
class QuestionDefinition:
    key: str
    kind: Kind
    label: Texts
    help: Texts = field(default_factory=dict)
    choices: tuple[ChoiceDefinition, ...] = ()
    is_required: bool = False
    may_decline: bool = False
    minimum: float | None = None
    maximum: float | None = None
    is_whole: bool = True
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    conditions: tuple[ConditionDefinition, ...] = ()
    match: Match = Match.ALL


@dataclass(frozen=True)
class SectionDefinition:
    """Questions on one page."""

    key: str
    questions: tuple[QuestionDefinition, ...]
    title: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)
    conditions: tuple[ConditionDefinition, ...] = ()
    match: Match = Match.ALL


@dataclass(frozen=True)
class SurveyDefinition:
    title: Texts
    sections: tuple[SectionDefinition, ...]
    language: str = "en"
    summary: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)
    is_anonymous: bool = True

    def questions(self) -> Iterator[QuestionDefinition]:
        """All of them, in the order in which they are asked."""
        for section in self.sections:
            yield from section.questions
