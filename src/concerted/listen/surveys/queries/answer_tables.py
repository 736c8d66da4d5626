"""All answers of a survey as one table: a row for each submission, columns named by the keys of questions.

What was not answered is told apart: ``[declined]`` prefers not to say, ``[empty]`` was passed over, ``[not asked]`` was
not on the way. Choices are told by their keys. Nothing of what people told of themselves (``representation``) is here.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from concerted.base.tables.writing import Cell, Row
from concerted.listen.surveys.models import (
    NO,
    YES,
    Answer,
    AnswerState,
    Choice,
    Kind,
    Question,
    Selection,
    Submission,
    Survey,
)
from concerted.listen.surveys.queries.definitions import Rows, rows_of

DECLINED, EMPTY, NOT_ASKED = "[declined]", "[empty]", "[not asked]"
MARKS = {AnswerState.DECLINED: DECLINED, AnswerState.SKIPPED: EMPTY}


@dataclass(frozen=True)
class Given:
    """An answer with the choices it holds, in their order."""

    answer: Answer
    selections: Sequence[Selection]


@dataclass(frozen=True)
class Column:
    header: str
    question: Question
    tell: Callable[[Given], Cell]


@dataclass(frozen=True)
class AnswerTable:
    headers: list[str]
    rows: list[list[Cell]]
    legend: list[list[str]]
    """What each key stands for, in the survey's own language."""


def answer_table(survey: Survey) -> AnswerTable:
    """Every submission that counts. Five queries; the operation that calls it keeps who took it."""
    parts = rows_of(survey)
    columns = [column for one in parts.questions for column in _columns(one, parts)]
    about = [] if survey.is_anonymous else ["sent_on", "language", "origin", "name"]
    given = _given(survey)
    submissions = Submission.objects.filter(survey=survey).counted()
    order = "pk" if survey.is_anonymous else "submitted_on"
    rows = [
        [number, *_about(one, survey), *(_cell(column, given[one.pk]) for column in columns)]
        for number, one in enumerate(submissions.select_related("person").order_by(order, "pk"), 1)
    ]
    headers = ["number", *about, *(column.header for column in columns)]
    return AnswerTable(headers, rows, list(_legend(parts)))


def sheets_of(table: AnswerTable) -> dict[str, list[Row]]:
    """The sheets of a workbook: the table, and beside it what its keys stand for."""
    return {
        "answers": [table.headers, *table.rows],
        "questions": [["key", "kind", "words"], *table.legend],
    }


def _given(survey: Survey) -> dict[uuid.UUID, dict[uuid.UUID, Given]]:
    """What each submission says to each question that it was asked."""
    chosen: dict[uuid.UUID, list[Selection]] = defaultdict(list)
    selections = Selection.objects.filter(answer__submission__survey=survey).counted()
    ordered = selections.select_related("choice").order_by("rank", "choice__position")
    for one in ordered.iterator(chunk_size=5000):
        chosen[one.answer_id].append(one)
    found: dict[uuid.UUID, dict[uuid.UUID, Given]] = defaultdict(dict)
    answers = Answer.objects.filter(submission__survey=survey).counted()
    for answer in answers.iterator(chunk_size=5000):
        given = Given(answer, chosen.get(answer.pk, ()))
        found[answer.submission_id][answer.question_id] = given
    return found


def _about(submission: Submission, survey: Survey) -> list[Cell]:
    """Who and when: nothing where the survey is anonymous."""
    if survey.is_anonymous:
        return []
    day = submission.submitted_on.isoformat() if submission.submitted_on else ""
    name = str(submission.person) if submission.person is not None else ""
    return [day, submission.language, submission.origin, name]


def _cell(column: Column, given: dict[uuid.UUID, Given]) -> Cell:
    one = given.get(column.question.pk)
    if one is None:
        return NOT_ASKED
    if one.answer.state != AnswerState.GIVEN:
        return MARKS[AnswerState(one.answer.state)]
    return column.tell(one)


def _columns(question: Question, rows: Rows) -> Iterator[Column]:
    if question.kind == Kind.NOTE:
        return
    yield Column(question.key, question, _teller(question))
    choices = rows.choices.get(question.pk, [])
    if question.kind in (Kind.SEVERAL, Kind.RANKING):
        for choice in choices:
            yield Column(f"{question.key}/{choice.key}", question, _chosen(choice))
    if any(one.takes_text for one in choices):
        yield Column(f"{question.key}/text", question, lambda one: _text(one.answer.text))


def _teller(question: Question) -> Callable[[Given], Cell]:
    match question.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return lambda one: _text(one.answer.text)
        case Kind.YES_NO:
            return lambda one: YES if one.answer.number else NO
        case Kind.SCALE | Kind.NUMBER:
            return lambda one: _number(one.answer.number)
        case Kind.DATE:
            return lambda one: one.answer.day.isoformat() if one.answer.day else ""
        case _:
            return lambda one: " ".join(chosen.choice.key for chosen in one.selections)


def _chosen(choice: Choice) -> Callable[[Given], Cell]:
    def tell(one: Given) -> Cell:
        held = [chosen for chosen in one.selections if chosen.choice_id == choice.pk]
        return (held[0].rank or 1) if held else 0

    return tell


def _text(text: str) -> str:
    """What was written; who wrote one of our own marks gets a quote before it."""
    return f"'{text}" if text in (DECLINED, EMPTY, NOT_ASKED) else text


def _number(number: float | None) -> Cell:
    if number is None:
        return ""
    return int(number) if number == int(number) else number


def _legend(rows: Rows) -> Iterable[list[str]]:
    for question in rows.questions:
        if question.kind == Kind.NOTE:
            continue
        yield [question.key, Kind(question.kind).value, question.label]
        for choice in rows.choices.get(question.pk, []):
            yield [f"{question.key}/{choice.key}", "choice", choice.label]
    for mark, words in (
        (DECLINED, "prefers not to say"),
        (EMPTY, "was asked and left empty"),
        (NOT_ASKED, "was not asked, given the answers before"),
    ):
        yield [mark, "mark", words]
