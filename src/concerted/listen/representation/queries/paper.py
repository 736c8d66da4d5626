"""The questions about oneself on a sheet of their own, to be put into another box than the answers or the ballot."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from concerted.base.papers import PaperSize, paper_name
from concerted.base.pdf import render_pdf
from concerted.listen.representation.models import Dimension, Occasion
from concerted.listen.representation.occasions import Subject
from concerted.listen.representation.queries.protecting import FLOOR
from concerted.listen.representation.queries.words import Question, questions_of


def about_you_pdf(occasion: Occasion, subject: Subject, language: str, size: PaperSize) -> bytes:
    """One sheet, to copy as often as needed: it bears no number and no code, so that none can be told from another."""
    questions = questions_of(Dimension.objects.filter(occasions=occasion), language)
    with override(language):
        data = _data(occasion, subject, questions, size)
    return render_pdf("representation/about_you.typ", data, language=language)


def _data(
    occasion: Occasion, subject: Subject, questions: list[Question], size: PaperSize
) -> dict[str, Any]:
    return {
        "document_title": _("About you"),
        "paper": paper_name(size),
        "eyebrow": occasion.organization.name,
        "subject": subject.title,
        "subject_lang": subject.language.partition("-")[0],
        "subject_direction": "rtl" if get_language_info(subject.language)["bidi"] else "ltr",
        "lines": [
            _("Each question is free to skip. Your answers help us see who is not in the room yet."),
            _("Please do not write your name. Put this sheet into another box than your other sheet."),
            _("We show only how many people gave an answer, and nothing about fewer than %(floor)d people.")
            % {"floor": FLOOR},
        ],
        "questions": [_question(one) for one in questions],
    }  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    choices = [one.choice for one in question.choices]
    if question.dimension.offers_other:
        choices.append(_("I say it in another way"))
    return {
        "text": question.text,
        "hint": _("Tick all that fit.") if question.dimension.takes_many else _("Tick one."),
        "choices": choices,
        "decline": _("I prefer not to say"),
    }
