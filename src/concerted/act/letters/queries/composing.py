"""A letter as it goes: the template in two languages around words that stay as they were written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.act.campaigns.capacity import Capacity, capacity_words
from concerted.act.letters.models import Delivery, Letter, LetterCampaign
from concerted.act.letters.queries.addressees import Addressee
from concerted.base.languages import direction_of, own_name, translated_name
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class Wording:
    """What the organizers give, in one language."""

    language: str
    subject: str
    opening: str
    ask: str
    closing: str


@dataclass(frozen=True)
class Words:
    """What a person gives: the answers to three questions, and how they sign."""

    name: str
    language: str
    who: str = ""
    why: str = ""
    ask: str = ""
    email: str = ""
    address: str = ""
    capacity: str = Capacity.PERSONAL
    capacity_of: str = ""
    """In what capacity they write, where they chose to show it."""
    wordings: tuple[Wording, ...] = ()
    """The organizers' words as they were when the letter was written; none where it is not written yet."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    language: str
    is_own: bool = False


@dataclass(frozen=True)
class Version:
    """The letter in one language; own words are in the language of who wrote them."""

    language: str
    salutation: str
    paragraphs: tuple[Paragraph, ...]
    farewell: str
    signed: tuple[str, ...]
    """The name with the capacity, if that is shown, and the lines of the address."""
    own_note: str = ""
    """Says that the writer's own words stand as they were written, where these are in another language."""

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def language_name(self) -> str:
        return own_name(self.language)

    @property
    def word_count(self) -> int:
        """As a newspaper counts: without the salutation and who signs."""
        return sum(len(one.text.split()) for one in self.paragraphs)

    def plain(self) -> str:
        note = [f"({self.own_note})"] if self.own_note else []
        body = [f"“{one.text}”" if note and one.is_own else one.text for one in self.paragraphs]
        signed = "\n".join(self.signed)
        return "\n\n".join([*note, self.salutation, *body, f"{self.farewell}\n{signed}"])


@dataclass(frozen=True)
class Composed:
    """A letter to one addressee: as its writer reads it and, where that differs, in the addressee's language."""

    addressee: Addressee
    subject: str
    versions: tuple[Version, ...]

    def plain(self, note: str = "") -> str:
        """For a mail, or to copy: first in the language of who gets it."""
        parts = [one.plain() for one in reversed(self.versions)]
        text = "\n\n* * *\n\n".join(parts)
        return f"{text}\n\n--\n{note}" if note else text


class Composer:
    """Writes the letters of a campaign: its texts are read once for each language."""

    def __init__(self, campaign: LetterCampaign) -> None:
        self.campaign = campaign
        self._texts: dict[str, Rendition] = {}

    def _text(self, language: str) -> Rendition:
        if language not in self._texts:
            self._texts[language] = renditions([self.campaign], language)[self.campaign.pk]
        return self._texts[language]

    def wordings(self, language: str) -> tuple[Wording, ...]:
        """The organizers' words for who writes in ``language``: in theirs, and last in the official's.

        A language without a translation is left out, or the same would stand there twice.
        """
        theirs = self.campaign.official_language
        wanted = dict.fromkeys([language, theirs])
        there = [one for one in wanted if self._text(one).language == one]
        texts = [self._text(one) for one in there or [theirs]]
        return tuple(
            Wording(one.language, one.subject, one.opening, one.ask, one.closing) for one in texts
        )

    def compose(self, words: Words, addressee: Addressee) -> Composed:
        wordings = words.wordings or self.wordings(words.language)
        is_ours = words.ask.split() == wordings[0].ask.split()
        return Composed(
            addressee=addressee,
            subject=_merged(wordings[-1].subject, addressee),
            versions=tuple(_version(words, addressee, one, is_ours) for one in wordings),
        )


def _version(words: Words, addressee: Addressee, wording: Wording, is_ours: bool) -> Version:
    """``is_ours`` says that the ask is the organizers' still, as in the letter's other language."""
    own, language = words.language, wording.language
    parts = [
        (_merged(wording.opening, addressee), language, False),
        (words.who, own, True),
        (words.why, own, True),
        (wording.ask, language, False) if is_ours else (words.ask, own, True),
        (_merged(wording.closing, addressee), language, False),
    ]
    with override(language):
        shown = capacity_words(words.capacity, words.capacity_of)
        name = f"{words.name}, {shown}" if shown else words.name
        note = _("The writer’s own words are in %(language)s, as they were written.")
        return Version(
            language=language,
            salutation=salutation(addressee),
            paragraphs=tuple(
                Paragraph(one, spoken, is_own)
                for text, spoken, is_own in parts
                for one in _paragraphs(text)
            ),
            farewell=_("Sincerely,"),
            signed=tuple(one for one in (name, *words.address.split("\n")) if one),
            own_note=note % {"language": translated_name(own)} if language != own else "",
        )


def salutation(addressee: Addressee) -> str:
    """As a letter begins, by post and name, in the language that is active."""
    if addressee.is_paper:
        return _("To the Editor,")
    if addressee.title:
        return _("Dear %(title)s %(name)s,") % {"title": addressee.title, "name": addressee.name}
    return _("Dear %(name)s,") % {"name": addressee.name}


def _merged(text: str, addressee: Addressee) -> str:
    """``text`` with the official's name and title where its author wrote ``{name}`` and ``{title}``."""
    title = addressee.title or addressee.post
    return text.replace("{name}", addressee.name).replace("{title}", title)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs: what an empty line parts."""
    return [one.strip() for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]


def words_of(letter: Letter) -> Words:
    return Words(
        name=letter.name,
        language=letter.language,
        who=letter.who,
        why=letter.why,
        ask=letter.ask,
        email=letter.email,
        address=letter.address,
        **shown_capacity(
            letter.capacity, letter.capacity_of, shows_capacity=letter.shows_capacity
        ),
        wordings=tuple(Wording(**one) for one in letter.wordings),
    )


def words_in(delivery: Delivery) -> Words:
    """What its writer says in this one letter: their words, or those it left with before they changed them."""
    return replace(words_of(delivery.letter), **delivery.words_sent)


def shown_capacity(capacity: str, capacity_of: str, *, shows_capacity: bool) -> dict[str, Any]:
    """Of the capacity in which somebody writes, what stands in their letter: nothing, unless they chose so."""
    return {"capacity": capacity, "capacity_of": capacity_of} if shows_capacity else {}


def addressee_of(delivery: Delivery) -> Addressee:
    """As it was when the letter was written."""
    return Addressee(
        name=delivery.addressee,
        title=delivery.title,
        post=delivery.post,
        email=delivery.email,
        form_url=delivery.form_url,
        address=delivery.address,
        official_id=delivery.official_id,
        paper_id=delivery.paper_id if delivery.is_to_paper else None,
        word_limit=delivery.paper.word_limit if delivery.paper is not None else 0,
    )
