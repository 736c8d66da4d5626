"""What a delivery holds: the document, the table, the receipt; and the list of deliveries."""

from __future__ import annotations

import csv
import hashlib
import io
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from concerted.act.petitions.models import (
    DeliveredSignature,
    Delivery,
    Display,
    Petition,
    Scope,
    Signature,
)
from concerted.act.petitions.queries.consents import sponsors
from concerted.act.petitions.queries.desk import grouped_places
from concerted.act.petitions.queries.share import address, direction
from concerted.base.gates import Viewer
from concerted.base.links import read, sign
from concerted.base.papers import paper_name
from concerted.base.pdf import render_pdf

MOST_COMMENTS = 300
MOST_NAMES = 20_000
"""Reasons and names in the document; all stand in the table."""
LINK = "petition-delivery"
"""What the link for the target is signed for."""
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")


@dataclass(frozen=True)
class DeliveredName:
    """What goes to the target of who signed: name and ZIP code, and the reason where it may be shown.

    The petition's page says so beside the button. E-mail and phone never go.
    """

    name: str
    postal_code: str
    comment: str
    language: str


@dataclass(frozen=True)
class DeliveryContent:
    """What goes to the target, after the rules on names."""

    names: list[DeliveredName]
    places: dict[str, int]
    count: int

    @property
    def unnamed(self) -> int:
        return self.count - len(self.names)


def delivery_content(delivery: Delivery) -> DeliveryContent:
    """The frozen signatures of ``delivery``, for the job that writes its files.

    Where the petition gives names, everybody is named; only the reasons of those who let theirs be shown are told.
    What was disowned, removed or erased since it was frozen is left out of the names.
    """
    frozen = Signature.objects.filter(delivered__delivery=delivery).order_by("created_at", "pk")
    places: Counter[str] = Counter()
    names: list[DeliveredName] = []
    for one in frozen.select_related("petition").iterator(chunk_size=2000):
        places[one.postal_code] += 1
        if delivery.gives_names and one.name and one.is_counted:
            is_told = one.display == Display.SHOWN and one.comment_hidden_at is None
            comment = one.comment if is_told else ""
            names.append(DeliveredName(one.name, one.postal_code, comment, one.language))
    return DeliveryContent(names, dict(places), delivery.signature_count)


def undelivered(petition: Petition) -> Any:
    """Counted signatures of ``petition`` that no delivery held yet."""
    before = DeliveredSignature.objects.filter(delivery__petition=petition)
    counted = Signature.objects.filter(petition=petition).counted()
    return counted.exclude(pk__in=before.values("signature_id"))


def inert(text: str) -> str:
    """``text`` as a table program reads it as text: what looks like a formula gets a quote before it."""
    return f"'{text}" if text.lstrip().startswith(STARTS_FORMULA) else text


def delivery_table(delivery: Delivery, content: DeliveryContent) -> bytes:
    """The table (CSV): by name where the petition gives names, else by place. The first column adds up to the total."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    with override(delivery.language):
        heads = [_("Signatures"), _("Name"), _("ZIP code"), _("Reason")]
        private = _("People who are not named")
    writer.writerow([inert(head) for head in heads])
    for one in content.names:
        writer.writerow([1, *map(inert, (one.name, one.postal_code, one.comment))])
    if delivery.gives_names:
        if content.unnamed:
            writer.writerow([content.unnamed, inert(private), "", ""])
        return out.getvalue().encode("utf-8-sig")
    told = grouped_places(content.places)
    for place in told:
        writer.writerow([place.number, "", inert(place.postal_code), ""])
    left = content.count - sum(place.number for place in told)
    if left:
        writer.writerow([left, "", "", ""])
    return out.getvalue().encode("utf-8-sig")


def delivery_document(delivery: Delivery, content: DeliveryContent) -> bytes:
    """The document (PDF): cover, ask, places, reasons, names."""
    petition = delivery.petition
    text = petition.in_language(delivery.language)
    with override(delivery.language):
        data = {
            "document_title": _("Petition: %(title)s") % {"title": text.title},
            "lang": delivery.language,
            "direction": direction(delivery.language),
            "paper": paper_name(delivery.size),
            "footer": f"{text.title} · {_('Receipt %(number)s') % {'number': delivery.receipt_number}}",
            "eyebrow": _("Petition · to %(target)s") % {"target": petition.target},
            "title": text.title,
            "sponsors": ", ".join(one.name for one in sponsors(petition)),
            "count": _number(content.count),
            "count_words": ngettext("signature", "signatures", content.count),
            "scope_words": _scope_words(delivery),
            "facts": delivery_facts(delivery),
            "ask": [text.ask, *[part for part in text.body.split("\n\n") if part.strip()]],
            "places": _place_rows(content),
            "places_note": _(
                "Small groups are counted together, so that nobody can be told apart."
            ),
            "comments": _comment_rows(content),
            "names_note": _names_note(delivery, content),
            "names": [
                {"number": str(number), "name": one.name, "postal_code": one.postal_code}
                for number, one in enumerate(content.names[:MOST_NAMES], start=1)
            ],
            "words": _document_words(),
        }
    return render_pdf("petitions/delivery.typ", data, language=delivery.language)


def _number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def _document_words() -> dict[str, str]:
    return {
        "ask": _("What we ask"),
        "places": _("Where signers live"),
        "place": _("ZIP code"),
        "signatures": _("Signatures"),
        "comments": _("Why people signed"),
        "names": _("Names"),
    }


def _scope_words(delivery: Delivery) -> str:
    if delivery.scope == Scope.NEW and delivery.number > 1:
        return _("New since the last delivery. They come on top of those delivered before.")
    return ""


def delivery_facts(delivery: Delivery) -> list[dict[str, str]]:
    """Who got it, when and how, in the language that is active."""
    facts = [
        (_("Delivered to"), delivery.recipient),
        (_("Date"), date_format(delivery.delivered_on, "DATE_FORMAT")),
        (_("How"), str(delivery.get_way_display())),
        (_("Receipt"), delivery.receipt_number),
    ]
    return [{"term": term, "value": value} for term, value in facts]


def _place_rows(content: DeliveryContent) -> list[dict[str, str]]:
    return [
        {"name": place.postal_code or _("Other places"), "count": _number(place.number)}
        for place in grouped_places(content.places)
    ]


def _comment_rows(content: DeliveryContent) -> list[dict[str, str]]:
    rows = [one for one in content.names if one.comment][:MOST_COMMENTS]
    return [
        {
            "text": one.comment,
            "by": ", ".join(part for part in (one.name.split(" ")[0], one.postal_code) if part),
            "lang": one.language,
        }
        for one in rows
    ]


def _names_note(delivery: Delivery, content: DeliveryContent) -> str:
    if not delivery.gives_names:
        return _("This petition gives counts only. No name leaves the organizations behind it.")
    if len(content.names) > MOST_NAMES:
        words = _("The first %(most)s stand here, all of them in the table that comes with this.")
        return words % {"most": _number(MOST_NAMES)}
    if not content.unnamed:
        return ""
    words = ngettext(
        "%(count)s more person signed and does not stand below by name.",
        "%(count)s more people signed and do not stand below by name.",
        content.unnamed,
    )
    return words % {"count": _number(content.unnamed)}


def receipt_path(delivery: Delivery) -> str:
    """Where everybody can read the receipt."""
    petition = delivery.petition
    return reverse(
        "petitions:receipt", args=[petition.organization.slug, petition.slug, delivery.code]
    )


def receipt_address(delivery: Delivery) -> str:
    """The same, whole, in the language of the delivery."""
    with override(delivery.language):
        return address(receipt_path(delivery))


def receipt_sentence(delivery: Delivery, title: str) -> str:
    words = ngettext(
        "%(count)s signature under “%(title)s” was put into the hands of %(recipient)s.",
        "%(count)s signatures under “%(title)s” were put into the hands of %(recipient)s.",
        delivery.signature_count,
    )
    return words % {
        "count": _number(delivery.signature_count),
        "title": title,
        "recipient": delivery.recipient,
    }


@dataclass(frozen=True)
class DeliveredFile:
    """One of the files, and how to know that it is the one."""

    name: str
    size: str
    hash: str


def delivered_files(delivery: Delivery) -> list[DeliveredFile]:
    return [
        DeliveredFile(
            f"{stem(delivery)}.pdf", _size(delivery.document_size), delivery.document_hash
        ),
        DeliveredFile(f"{stem(delivery)}.csv", _size(delivery.table_size), delivery.table_hash),
    ]


def stem(delivery: Delivery) -> str:
    """The name of its files, without the ending."""
    return f"{delivery.petition.slug}-{delivery.number}"


def _size(value: int) -> str:
    return _("%(size)s kB") % {"size": _number(max(1, round(value / 1024)))}


def receipt_document(delivery: Delivery, language: str) -> bytes:
    """The receipt (PDF). Names no signer, so that everybody may have it."""
    petition = delivery.petition
    text = petition.in_language(language)
    made = timezone.localtime(delivery.frozen_at, petition.zone)
    with override(language):
        data = {
            "document_title": _("Receipt %(number)s") % {"number": delivery.receipt_number},
            "lang": language,
            "direction": direction(language),
            "paper": paper_name(delivery.size),
            "eyebrow": _("Receipt %(number)s") % {"number": delivery.receipt_number},
            "title": _("Signatures delivered"),
            "sentence": receipt_sentence(delivery, text.title),
            "facts": [
                *delivery_facts(delivery),
                {"term": _("Counted"), "value": date_format(made, "DATETIME_FORMAT")},
                {"term": _("From"), "value": ", ".join(one.name for one in sponsors(petition))},
            ],
            "files": [
                {"name": one.name, "size": one.size, "hash": one.hash}
                for one in delivered_files(delivery)
            ],
            "words": {
                "files": _("The files"),
                "files_note": _(
                    "The long line under each file is its SHA-256 fingerprint. It changes when one"
                    " letter of the file does, so anybody can check that a file is the one delivered."
                ),
            },
            "lines": [_("Received by"), _("Date")],
            "address": receipt_address(delivery),
        }
    return render_pdf("petitions/delivery_receipt.typ", data, language=language)


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def delivery_token(delivery: Delivery) -> str:
    """For the link that the target gets; how long it is good stands in the row."""
    return sign(delivery.pk.hex, purpose=LINK)


def linked_delivery(token: str) -> Delivery | None:
    """The delivery whose link the target holds, while it is good; the link itself is the gate."""
    given = read(token, purpose=LINK)
    if not isinstance(given, str):
        return None
    rows = Delivery.objects.filter(
        pk=uuid.UUID(given), sent_until__gt=timezone.now(), is_ready=True
    )
    return rows.select_related("petition__organization").first()


@dataclass(frozen=True)
class DeliveryDesk:
    """The deliveries of a petition, and what a next one would hold."""

    deliveries: list[Delivery]
    all_count: int
    new_count: int


def delivery_desk(petition: Petition, viewer: Viewer) -> DeliveryDesk:
    """What ``viewer`` sees of the deliveries of ``petition``."""
    return DeliveryDesk(
        deliveries=list(
            Delivery.objects.visible_to(viewer).filter(petition=petition).select_related("made_by")
        ),
        all_count=petition.signature_count,
        new_count=undelivered(petition).count(),
    )
