"""The column “relevant”: on what it depends whether a question is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from concerted.listen.surveys.definitions import ConditionDefinition, QuestionDefinition
from concerted.listen.surveys.models import NO, WITH_CHOICES, YES, Kind, Test
from concerted.listen.surveys.xlsforms.choices import DECLINES
from concerted.listen.surveys.xlsforms.columns import Cells
from concerted.listen.surveys.xlsforms.conditions import Clause, clauses_of
from concerted.listen.surveys.xlsforms.expressions import NotUnderstood, read_expression
from concerted.listen.surveys.xlsforms.remarks import Remarks, gettext_noop

_NUMBERS = (Kind.NUMBER, Kind.SCALE)
_ORDERED = (Test.AT_LEAST, Test.AT_MOST, Test.MORE_THAN, Test.LESS_THAN)


@dataclass
class Asked:
    """What was asked above a row, and what stands above it but is not taken."""

    questions: dict[str, QuestionDefinition] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    declines: frozenset[str] = frozenset()


def read_relevant(cells: Cells, asked: Asked, remarks: Remarks) -> list[Clause]:
    """On what the row depends; on nothing where that cannot be said here, and then it is told."""
    text = cells.one("relevant")
    if not text:
        return []
    place = cells.place("relevant")
    try:
        clauses = clauses_of(read_expression(text))
    except NotUnderstood as error:
        remarks.left_out(
            place,
            gettext_noop("“%(part)s” is not understood here; this is asked of everybody."),
            part=str(error)[:60] or text[:60],
        )
        return []
    bad = [one for one in _conditions(clauses) if not _is_good(one, cells, asked, remarks)]
    return [] if bad else clauses


def _conditions(clauses: Iterable[Clause]) -> list[ConditionDefinition]:
    return list(dict.fromkeys(one for clause in clauses for one in clause))


def _is_good(condition: ConditionDefinition, cells: Cells, asked: Asked, remarks: Remarks) -> bool:
    """Whether a condition can be kept; what is wrong in the form is a problem, what we lack is left out."""
    place, name = cells.place("relevant"), condition.source
    source = asked.questions.get(name)
    if name in asked.left_out or (source is not None and source.kind == Kind.NOTE):
        remarks.left_out(
            place,
            gettext_noop(
                "It depends on “%(name)s”, which is not taken; this is asked of everybody."
            ),
            name=name,
        )
        return False
    if source is None:
        remarks.problem(
            place,
            gettext_noop("It depends on “%(name)s”, but no question above has that name."),
            name=name[:80],
        )
        return False
    choices = _choices(source)
    if choices is not None and condition.test in (Test.IS, Test.IS_NOT):
        return _is_choice(condition, choices, source, cells, remarks)
    if not _is_comparable(condition, source):
        remarks.left_out(
            place,
            gettext_noop(
                "An answer to “%(name)s” cannot be compared with “%(value)s”; this is asked of everybody."
            ),
            name=name,
            value=condition.value[:60],
        )
        return False
    return True


def _choices(source: QuestionDefinition) -> set[str] | None:
    if source.kind == Kind.YES_NO:
        return {YES, NO}
    return {one.key for one in source.choices} if source.kind in WITH_CHOICES else None


def _is_choice(
    condition: ConditionDefinition,
    choices: set[str],
    source: QuestionDefinition,
    cells: Cells,
    remarks: Remarks,
) -> bool:
    if condition.value in choices:
        return True
    place = cells.place("relevant")
    if condition.value == DECLINES and source.may_decline:
        remarks.left_out(
            place,
            gettext_noop("Nothing can depend on “prefer not to say”; this is asked of everybody."),
        )
        return False
    remarks.problem(
        place,
        gettext_noop("It depends on “%(value)s”, which is no choice of “%(name)s”."),
        value=condition.value[:60],
        name=source.key,
    )
    return False


def _is_comparable(condition: ConditionDefinition, source: QuestionDefinition) -> bool:
    if condition.test in (Test.ANSWERED, Test.NOT_ANSWERED):
        return True
    if condition.test in _ORDERED or source.kind in _NUMBERS:
        return source.kind in _NUMBERS and _is_number(condition.value)
    return bool(condition.value)


def _is_number(value: str) -> bool:
    try:
        return abs(float(value)) < float("inf")
    except ValueError:
        return False
