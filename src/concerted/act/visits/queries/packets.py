"""Papers: the one sheet for a visit, and the packet of testimonies for a hearing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Goer, Testimony, Visit
from concerted.act.visits.queries.calendars import when_words
from concerted.base.languages import own_name
from concerted.base.papers import usual_paper
from concerted.base.pdf import render_pdf
from concerted.organizations.translations import Rendition, renditions


def visit_sheet(visit: Visit, goers: Sequence[Goer], language: str) -> bytes:
    """What who goes holds in their hand: one sheet, in one language."""
    text = visit.in_language(language)
    with override(language):
        officials = ", ".join(one.name for one in visit.officials.all())
        facts = [
            (_("Whom we meet"), officials),
            (_("When"), when_words(visit.begins)),
            (_("Where"), visit.place),
            (_("Video link"), visit.link),
        ]
        data = {
            "paper": usual_paper(visit.organization.region),
            "document_title": text.title,
            "eyebrow": f"{_('Visit')} · {visit.organization.name}",
            "title": text.title,
            "text_language": _typst(text.language),
            "facts": [{"term": term, "value": value} for term, value in facts if value],
            "ask_title": _("What we ask for"),
            "ask": text.ask,
            "points_title": _("What we say"),
            "points": _lines(text.talking_points),
            "goers_title": _("Who goes"),
            "goers": [{"name": one.shown_name, "roles": one.role_labels} for one in goers],
            "leave_title": _("What we leave there"),
            "leave": _lines(text.leave_behind),
        }
    return render_pdf("visits/visit_sheet.typ", data, language=language)


def packet_pdf(
    hearing: Hearing,
    testimonies: Sequence[Testimony],
    *,
    recipient: str = "",
    day: datetime.date | None = None,
) -> bytes:
    """The testimonies of a hearing for those who decide: a cover, a list, and each on its page.

    In the language of the hearing, with each author's own words first. Sealed ones bear their names here.
    """
    language = hearing.language
    given = renditions(testimonies, language)
    with override(language):
        pages = [_page(one, given[one.pk], language) for one in testimonies]
        count = len(testimonies)
        data = {
            "paper": usual_paper(hearing.organization.region),
            "document_title": _("Written testimony: %(title)s") % {"title": hearing.title},
            "eyebrow": f"{_('Written testimony')} · {hearing.policy.name}",
            "title": hearing.title,
            "count": str(count),
            "count_words": ngettext("person testifies", "people testify", count),
            "facts": _facts(hearing, recipient, day),
            "list_title": _("Who testifies"),
            "name_word": _("Name"),
            "page_word": _("Page"),
            "pages": pages,
            "footer": f"{hearing.policy.name} · {hearing.organization.name}",
        }
    return render_pdf("visits/packet.typ", data, language=language)


def _facts(hearing: Hearing, recipient: str, day: datetime.date | None) -> list[dict[str, str]]:
    told = (
        (_("About"), hearing.policy.title),
        (_("Hearing"), when_words(hearing.begins)),
        (_("Place"), hearing.place),
        (_("To"), recipient),
        (_("Handed over"), date_format(day, "DATE_FORMAT") if day is not None else ""),
        (_("Gathered by"), hearing.organization.name),
    )
    return [{"term": term, "value": value} for term, value in told if value]


def _page(testimony: Testimony, given: Rendition, language: str) -> dict[str, Any]:
    """One testimony: its author's words, and beside them the office's translation where there is one."""
    name = testimony.name_for_the_body
    has_translation = not given.is_original and given.language == language
    return {
        "name": name or _("A resident"),
        "capacity": testimony.shown_capacity if name else "",
        "note": _("For those who decide only. Please do not publish it.")
        if testimony.is_sealed
        else "",
        "own": _words(testimony, testimony.language),
        "own_title": _("In %(language)s, as it was written")
        % {"language": own_name(testimony.language)}
        if testimony.language != language
        else "",
        "translated": _words(given, language) if has_translation else None,
        "translated_title": _("In %(language)s, translated by %(organization)s")
        % {"language": own_name(language), "organization": testimony.organization.name}
        if has_translation
        else "",
    }


def _words(text: Testimony | Rendition, language: str) -> dict[str, Any]:
    """The parts of a testimony under their headings, both in its own language."""
    with override(language):
        headings = (_("Who I am"), _("What I saw"), _("What I ask for"))
    parts = zip(headings, (text.who, text.saw, text.ask), strict=True)
    return {
        "lang": _typst(language),
        "parts": [{"title": title, "lines": _lines(words)} for title, words in parts if words],
    }


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]


def _typst(language: str) -> str:
    return language.partition("-")[0]
