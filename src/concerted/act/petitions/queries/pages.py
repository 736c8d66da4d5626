"""What the public page of a petition shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language_info

from concerted.act.petitions.models import PUBLISHED, Petition, Signature
from concerted.act.petitions.queries.consents import sponsors
from concerted.act.petitions.queries.news import Told, public_answers, public_news
from concerted.act.petitions.queries.share import ShareLinks, share_links
from concerted.act.policies.models import PolicyItem
from concerted.base.languages import own_name
from concerted.goals import ledger
from concerted.goals.ledger import Moment
from concerted.organizations.models import ContentTranslation, Organization
from concerted.organizations.translations import Rendition, rendition_among

COMMENTS = 6
MOMENTS = 12


@dataclass(frozen=True)
class TextLanguage:
    """A language the petition can be read in."""

    code: str
    name: str


@dataclass(frozen=True)
class PetitionPage:
    petition: Petition
    text: Rendition
    sponsors: list[Organization]
    moments: list[Moment]
    comments: list[Signature]
    languages: list[TextLanguage]
    takes_signatures: bool
    answers: list[Told]
    news: list[Told]
    share: ShareLinks

    @property
    def others(self) -> list[Organization]:
        """The sponsors besides the one of record."""
        return self.sponsors[1:]

    @property
    def policy(self) -> PolicyItem | None:
        """The decision it is about, where everybody can read of it."""
        policy = self.petition.policy
        return policy if policy is not None and not policy.is_draft else None

    @property
    def direction(self) -> str:
        """Of the text, which may be in another language than the page."""
        return direction(self.text.language)

    @property
    def left_to_goal(self) -> int:
        goal = self.petition.next_goal or 0
        return max(0, goal - self.petition.signature_count)


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def petition_page(petition: Petition, language: str) -> PetitionPage:
    """All of the public page, in a fixed number of queries. The petition comes through its gate."""
    translations = petition.translations()
    text = rendition_among(petition, translations, language)
    return PetitionPage(
        petition=petition,
        text=text,
        sponsors=sponsors(petition),
        moments=_moments(petition, language),
        comments=_comments(petition),
        languages=_languages(petition, translations),
        takes_signatures=petition.takes_signatures(),
        answers=public_answers(petition, language),
        news=public_news(petition, language),
        share=share_links(petition, language, text),
    )


def _moments(petition: Petition, language: str) -> list[Moment]:
    """What has happened on the way to the petition's goal, the first thing first."""
    goal = petition.campaign.goal
    told = ledger.moments([goal], None, language)[goal.pk]
    return list(reversed(told[:MOMENTS]))


def _comments(petition: Petition) -> list[Signature]:
    if not petition.shows_names() or petition.state not in PUBLISHED:
        return []
    shown = Signature.objects.public().filter(petition=petition, comment_hidden_at__isnull=True)
    return list(shown.exclude(comment="").order_by("-created_at")[:COMMENTS])


def _languages(petition: Petition, translations: list[ContentTranslation]) -> list[TextLanguage]:
    codes = [petition.language, *(one.language for one in translations)]
    return [TextLanguage(code, own_name(code)) for code in codes]
