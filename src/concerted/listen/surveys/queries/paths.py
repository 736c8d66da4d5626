"""Which questions somebody is asked, given what they answered so far. No database: rows in, a way through them out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from concerted.listen.surveys.models import (
    NO,
    YES,
    AnswerState,
    Condition,
    Kind,
    Match,
    Question,
    Section,
    Test,
)
from concerted.listen.surveys.queries.definitions import Rows


@dataclass(frozen=True)
class Said:
    """What was answered to one question; the choices of a ranking in their order."""

    state: AnswerState = AnswerState.GIVEN
    text: str = ""
    number: float | None = None
    day: date | None = None
    choices: tuple[uuid.UUID, ...] = ()

    @property
    def is_given(self) -> bool:
        return self.state == AnswerState.GIVEN


DECLINED = Said(AnswerState.DECLINED)
SKIPPED = Said(AnswerState.SKIPPED)
Answers = Mapping[uuid.UUID, Said]
"""By the key of the question."""


@dataclass(frozen=True)
class Step:
    """What is asked on one page: a section, or the part of it that no answer on the same page decides about.

    ``number`` is its place among all steps of the survey, which does not move with the answers.
    """

    number: int
    section: Section
    questions: tuple[Question, ...]

    @property
    def begins_section(self) -> bool:
        return self.questions[0].position == 0 if self.questions else True


@dataclass(frozen=True)
class Path:
    """The steps that somebody is led through, each with the questions that they are asked."""

    steps: tuple[Step, ...]
    asked: frozenset[uuid.UUID] = field(default_factory=frozenset)

    def step(self, number: int) -> Step | None:
        return next((one for one in self.steps if one.number == number), None)

    def after(self, number: int) -> Step | None:
        """The step that follows; nothing where ``number`` was the last."""
        return next((one for one in self.steps if one.number > number), None)

    def before(self, number: int) -> Step | None:
        return next((one for one in reversed(self.steps) if one.number < number), None)

    def open_step(self, answers: Answers) -> Step | None:
        """The first step with a question that nobody has answered, or passed over, yet."""
        return next((one for one in self.steps if not _is_done(one, answers)), None)

    def place(self, number: int) -> int:
        """Which of the steps this is, from 1."""
        return 1 + sum(one.number < number for one in self.steps)


def _is_done(step: Step, answers: Answers) -> bool:
    return all(one.kind == Kind.NOTE or one.pk in answers for one in step.questions)


def steps_of(rows: Rows) -> list[Step]:
    """All pages of a survey. A question that depends on one above it in its section begins a new page."""
    steps: list[Step] = []
    for section in rows.sections:
        page: list[Question] = []
        for question in rows.questions:
            if question.section_id != section.pk:
                continue
            here = {one.pk for one in page}
            if any(one.source_id in here for one in rows.conditions_of(question)):
                steps.append(Step(len(steps) + 1, section, tuple(page)))
                page = []
            page.append(question)
        if page:
            steps.append(Step(len(steps) + 1, section, tuple(page)))
    return steps


def path_of(rows: Rows, answers: Answers) -> Path:
    """The way that ``answers`` lead. An answer to a question that is not asked decides nothing."""
    asked: set[uuid.UUID] = set()
    heard: dict[uuid.UUID, Said] = {}
    led: list[Step] = []
    for step in steps_of(rows):
        if not _all_or_any(step.section, rows, heard):
            continue
        shown = tuple(one for one in step.questions if _all_or_any(one, rows, heard))
        for one in shown:
            asked.add(one.pk)
            if one.pk in answers:
                heard[one.pk] = answers[one.pk]
        if shown:
            led.append(Step(step.number, step.section, shown))
    return Path(tuple(led), frozenset(asked))


def _all_or_any(row: Section | Question, rows: Rows, heard: Answers) -> bool:
    tests = [holds(one, heard.get(one.source_id)) for one in rows.conditions_of(row)]
    if not tests:
        return True
    return any(tests) if row.match == Match.ANY else all(tests)


def holds(condition: Condition, said: Said | None) -> bool:
    """Whether what was ``said`` to its source passes the test of ``condition``."""
    is_answered = said is not None and said.is_given
    match condition.test:
        case Test.ANSWERED:
            return is_answered
        case Test.NOT_ANSWERED:
            return not is_answered
        case Test.IS:
            return said is not None and is_answered and _is(condition, said)
        case Test.IS_NOT:
            return not (said is not None and is_answered and _is(condition, said))
    if said is None or said.number is None:
        return False
    return _compares(condition.test, said.number, float(condition.value))


def _is(condition: Condition, said: Said) -> bool:
    if condition.choice_id is not None:
        return condition.choice_id in said.choices
    if said.number is not None:
        wanted = {YES: "1", NO: "0"}.get(condition.value, condition.value)
        return said.number == float(wanted)
    if said.day is not None:
        return said.day.isoformat() == condition.value
    return said.text.strip().casefold() == condition.value.strip().casefold()


def _compares(test: str, number: float, bound: float) -> bool:
    return {
        Test.AT_LEAST: number >= bound,
        Test.AT_MOST: number <= bound,
        Test.MORE_THAN: number > bound,
        Test.LESS_THAN: number < bound,
    }[Test(test)]
