"""The trail of an agreement: in that of each party, as each must be able to answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.pool.agreements.models import Agreement, Party


def note_for_parties(
    *,
    verb: str,
    subject: models.Model,
    agreement: Agreement,
    by: Viewer | None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry to the trail of whoever drafts and of each party that was sent the agreement."""
    sent_to = Party.objects.filter(agreement=agreement, first_version__isnull=False)
    partners = sent_to.exclude(partner=None).values_list("partner_id", flat=True)
    for organization_id in {agreement.organization_id, *partners}:
        note(verb=verb, subject=subject, organization_id=organization_id, by=by, after=after)
