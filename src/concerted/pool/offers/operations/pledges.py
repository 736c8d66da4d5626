"""Promises: asked for, given, confirmed, withdrawn, and reminded of. They count once the giver has said yes."""

from __future__ import annotations

import datetime
import uuid
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.pool.offers.models import (
    FundingSource,
    Need,
    Offer,
    Pledge,
    PledgeState,
)
from concerted.pool.offers.operations.mailing import tell_giver, tell_office
from concerted.pool.offers.operations.needs import locked_need
from concerted.pool.offers.operations.offers import GiverValues, record_giver
from concerted.pool.offers.queries.amounts import told_of
from concerted.pool.offers.queries.progress import left_in, progress_of

REMINDERS = 3
"""A late pledge is reminded of so often, a week apart."""
BETWEEN = datetime.timedelta(days=7)


class PledgeValues(TypedDict, total=False):
    amount: int
    due_on: datetime.date | None
    source: FundingSource | None


@transaction.atomic
def add_pledge(
    *,
    need: Need,
    giver: GiverValues,
    by: Viewer | None,
    is_confirmed: bool = False,
    key: uuid.UUID | None = None,
    **values: Unpack[PledgeValues],
) -> Pledge:
    """A promise against a need. Where the giver has not said yes yet, they are asked by mail."""
    need = locked_need(need=need)
    key = key or uuid.uuid4()
    same = Pledge.objects.filter(organization=need.organization, key=key).first()
    if same is not None:
        return same
    check_open(need=need)
    pledge = Pledge.objects.create(
        organization=need.organization,
        giver=record_giver(organization=need.organization, **giver),
        need=need,
        kind=need.kind,
        currency=need.currency,
        key=key,
        **values,
    )
    _check_source(pledge)
    note(verb="added", subject=pledge, by=by, after={"amount": pledge.amount})
    if is_confirmed:
        return confirm_pledge(pledge=pledge, by=by)
    check_room(pledge=pledge, need=need, offer=None)
    tell_giver(pledge=pledge, kind="proposed")
    return pledge


@transaction.atomic
def propose_pledge(
    *,
    offer: Offer,
    by: Viewer | None,
    need: Need | None = None,
    amount: int | None = None,
    due_on: datetime.date | None = None,
) -> Pledge:
    """Ask the giver of an offer for it: for a need, or as it is. As much as both have room for, unless it is said."""
    need = locked_need(need=need) if need is not None else None
    offer = _locked_offer(offer)
    same = Pledge.objects.filter(offer=offer, need=need, state=PledgeState.PROPOSED).first()
    if same is not None:
        return same
    if offer.withdrawn_at is not None:
        raise Refused(_("This offer was withdrawn."))
    if need is not None:
        check_open(need=need)
        _check_fits(need, offer)
    pledge = Pledge(
        organization=offer.organization,
        giver=offer.giver,
        need=need,
        offer=offer,
        kind=offer.kind,
        currency=offer.currency,
        amount=amount or max(1, _room(need, offer)),
        due_on=due_on,
    )
    check_room(pledge=pledge, need=need, offer=offer)
    pledge.save(force_insert=True)
    note(verb="requested", subject=pledge, by=by, after={"amount": pledge.amount})
    tell_giver(pledge=pledge, kind="proposed")
    return pledge


@transaction.atomic
def confirm_pledge(
    *, pledge: Pledge, by: Viewer | None, amount: int | None = None, is_own: bool = False
) -> Pledge:
    """Say yes, and from now on it counts. Never more than the need takes or the offer has.

    ``is_own``: the giver does, by their link; they may change the amount. What they wrote on the public page then
    waits for the office.
    """
    pledge, need, offer = _locked(pledge)
    if pledge.is_standing or (is_own and pledge.waits_for_office):
        return pledge
    _check_waits(pledge, is_own=is_own)
    if need is not None:
        check_open(need=need)
    before = pledge.amount
    pledge.amount = amount or pledge.amount
    check_room(pledge=pledge, need=need, offer=offer)
    is_given = is_own and pledge.is_from_page
    told = {"amount": before} if pledge.amount != before else None
    pledge.state = PledgeState.GIVEN if is_given else PledgeState.CONFIRMED
    pledge.confirmed_at = None if is_given else timezone.now()
    pledge.save(update_fields=["amount", "state", "confirmed_at"])
    after = {"amount": pledge.amount}
    note(
        verb="given" if is_given else "confirmed", subject=pledge, by=by, before=told, after=after
    )
    if is_given:
        tell_office(pledge=pledge, kind="given")
    elif pledge.is_from_page:
        tell_giver(pledge=pledge, kind="accepted")
    return pledge


def _check_waits(pledge: Pledge, *, is_own: bool) -> None:
    if pledge.state not in (PledgeState.PROPOSED, PledgeState.GIVEN):
        raise Refused(_("This pledge was withdrawn. Please make a new one."))
    if not is_own and not pledge.can_be_confirmed:
        raise Refused(_("They have not confirmed it by their mail yet."))


@transaction.atomic
def withdraw_pledge(
    *, pledge: Pledge, by: Viewer | None, reason: str = "", is_own: bool = False
) -> Pledge:
    """Take a pledge back, or say no to one. What has come of it stays received; the rest is needed again.

    The other side is told: ``is_own``, where the giver does, the office is; of a gift from the public page the giver.
    """
    pledge, _need, _offer = _locked(pledge)
    if pledge.state in (PledgeState.WITHDRAWN, PledgeState.DECLINED):
        return pledge
    if pledge.state == PledgeState.FULFILLED:
        raise Refused(_("All of it has been received. There is nothing left to withdraw."))
    was = pledge.state
    is_new = was in (PledgeState.PROPOSED, PledgeState.GIVEN)
    state = PledgeState.DECLINED if is_new else PledgeState.WITHDRAWN
    change(pledge, state=state, reason=reason, ended_at=timezone.now())
    note(verb="declined" if is_new else "withdrawn", subject=pledge, by=by)
    if is_own and not (pledge.is_from_page and was == PledgeState.PROPOSED):
        tell_office(pledge=pledge, kind="taken_back")
    elif was == PledgeState.GIVEN:
        tell_giver(pledge=pledge, kind="not_taken")
    return pledge


@transaction.atomic
def remind_giver(*, pledge: Pledge) -> None:
    """Remind of a pledge that is late: three times at most, a week apart."""
    pledge, _need, _offer = _locked(pledge)
    today = timezone.localdate()
    is_told = pledge.reminded_on is not None and today < pledge.reminded_on + BETWEEN
    if not pledge.is_late(today) or is_told or pledge.reminder_count >= REMINDERS:
        return
    change(pledge, reminded_on=today, reminder_count=pledge.reminder_count + 1)
    tell_giver(pledge=pledge, kind="late")


def _locked(pledge: Pledge) -> tuple[Pledge, Need | None, Offer | None]:
    """Need before offer before pledge, always, so that no two wait for each other."""
    need = locked_need(need=Need(pk=pledge.need_id)) if pledge.need_id is not None else None
    offer = _locked_offer(Offer(pk=pledge.offer_id)) if pledge.offer_id is not None else None
    rows = Pledge.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "giver__partner").get(pk=pledge.pk), need, offer


def _locked_offer(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "giver__partner").get(pk=offer.pk)


def check_open(*, need: Need) -> None:
    """Refuse a need that takes no pledges now."""
    if need.is_draft:
        raise Refused(_("This need is still a draft. Publish it first."))
    if need.is_closed:
        raise Refused(_("This need is closed: it takes no more pledges."))


def _check_fits(need: Need, offer: Offer) -> None:
    if need.organization_id != offer.organization_id:
        raise Refused(_("This offer was made to another organization."))
    if (need.kind, need.currency) != (offer.kind, offer.currency):
        raise Refused(_("The offer is of another kind than what is needed."))


def _check_source(pledge: Pledge) -> None:
    source = pledge.source
    if source is not None and source.organization_id != pledge.organization_id:
        raise Refused(_("This source belongs to another organization."), field="source")


def _room(need: Need | None, offer: Offer | None) -> int:
    """How much both still take. They are locked."""
    rooms = []
    if need is not None:
        rooms.append(progress_of([need])[need.pk].gap)
    if offer is not None:
        rooms.append(left_in(offer))
    return min(rooms)


def check_room(*, pledge: Pledge, need: Need | None, offer: Offer | None) -> None:
    """Refuse more than both still take. They are locked."""
    room = _room(need, offer)
    if pledge.amount <= room:
        return
    if room == 0:
        raise Refused(_("All of it is pledged already. Thank you!"), field="amount")
    words = _("Only %(left)s can still be pledged.")
    noun = need.noun if need is not None else ""
    raise Refused(words % {"left": told_of(pledge, room, noun)}, field="amount")
