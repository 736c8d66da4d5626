"""What must hold of a survey before it can be kept: names that fit, questions that can be answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.listen.surveys.definitions import (
    ConditionDefinition,
    QuestionDefinition,
    SurveyDefinition,
)
from concerted.listen.surveys.models import NO, WITH_CHOICES, YES, Kind, Test
from concerted.listen.surveys.models.surveys import KEY_LENGTH
from concerted.organizations.translating import is_known

KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
CHOICE_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
"""Forms of other systems often number their choices."""
MOST_STEPS = 11
MOST_QUESTIONS = 300
NEEDS_NOTHING = (Test.ANSWERED, Test.NOT_ANSWERED)
NEEDS_A_NUMBER = (Test.AT_LEAST, Test.AT_MOST, Test.MORE_THAN, Test.LESS_THAN)


def check_definition(*, definition: SurveyDefinition) -> None:
    """Raise ``Refused``, naming the question, where ``definition`` cannot become a survey."""
    if not is_known(definition.language):
        raise Refused(_("Please choose a language of this installation."), field="language")
    if not definition.title.get(definition.language):
        raise Refused(_("Please give the survey a title."), field="title")
    questions = list(definition.questions())
    if len(questions) > MOST_QUESTIONS:
        words = _("A survey can have %(most)d questions at most.")
        raise Refused(words % {"most": MOST_QUESTIONS})
    _check_keys(one.key for one in definition.sections)
    _check_keys(one.key for one in questions)
    for one in questions:
        check_question(question=one, language=definition.language)
    _check_order(definition)


def _check_keys(keys: Iterable[str], allowed: re.Pattern[str] = KEY) -> None:
    counted = Counter(keys)
    for key, count in counted.items():
        if not allowed.fullmatch(key):
            words = _("“%(key)s” cannot be a short name: use letters, numbers and _ only.")
            raise Refused(words % {"key": key}, field="key")
        if len(key) > KEY_LENGTH:
            raise Refused(_("The short name “%(key)s” is too long.") % {"key": key}, field="key")
        if count > 1:
            words = _("Two things have the short name “%(key)s”. Each needs its own.")
            raise Refused(words % {"key": key}, field="key")


def check_question(*, question: QuestionDefinition, language: str) -> None:
    """Raise ``Refused`` where ``question`` could not be asked, or not be answered."""
    name = question.label.get(language, "")
    if not name:
        raise Refused(
            _("The question “%(key)s” has no words.") % {"key": question.key}, field="label"
        )
    if (question.kind in WITH_CHOICES) is not bool(question.choices):
        raise Refused(
            _("“%(question)s” needs choices.") % {"question": name}
            if question.kind in WITH_CHOICES
            else _("“%(question)s” cannot have choices.") % {"question": name},
            field="choices",
        )
    _check_keys((one.key for one in question.choices), CHOICE_KEY)
    if not all(one.label.get(language) for one in question.choices):
        raise Refused(
            _("A choice of “%(question)s” has no words.") % {"question": name}, field="choices"
        )
    _check_bounds(question, name)


def _check_bounds(question: QuestionDefinition, name: str) -> None:
    low, high = question.minimum, question.maximum
    if low is not None and high is not None and low > high:
        words = _("The smallest number of “%(question)s” is above the largest.")
        raise Refused(words % {"question": name}, field="minimum")
    if question.kind == Kind.SCALE and not _is_scale(low, high):
        words = _("The scale of “%(question)s” needs two whole ends, %(most)d steps at most.")
        raise Refused(words % {"question": name, "most": MOST_STEPS}, field="maximum")


def _is_scale(low: float | None, high: float | None) -> bool:
    if low is None or high is None or low != int(low) or high != int(high):
        return False
    return 1 <= high - low < MOST_STEPS


def _check_order(definition: SurveyDefinition) -> None:
    """A condition looks back only: what it asks about was asked on an earlier page, or above it."""
    asked: dict[str, QuestionDefinition] = {}
    for section in definition.sections:
        _check_conditions(section.conditions, asked, section.key)
        for question in section.questions:
            _check_conditions(
                question.conditions, asked, question.label.get(definition.language, question.key)
            )
            asked[question.key] = question


def _check_conditions(
    conditions: Iterable[ConditionDefinition], asked: dict[str, QuestionDefinition], name: str
) -> None:
    for one in conditions:
        source = asked.get(one.source)
        if source is None or source.kind == Kind.NOTE:
            words = _("“%(name)s” can depend only on a question that is asked before it.")
            raise Refused(words % {"name": name}, field="conditions")
        if not _is_comparable(one, source):
            words = _("What “%(name)s” depends on cannot be compared: “%(value)s”.")
            raise Refused(words % {"name": name, "value": one.value}, field="conditions")


def _is_comparable(condition: ConditionDefinition, source: QuestionDefinition) -> bool:
    if condition.test in NEEDS_NOTHING:
        return not condition.value
    if condition.test in NEEDS_A_NUMBER:
        return source.kind in (Kind.NUMBER, Kind.SCALE) and _is_number(condition.value)
    if source.kind in WITH_CHOICES:
        return condition.value in {one.key for one in source.choices}
    if source.kind == Kind.YES_NO:
        return condition.value in (YES, NO)
    if source.kind in (Kind.NUMBER, Kind.SCALE):
        return _is_number(condition.value)
    return bool(condition.value)


def _is_number(value: str) -> bool:
    try:
        return abs(float(value)) < float("inf")
    except ValueError:
        return False
