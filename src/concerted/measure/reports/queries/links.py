"""The mailed link of a funder."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils.translation import override

from concerted.base.links import read, sign
from concerted.measure.reports.models import FunderLink

PURPOSE = "funds"


def token_of(link: FunderLink) -> str:
    return sign(link.pk.hex, purpose=PURPOSE)


def path_of(link: FunderLink, language: str) -> str:
    """Where the funder reads; only ever mailed to them."""
    with override(language):
        return reverse("reports:funds", args=[token_of(link)])


def linked(token: str) -> FunderLink | None:
    """The link that was mailed, while it stands. The link itself is the gate."""
    given = read(token, purpose=PURPOSE)
    if not isinstance(given, str):
        return None
    rows = FunderLink.objects.filter(ended_at__isnull=True)
    return rows.select_related("source__organization").filter(pk=uuid.UUID(given)).first()
