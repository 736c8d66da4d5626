"""What readers know to hold between the tables of a survey, so that none gives away another.

Every table counts the same groups. The choices of a question are counted among those who answered it. And how many were
asked a question follows from the answers to the one that decides about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from concerted.analysis.privacy.tables import lay_out
from concerted.listen.surveys.models import (
    NO,
    YES,
    AnswerState,
    Condition,
    Kind,
    Match,
    Question,
    Section,
)
from concerted.listen.surveys.queries.definitions import Rows
from concerted.listen.surveys.queries.paths import Said, holds
from concerted.listen.surveys.queries.tabulating import (
    ANSWERED,
    DECLINED,
    EMPTY,
    NOT_ASKED,
    SINGLE,
    Tabulation,
    by_question,
)

Term = tuple[int, tuple[int, int], int]
Equation = list[Term]


@dataclass(frozen=True)
class Relations:
    """``equations`` between cells; ``loose`` names questions whose way to be asked is more than equations say.

    For each, the questions that decide about it.
    """

    equations: list[Equation]
    loose: dict[str, set[str]]


def relations_of(tabulation: Tabulation) -> Relations:
    """Only what is true of the counts: a question that was added late does not follow the rule for all."""
    groups = len(tabulation.groups.keys)
    equations = [*_same_groups(tabulation, groups), *_among_answered(tabulation, groups)]
    loose: dict[str, set[str]] = {}
    for heard in tabulation.heard:
        conditions = _ways(heard.question, tabulation.rows)
        if not conditions:
            continue
        row = _deciding_row(conditions, tabulation)
        if row is None:
            loose[heard.question.key] = {
                one.source.key for _way, some in conditions for one in some
            }
        else:
            equations += _not_asked(heard.question.key, row, tabulation, groups)
    return Relations(_true(equations, tabulation), loose)


def _same_groups(tabulation: Tabulation, groups: int) -> list[Equation]:
    base = [place for place, part in enumerate(tabulation.parts) if not part.choice]
    first = base[0]
    return [
        [
            (first, (len(tabulation.parts[first].rows), group), 1),
            (place, (len(tabulation.parts[place].rows), group), -1),
        ]
        for place in base[1:]
        for group in range(groups)
    ]


def _among_answered(tabulation: Tabulation, groups: int) -> list[Equation]:
    places = by_question(tabulation.parts)
    found = []
    for place, part in enumerate(tabulation.parts):
        if part.choice:
            base = places[part.question][""]
            row = tabulation.parts[base].rows.index(ANSWERED)
            found += [
                [(place, (2, group), 1), (base, (row, group), -1)] for group in range(groups)
            ]
    return found


Ways = list[tuple[Match, list[Condition]]]


def _ways(question: Question, rows: Rows) -> Ways:
    """The lists of conditions that a question stands under, with how many of each must hold."""
    asked: list[Section | Question] = [question.section, question]
    found = [(Match(one.match), rows.conditions_of(one)) for one in asked]
    return [(match, some) for match, some in found if some]


def _deciding_row(ways: Ways, tabulation: Tabulation) -> Equation | None:
    """The cells of one other table, of the first group, that count those who are not asked; None if no table does."""
    sources = {one.source_id for _match, some in ways for one in some}
    heard = next((one for one in tabulation.heard if {one.question.pk} == sources), None)
    if heard is None:
        return None
    conditions = [one for _match, some in ways for one in some]
    places = by_question(tabulation.parts)[heard.question.key]
    if heard.question.kind in SINGLE or _asks_only_whether(conditions):
        failing = [
            number
            for number, category in enumerate(heard.categories)
            if not _passes(category, heard.question, ways, tabulation.rows)
        ]
        return [(places[""], (number, 0), -1) for number in failing]
    if heard.question.kind == Kind.SEVERAL and len(conditions) == 1:
        return _one_choice(conditions[0], heard.categories, places)
    return None


def _asks_only_whether(conditions: Sequence[Condition]) -> bool:
    return all(one.test in ("answered", "not_answered") for one in conditions)


def _one_choice(
    condition: Condition, categories: Sequence[str], places: dict[str, int]
) -> Equation | None:
    """Those not asked because they did not choose, or chose, one of several."""
    if condition.choice is None or condition.test not in ("is", "is_not"):
        return None
    place = places[condition.choice.key]
    if condition.test == "is_not":
        return [(place, (0, 0), -1)]
    states = [categories.index(one) for one in (DECLINED, EMPTY, NOT_ASKED)]
    return [(place, (1, 0), -1), *((places[""], (state, 0), -1) for state in states)]


def _passes(category: str, source: Question, ways: Ways, rows: Rows) -> bool:
    said = _said(category, source, rows)
    for match, conditions in ways:
        tests = [holds(one, said) for one in conditions]
        if not (any(tests) if match == Match.ANY else all(tests)):
            return False
    return True


def _said(category: str, source: Question, rows: Rows) -> Said | None:
    if category == NOT_ASKED:
        return None
    if category in (DECLINED, EMPTY):
        state = AnswerState.DECLINED if category == DECLINED else AnswerState.SKIPPED
        return Said(state)
    if source.kind == Kind.ONE:
        choices = rows.choices.get(source.pk, [])
        return Said(choices=tuple(one.pk for one in choices if one.key == category))
    if category == ANSWERED:
        return Said()
    number = {YES: 1.0, NO: 0.0}.get(category)
    return Said(number=float(category) if number is None else number)


def _not_asked(key: str, row: Equation, tabulation: Tabulation, groups: int) -> list[Equation]:
    place = by_question(tabulation.parts)[key][""]
    own = tabulation.parts[place].rows.index(NOT_ASKED)
    return [
        [(place, (own, group), 1), *((table, (cell, group), f) for table, (cell, _g), f in row)]
        for group in range(groups)
    ]


def _true(equations: Sequence[Equation], tabulation: Tabulation) -> list[Equation]:
    """Those that hold of the counts."""
    shown = [
        lay_out(one.counts.shape).expand(one.counts.astype(np.float64)) for one in tabulation.parts
    ]
    return [
        equation
        for equation in equations
        if sum(factor * shown[table][place] for table, place, factor in equation) == 0
    ]
