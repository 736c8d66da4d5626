"""Letters as files: a PDF with a page for each, and a table of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.act.letters.models import Delivery, LetterCampaign
from concerted.act.letters.queries.composing import (
    Composed,
    Composer,
    Version,
    addressee_of,
    words_in,
)
from concerted.act.officials.models import Official
from concerted.base.papers import usual_paper
from concerted.base.pdf import render_pdf
from concerted.base.tables.writing import csv_of
from concerted.organizations.zones import today_in


def letters_pdf(campaign: LetterCampaign, composed: Sequence[Composed]) -> bytes:
    """One page for each letter, its address where the window of an envelope is."""
    with override(campaign.official_language):
        day = date_format(today_in(campaign.organization), "DATE_FORMAT")
        title = _("Letters: %(title)s") % {"title": campaign.title}
    data = {
        "document_title": title,
        "paper": usual_paper(campaign.organization.region),
        "day": day,
        "letters": [_printed(one) for one in composed],
    }
    return render_pdf("letters/letters.typ", data, language=campaign.official_language)


def _printed(composed: Composed) -> dict[str, Any]:
    first = composed.versions[0]
    return {
        "address": composed.addressee.address_lines,
        "sender": list(first.signed),
        "subject": composed.subject,
        "versions": [_told(one) for one in composed.versions],
    }


def _told(version: Version) -> dict[str, Any]:
    return {
        "lang": version.language.partition("-")[0],
        "direction": version.direction,
        "salutation": version.salutation,
        "paragraphs": [
            {"text": one.text, "lang": one.language.partition("-")[0], "is_own": one.is_own}
            for one in version.paragraphs
        ],
        "farewell": version.farewell,
        "name": version.signed[0] if version.signed else "",
        "note": version.own_note,
    }


def batch(
    campaign: LetterCampaign, *, official: Official | None = None, is_for_visit: bool = False
) -> list[Delivery]:
    """Letters for the organizers' hands, by addressee: all that stand, or those that nobody has handed over yet."""
    rows = (
        campaign.deliveries.to_hand_over(official)
        if is_for_visit
        else campaign.deliveries.standing()
    )
    return list(rows.select_related("letter", "paper").order_by("addressee", "created_at"))


def composed_of(campaign: LetterCampaign, rows: Iterable[Delivery]) -> list[Composed]:
    composer = Composer(campaign)
    return [composer.compose(words_in(one), addressee_of(one)) for one in rows]


def letters_csv(rows: Iterable[Delivery]) -> bytes:
    head = (
        *(_("To"), _("Post"), _("From"), _("Address"), _("Language")),
        *(_("Who I am"), _("Why it matters to me"), _("What I ask"), _("State"), _("Written")),
    )
    lines = (
        (
            *(one.addressee, one.post, words.name, words.address, words.language),
            *(words.who, words.why, words.ask),
            *(str(one.get_state_display()), one.created_at.date().isoformat()),
        )
        for one, words in ((each, words_in(each)) for each in rows)
    )
    return csv_of([head, *lines])
