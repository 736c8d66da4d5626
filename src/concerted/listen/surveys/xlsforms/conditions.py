"""When a question is asked: between the expressions of forms and the conditions of surveys.

A form joins comparisons by *and*, *or*, *not* to any depth. A survey has, on a section and on a question, a list of
conditions of which all or one must hold. Between them stand *clauses*: each a list of which one must hold, all clauses
holding together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from concerted.listen.surveys.definitions import ConditionDefinition, QuestionDefinition
from concerted.listen.surveys.models import WITH_CHOICES, Kind, Match, Test
from concerted.listen.surveys.xlsforms.expressions import (
    All,
    Compare,
    Comparison,
    Expression,
    Not,
    NotUnderstood,
    Selected,
    Some,
)

Clause = tuple[ConditionDefinition, ...]
MOST_CLAUSES = 12

_TESTS = {
    Compare.EQUAL: Test.IS,
    Compare.UNEQUAL: Test.IS_NOT,
    Compare.LESS: Test.LESS_THAN,
    Compare.AT_MOST: Test.AT_MOST,
    Compare.MORE: Test.MORE_THAN,
    Compare.AT_LEAST: Test.AT_LEAST,
}
_COMPARES = {test: compare for compare, test in _TESTS.items()}
_OPPOSITES = {
    Test.IS: Test.IS_NOT,
    Test.IS_NOT: Test.IS,
    Test.ANSWERED: Test.NOT_ANSWERED,
    Test.NOT_ANSWERED: Test.ANSWERED,
}
_BEYOND = {
    Test.LESS_THAN: Test.AT_LEAST,
    Test.AT_LEAST: Test.LESS_THAN,
    Test.AT_MOST: Test.MORE_THAN,
    Test.MORE_THAN: Test.AT_MOST,
}


@dataclass(frozen=True)
class Slot:
    """The conditions of a section or a question."""

    conditions: tuple[ConditionDefinition, ...] = ()
    match: Match = Match.ALL


def clauses_of(expression: Expression) -> list[Clause]:
    """``expression`` as clauses. Raises ``NotUnderstood`` where it would take too many.

    >>> from concerted.listen.surveys.xlsforms.expressions import read_expression
    >>> [len(one) for one in clauses_of(read_expression("${a} = 1 and (${b} = 1 or ${c} = 1)"))]
    [1, 2]
    """
    match expression:
        case All(parts):
            found = [clause for part in parts for clause in clauses_of(part)]
        case Some(parts):
            found = [
                tuple(dict.fromkeys(one for clause in chosen for one in clause))
                for chosen in product(*(clauses_of(part) for part in parts))
            ]
        case Not(part):
            return clauses_of(_negated(part))
        case Selected(question, value):
            return [(ConditionDefinition(question, Test.IS, value),)]
        case Comparison(question, compare, value):
            return [(_condition(question, compare, value),)]
    if len(found) > MOST_CLAUSES:
        raise NotUnderstood("or")
    return list(dict.fromkeys(found))


def _condition(question: str, compare: Compare, value: str) -> ConditionDefinition:
    if value == "" and compare in (Compare.EQUAL, Compare.UNEQUAL):
        test = Test.NOT_ANSWERED if compare is Compare.EQUAL else Test.ANSWERED
        return ConditionDefinition(question, test)
    return ConditionDefinition(question, _TESTS[compare], value)


def _negated(expression: Expression) -> Expression:
    """What holds where ``expression`` does not. No number is below 5, nor is it at least 5."""
    match expression:
        case Not(part):
            return part
        case All(parts):
            return Some(tuple(Not(part) for part in parts))
        case Some(parts):
            return All(tuple(Not(part) for part in parts))
        case Selected(question, value):
            return Comparison(question, Compare.UNEQUAL, value)
        case Comparison(question, compare, value):
            test = _TESTS[compare]
            if test in _OPPOSITES:
                return Comparison(question, _COMPARES[_OPPOSITES[test]], value)
            beyond = Comparison(question, _COMPARES[_BEYOND[test]], value)
            return Some((beyond, Comparison(question, Compare.EQUAL, "")))


def fill_slots(clauses: Iterable[Clause]) -> list[Slot]:
    """As few lists of conditions as say the same as ``clauses`` together."""
    kept = list(dict.fromkeys(clauses))
    single = tuple(clause[0] for clause in kept if len(clause) == 1)
    slots = [Slot(single)] if single else []
    return slots + [Slot(clause, Match.ANY) for clause in kept if len(clause) > 1]


def expression_of(
    slots: Sequence[Slot], questions: Mapping[str, QuestionDefinition]
) -> Expression | None:
    """What all of ``slots`` ask for; nothing where they are empty."""
    parts = [_joined(slot, questions) for slot in slots if slot.conditions]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _joined(slot: Slot, questions: Mapping[str, QuestionDefinition]) -> Expression:
    parts = tuple(_written(one, questions[one.source]) for one in slot.conditions)
    if len(parts) == 1:
        return parts[0]
    return All(parts) if slot.match == Match.ALL else Some(parts)


def _written(condition: ConditionDefinition, source: QuestionDefinition) -> Expression:
    key, test, value = condition.source, condition.test, condition.value
    if test in (Test.ANSWERED, Test.NOT_ANSWERED):
        compare = Compare.EQUAL if test == Test.NOT_ANSWERED else Compare.UNEQUAL
        return Comparison(key, compare, "")
    if source.kind in WITH_CHOICES and source.kind != Kind.ONE:
        chosen = Selected(key, value)
        return Not(chosen) if test == Test.IS_NOT else chosen
    return Comparison(key, _COMPARES[Test(test)], value)
