"""Who is in the room against who lives there, as the report prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.charts.numbers import percent
from concerted.listen.conversations.models import Conversation
from concerted.listen.representation.queries.asking import occasion_of
from concerted.listen.representation.queries.readings import Reading, who_took_part

Texts = Callable[[Mapping[str, str]], list[dict[str, str]]]


def room(conversation: Conversation, languages: Sequence[str], texts: Texts) -> dict[str, Any]:
    """The newest public figures of each question people were asked about themselves; ``texts`` writes them down.

    Without questions, or where the team keeps the answers to itself, there are none.
    """
    occasion = occasion_of(conversation)
    if occasion is None or not occasion.is_public:
        return {"title": [], "questions": []}
    told = {}
    for code in languages:
        with override(code):
            told[code] = who_took_part(occasion, code).told
    return {
        "title": _each(languages, texts, lambda: _("Who is in the room")),
        "heads": [
            _each(languages, texts, lambda: _("Group")),
            _each(languages, texts, lambda: _("Took part and answered")),
            _each(languages, texts, lambda: _("Live there")),
        ],
        "questions": [
            _question(dict(zip(languages, same, strict=True)), texts)
            for same in zip(*told.values(), strict=True)
        ],
    }


def _each(languages: Sequence[str], texts: Texts, say: Callable[[], str]) -> list[dict[str, str]]:
    said = {}
    for code in languages:
        with override(code):
            said[code] = say()
    return texts(said)


def _question(told: Mapping[str, Reading], texts: Texts) -> dict[str, Any]:
    rows = {code: one.rows for code, one in told.items()}
    return {
        "name": texts({code: one.question.name for code, one in told.items()}),
        "words": texts(
            {code: f"{one.finding} {one.told_words}".strip() for code, one in told.items()}
        ),
        "rows": [
            {
                "name": texts({code: one.name for code, one in zip(rows, same, strict=True)}),
                "share": percent(same[0].share),
                "lives": "–" if same[0].lives is None else percent(same[0].lives),
            }
            for same in zip(*rows.values(), strict=True)
        ],
    }
