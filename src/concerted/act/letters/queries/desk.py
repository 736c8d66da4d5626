"""What the workspace shows of letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from concerted.act.letters.models import (
    Delivery,
    Letter,
    LetterCampaign,
    Reply,
    State,
)
from concerted.act.officials.models import Official
from concerted.analysis.similarity import borrowed_shares
from concerted.base.languages import translated_name
from concerted.organizations.translations import Rendition, renditions

ALIKE = 0.7
"""From which share of borrowed words on a letter counts as mass text."""
MANY_ALIKE = 0.3
"""From which share of letters that are alike on the organizers are told."""
ENOUGH = 5
"""Of fewer letters nothing is said."""


@dataclass(frozen=True)
class LettersCard:
    letters: LetterCampaign
    text: Rendition
    sent_count: int


def cards(rows: Iterable[LetterCampaign], language: str) -> list[LettersCard]:
    rows = list(rows)
    texts = renditions(rows, language)
    sent = sent_counts(rows)
    return [LettersCard(one, texts[one.pk], sent.get(one.pk, 0)) for one in rows]


def sent_counts(rows: Iterable[LetterCampaign]) -> dict[Any, int]:
    """How many letters have left, by campaign, in one query. Counts tell of nobody."""
    gone = Delivery.objects.gone().filter(campaign__in=list(rows)).order_by()
    return dict(gone.values_list("campaign_id").annotate(Count("pk")))


@dataclass(frozen=True)
class StateCount:
    label: str
    number: int


def state_counts(letters: LetterCampaign) -> list[StateCount]:
    """How many letters are in which state, in the order of their way."""
    rows = letters.deliveries.order_by().values_list("state").annotate(Count("pk"))
    counts = dict(rows)
    return [StateCount(str(one.label), counts[one]) for one in State if counts.get(one)]


@dataclass(frozen=True)
class Alikeness:
    """How many of the letters say what others say, or what the template says."""

    alike: int
    total: int
    shares: dict[Any, float]

    @property
    def is_mass(self) -> bool:
        return self.total >= ENOUGH and self.alike >= self.total * MANY_ALIKE

    def is_alike(self, letter: Letter) -> bool:
        return self.shares.get(letter.pk, 0.0) >= ALIKE


def alikeness(letters: LetterCampaign) -> Alikeness:
    """Compares the own words of all letters that stand, with each other and with what they started from."""
    rows = list(
        letters.letters.filter(withdrawn_at=None, person__isnull=False)
        .order_by()
        .values_list("pk", "who", "why")
    )
    texts = [f"{who}\n{why}" for _pk, who, why in rows]
    found = borrowed_shares(texts, _given(letters)).tolist() if texts else []
    shares = {pk: share for (pk, _who, _why), share in zip(rows, found, strict=True)}
    alike = sum(share >= ALIKE for share in shares.values())
    return Alikeness(alike, len(rows), shares)


def _given(letters: LetterCampaign) -> str:
    """What people could borrow from the page, in every language it is in."""
    texts = [letters.texts(), *(one.texts for one in letters.translations())]
    names = ("summary", "opening", "ask", "closing")
    return "\n".join(str(text.get(name, "")) for text in texts for name in names)


def missing_language(letters: LetterCampaign) -> str:
    """The language of those who get the letters, where the organizers' words are not there in it."""
    theirs = letters.official_language
    return "" if letters.in_language(theirs).language == theirs else translated_name(theirs)


@dataclass(frozen=True)
class CameBack:
    """Letters to one addressee that a mail server refused, or that came back later, for one reason; tells of no writer."""

    one: Delivery
    number: int


def came_back(letters: LetterCampaign) -> list[CameBack]:
    """Whose address does not work, those of most letters first."""
    rows: dict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
    for one in letters.deliveries.failed():
        rows[one.addressee, one.email, one.failure].append(one)
    found = [CameBack(each[0], len(each)) for each in rows.values()]
    return sorted(found, key=lambda one: -one.number)


@dataclass(frozen=True)
class ForVisit:
    """Letters to one official that nobody has handed over yet."""

    official: Official
    number: int

    @property
    def key(self) -> str:
        return str(self.official.pk)


def to_hand_over(letters: LetterCampaign) -> list[ForVisit]:
    """To whom how many letters can be brought, those with the most first."""
    rows = letters.deliveries.to_hand_over().filter(official__isnull=False).order_by()
    counts = dict(rows.values_list("official_id").annotate(Count("pk")))
    officials = Official.objects.filter(pk__in=counts).with_posts()
    found = [ForVisit(one, counts[one.pk]) for one in officials]
    return sorted(found, key=lambda one: -one.number)


@dataclass(frozen=True)
class LetterRow:
    letter: Letter
    deliveries: Sequence[Delivery]
    is_alike: bool


def letter_rows(rows: Iterable[Letter], alike: Alikeness) -> list[LetterRow]:
    return [LetterRow(one, list(one.deliveries.all()), alike.is_alike(one)) for one in rows]


def replies(letters: LetterCampaign) -> list[Reply]:
    """What offices answered, the latest first."""
    rows = Reply.objects.filter(delivery__campaign=letters)
    return list(rows.select_related("delivery__letter").order_by("-received_on", "-created_at"))
