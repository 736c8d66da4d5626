"""A survey as a workbook that KoboToolbox and ODK take.

What XLSForm has no word for stands in columns of our own, which other programs pass over: ``low_label``,
``high_label``, ``may_decline``, ``is_exclusive``, ``takes_text``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.languages import own_name
from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
    Texts,
)
from concerted.listen.surveys.models import NO, WITH_CHOICES, YES, Kind, Match
from concerted.listen.surveys.xlsforms.choices import DECLINES, OTHER
from concerted.listen.surveys.xlsforms.conditions import Slot, expression_of
from concerted.listen.surveys.xlsforms.expressions import write_expression
from concerted.listen.surveys.xlsforms.questions import YES_NO_LIST

Row = Mapping[str, str]

_TYPES = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.ONE: "select_one",
    Kind.YES_NO: "select_one",
    Kind.SEVERAL: "select_multiple",
    Kind.RANKING: "rank",
    Kind.SCALE: "range",
    Kind.DATE: "date",
    Kind.NOTE: "note",
}


def write_form(definition: SurveyDefinition, form_id: str) -> bytes:
    """The workbook (XLSX). Every cell is a text: nothing in it is ever worked out."""
    form = _Form(definition)
    survey = list(form.survey_rows())
    sheets = {
        "survey": survey,
        "choices": list(form.choice_rows()),
        "settings": [form.settings_row(form_id)],
    }
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            columns = form.columns(name, rows)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column, head)
            for number, row in enumerate(rows, 1):
                for place, column in enumerate(columns):
                    if row.get(column):
                        sheet.write_string(number, place, row[column])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns), 24)
    return out.getvalue()


_ORDER = {
    "survey": (
        *("type", "name", "label", "hint", "required", "relevant", "constraint"),
        *("appearance", "parameters", "low_label", "high_label", "may_decline"),
    ),
    "choices": ("list_name", "name", "label", "is_exclusive", "takes_text"),
    "settings": (
        *("form_title", "form_id", "version", "default_language", "is_anonymous"),
        *("survey_title", "summary", "thanks"),
    ),
}
_ALWAYS = frozenset({"type", "name", "list_name", "form_title"})


@dataclass(frozen=True)
class _List:
    choices: tuple[ChoiceDefinition, ...]
    has_decline: bool


class _Form:
    """The rows of the three sheets, with the lists that questions share."""

    def __init__(self, definition: SurveyDefinition) -> None:
        self.definition = definition
        self.questions = {one.key: one for one in definition.questions()}
        self.languages = _languages(definition)
        self.lists: dict[_List, str] = {}

    def survey_rows(self) -> Iterator[Row]:
        for section in self.definition.sections:
            yield from self._section_rows(section)

    def choice_rows(self) -> Iterator[Row]:
        """To be asked after the rows of the survey: they say which lists there are."""
        for kept, name in self.lists.items():
            for one in kept.choices:
                yield {
                    "list_name": name,
                    "name": one.key,
                    **self._words("label", one.label),
                    "is_exclusive": _flag(one.is_exclusive),
                    "takes_text": _flag(one.takes_text),
                }
            if kept.has_decline:
                label = self._said(lambda: _("I prefer not to say"))
                yield {"list_name": name, "name": DECLINES, **self._words("label", label)}

    def settings_row(self, form_id: str) -> Row:
        one = self.definition
        others = {code: text for code, text in one.title.items() if code != one.language}
        return {
            "form_title": one.title[one.language],
            "form_id": form_id,
            "version": "1",
            "default_language": _language(one.language),
            "is_anonymous": "yes" if one.is_anonymous else "no",
            **self._words("survey_title", one.title if others else {}),
            **self._words("summary", one.summary),
            **self._words("thanks", one.thanks),
        }

    def columns(self, name: str, rows: Sequence[Row]) -> list[str]:
        """The columns of a sheet that hold something, in their usual order."""
        used = {column for row in rows for column, cell in row.items() if cell}
        own = {f"label::{_language(code)}" for code in self.languages}
        found = []
        for base in _ORDER[name]:
            wide = [base, *(f"{base}::{_language(code)}" for code in self.languages)]
            found += [one for one in wide if one in used or one in _ALWAYS or one in own]
        return [one for one in found if name != "settings" or not one.startswith("label")]

    def _section_rows(self, section: SectionDefinition) -> Iterator[Row]:
        name = section.key
        while name in self.questions:
            name += "_page"
        yield {
            "type": "begin_group",
            "name": name,
            **self._words("label", section.title),
            **self._words("hint", section.text),
            "relevant": self._relevant(section),
            "appearance": "field-list",
        }
        for question in section.questions:
            yield self._question_row(question)
        yield {"type": "end_group"}

    def _question_row(self, question: QuestionDefinition) -> Row:
        is_scale = question.kind == Kind.SCALE
        ends = f"start={question.minimum or 0:g} end={question.maximum or 0:g} step=1"
        return {
            "type": self._type(question),
            "name": question.key,
            **self._words("label", question.label),
            **self._words("hint", question.help),
            **self._words("low_label", question.low_label),
            **self._words("high_label", question.high_label),
            "required": _flag(question.is_required),
            "relevant": self._relevant(question),
            "constraint": "" if is_scale else _bounds(question),
            "appearance": "multiline" if question.kind == Kind.LONG_TEXT else "",
            "parameters": ends if is_scale else "",
            "may_decline": _flag(question.may_decline and not _offers_decline(question)),
        }

    def _type(self, question: QuestionDefinition) -> str:
        if question.kind == Kind.NUMBER:
            return "integer" if question.is_whole else "decimal"
        word = _TYPES[question.kind]
        if question.kind == Kind.YES_NO:
            return f"{word} {self._list(YES_NO_LIST, self._yes_no(question))}"
        if question.kind not in WITH_CHOICES:
            return word
        choices, is_other = self._choices(question)
        name = self._list(question.key, _List(choices, _offers_decline(question)))
        return f"{word} {name} or_other" if is_other else f"{word} {name}"

    def _choices(self, question: QuestionDefinition) -> tuple[tuple[ChoiceDefinition, ...], bool]:
        """Its choices, and whether the one with room to write can be said as ``or_other``."""
        writing = [one.key for one in question.choices if one.takes_text]
        is_free = f"{question.key}_{OTHER}" not in self.questions
        if writing != [OTHER] or question.kind == Kind.RANKING or not is_free:
            return question.choices, False
        plain = (
            replace(one, takes_text=False) if one.key == OTHER else one for one in question.choices
        )
        return tuple(plain), True

    def _yes_no(self, question: QuestionDefinition) -> _List:
        words = (YES, self._said(lambda: _("Yes"))), (NO, self._said(lambda: _("No")))
        choices = tuple(ChoiceDefinition(key, label) for key, label in words)
        return _List(choices, question.may_decline)

    def _list(self, wanted: str, kept: _List) -> str:
        """The name of a list; questions with the same choices share one."""
        kept = _List(
            tuple(replace(c, label=_Frozen(c.label)) for c in kept.choices), kept.has_decline
        )
        if kept not in self.lists:
            name = wanted
            while name in self.lists.values():
                name += "_too"
            self.lists[kept] = name
        return self.lists[kept]

    def _relevant(self, asked: QuestionDefinition | SectionDefinition) -> str:
        found = expression_of([Slot(asked.conditions, Match(asked.match))], self.questions)
        return "" if found is None else write_expression(found)

    def _words(self, base: str, texts: Texts) -> dict[str, str]:
        return {f"{base}::{_language(code)}": text for code, text in texts.items()}

    def _said(self, words: object) -> Texts:
        told = {}
        for code in self.languages:
            with override(code):
                told[code] = words()  # type: ignore[operator]
        return told


class _Frozen(dict[str, str]):
    """Texts that can be looked up by."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


def _offers_decline(question: QuestionDefinition) -> bool:
    """Whether “prefer not to say” stands among the choices, so that other programs offer it too."""
    kinds = (Kind.ONE, Kind.SEVERAL, Kind.YES_NO)
    return question.may_decline and question.kind in kinds


def _bounds(question: QuestionDefinition) -> str:
    low, high = question.minimum, question.maximum
    parts = [] if low is None else [f". >= {_number(low)}"]
    if high is not None:
        parts.append(f". <= {_number(high)}")
    return " and ".join(parts)


def _number(value: float) -> str:
    """Without an exponent, which XPath does not know."""
    return str(int(value)) if value == int(value) else f"{value:.12f}".rstrip("0")


def _flag(is_so: bool) -> str:
    return "yes" if is_so else ""


def _language(code: str) -> str:
    return f"{own_name(code)} ({code})"


def _languages(definition: SurveyDefinition) -> list[str]:
    """Those in which there are words, the survey's own first."""
    found = dict.fromkeys([definition.language, *definition.title])
    for texts in _labels(definition):
        found.update(dict.fromkeys(texts))
    return list(found)


def _labels(definition: SurveyDefinition) -> Iterable[Texts]:
    for section in definition.sections:
        yield section.title
        yield section.text
        for question in section.questions:
            yield from (question.label, question.help, question.low_label, question.high_label)
            yield from (one.label for one in question.choices)
