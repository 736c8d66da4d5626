"""One page to hang up: what changed, in big plain words, with the way to the goal's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from concerted.base.languages import own_name
from concerted.base.papers import PaperSize, paper_name
from concerted.base.pdf import render_pdf
from concerted.base.qr import qr_svg
from concerted.goals.ledger import Cell
from concerted.goals.models import Goal
from concerted.measure.reports.queries.gist import Gist, gists
from concerted.measure.reports.queries.words import day

ROOM = 90
"""Letters of a title that still stand in the largest size."""


def flyer_languages(goal: Goal) -> list[tuple[str, str]]:
    """The languages a flyer can be had in: those of the organization's pages that the software speaks."""
    spoken = [
        code for code in goal.organization.page_languages if code in settings.SHELL_LANGUAGES
    ]
    codes = dict.fromkeys([*spoken, *settings.SHELL_LANGUAGES])
    return [(code, own_name(code)) for code in codes]


def flyer_pdf(goal: Goal, languages: Sequence[str], size: str = PaperSize.LETTER) -> bytes:
    """A page for each of ``languages``: printed on both sides, one leaf. The goal has passed a gate."""
    data = {
        "document_title": goal.in_language(languages[0]).title,
        "paper": paper_name(size),
        "pages": [_page(goal, code) for code in languages],
    }
    return render_pdf("reports/flyer.typ", data, language=languages[0])


def _page(goal: Goal, language: str) -> dict[str, Any]:
    told = gists([goal], language)[0]
    with override(language):
        url = f"{settings.ADDRESS}{goal.get_absolute_url()}"
        return {
            "lang": language.partition("-")[0],
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
            "organization": goal.organization.name,
            "eyebrow": _("What changed"),
            "title": told.row.text.title,
            "title_language": told.row.text.language.partition("-")[0],
            "is_long": len(told.row.text.title) > ROOM,
            "first": _fact(told.first),
            "nothing": _("We are just beginning. Come and be part of it."),
            "facts": [_fact(cell) for cell in told.facts],
            **_picture(told),
            "needs_title": _("What we need next"),
            "needs": [f"{one.gap}: {one.text.title}" for one in told.needs[:2]],
            "call": _("Point your phone’s camera here to read more and to take part."),
            "qr": qr_svg(url),
            "qr_alt": _("QR code of the page: %(url)s") % {"url": url},
            "url": url.partition("://")[2],
            "made": day(timezone.now()),
        }


def _fact(cell: Cell | None) -> dict[str, str] | None:
    if cell is None or cell.line is None:
        return None
    # On a wall the first of several things is enough.
    words = cell.line.text.partition(" · ")[0]
    return {"label": cell.label, "figure": cell.line.figure, "words": words}


def _picture(told: Gist) -> dict[str, str]:
    if told.picture is None:
        return {"chart": "", "chart_alt": "", "finding": ""}
    return {
        "chart": told.picture.chart.standalone(),
        "chart_alt": told.picture.description,
        "finding": told.picture.finding,
    }
