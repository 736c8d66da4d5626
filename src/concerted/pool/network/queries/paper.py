"""The questions of a wave on paper, in two languages at once, for one partner to fill in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from concerted.base.papers import usual_paper
from concerted.base.pdf import render_pdf
from concerted.pool.network.models import (
    CANNOT_SAY,
    TRUST,
    VALUE,
    Asked,
    Contribution,
    Frequency,
    Outcome,
    Relationship,
    Score,
)
from concerted.pool.network.queries.own import others_of

Words = str | Promise
LEAD = gettext_lazy(
    "Please answer for your organization and give the sheet back. Leave open what you cannot say. No other partner reads what you say of it."
)


def second_language(language: str) -> str:
    """The language that stands beside ``language``."""
    return next((code for code, _name in settings.LANGUAGES if code != language), language)


def paper_pdf(asked: Asked, language: str) -> bytes:
    """The sheet of ``asked``, who passed a gate: with whom it works, a part for each other partner, and the rest."""
    data = _data(asked, [language, second_language(language)])
    data["paper"] = usual_paper(asked.organization.region)
    return render_pdf("network/paper.typ", data, language=language)


def _data(asked: Asked, languages: list[str]) -> dict[str, Any]:
    with override(languages[0]):
        title = _("With whom we work: %(partner)s") % {"partner": asked.name}

    def both(words: Words | Callable[[], str]) -> list[str]:
        """The words in each of the two languages."""
        return [_in(language, words) for language in languages]

    def question(label: Words, choices: Sequence[Words]) -> dict[str, Any]:
        return {"label": both(label), "choices": [both(one) for one in choices]}

    scores = [*Score.labels, CANNOT_SAY]
    return {
        "document_title": title,
        "eyebrow": f"{asked.organization.name} · {asked.wave}",
        "languages": [code.partition("-")[0] for code in languages],
        "partner": asked.name,
        "lead": both(LEAD),
        "until": both(lambda: _("Until %(day)s") % {"day": date_format(asked.wave.closes_on)}),
        "with": both(gettext_lazy("Which of these partners do you work with?")),
        "about": both(gettext_lazy("One part for each partner that you work with")),
        "others": [one.name for one in others_of(asked)],
        "questions": [
            question(
                gettext_lazy("How often do you work together?"), [*Frequency.labels, CANNOT_SAY]
            ),
            question(
                gettext_lazy("What is your work together like?"),
                [*Relationship.labels, CANNOT_SAY],
            ),
            *(question(label, scores) for label in (*VALUE.values(), *TRUST.values())),
        ],
        "rest": [
            question(
                gettext_lazy("What does your organization bring to the coalition?"),
                Contribution.labels,
            ),
            question(gettext_lazy("What has come of working together so far?"), Outcome.labels),
        ],
    }


def _in(language: str, words: Words | Callable[[], str]) -> str:
    with override(language):
        return words() if callable(words) else str(words)
