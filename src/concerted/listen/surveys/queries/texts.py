"""What people wrote, for those who organize: question by question, beside nothing else that they said."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from concerted.base.tables.writing import Row
from concerted.listen.surveys.models import (
    Answer,
    AnswerState,
    Choice,
    Kind,
    Question,
    Survey,
    TextsTold,
)
from concerted.listen.surveys.queries.definitions import rows_of
from concerted.listen.surveys.queries.pages import Words
from concerted.organizations.translations import Rendition

SHOWN = 300
"""Texts to one question on the page; a file has all of them."""


@dataclass(frozen=True)
class TextsOf:
    """What was written to one question, in an order of chance. ``waits``: some are not told yet."""

    question: Question
    text: Rendition
    texts: tuple[str, ...]
    waits: bool

    @property
    def shown(self) -> tuple[str, ...]:
        return self.texts[:SHOWN]

    @property
    def is_cut(self) -> bool:
        return len(self.texts) > SHOWN


def written(survey: Survey) -> dict[uuid.UUID, list[Answer]]:
    """All answers that count and have words, by question. Without a viewer: not all of it may be told."""
    rows = Answer.objects.filter(question__survey=survey, state=AnswerState.GIVEN).counted()
    found: dict[uuid.UUID, list[Answer]] = defaultdict(list)
    for one in rows.exclude(text="").order_by("pk"):
        found[one.question_id].append(one)
    return found


def untold(answers: Iterable[Answer], told: TextsTold | None) -> list[Answer]:
    """Those of ``answers`` that nobody has read yet."""
    known = set(told.answers) if told is not None else set()
    return [one for one in answers if one.pk.hex not in known]


def texts_of(survey: Survey, language: str) -> list[TextsOf]:
    """Every question to which one can write. The survey has passed the gate of those who edit it.

    In a named survey the organizers read answers beside names anyway, so all of it is told at once.
    """
    rows = rows_of(survey)
    words, found = Words(rows, language), written(survey)
    told = TextsTold.objects.filter(survey=survey).first()
    found_texts = []
    for question in rows.questions:
        if not _takes_text(question, rows.choices.get(question.pk, [])):
            continue
        answers = found.get(question.pk, [])
        waiting = untold(answers, told) if survey.is_anonymous else []
        hidden = {one.pk for one in waiting}
        texts = tuple(one.text for one in answers if one.pk not in hidden)
        found_texts.append(TextsOf(question, words.of(question), texts, bool(waiting)))
    return found_texts


def _takes_text(question: Question, choices: Iterable[Choice]) -> bool:
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return True
    return any(one.takes_text for one in choices)


def texts_table(found: Iterable[TextsOf]) -> list[Row]:
    """For a file: a row for each text, with the short name and the words of its question."""
    head: Row = [_("Short name"), _("Question"), _("Text")]
    return [
        head,
        *([one.question.key, one.text.label, text] for one in found for text in one.texts),
    ]
