"""What the public pages of a survey show to one visitor."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from concerted.base.languages import own_name
from concerted.listen.surveys.models import AnswerState, Choice, Kind, Question, Survey
from concerted.listen.surveys.queries.definitions import Rows, rows_of
from concerted.listen.surveys.queries.paths import Answers, Path, Said, Step, path_of
from concerted.organizations.translations import Rendition, TranslatableRecord, rendition_among


@dataclass(frozen=True)
class TextLanguage:
    """A language a survey can be read in."""

    code: str
    name: str


@dataclass(frozen=True)
class Words:
    """All texts of a survey in the language of one reader. No queries: all were read with the rows."""

    rows: Rows
    language: str

    def of(self, row: TranslatableRecord) -> Rendition:
        return rendition_among(row, self.rows.translations.get(row.pk, []), self.language)

    def choices_of(self, question: Question) -> list[tuple[Choice, str]]:
        """Each choice with its words."""
        return [(one, self.of(one).label) for one in self.rows.choices.get(question.pk, [])]

    @property
    def is_outdated(self) -> bool:
        """Whether a translation that is shown lags behind its original."""
        return any(self.of(one).is_outdated for one in self.rows.records())

    @property
    def is_whole(self) -> bool:
        """Whether all that has words has them in this language."""
        worded = [one for one in self.rows.records() if any(one.texts().values())]
        return all(self.of(one).language == self.language for one in worded)

    def languages(self) -> list[TextLanguage]:
        """Those in which at least the title can be read, the survey's own first."""
        survey = self.rows.survey
        given = [one.language for one in self.rows.translations.get(survey.pk, [])]
        return [TextLanguage(code, own_name(code)) for code in (survey.language, *given)]


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


@dataclass(frozen=True)
class Standing:
    """Where one visitor is in a survey: all of its rows, what they said, and where that leads."""

    survey: Survey
    words: Words
    answers: Answers
    path: Path
    is_begun: bool = False
    is_sent: bool = False

    @property
    def text(self) -> Rendition:
        return self.words.of(self.survey)

    @property
    def next_step(self) -> Step | None:
        """Where to go on; nothing when all was answered."""
        return self.path.open_step(self.answers)

    @property
    def question_count(self) -> int:
        return sum(one.kind != Kind.NOTE for one in self.words.rows.questions)


def standing(
    survey: Survey,
    answers: Answers,
    language: str,
    *,
    is_begun: bool = False,
    is_sent: bool = False,
) -> Standing:
    """All of a survey for one visitor, in a fixed number of queries."""
    rows = rows_of(survey)
    path = path_of(rows, answers)
    return Standing(survey, Words(rows, language), answers, path, is_begun, is_sent)


@dataclass(frozen=True)
class Line:
    """One question and what was answered, to look at before it is sent."""

    text: Rendition
    answer: str
    is_missing: bool
    step: int


def lines_of(where: Standing) -> list[Line]:
    """What a visitor answered, in the order of the questions that they were asked."""
    return [
        _line(where, step, question)
        for step in where.path.steps
        for question in step.questions
        if question.kind != Kind.NOTE
    ]


def _line(where: Standing, step: Step, question: Question) -> Line:
    said = where.answers.get(question.pk)
    is_empty = said is None or said.state == AnswerState.SKIPPED
    return Line(
        text=where.words.of(question),
        answer=told(question, said, dict_of(where.words.choices_of(question))),
        is_missing=question.is_required and is_empty,
        step=step.number,
    )


def dict_of(choices: list[tuple[Choice, str]]) -> dict[uuid.UUID, str]:
    return {one.pk: label for one, label in choices}


def told(question: Question, said: Said | None, labels: dict[uuid.UUID, str]) -> str:
    """An answer in words."""
    if said is None or said.state == AnswerState.SKIPPED:
        return pgettext("answer", "Left empty")
    if said.state == AnswerState.DECLINED:
        return _("I prefer not to say")
    if question.kind == Kind.YES_NO:
        return _("Yes") if said.number else _("No")
    if said.number is not None:
        return number_format(said.number if said.number % 1 else int(said.number))
    if said.day is not None:
        return date_format(said.day)
    names = [labels[pk] for pk in said.choices if pk in labels]
    if question.kind == Kind.RANKING:
        names = [f"{place}. {name}" for place, name in enumerate(names, 1)]
    return ", ".join([*names, said.text] if said.text else names)
