"""Ending an agreement early, or leaving one that goes on among the others."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import Agreement, AgreementVersion, Party
from concerted.pool.agreements.operations.drafting import locked
from concerted.pool.agreements.operations.mailing import tell_parties
from concerted.pool.agreements.operations.trails import note_for_parties


@transaction.atomic
def end_agreement(
    *, agreement: Agreement, party: Party, ended_on: datetime.date, reason: str, by: Viewer | None
) -> Agreement:
    """End what binds, at the wish of ``party``: from ``ended_on`` on it holds no more.

    Where more than two are in it, a party that did not draft it leaves, and the others stay bound. Asked again,
    nothing happens.
    """
    agreement = locked(agreement=agreement)
    party = Party.objects.get(pk=party.pk, agreement=agreement)
    if agreement.ended_on is not None or party.left_on is not None:
        return agreement
    if not AgreementVersion.objects.filter(agreement=agreement).standing().exists():
        raise Refused(_("Not everybody has signed this, so there is nothing to end."))
    if ended_on < today_in(agreement.organization):
        raise Refused(_("Please choose today or a later day."), field="ended_on")
    staying = list(
        Party.objects.filter(agreement=agreement, left_on=None).select_related("partner")
    )
    if party.is_drafter or len(staying) <= 2:
        change(agreement, ended_on=ended_on, end_reason=reason)
        AgreementVersion.objects.filter(agreement=agreement).waiting().update(
            withdrawn_at=timezone.now()
        )
    else:
        change(party, left_on=ended_on, leave_reason=reason)
    told = {"member": party.name, "ended_on": ended_on, "reason": reason}
    note_for_parties(verb="ended", subject=agreement, agreement=agreement, by=by, after=told)
    tell_parties(
        agreement=agreement,
        parties=staying,
        kind="ended",
        context={
            "ended_by": party.name,
            "ended_on": ended_on.isoformat(),
            "reason": reason,
            "is_whole": agreement.ended_on is not None,
        },
    )
    return agreement
