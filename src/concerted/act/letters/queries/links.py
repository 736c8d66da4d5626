"""Reading the link that the mail to the writer carries."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from concerted.act.letters.models import Delivery, Letter, Reply, State
from concerted.act.letters.models.letters import LINK
from concerted.act.letters.queries.composing import Composed, Composer, addressee_of, words_in
from concerted.base.languages import page_language
from concerted.base.links import read, sign
from concerted.organizations.translations import Rendition
from concerted.people.models import ContactPoint


@dataclass(frozen=True)
class Written:
    """A letter and the address to which its link was mailed."""

    letter: Letter
    contact_point: ContactPoint
    text: Rendition


def token_of(letter: Letter, point: ContactPoint) -> str:
    """The signed part of the link that is mailed to ``point``."""
    return sign([letter.pk.hex, point.pk.hex], purpose=LINK)


def written(token: str) -> Written | None:
    """What ``token`` is about: only who got the mail has it, so there is no viewer to ask for."""
    given = read(token, purpose=LINK)
    if not isinstance(given, list) or len(given) != 2:
        return None
    letter_id, point_id = (uuid.UUID(one) for one in given)
    rows = Letter.objects.filter(pk=letter_id).select_related("campaign__organization", "person")
    letter = rows.first()
    point = ContactPoint.objects.filter(pk=point_id).select_related("person").first()
    if letter is None or point is None:
        return None
    return Written(letter, point, letter.campaign.in_language(page_language()))


@dataclass(frozen=True)
class Sent:
    """A delivery with the letter as it goes, or went."""

    delivery: Delivery
    composed: Composed
    replies: list[Reply]

    @property
    def tone(self) -> str:
        return tone_of(self.delivery)


def tone_of(delivery: Delivery) -> str:
    if delivery.is_gone:
        return "good"
    return {State.FAILED: "bad", State.TAKEN_BACK: "bad"}.get(State(delivery.state), "look")


def deliveries_of(letter: Letter) -> list[Sent]:
    """Every letter of its writer, with its state and what was answered."""
    rows = letter.deliveries.select_related("letter", "paper").prefetch_related("replies")
    composer = Composer(letter.campaign)
    return [
        Sent(one, composer.compose(words_in(one), addressee_of(one)), list(one.replies.all()))
        for one in rows
    ]


@dataclass(frozen=True)
class Possible:
    """What the writer can do now."""

    confirm: bool
    change: bool
    print: bool


def possible(letter: Letter, sent: Sequence[Sent]) -> Possible:
    states = {one.delivery.state for one in sent}
    is_there = letter.person_id is not None
    waits = bool(states & {State.WRITTEN, State.TAKEN_BACK})
    return Possible(
        confirm=is_there and waits and letter.campaign.is_open,
        change=is_there and any(one.delivery.is_unsent for one in sent),
        print=is_there and bool(states & {State.CONFIRMED, State.FAILED}),
    )
