"""What an organization sets for all gifts: its rates, and what stands on its letters."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.pool.offers.models import Letterhead, Rate


class LetterheadValues(TypedDict, total=False):
    legal_name: str
    address: str
    tax_id: str
    signatory: str


@transaction.atomic
def set_letterhead(
    *, organization: Organization, by: Viewer | None, **values: Unpack[LetterheadValues]
) -> Letterhead:
    """What stands on the letters from now on."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    found, is_new = Letterhead.objects.get_or_create(organization=organization, defaults=values)
    before, after = ({}, dict(values)) if is_new else change(found, **values)
    if after:
        note(verb="edited", subject=found, by=by, before=before, after=after)
    return found


@transaction.atomic
def set_rate(
    *,
    organization: Organization,
    kind: str,
    cents: int,
    currency: str,
    source: str,
    starts_on: datetime.date,
    by: Viewer | None,
) -> Rate:
    """What an hour or a piece is worth from a day on. The same kind and day again replaces it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    values = {"cents": cents, "currency": currency, "source": source}
    found, is_new = Rate.objects.get_or_create(
        organization=organization, kind=kind, starts_on=starts_on, defaults=values
    )
    before, after = ({}, dict(values)) if is_new else change(found, **values)
    if after:
        note(verb="edited", subject=found, by=by, before=before, after=after)
    return found
