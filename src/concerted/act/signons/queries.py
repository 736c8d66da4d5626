from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from typst import TypstError

from concerted.act.campaigns.models import Campaign
from concerted.act.signons.models import Mailed, SignOn, SignOnLetter, SignOnLetterQuerySet
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.base.papers import paper_name
from concerted.base.pdf import render_pdf, render_png
from concerted.goals.ledger import Action, Line, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.translations import renditions
from concerted.organizations.zones import today_in

SOON = datetime.timedelta(days=7)
"""How long before its last day a letter stands on the desk of who writes it."""
PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
"""How the bytes of a PNG and of a JPEG begin."""


@dataclass(frozen=True)
class State:
    label: Promise | str
    tone: str


def state_of(letter: SignOnLetter) -> State:
    if letter.is_draft:
        return State(gettext_lazy("Draft"), "plain")
    if letter.delivered_on is not None:
        return State(gettext_lazy("Delivered"), "good")
    if letter.takes_signatures:
        return State(gettext_lazy("Open"), "good")
    return State(gettext_lazy("Closed"), "")


@dataclass(frozen=True)
class LetterLine:
    letter: SignOnLetter
    state: State
    signed: int
    asked: int


def letter_lines(organization: Organization, viewer: Viewer) -> list[LetterLine]:
    rows = SignOnLetter.objects.visible_to(viewer).filter(organization=organization)
    return [LetterLine(one, state_of(one), one.signed, one.asked) for one in _counted(rows)]  # type: ignore[attr-defined]


def to_answer(organization: Organization, viewer: Viewer) -> list[SignOn]:
    """Letters of others that ask ``organization`` to sign, for who may answer."""
    rows = SignOn.objects.answerable_by(viewer).filter(partner=organization)
    opened = rows.filter(letter__opened_at__isnull=False)
    return list(opened.select_related("letter__organization", "partner"))


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """Letters that wait for a signature of one's organization, and one's own whose last day is near."""
    rows = to_answer(organization, viewer)
    asked = [one for one in rows if one.signed_at is None and not one.is_declined]
    cards = [
        Card(
            title=one.letter.in_language(page_language()).title,
            text=_("A letter waits for your signature, until %(day)s.")
            % {"day": date_format(one.letter.due_on)},
            url=reverse("signons:answer", args=[organization.slug, one.pk]),
            action=_("Read and sign"),
        )
        for one in asked
        if one.letter.takes_signatures
    ]
    today = today_in(organization)
    mine = (
        SignOnLetter.objects.public()
        .editable_by(viewer)
        .filter(
            organization=organization,
            closed_at=None,
            due_on__range=(today, today + SOON),
        )
    )
    closing = list(_counted(mine))
    texts = renditions(closing, page_language())
    return cards + [
        Card(
            title=texts[one.pk].title,
            text=_("This letter closes soon: the last day to sign is %(day)s.")
            % {"day": date_format(one.due_on)},
            url=reverse("signons:letter", args=[organization.slug, one.slug]),
            number=_("%(signed)s of %(asked)s") % {"signed": one.signed, "asked": one.asked},  # type: ignore[attr-defined]
        )
        for one in closing
    ]


def _counted(rows: SignOnLetterQuerySet) -> SignOnLetterQuerySet:
    return rows.select_related("organization").annotate(
        asked=Count("signons"),
        signed=Count(
            "signons",
            filter=Q(signons__signed_at__isnull=False, signons__taken_back_at=None),
        ),
    )


@dataclass(frozen=True)
class LetterDesk:
    letter: SignOnLetter
    state: State
    signed: Sequence[SignOn]
    waiting: Sequence[SignOn]
    declined: Sequence[SignOn]
    mailed: Sequence[Mailed]


def letter_desk(letter: SignOnLetter, viewer: Viewer) -> LetterDesk:
    """One letter, which has passed a gate, with who signed and who is still asked."""
    rows = list(SignOn.objects.visible_to(viewer).filter(letter=letter).defer("logo"))
    return LetterDesk(
        letter,
        state_of(letter),
        [one for one in rows if one.is_signed],
        [one for one in rows if not one.is_signed and not one.is_declined],
        [one for one in rows if one.is_declined],
        list(Mailed.objects.visible_to(viewer).filter(letter=letter)),
    )


def signers_of(letter: SignOnLetter) -> list[SignOn]:
    """Who signed a letter that everybody may read."""
    return list(SignOn.objects.public().filter(letter=letter).in_order().defer("logo"))


def mailed_count(letter: SignOnLetter) -> int:
    """To how many it went by mail; who they are, only the team sees."""
    return Mailed.objects.filter(letter=letter).count()


def letter_document(letter: SignOnLetter, size: str) -> bytes:
    """The letter (PDF) as it was opened, with all who signed it; logos only where they agreed."""
    signers = list(SignOn.objects.public().filter(letter=letter).in_order())
    with override(letter.language):
        data = {
            "document_title": letter.title,
            "paper": paper_name(size),
            "addressed_to": letter.addressed_to,
            "title": letter.title,
            "paragraphs": [one.strip() for one in letter.body.split("\n\n") if one.strip()],
            "from": letter.organization.name,
            "signed_words": _signed_words(len(signers)),
            "authority": authority_words() if signers else "",
            "signers": [_signer(one) for one in signers],
            "hash_label": _("Fingerprint of the text (SHA-256)"),
            "hash": letter.text_hash,
            "opened": _("Open for signing since %(day)s")
            % {"day": date_format(letter.opened_at) if letter.opened_at else ""},
        }
    return render_pdf("signons/letter.typ", data, language=letter.language)


def drawn_logo(given: bytes) -> bytes | None:
    """A PNG or JPEG drawn anew, small and without what cameras and programs add; nothing where it is no picture."""
    kind = next((kind for start, kind in PICTURES.items() if given.startswith(start)), "")
    try:
        return render_png("signons/logo.typ", {"logo": list(given), "kind": kind}, language="en")
    except TypstError:
        return None


def authority_words() -> str:
    return _("Each who signed stated that they may sign for their organization.")


def _signed_words(count: int) -> str:
    words = ngettext(
        "%(count)s organization signed this letter.",
        "%(count)s organizations signed this letter.",
        count,
    )
    return words % {"count": count}


def _signer(one: SignOn) -> dict[str, Any]:
    logo = bytes(one.logo) if one.has_logo and one.logo is not None else b""
    return {
        "name": one.name,
        "who": f"{one.signer}, {one.post}",
        "logo": list(logo),
        "logo_alt": _("Logo of %(name)s") % {"name": one.name},
    }


def act_lines(
    goals: Sequence[Goal],
    reader: Reader,  # noqa: ARG001
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many organizations signed its letters."""
    rows = SignOnLetter.objects.public().filter(campaign__goal__in=goals)
    found: dict[uuid.UUID, list[SignOnLetter]] = defaultdict(list)
    for letter in _counted(rows.select_related("campaign")):
        found[letter.campaign.goal_id].append(letter)
    return {goal: _line(letters) for goal, letters in found.items()}


def _line(letters: Sequence[SignOnLetter]) -> Line:
    count = sum(one.signed for one in letters)  # type: ignore[attr-defined]
    last = max(letters, key=lambda one: one.opened_at or one.created_at)
    return Line(
        figure=str(count),
        text=ngettext("organization signed", "organizations signed", count),
        url=last.get_absolute_url(),
        at=last.opened_at,
    )


def campaign_actions(
    campaigns: Sequence[Campaign],
    reader: Reader,
    language: str,
) -> Mapping[uuid.UUID, Sequence[Action]]:
    rows = (
        SignOnLetter.objects.public()
        if reader is None
        else SignOnLetter.objects.visible_to(reader)
    )
    found: dict[uuid.UUID, list[Action]] = defaultdict(list)
    letters = list(rows.filter(campaign__in=campaigns).select_related("organization"))
    texts = renditions(letters, language)
    for letter in letters:
        state = state_of(letter)
        found[letter.campaign_id].append(
            Action(
                kind=_("Sign-on letter"),
                title=texts[letter.pk].title,
                title_language=texts[letter.pk].language,
                text=_("to %(target)s") % {"target": texts[letter.pk].addressed_to},
                url=letter.get_absolute_url(),
                state=str(state.label),
                tone=state.tone,
                is_open=letter.takes_signatures,
                verb=_("Read"),
            )
        )
    return found
