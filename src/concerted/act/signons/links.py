"""The mailed link of an organization that signs without a workspace here."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils.translation import override

from concerted.act.signons.models import SignOn
from concerted.base.links import read, sign

PURPOSE = "signon"


def token_of(signon: SignOn) -> str:
    return sign(signon.pk.hex, purpose=PURPOSE)


def path_of(signon: SignOn) -> str:
    """Where it is read and signed: the link for who has no workspace, else the page in theirs."""
    with override(signon.language):
        if signon.partner is not None:
            return reverse("signons:answer", args=[signon.partner.slug, signon.pk])
        return reverse("signons:linked", args=[token_of(signon)])


def linked(token: str) -> SignOn | None:
    """Whose link ``token`` is. The link itself is the gate."""
    given = read(token, purpose=PURPOSE)
    if not isinstance(given, str):
        return None
    rows = SignOn.objects.select_related("letter__organization", "partner")
    return rows.filter(pk=uuid.UUID(given), partner=None).first()
