"""A survey on paper: the questionnaire as it is printed, and the sheets that were typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from concerted.base.gates import Viewer
from concerted.base.papers import PaperSize, paper_name
from concerted.base.pdf import render_pdf
from concerted.base.qr import qr_svg
from concerted.listen.surveys.models import (
    NO,
    YES,
    Condition,
    Kind,
    Match,
    Origin,
    Question,
    Section,
    Submission,
    Survey,
    Test,
)
from concerted.listen.surveys.queries.definitions import Rows, rows_of
from concerted.listen.surveys.queries.pages import Words, direction

MOST_COPIES = 200


def sheets_of(survey: Survey, viewer: Viewer) -> QuerySet[Submission]:
    """What was typed from paper, for those who type and check."""
    rows = Submission.objects.visible_to(viewer).filter(survey=survey, origin=Origin.PAPER)
    return rows.select_related("typed_by", "checked_by").order_by("sheet_number")


def next_number(survey: Survey) -> int:
    """The number after the highest that was typed."""
    highest = Submission.objects.filter(survey=survey).aggregate(most=Max("sheet_number"))["most"]
    return (highest or 0) + 1


@dataclass(frozen=True)
class Print:
    """Which questionnaires are printed."""

    language: str
    size: PaperSize = PaperSize.LETTER
    first: int = 0
    """The number of the first; 0 leaves room to write it by hand."""
    copies: int = 1

    def labels(self) -> list[str]:
        return [f"{self.first + n:04d}" if self.first else "" for n in range(self.copies)]


def questionnaire_pdf(survey: Survey, wanted: Print) -> bytes:
    """The questionnaire in one language, with a code that leads to the web form; a copy for each number."""
    rows = rows_of(survey)
    with override(wanted.language):
        data = _data(rows, wanted)
    return render_pdf("surveys/questionnaire.typ", data, language=wanted.language)


def _data(rows: Rows, wanted: Print) -> dict[str, Any]:
    survey, words = rows.survey, Words(rows, wanted.language)
    text = words.of(survey)
    url = f"{settings.ADDRESS}{survey.get_absolute_url()}"
    numbers = {one.pk: place for place, one in enumerate(_numbered(rows), 1)}
    return {
        "document_title": text.title,
        "paper": paper_name(wanted.size),
        "eyebrow": survey.organization.name,
        "title": text.title,
        "summary": [line for line in text.summary.split("\n") if line.strip()],
        "text_lang": text.language.partition("-")[0],
        "text_direction": direction(text.language),
        "promise": _promise(survey),
        "qr": qr_svg(url),
        "qr_alt": _("QR code to answer online: %(url)s") % {"url": url},
        "url": url,
        "labels": wanted.labels(),
        "words": {
            "sheet": _("Sheet"),
            "online": _("Or answer on your phone"),
            "help": _(
                "Please tick the boxes or write clearly. Leave out what you do not want to answer."
            ),
            "thanks": _("Thank you."),
            "decline": _("I prefer not to say"),
            "rank": _("Write 1 beside what matters most, then 2, and so on."),
            "several": _("Tick all that fit."),
            "one": _("Tick one."),
            "scale": _("Circle one number."),
            "date": _("Day, month, year"),
        },
        "sections": [_section(words, one, numbers) for one in rows.sections],
    }


def _numbered(rows: Rows) -> Sequence[Question]:
    return [one for one in rows.questions if one.kind != Kind.NOTE]


def _promise(survey: Survey) -> str:
    if survey.is_anonymous:
        return _("Anonymous: please do not write your name.")
    return _("%(organization)s can read your answers together with your name.") % {
        "organization": survey.organization.name
    }


def _section(words: Words, section: Section, numbers: dict[Any, int]) -> dict[str, Any]:
    text = words.of(section)
    return {
        "title": text.title,
        "text": text.text,
        "only_if": _only_if(words, section, numbers),
        "questions": [
            _question(words, one, numbers)
            for one in words.rows.questions
            if one.section_id == section.pk
        ],
    }


def _question(words: Words, question: Question, numbers: dict[Any, int]) -> dict[str, Any]:
    text = words.of(question)
    choices = [
        {"number": place, "label": label, "writes": choice.takes_text}
        for place, (choice, label) in enumerate(words.choices_of(question), 1)
    ]
    if question.kind == Kind.YES_NO:
        choices = [
            {"number": place, "label": label, "writes": False}
            for place, label in enumerate((_("Yes"), _("No")), 1)
        ]
    return {
        "number": numbers.get(question.pk, 0),
        "kind": question.kind,
        "label": text.label,
        "help": text.help,
        "choices": choices,
        "steps": question.steps(),
        "low": text.low_label,
        "high": text.high_label,
        "may_decline": question.may_decline,
        "only_if": _only_if(words, question, numbers),
    }


def _only_if(words: Words, row: Section | Question, numbers: dict[Any, int]) -> str:
    """“Only if 3 is yes”: what a reader of paper needs instead of branching."""
    parts = [_condition(words, one, numbers) for one in words.rows.conditions_of(row)]
    if not parts:
        return ""
    is_any = row.match == Match.ANY
    between = pgettext("conditions", "or") if is_any else pgettext("conditions", "and")
    joined = f" {between} ".join(parts)
    return _("Only if %(conditions)s") % {"conditions": joined}


def _condition(words: Words, condition: Condition, numbers: dict[Any, int]) -> str:
    names = {YES: _("Yes"), NO: _("No")}
    value = (
        words.of(condition.choice).label
        if condition.choice
        else names.get(condition.value, condition.value)
    )
    told = [
        str(numbers[condition.source_id]),
        str(Test(condition.test).label),
        value and f"“{value}”",
    ]
    return " ".join(part for part in told if part)
