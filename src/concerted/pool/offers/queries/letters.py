"""The letter of thanks (PDF), with what the tax law of the United States asks a letter to say.

A gift of 250 dollars or more counts only with a letter that has the organization's name, the amount of money or what
was given (described, not valued), and whether anything was given in return, with its value (IRS Publication 1771). Time is
thanked for without those words: its value cannot be deducted.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.papers import paper_name
from concerted.base.pdf import render_pdf
from concerted.pool.offers.models import IN_MINUTES, Delivery, Kind, Letterhead
from concerted.pool.offers.queries.amounts import money, told_of
from concerted.pool.offers.queries.words import pledge_words


def letter_languages() -> tuple[str, ...]:
    """Those in which the words of the letter were written with care."""
    return ("en", "es")


def letter(delivery: Delivery, language: str) -> bytes:
    """The letter about one delivery; its pledge, giver and organization are loaded."""
    language = language if language in letter_languages() else "en"
    with override(language):
        data = letter_words(delivery, language)
    return render_pdf("offers/letter.typ", data, language=language)


def letter_words(delivery: Delivery, language: str) -> dict[str, Any]:
    """What the letter says, in the language that is active."""
    pledge, organization = delivery.pledge, delivery.organization
    head = Letterhead.objects.filter(organization=organization).first()
    legal_name = head.legal_name if head is not None else organization.name
    words = pledge_words([pledge], language)[pledge.pk]
    given = told_of(delivery, noun=words.noun)
    return {
        "document_title": _("Thank you"),
        "paper": paper_name("letter" if organization.region in ("US", "CA", "MX") else "a4"),
        "organization": legal_name,
        "address": head.address if head is not None else organization.contact_email,
        "tax_id": _("Tax number (EIN): %(number)s") % {"number": head.tax_id}
        if head is not None and head.tax_id
        else "",
        "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        "to": str(pledge.giver),
        "greeting": _("Dear %(name)s,") % {"name": str(pledge.giver) or _("friend")},
        "paragraphs": [
            _(
                "thank you for what you gave. Because of you, %(organization)s can go on with its work."
            )
            % {"organization": legal_name},
            *_about(delivery),
        ],
        "facts": [
            {"term": _("What you gave"), "value": given},
            {"term": _("For"), "value": words.title},
            {
                "term": _("Received on"),
                "value": date_format(delivery.delivered_on, "DATE_FORMAT"),
            },
        ],
        "closing": _("With thanks,"),
        "signatory": (head.signatory if head is not None else "") or legal_name,
    }


def _about(delivery: Delivery) -> list[str]:
    """Whether something was given in return, as the kind of gift asks it to be said."""
    if delivery.kind in IN_MINUTES or delivery.kind == Kind.INTRODUCTIONS:
        return [_("This letter thanks you for time. Time given cannot be deducted from taxes.")]
    told = [_returned(delivery)]
    if delivery.kind != Kind.MONEY:
        told.append(
            _(
                "We describe what you gave and do not value it: for your taxes its value is for you to say."
            )
        )
    return [*told, _("Please keep this letter for your tax records.")]


def _returned(delivery: Delivery) -> str:
    if not delivery.returned_words:
        return _("You received no goods or services in return for this gift.")
    words = _(
        "In return for this gift you received: %(things)s. We estimate in good faith that it is worth %(value)s."
    )
    value = money(delivery.returned_cents or 0, delivery.currency or "USD")
    return words % {"things": delivery.returned_words, "value": value}
