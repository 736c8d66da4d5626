"""A row of the sheet “survey” as a question."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concerted.listen.surveys.definitions import QuestionDefinition
from concerted.listen.surveys.models import Kind, Question
from concerted.listen.surveys.xlsforms.choices import Lists, with_other
from concerted.listen.surveys.xlsforms.columns import Cells
from concerted.listen.surveys.xlsforms.expressions import (
    SELF,
    All,
    Compare,
    Comparison,
    NotUnderstood,
    read_expression,
)
from concerted.listen.surveys.xlsforms.flags import is_flag, is_yes
from concerted.listen.surveys.xlsforms.remarks import Remarks, gettext_noop
from concerted.listen.surveys.xlsforms.words import Words

MOST_STEPS = 11
LONGEST = Question._meta.get_field("label").max_length or 1000
YES_NO_LIST = "concerted_yes_no"
"""The list that we write for a question of yes or no, and read as one."""
_SIMPLE = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.NUMBER,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "range": Kind.NUMBER,
    "date": Kind.DATE,
    "note": Kind.NOTE,
}
_SELECT = re.compile(
    r"(?P<kind>select_one|select one(?: from)?|select1|add select one prompt using"
    r"|select_multiple|select multiple|select all that apply(?: from)?|add select multiple prompt using|rank)"
    r"\s+(?P<list>\S+)(?P<other>\s+or[ _](?:specify[ _])?other)?",
    re.I,
)
_RECORDED = frozenset(
    [
        "start",
        "end",
        "today",
        "deviceid",
        "subscriberid",
        "simserial",
        "sim_serial",
        "phonenumber",
        "phone_number",
        "username",
        "email",
        "imei",
        "audit",
        "start-geopoint",
        "background-audio",
        "background-geopoint",
    ]
)
_OTHER_TYPES = frozenset(
    [
        "geopoint",
        "geotrace",
        "geoshape",
        "image",
        "photo",
        "audio",
        "video",
        "file",
        "barcode",
        "acknowledge",
        "trigger",
        "time",
        "datetime",
        "hidden",
        "csv-external",
        "xml-external",
        "select_one_from_file",
        "select_multiple_from_file",
        "select_one_external",
        "osm",
    ]
)


def read_question(
    cells: Cells, lists: Lists, words: Words, remarks: Remarks
) -> QuestionDefinition | None:
    """The question of a row, without when it is asked; nothing where the row is not taken."""
    type_ = cells.one("type")
    select = _SELECT.fullmatch(type_)
    simple = _SIMPLE.get(type_.casefold())
    if select is None and simple is None:
        _tell_type(cells, type_, remarks)
        return None
    label = words.read(cells, "label", LONGEST, lines=True)
    if not label:
        remarks.problem(
            cells.place("label"),
            gettext_noop("The question “%(name)s” has no label."),
            name=cells.one("name"),
        )
        return None
    question = QuestionDefinition(
        key=cells.one("name"),
        kind=simple or Kind.ONE,
        label=label,
        help=words.read(cells, "hint", LONGEST, lines=True),
        low_label=words.read(cells, "low_label", 80),
        high_label=words.read(cells, "high_label", 80),
        may_decline=is_yes(cells.one("may_decline")),
        is_required=simple != Kind.NOTE and _is_required(cells, remarks),
    )
    if select is not None:
        found = _with_choices(question, select, cells, (lists, words.languages), remarks)
    else:
        found = _simple(question, cells, type_.casefold(), remarks)
    _tell_columns(cells, found, remarks)
    return found


def _tell_type(cells: Cells, type_: str, remarks: Remarks) -> None:
    word = type_.split()[0].casefold() if type_ else ""
    if word in _RECORDED:
        sentence = gettext_noop(
            "“%(type)s” is recorded without asking; nothing of the kind is kept."
        )
    elif word in ("calculate", "calculation"):
        sentence = gettext_noop("Calculations are not taken.")
    elif word in _OTHER_TYPES:
        sentence = gettext_noop("Questions of the type “%(type)s” are not taken.")
    else:
        place = cells.place("type")
        sentence = gettext_noop("“%(type)s” is not a type of question that is known.")
        remarks.problem(place, sentence, type=type_[:60])
        return
    remarks.left_out(cells.place("type"), sentence, type=type_[:60])


def _is_required(cells: Cells, remarks: Remarks) -> bool:
    if not is_flag(cells.one("required")):
        remarks.left_out(
            cells.place("required"),
            gettext_noop("“Required” can be yes or no; the question may be left empty."),
        )
    return is_yes(cells.one("required"))


def _tell_columns(cells: Cells, question: QuestionDefinition, remarks: Remarks) -> None:
    appearance = cells.one("appearance")
    if appearance and question.kind != Kind.LONG_TEXT:
        remarks.note(
            cells.place("appearance"),
            gettext_noop("The appearance “%(appearance)s” is ours to choose."),
            appearance=appearance[:60],
        )
    if cells.one("choice_filter"):
        remarks.left_out(
            cells.place("choice_filter"),
            gettext_noop("Choices cannot be filtered: everybody is offered all of them."),
        )
    if cells.one("calculation"):
        remarks.left_out(cells.place("calculation"), gettext_noop("Calculations are not taken."))


def _with_choices(
    question: QuestionDefinition,
    select: re.Match[str],
    cells: Cells,
    given: tuple[Lists, Sequence[str]],
    remarks: Remarks,
) -> QuestionDefinition:
    lists, languages = given
    name = select["list"]
    choices = lists.choices.get(name, ())
    if not choices:
        remarks.problem(
            cells.place("type"),
            gettext_noop("There is no list “%(list)s” in the sheet “choices”."),
            list=name,
        )
    if select["other"]:
        choices = with_other(choices, languages)
    kind = _select_kind(select["kind"].casefold())
    if (
        kind == Kind.ONE
        and name.startswith(YES_NO_LIST)
        and {"yes", "no"} == {c.key for c in choices}
    ):
        kind, choices = Kind.YES_NO, ()
    if kind == Kind.RANKING and select["other"]:
        remarks.problem(
            cells.place("type"), gettext_noop("What is ranked cannot have “or_other”.")
        )
    _tell_constraint(cells, remarks)
    declines = name in lists.declines
    if declines:
        remarks.note(
            cells.place("type"),
            gettext_noop("“Prefer not to say” is offered apart from the choices, and counted so."),
        )
    return replace(
        question,
        kind=kind,
        choices=choices,
        may_decline=question.may_decline or declines,
    )


def _select_kind(word: str) -> Kind:
    if word == "rank":
        return Kind.RANKING
    return Kind.SEVERAL if "multiple" in word or "all that apply" in word else Kind.ONE


def _tell_constraint(cells: Cells, remarks: Remarks) -> None:
    if cells.one("constraint"):
        remarks.left_out(
            cells.place("constraint"),
            gettext_noop("Only numbers can be bounded; this rule is not taken."),
        )


def _simple(
    question: QuestionDefinition, cells: Cells, type_: str, remarks: Remarks
) -> QuestionDefinition:
    if type_ == "range":
        return _range(question, cells, remarks)
    if question.kind == Kind.NUMBER:
        is_whole = type_ != "decimal"
        bounds = _bounds(cells, question.key, is_whole, remarks)
        return replace(question, is_whole=is_whole, minimum=bounds.low, maximum=bounds.high)
    _tell_constraint(cells, remarks)
    if question.kind == Kind.TEXT and "multiline" in cells.one("appearance").split():
        return replace(question, kind=Kind.LONG_TEXT)
    return question


@dataclass(frozen=True)
class _Bounds:
    low: float | None = None
    high: float | None = None

    def within(self, low: float | None, high: float | None) -> _Bounds:
        """The tighter of both."""
        lows = [one for one in (self.low, low) if one is not None]
        highs = [one for one in (self.high, high) if one is not None]
        return _Bounds(max(lows, default=None), min(highs, default=None))


def _bounds(cells: Cells, key: str, is_whole: bool, remarks: Remarks) -> _Bounds:
    """What a number may be, where its rule is one of plain bounds."""
    text = cells.one("constraint")
    if not text:
        return _Bounds()
    place = cells.place("constraint")
    found = _Bounds()
    try:
        for one in _comparisons(text, key):
            found = found.within(*_ends(one, is_whole))
            if not is_whole and one.compare in (Compare.MORE, Compare.LESS):
                remarks.note(place, gettext_noop("The bound itself is allowed too."))
    except (NotUnderstood, ValueError):
        remarks.left_out(
            place,
            gettext_noop("“%(rule)s” is more than a smallest and a largest number; not taken."),
            rule=text[:80],
        )
        return _Bounds()
    if found.low is not None and found.high is not None and found.low > found.high:
        remarks.problem(place, gettext_noop("The smallest number is above the largest."))
        return _Bounds()
    return found


def _comparisons(text: str, key: str) -> list[Comparison]:
    read = read_expression(text)
    found = []
    for one in read.parts if isinstance(read, All) else (read,):
        if not isinstance(one, Comparison) or one.question not in (SELF, key):
            raise NotUnderstood(text)
        found.append(one)
    return found


def _ends(one: Comparison, is_whole: bool) -> tuple[float | None, float | None]:
    value = float(one.value)
    if not math.isfinite(value):
        raise ValueError(one.value)
    match one.compare:
        case Compare.AT_LEAST:
            return value, None
        case Compare.AT_MOST:
            return None, value
        case Compare.MORE:
            return (math.floor(value) + 1.0 if is_whole else value), None
        case Compare.LESS:
            return None, (math.ceil(value) - 1.0 if is_whole else value)
        case _:
            raise NotUnderstood(one.value)


def _range(question: QuestionDefinition, cells: Cells, remarks: Remarks) -> QuestionDefinition:
    """A range of few whole steps is a scale, any other a number."""
    _tell_constraint(cells, remarks)
    place = cells.place("parameters")
    try:
        low, high, step = _parameters(cells.one("parameters"))
    except ValueError:
        remarks.problem(
            place, gettext_noop("A range needs numbers, such as “start=1 end=5 step=1”.")
        )
        low, high, step = 1.0, 5.0, 1.0
    is_whole = all(one.is_integer() for one in (low, high, step))
    if is_whole and step == 1 and high - low < MOST_STEPS:
        return replace(question, kind=Kind.SCALE, minimum=low, maximum=high)
    remarks.note(place, gettext_noop("Asked as a number between two bounds."))
    return replace(question, is_whole=is_whole, minimum=low, maximum=high)


def _parameters(text: str) -> tuple[float, float, float]:
    """Start, end and step, from 1 to 10 by 1 where the form does not say; raises ``ValueError``."""
    given = {"start": 1.0, "end": 10.0, "step": 1.0}
    for part in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", text.strip())):
        name, _mark, value = part.partition("=")
        if name.casefold() in given:
            given[name.casefold()] = float(value)
    start, end, step = given["start"], given["end"], given["step"]
    if not all(map(math.isfinite, (start, end, step))) or start >= end or step <= 0:
        raise ValueError(text)
    return start, end, step
