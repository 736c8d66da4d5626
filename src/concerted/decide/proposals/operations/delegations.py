from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.decide.proposals.models import Delegation, Proposal, Voter
from concerted.decide.proposals.queries.delegated import leads_back, takers
from concerted.organizations.models import Organization


@transaction.atomic
def delegate(
    *, giver: Voter, taker: Voter, proposal: Proposal, is_standing: bool = False
) -> Delegation:
    """Let ``taker`` vote for ``giver`` on ``proposal``, or on every one from now on. Circles are refused."""
    Organization.objects.select_for_update().get(pk=giver.organization_id)
    if taker.organization_id != giver.organization_id or taker.pk == giver.pk:
        raise Refused(_("Please choose somebody else who votes here."), field="taker")
    if leads_back(giver.pk, taker.pk, takers(proposal)):
        raise Refused(
            _("They let you vote for them already. One of you must vote."), field="taker"
        )
    about = None if is_standing else proposal
    rows = Delegation.objects.standing().filter(giver=giver, proposal=about)
    known = rows.select_for_update().first()
    if known is not None and known.taker_id == taker.pk:
        return known
    if known is not None:
        known.revoked_at = timezone.now()
        known.save(update_fields=["revoked_at"])
    return Delegation.objects.create(
        organization_id=giver.organization_id, giver=giver, taker=taker, proposal=about
    )


@transaction.atomic
def revoke(*, giver: Voter, proposal: Proposal) -> None:
    """Take back whatever lets another vote for ``giver`` on ``proposal``, the standing word too."""
    rows = Delegation.objects.standing().filter(giver=giver)
    for one in rows.select_for_update():
        if one.proposal_id in (None, proposal.pk):
            one.revoked_at = timezone.now()
            one.save(update_fields=["revoked_at"])
