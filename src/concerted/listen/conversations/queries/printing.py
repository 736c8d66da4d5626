"""Paper for a room: cards with a statement each, ballots, and a poster for the door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from concerted.base.papers import paper_name
from concerted.base.pdf import render_pdf
from concerted.base.qr import qr_svg
from concerted.listen.conversations.models import BallotForm, Session, Statement
from concerted.listen.conversations.queries.ballots import asked_on
from concerted.listen.conversations.queries.pages import direction
from concerted.listen.conversations.queries.screens import short_address, shown_address
from concerted.listen.conversations.queries.session_words import session_words
from concerted.listen.conversations.queries.sessions import statements_in
from concerted.organizations.translations import Rendition, renditions

Row = dict[str, Any]


def cards_pdf(session: Session, languages: Sequence[str], size: str) -> bytes:
    """Every statement as a card to hang up, with room for dots and a QR code to vote on it; six a page."""
    statements = statements_in(session.conversation)
    texts = [renditions(statements, one) for one in languages]
    cards = [
        {
            "number": one.number,
            "texts": _distinct([told[one.pk] for told in texts]),
            "qr": qr_svg(url := _statement_address(one, session)),
            "qr_alt": session_words(languages[0])["qr"] % {"url": url},
        }
        for one in statements
    ]
    data = {**_head(session, languages, size), "cards": cards}
    return render_pdf("conversations/statement_cards.typ", data, language=languages[0])


def ballot_pdf(form: BallotForm) -> bytes:
    """The ballot of ``form`` as it was made, for copying: statements with three boxes each."""
    session, languages = form.session, form.languages
    told = [asked_on(form, one) for one in languages]
    rows = [
        {"place": same[0].place, "texts": _distinct([one.text for one in same])}
        for same in zip(*told, strict=True)
    ]
    words = [session_words(one) for one in languages]
    data = {
        **_head(session, languages, form.size),
        "rows": rows,
        "label": words[0]["ballot"] % {"letter": form.letter},
        "has_room": session.opened_at is None or session.is_open,
    }
    return render_pdf("conversations/ballot.typ", data, language=languages[0])


def poster_pdf(session: Session, languages: Sequence[str], size: str) -> bytes:
    """A page for the door: the question, and the short address for phones."""
    data = _head(session, languages, size)
    return render_pdf("conversations/session_poster.typ", data, language=languages[0])


def _head(session: Session, languages: Sequence[str], size: str) -> Row:
    """What every paper of a session says."""
    url = short_address(session)
    words = [{**session_words(one), **_way(one)} for one in languages]
    titles = [session.conversation.in_language(one) for one in languages]
    return {
        "document_title": titles[0].title,
        "paper": paper_name(size),
        "organization": session.organization.name,
        "titles": [_text(one, one.title) for one in _by_words(titles, "title")],
        "words": words,
        "qr": qr_svg(url),
        "qr_alt": words[0]["qr"] % {"url": url},
        "address": shown_address(session),
    }


def _statement_address(statement: Statement, session: Session) -> str:
    """Where one votes on this statement, in the language of whose phone it is."""
    conversation = session.conversation
    path = reverse("conversations:page", args=[conversation.organization.slug, conversation.slug])
    own = path.removeprefix(f"/{get_language()}")
    return f"{settings.ADDRESS}{own}?statement={statement.number}"


def _distinct(texts: list[Rendition]) -> list[Row]:
    return [_text(one, one.text) for one in _by_words(texts, "text")]


def _by_words(texts: Sequence[Rendition], name: str) -> list[Rendition]:
    """Each text once: where it is not translated, the original does for both languages."""
    once = {one.texts[name]: one for one in reversed(texts)}
    return list(reversed(once.values()))


def _text(text: Rendition, words: str) -> Row:
    return {"words": words, **_way(text.language)}


def _way(language: str) -> dict[str, str]:
    """A language as Typst is told of it."""
    return {"lang": language.partition("-")[0], "direction": direction(language)}
