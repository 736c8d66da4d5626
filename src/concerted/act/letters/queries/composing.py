"""A letter as it goes: the template in two languages around words that stay as they were written."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.act.letters.models import Delivery, Letter, LetterCampaign
from concerted.act.letters.queries.addressees import Addressee
from concerted.base.languages import direction_of, own_name
from concerted.organizations.translations import Rendition, renditions


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
    own_note: str = ""
    """Says that the writer's own words stand as they were written, where these are in another language."""

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def plain(self) -> str:
        note = [f"({self.own_note})"] if self.own_note else []
        body = [one.text for one in self.paragraphs]
        signed = "\n".join(self.signed)
        return "\n\n".join([*note, self.salutation, *body, f"{self.farewell}\n{signed}"])


@dataclass(frozen=True)
class Composed:
    """A letter to one addressee: as its writer reads it and, where that differs, in the addressee's language."""

    addressee: Addressee
    subject: str
    versions: tuple[Version, ...]

    def plain(self, note: str = "") -> str:
        """For a mail, or to copy."""
        parts = [one.plain() for one in self.versions]
        text = "\n\n* * *\n\n".join(parts)
        return f"{text}\n\n--\n{note}" if note else text


class Composer:
    """Writes the letters of a campaign: its texts are read once for each language."""

    def __init__(self, campaign: LetterCampaign) -> None:
        self.campaign = campaign
        self._texts: dict[str, Rendition] = {}

    def text(self, language: str) -> Rendition:
        if language not in self._texts:
            self._texts[language] = renditions([self.campaign], language)[self.campaign.pk]
        return self._texts[language]

    def compose(self, words: Words, addressee: Addressee) -> Composed:
        theirs = self.campaign.official_language
        languages = list(dict.fromkeys([words.language, theirs]))
        return Composed(
            addressee=addressee,
            subject=self.text(theirs).subject,
            versions=tuple(self._version(words, addressee, one) for one in languages),
        )

    def _version(self, words: Words, addressee: Addressee, language: str) -> Version:
        text = self.text(language)
        own = words.language
        paragraphs = [
            *_template(text.opening, text),
            *_own(words.who, own),
            *_own(words.why, own),
            *(_template(text.ask, text) if self._is_template(words) else _own(words.ask, own)),
            *_template(text.closing, text),
        ]
        with override(language):
            note = _("The writer’s own words are in %(language)s, as they were written.")
            return Version(
                language=language,
                salutation=salutation(addressee),
                paragraphs=tuple(paragraphs),
                farewell=_("Sincerely,"),
                signed=tuple(one for one in (words.name, *words.address.split("\n")) if one),
                own_note=note % {"language": own_name(own)} if language != own else "",
            )

    def _is_template(self, words: Words) -> bool:
        """Whether the ask is still ours, in the words of the person's language."""
        return words.ask.split() == self.text(words.language).ask.split()


def salutation(addressee: Addressee) -> str:
    """As a letter begins, by post and name, in the language that is active."""
    if addressee.is_paper:
        return _("To the Editor,")
    if addressee.title:
        return _("Dear %(title)s %(name)s,") % {"title": addressee.title, "name": addressee.name}
    return _("Dear %(name)s,") % {"name": addressee.name}


def _template(text: str, rendition: Rendition) -> list[Paragraph]:
    return [Paragraph(one, rendition.language) for one in _parts(text)]


def _own(text: str, language: str) -> list[Paragraph]:
    return [Paragraph(one, language, is_own=True) for one in _parts(text)]


def _parts(text: str) -> list[str]:
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
    )


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
    )
