"""The true counts of a survey, question by question and group by group. Only ``protecting`` may tell of them.

Everybody who sent answers is in every table: who declined, left a question empty or was not asked it has a row of its own,
so that tables add up to each other and ``analysis.privacy`` can hold them to it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from concerted.listen.surveys.models import (
    NO,
    YES,
    Answer,
    AnswerState,
    Kind,
    Question,
    Selection,
    Submission,
    Survey,
)
from concerted.listen.surveys.queries.definitions import Rows, rows_of

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]

ANSWERED, DECLINED, EMPTY, NOT_ASKED = "~answered", "~declined", "~empty", "~not_asked"
STATES = (DECLINED, EMPTY, NOT_ASKED)
ALL = "~all"
EVERYBODY = "~everybody"
CHOSEN, NOT_CHOSEN = "~chosen", "~not_chosen"
"""Keys of questions and choices hold no tilde."""
SINGLE = (Kind.ONE, Kind.YES_NO, Kind.SCALE)
"""Kinds with one of few answers; results can be told by groups of them."""


@dataclass(frozen=True)
class Part:
    """One table: the answers to a question, or to one ``choice`` of it."""

    question: str
    kind: Kind
    choice: str
    rows: tuple[str, ...]
    counts: Codes

    def labels(self, groups: Sequence[str]) -> list[tuple[str, ...]]:
        """What each cell counts, as the table is shown, with its sums."""
        about = (self.question, self.choice)
        return [(*about, row, group) for row in (*self.rows, ALL) for group in (*groups, ALL)]


@dataclass(frozen=True)
class Heard:
    """What everybody said to one question: a category each, and the number where it is one."""

    question: Question
    categories: tuple[str, ...]
    codes: Codes
    numbers: Floats
    chosen: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    ranks: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True)
class Groups:
    """By whom is told: which group everybody is in."""

    keys: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True)
class Tabulation:
    groups: Groups
    parts: tuple[Part, ...]
    heard: tuple[Heard, ...]
    rows: Rows
    submission_count: int


def submissions_of(survey: Survey) -> list[uuid.UUID]:
    """Those that count, in an order that does not change."""
    rows = Submission.objects.filter(survey=survey).counted().order_by("pk")
    return list(rows.values_list("pk", flat=True))


def hear(survey: Survey, people: Sequence[uuid.UUID]) -> tuple[Rows, tuple[Heard, ...]]:
    """What ``people`` said to every question, in the order in which it is asked."""
    rows = rows_of(survey)
    places = {pk: place for place, pk in enumerate(people)}
    asked = [one for one in rows.questions if one.kind != Kind.NOTE]
    return rows, tuple(_heard(one, rows, places) for one in asked)


def _heard(question: Question, rows: Rows, places: Mapping[uuid.UUID, int]) -> Heard:
    own = tuple(_own_categories(question, rows))
    categories = (*own, *STATES)
    numbers = np.full(len(places), np.nan)
    codes = np.full(len(places), categories.index(NOT_ASKED), dtype=np.int64)
    states = {AnswerState.DECLINED.value: DECLINED, AnswerState.SKIPPED.value: EMPTY}
    answers = Answer.objects.filter(question=question).counted()
    for pk, state, number in answers.values_list("submission_id", "state", "number").iterator():
        place = places.get(pk)
        if place is None:
            continue
        category = states.get(state) or _category(question, number)
        if category not in categories:
            continue
        codes[place] = categories.index(category)
        if number is not None:
            numbers[place] = number
    heard = Heard(question, categories, codes, numbers)
    return _with_choices(heard, rows, places) if question.has_choices else heard


def _own_categories(question: Question, rows: Rows) -> list[str]:
    match question.kind:
        case Kind.ONE:
            return [one.key for one in rows.choices.get(question.pk, [])]
        case Kind.YES_NO:
            return [YES, NO]
        case Kind.SCALE:
            return [str(step) for step in question.steps()]
    return [ANSWERED]


def _category(question: Question, number: float | None) -> str:
    if question.kind == Kind.YES_NO:
        return YES if number else NO
    if question.kind == Kind.SCALE and number is not None:
        return str(int(number))
    return ANSWERED


def _with_choices(heard: Heard, rows: Rows, places: Mapping[uuid.UUID, int]) -> Heard:
    keys = {one.pk: one.key for one in rows.choices.get(heard.question.pk, [])}
    chosen = {key: np.zeros(len(places), dtype=np.bool_) for key in keys.values()}
    ranks = {key: np.full(len(places), np.nan) for key in keys.values()}
    codes = heard.codes.copy()
    selections = Selection.objects.filter(answer__question=heard.question).counted()
    for pk, choice, rank in selections.values_list(
        "answer__submission_id", "choice_id", "rank"
    ).iterator():
        place = places.get(pk)
        if place is None:
            continue
        key = keys[choice]
        chosen[key][place] = True
        ranks[key][place] = np.nan if rank is None else rank
        if heard.question.kind == Kind.ONE:
            codes[place] = heard.categories.index(key)
    return Heard(heard.question, heard.categories, codes, heard.numbers, chosen, ranks)


def question_groups(heard: Heard) -> Groups:
    return Groups(heard.categories, heard.codes)


def everybody(people: Sequence[uuid.UUID]) -> Groups:
    return Groups((EVERYBODY,), np.zeros(len(people), dtype=np.int64))


def tabulate(
    rows: Rows, heard: Sequence[Heard], groups: Groups, submission_count: int
) -> Tabulation:
    """Every table of a survey by the same groups."""
    parts = [part for one in heard for part in _parts(one, groups)]
    return Tabulation(groups, tuple(parts), tuple(heard), rows, submission_count)


def _parts(heard: Heard, groups: Groups) -> list[Part]:
    question = heard.question
    kind = Kind(question.kind)

    def counted(codes: Codes, count: int) -> Codes:
        table = np.zeros((count, len(groups.keys)), dtype=np.int64)
        np.add.at(table, (codes, groups.codes), 1)
        return table

    base = counted(heard.codes, len(heard.categories))
    found = [Part(question.key, kind, "", heard.categories, base)]
    if kind not in (Kind.SEVERAL, Kind.RANKING):
        return found
    answered = heard.codes == heard.categories.index(ANSWERED)
    for key in heard.chosen:
        yes = heard.chosen[key] if kind == Kind.SEVERAL else heard.ranks[key] == 1
        codes = np.where(yes, 0, 1)[answered]
        table = np.zeros((2, len(groups.keys)), dtype=np.int64)
        np.add.at(table, (codes, groups.codes[answered]), 1)
        found.append(Part(question.key, kind, key, (CHOSEN, NOT_CHOSEN), table))
    return found


def by_question(parts: Sequence[Part]) -> dict[str, dict[str, int]]:
    """Where the tables of each question stand among ``parts``, by choice."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for place, part in enumerate(parts):
        found[part.question][part.choice] = place
    return dict(found)
