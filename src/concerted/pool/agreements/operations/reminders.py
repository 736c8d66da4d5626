"""Reminding the parties that an agreement ends. Without a viewer: the clock asks."""

from __future__ import annotations

from django.db import transaction

from concerted.base.records import change
from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import AgreementVersion
from concerted.pool.agreements.operations.drafting import locked
from concerted.pool.agreements.operations.mailing import tell_parties
from concerted.pool.agreements.queries.standing import reminder_due


@transaction.atomic
def remind_of_end(*, version: AgreementVersion) -> bool:
    """Write once at each of the days of ``REMINDERS``, unless a renewal was signed by all; whether it was written now."""
    agreement = locked(agreement=version.agreement)
    version = AgreementVersion.objects.get(pk=version.pk)
    today = today_in(agreement.organization)
    step = reminder_due(version, today)
    if step is None or not AgreementVersion.objects.in_force(today).filter(pk=version.pk).exists():
        return False
    if AgreementVersion.objects.standing().filter(agreement__renews=agreement).exists():
        return False
    change(version, reminded_days=step)
    parties = agreement.parties.filter(pk__in=version.party_ids).select_related("partner")
    tell_parties(
        agreement=agreement,
        parties=parties,
        kind="ending",
        context={
            "ends_on": version.ends_on.isoformat() if version.ends_on else "",
            "drafter": agreement.organization.name,
        },
        key=f"agreement-ends:{version.pk}:{step}",
    )
    return True
