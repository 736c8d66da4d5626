"""The mailed link of somebody who signs without an account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from concerted.base.links import read, sign
from concerted.pool.agreements.models import Agreement, Signature, Signer

PURPOSE = "agreement-signer"


@dataclass(frozen=True)
class SignerLink:
    """What a link proves: this person is asked to sign for this party."""

    signer: Signer
    agreement: Agreement
    signature: Signature | None
    """What they have signed last."""


def token_of(signer: Signer) -> str:
    return sign(signer.pk.hex, purpose=PURPOSE)


def path_of(signer: Signer, language: str) -> str:
    """Where ``signer`` reads and signs; only ever mailed to them."""
    with override(language):
        return reverse("agreements:own_page", args=[token_of(signer)])


def linked(token: str) -> SignerLink | None:
    """Whose link ``token`` is. The link itself is the gate, while it is good; what was signed stays readable."""
    given = read(token, purpose=PURPOSE)
    if not isinstance(given, str):
        return None
    rows = Signer.objects.select_related("party__agreement__organization", "party__partner")
    signer = rows.filter(pk=uuid.UUID(given), withdrawn_at__isnull=True).first()
    if signer is None:
        return None
    signature = Signature.objects.filter(signer=signer).order_by("-signed_at").first()
    is_good = signer.asked_at + Signer.GOOD_FOR > timezone.now()
    if signature is None and not is_good:
        return None
    return SignerLink(signer, signer.party.agreement, signature)
