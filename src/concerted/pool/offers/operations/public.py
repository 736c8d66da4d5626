"""What somebody outside pledges on the public page: it counts once they answered a mail, and the office said yes."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.limits.buckets import key_of, take
from concerted.pool.offers.models import Giver, Need, Pledge, PledgeState
from concerted.pool.offers.operations.mailing import tell_giver
from concerted.pool.offers.operations.needs import locked_need
from concerted.pool.offers.operations.offers import record_giver
from concerted.pool.offers.operations.pledges import check_open, check_room

KEPT = datetime.timedelta(days=14)
"""What nobody confirms by mail is forgotten after this time."""


@transaction.atomic
def offer_pledge(
    *,
    need: Need,
    name: str,
    email: str,
    amount: int,
    language: str,
    due_on: datetime.date | None = None,
    visitor: str = "",
    key: uuid.UUID | None = None,
) -> Pledge:
    """A promise of somebody outside, who gets a mail to confirm it. The same form sent twice makes one.

    ``visitor`` is a ``base.limits`` key. Who is known as a giver by their address stays as they are. Raises
    ``Refused`` where the need takes no more, or on a flood.
    """
    need = locked_need(need=need)
    key = key or uuid.uuid4()
    same = Pledge.objects.filter(organization=need.organization, key=key).first()
    if same is not None:
        return same
    check_open(need=need)
    _hold_back_floods(need, visitor, email)
    giver = record_giver(organization=need.organization, name=name, email=email, language=language)
    pledge = Pledge(
        organization=need.organization,
        giver=giver,
        need=need,
        kind=need.kind,
        currency=need.currency,
        amount=amount,
        due_on=due_on,
        is_from_page=True,
        key=key,
    )
    check_room(pledge=pledge, need=need, offer=None)
    pledge.save(force_insert=True)
    note(verb="added", subject=pledge, after={"amount": pledge.amount})
    tell_giver(pledge=pledge, kind="confirm")
    return pledge


def _hold_back_floods(need: Need, visitor: str, email: str) -> None:
    """Bound what one visitor does, and how much mail one address gets."""
    if visitor and not take(visitor, capacity=10, per_second=1 / 60):
        raise Refused(_("Many pledges came from your network just now. Please wait a minute."))
    if not take(key_of("pledge", need.organization_id, email), capacity=3, per_second=1 / 3600):
        raise Refused(_("This was sent many times. Please try again in an hour."))


@transaction.atomic
def forget_pledge(*, pledge: Pledge) -> None:
    """Delete what nobody confirmed, and its giver where they gave nothing else."""
    rows = Pledge.objects.select_for_update(of=("self",)).filter(
        pk=pledge.pk, is_from_page=True, state=PledgeState.PROPOSED
    )
    found = rows.first()
    if found is None:
        return
    found.delete()
    idle = Giver.objects.filter(pk=found.giver_id, pledges=None, offers=None, partner=None)
    idle.delete()
