"""What a form holds, and what is said of its rows, for the page on which somebody decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.base.languages import own_name
from concerted.base.tables.files import Unreadable
from concerted.listen.surveys.definitions import SurveyDefinition, Texts
from concerted.listen.surveys.models import Kind
from concerted.listen.surveys.xlsforms.reading import FormReading
from concerted.listen.surveys.xlsforms.remarks import Level, Remark

LEVELS = {
    Level.PROBLEM: gettext_lazy("Must be corrected"),
    Level.LEFT_OUT: gettext_lazy("Left out"),
    Level.NOTE: gettext_lazy("To know"),
}


@dataclass(frozen=True)
class RemarkLine:
    """A remark in the reader's language; ``tone`` is that of a badge."""

    sheet: str
    row: int
    column: str
    label: str
    tone: str
    words: str


@dataclass(frozen=True)
class PreviewQuestion:
    kind: str
    label: str
    choice_count: int
    is_required: bool
    is_conditional: bool


@dataclass(frozen=True)
class PreviewPage:
    title: str
    is_conditional: bool
    questions: list[PreviewQuestion]


@dataclass(frozen=True)
class FormPreview:
    """``pages`` are empty where a problem stands in the way."""

    title: str
    languages: str
    pages: list[PreviewPage]
    remarks: list[RemarkLine]
    is_usable: bool

    @property
    def question_count(self) -> int:
        return sum(len(one.questions) for one in self.pages)


def form_preview(reading: FormReading, language: str) -> FormPreview:
    """What would become of a form, in the reader's language where the form has it."""
    definition = reading.definition
    remarks = [remark_line(one) for one in reading.remarks]
    if definition is None:
        return FormPreview("", "", [], remarks, is_usable=False)
    return FormPreview(
        title=_said(definition.title, language, definition),
        languages=", ".join(own_name(code) for code in _languages(definition)),
        pages=_pages(definition, language),
        remarks=remarks,
        is_usable=True,
    )


def remark_line(remark: Remark) -> RemarkLine:
    tones = {Level.PROBLEM: "bad", Level.LEFT_OUT: "look", Level.NOTE: "plain"}
    return RemarkLine(
        sheet=remark.place.sheet,
        row=remark.place.row,
        column=remark.place.column,
        label=str(LEVELS[remark.level]),
        tone=tones[remark.level],
        words=_(remark.sentence) % _shown(remark.values),
    )


def unreadable_words(unreadable: Unreadable) -> str:
    """Why a file is no form, in the reader's language."""
    sentence = _(unreadable.sentence)
    return sentence % _shown(unreadable.values) if unreadable.values else sentence


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: number_format(value, force_grouping=True) if isinstance(value, int) else value
        for name, value in values.items()
    }


def _languages(definition: SurveyDefinition) -> list[str]:
    found = dict.fromkeys([definition.language])
    for question in definition.questions():
        found.update(dict.fromkeys(question.label))
    return list(found)


def _said(texts: Texts, language: str, definition: SurveyDefinition) -> str:
    return texts.get(language) or texts.get(definition.language, "")


def _pages(definition: SurveyDefinition, language: str) -> list[PreviewPage]:
    return [
        PreviewPage(
            title=_said(section.title, language, definition),
            is_conditional=bool(section.conditions),
            questions=[
                PreviewQuestion(
                    kind=str(Kind(one.kind).label),
                    label=_said(one.label, language, definition),
                    choice_count=len(one.choices),
                    is_required=one.is_required,
                    is_conditional=bool(one.conditions),
                )
                for one in section.questions
            ],
        )
        for section in definition.sections
    ]
