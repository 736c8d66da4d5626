"""What the public page of a letter campaign shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concerted.act.letters.models import Letter, LetterCampaign
from concerted.act.letters.queries.addressees import targets
from concerted.base.languages import own_name, page_language
from concerted.organizations.translations import Rendition, rendition_among

SHOWN = 6


@dataclass(frozen=True)
class LettersPage:
    text: Rendition
    languages: list[tuple[str, str]]
    whom: list[str]
    sent_count: int
    writer_count: int
    quotes: Sequence[Letter]


def letters_page(letters: LetterCampaign) -> LettersPage:
    """All of the public page, in a fixed number of queries. The campaign comes through its gate."""
    translations = letters.translations()
    codes = [letters.language, *(one.language for one in translations)]
    return LettersPage(
        text=rendition_among(letters, translations, page_language()),
        languages=[(code, own_name(code)) for code in codes],
        whom=[_line(one) for one in targets(letters)] or list(letters.own_posts),
        sent_count=letters.deliveries.gone().count(),
        writer_count=letters.letters.confirmed().count(),
        quotes=_quotes(letters),
    )


def _line(target: object) -> str:
    official = getattr(target, "official", None)
    if official is None:
        return str(target)
    return f"{official.name}, {official.post}" if official.post else official.name


def _quotes(letters: LetterCampaign) -> list[Letter]:
    shown = Letter.objects.public().filter(campaign=letters).exclude(why="")
    return list(shown.order_by("-confirmed_at")[:SHOWN])
