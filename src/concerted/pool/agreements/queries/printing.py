"""An agreement on paper: its text, then a page that tells who signed it and how to check it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from concerted.base.languages import own_name
from concerted.base.papers import paper_name
from concerted.base.pdf import render_pdf
from concerted.base.qr import qr_svg
from concerted.pool.agreements.models import AgreementVersion, Signature
from concerted.pool.agreements.queries.standing import Standing
from concerted.pool.agreements.wording import blocks


def agreement_document(version: AgreementVersion, standing: Standing, size: str) -> bytes:
    """The agreement (PDF) with its certificate, in each of its languages."""
    first = version.languages[0]
    with override(first):
        data = {
            "document_title": f"{version.title} · {version.agreement.number}",
            "paper": paper_name(size),
            "footer": _("Agreement %(number)s, version %(version)s")
            % {"number": version.agreement.number, "version": version.number},
            "texts": [_text(version, code) for code in version.languages],
            "certificates": [_certificate(version, standing, code) for code in version.languages],
        }
    return render_pdf("agreements/agreement.typ", data, language=first)


def check_address(version: AgreementVersion, language: str) -> str:
    """Where everybody can check the agreement."""
    with override(language):
        path = reverse("agreements:check")
    return f"{settings.ADDRESS}{path}?what={version.agreement.number}"


def _text(version: AgreementVersion, code: str) -> dict[str, Any]:
    return {
        **_language(code),
        "name": own_name(code) if len(version.languages) > 1 else "",
        "blocks": [
            {"kind": one.kind, "text": one.text, "items": list(one.items)}
            for one in blocks(version.texts[code])
        ],
    }


def _language(code: str) -> dict[str, str]:
    is_bidi = get_language_info(code)["bidi"]
    return {"lang": code.partition("-")[0], "direction": "rtl" if is_bidi else "ltr"}


def _certificate(version: AgreementVersion, standing: Standing, code: str) -> dict[str, Any]:
    with override(code):
        address = check_address(version, code)
        return {
            **_language(code),
            "title": _("Certificate of signatures"),
            "sentence": _sentence(version, standing),
            "facts": [{"term": term, "value": value} for term, value in _facts(version)],
            "hash_label": _("Fingerprint of the text (SHA-256)"),
            "hash": version.text_hash,
            "signed_for": _("Signed for"),
            "signature_hash": _("Fingerprint of the signature"),
            "signatures": [_signature(one, version) for one in version.signatures.all()],
            "missing": _missing(version),
            "check": _("Check it here. Nobody's name is shown:"),
            "address": address,
            "qr": qr_svg(address),
            "qr_alt": _("A code that leads to the page that checks this agreement"),
            "note": _(
                "The fingerprint is taken over the whole text, the parties, the dates and the terms. If one letter"
                " were another, so would the fingerprint be. Each party can download the text that it was taken over."
            ),
        }


def _sentence(version: AgreementVersion, standing: Standing) -> str:
    if version.completed_at is None:
        words = _("%(signed)s of %(asked)s parties have signed. This does not bind anybody yet.")
        signed = len(version.signatures.all())
        return words % {"signed": signed, "asked": len(version.parties)}
    if standing.binding != version:
        return _("All parties signed this version. A later version has replaced it.")
    return _("All parties have signed this.")


def _facts(version: AgreementVersion) -> list[tuple[str, str]]:
    agreement = version.agreement
    sent = _moment(version.sent_at, version)
    ends = date_format(version.ends_on, "DATE_FORMAT") if version.ends_on else _("no end date")
    return [
        (_("Title"), version.title),
        (_("Kind"), str(agreement.get_kind_display())),
        (_("Number"), agreement.number),
        (_("Version"), str(version.number)),
        (_("Parties"), " · ".join(one["name"] for one in version.parties)),
        (_("Holds from"), date_format(version.starts_on, "DATE_FORMAT")),
        (_("Holds until"), ends),
        (_("Sent for signing"), sent),
    ]


def _moment(at: Any, version: AgreementVersion) -> str:
    zone = ZoneInfo(version.agreement.organization.time_zone)
    local = timezone.localtime(at, zone)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({local.tzname()})"


def _signature(one: Signature, version: AgreementVersion) -> dict[str, str]:
    how = str(one.get_via_display())
    if one.named_by:
        how += " · " + _("named by %(organization)s") % {"organization": one.named_by}
    return {
        "party": one.party.name,
        "name": one.name,
        "capacity": one.capacity,
        "statement": one.statement,
        "lang": one.language.partition("-")[0],
        "when": _moment(one.signed_at, version),
        "how": how,
        "hash": one.record_hash,
    }


def _missing(version: AgreementVersion) -> str:
    signed = {str(one.party_id) for one in version.signatures.all()}
    names = [one["name"] for one in version.parties if one["id"] not in signed]
    return _("Not signed by: %(names)s") % {"names": ", ".join(names)} if names else ""
