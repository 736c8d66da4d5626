"""What the public page of a letter campaign shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concerted.act.letters.models import Letter, LetterCampaign
from concerted.act.letters.queries.addressees import targets
from concerted.base.languages import page_language
from concerted.organizations.translations import Rendition

SHOWN = 6


@dataclass(frozen=True)
class LettersPage:
    text: Rendition
    whom: list[str]
    sent_count: int
    quotes: Sequence[Letter]


def letters_page(letters: LetterCampaign) -> LettersPage:
    """All of the public page, in a fixed number of queries. The campaign comes through its gate."""
    return LettersPage(
        text=letters.in_language(page_language()),
        whom=[_line(one) for one in targets(letters)] or list(letters.own_posts),
        sent_count=letters.deliveries.gone().count(),
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
