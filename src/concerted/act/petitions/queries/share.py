"""What a petition looks like where it is shared: its address, QR code, card and the snippet that embeds it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language_info, ngettext, override
from django.utils.translation import gettext as _

from concerted.act.petitions.models import Petition
from concerted.base.papers import paper_name
from concerted.base.pdf import render_pdf, render_png
from concerted.base.qr import qr_svg
from concerted.organizations.translations import Rendition

CARD_STEPS = (1, 2, 5)
CARD_KEPT = 24 * 3600


def is_right_to_left(language: str) -> bool:
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return False


def direction(language: str) -> str:
    return "rtl" if is_right_to_left(language) else "ltr"


def address(path: str) -> str:
    """The whole address of ``path`` on this installation."""
    return f"{settings.ADDRESS}{path}"


def petition_address(petition: Petition, language: str) -> str:
    """Where the public page stands, whole, in ``language``."""
    with override(language):
        return address(petition.get_absolute_url())


def offered_languages(petition: Petition) -> list[str]:
    """The language of the petition first, then those its organization offers that it is translated into."""
    translated = {one.language for one in petition.translations()}
    offered = [code for code in petition.organization.page_languages if code in translated]
    return [petition.language, *(code for code in offered if code != petition.language)]


def qr_sheet(petition: Petition, language: str, size: str) -> bytes:
    """A page to hang up, as PDF."""
    text = petition.in_language(language)
    url = petition_address(petition, language)
    with override(language):
        data = {
            "title": text.title,
            "lang": language,
            "direction": direction(language),
            "paper": paper_name(size),
            "eyebrow": _("Petition · to %(target)s") % {"target": petition.target},
            "ask": text.ask,
            "qr": qr_svg(url),
            "qr_alt": _("QR code to sign online: %(url)s") % {"url": url},
            "call": _("Point your phone’s camera here to read and sign."),
            "url": url,
        }
    return render_pdf("petitions/share_qr.typ", data, language=text.language)


def card_step(count: int) -> int:
    """The round number that ``count`` has reached: 1, 2, 5, 10, 20, 50 …; the card changes only with it."""
    reached, power = 0, 1
    while power <= count:
        for step in CARD_STEPS:
            if step * power <= count:
                reached = step * power
        power *= 10
    return reached


@dataclass(frozen=True)
class ShareCard:
    """The words on the picture that shows a shared link."""

    title: str
    eyebrow: str
    count: str
    organization: str
    language: str
    progress: int | None

    @property
    def data(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "eyebrow": self.eyebrow,
            "count": self.count,
            "organization": self.organization,
            "lang": self.language,
            "direction": direction(self.language),
            "share": self.progress,
            "title_size": 68 if len(self.title) < 60 else 54 if len(self.title) < 100 else 44,
        }

    @property
    def version(self) -> str:
        """Changes exactly when the picture does."""
        told = json.dumps(self.data, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def share_card(petition: Petition, language: str, text: Rendition | None = None) -> ShareCard:
    """The card of ``petition``: a round count, so that it is drawn anew only now and then."""
    reached = card_step(petition.signature_count)
    goal = petition.next_goal
    text = text or petition.in_language(language)
    with override(language):
        return ShareCard(
            title=text.title,
            eyebrow=_("Petition · to %(target)s") % {"target": petition.target},
            count=_card_count(reached),
            organization=petition.organization.name,
            language=text.language,
            progress=min(100, round(100 * reached / goal)) if goal else None,
        )


def _card_count(reached: int) -> str:
    if reached < 10:
        return _("Read it and add your name")
    words = ngettext("%(count)s person has signed", "%(count)s people have signed", reached)
    return words % {
        "count": _("%(count)s+") % {"count": number_format(reached, force_grouping=True)}
    }


def card_png(card: ShareCard) -> bytes:
    """The card as PNG, 1200 by 630, drawn once and kept."""
    key = f"petition-card:{card.version}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = render_png("petitions/share_card.typ", card.data, language=card.language)
        cache.set(key, kept, CARD_KEPT)
    return kept


@dataclass(frozen=True)
class ShareLinks:
    """Where a petition is shared from: the links and the meta tags of its public page."""

    page_url: str
    paper_url: str
    qr_url: str
    embed_url: str
    card_url: str
    card_alt: str


def share_links(petition: Petition, language: str, text: Rendition | None = None) -> ShareLinks:
    """For ``petitions/_share.html`` and ``petitions/_share_meta.html``. With ``text``, no query."""
    names = [petition.organization.slug, petition.slug]
    card = share_card(petition, language, text)
    with override(language):
        return ShareLinks(
            page_url=address(petition.get_absolute_url()),
            paper_url=reverse("petitions:paper_blank", args=names),
            qr_url=reverse("petitions:share", args=names),
            embed_url=reverse("petitions:embed_code", args=names),
            card_url=f"{address(reverse('petitions:share_card', args=names))}?v={card.version}",
            card_alt=f"{card.title}. {card.count}",
        )
