"""What has come: part by part, with its day, its value and who it helped."""

from __future__ import annotations

import datetime
import uuid
from decimal import ROUND_HALF_UP, Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.pool.offers.models import Delivery, Kind, Pledge, PledgeState
from concerted.pool.offers.operations.mailing import tell_giver
from concerted.pool.offers.operations.needs import locked_need, settle
from concerted.pool.offers.queries.amounts import whole


class DeliveryValues(TypedDict, total=False):
    rate_cents: int | None
    rate_currency: str
    rate_source: str
    served_words: str
    served_count: int | None
    returned_words: str
    returned_cents: int | None


@transaction.atomic
def record_delivery(
    *,
    pledge: Pledge,
    amount: int,
    delivered_on: datetime.date,
    by: Viewer | None,
    is_last: bool = False,
    key: uuid.UUID | None = None,
    **values: Unpack[DeliveryValues],
) -> Delivery:
    """Note a part that has come; the same form sent twice notes it once.

    With all that was pledged, or with ``is_last``, the pledge is fulfilled; with all that is needed, the need is met.
    """
    pledge = _locked(pledge)
    key = key or uuid.uuid4()
    same = pledge.deliveries.filter(key=key).first()
    if same is not None:
        return same
    if not pledge.is_standing:
        raise Refused(_("Only what is pledged can be received. The giver has to say yes first."))
    if delivered_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), field="delivered_on")
    delivery = Delivery.objects.create(
        organization=pledge.organization,
        pledge=pledge,
        number=(pledge.deliveries.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=pledge.kind,
        amount=amount,
        currency=pledge.currency,
        delivered_on=delivered_on,
        key=key,
        **_valued(pledge, amount, values),
    )
    note(verb="received", subject=delivery, by=by, after={"amount": amount})
    _settle(pledge, is_last=is_last)
    return delivery


def _valued(pledge: Pledge, amount: int, values: DeliveryValues) -> dict[str, object]:
    """``values`` with what it is worth, to the cent."""
    told: dict[str, object] = {**values}
    rate, currency = told.pop("rate_cents", None), told.pop("rate_currency", "")
    if pledge.kind == Kind.MONEY:
        return {
            **told,
            "rate_source": "",
            "value_cents": amount,
            "value_currency": pledge.currency,
        }
    if rate is None:
        return {**told, "rate_source": ""}
    if not told.get("rate_source"):
        raise Refused(_("Where is this rate from? Please say who set it."), field="rate_source")
    exact = whole(pledge.kind, amount) * Decimal(str(rate))
    cents = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return {**told, "rate_cents": rate, "value_cents": cents, "value_currency": currency or "USD"}


@transaction.atomic
def remove_delivery(*, delivery: Delivery, by: Viewer | None) -> None:
    """Take back a delivery that was noted by mistake. Asked twice, done once."""
    pledge = _locked(delivery.pledge)
    found = pledge.deliveries.filter(pk=delivery.pk).first()
    if found is None:
        return
    if found.acknowledged_at is not None:
        raise Refused(_("The giver has a letter about this. It cannot be removed."))
    note(verb="removed", subject=found, by=by, before={"amount": found.amount})
    found.delete()
    _settle(pledge, is_last=False)


@transaction.atomic
def send_letter(*, delivery: Delivery, by: Viewer | None) -> Delivery:
    """Mail the giver the way to their letter of thanks, once."""
    pledge = _locked(delivery.pledge)
    delivery = pledge.deliveries.get(pk=delivery.pk)
    if delivery.acknowledged_at is not None:
        return delivery
    if not pledge.giver.email and pledge.giver.partner is None:
        raise Refused(_("We know no e-mail address of this giver. Print the letter instead."))
    change(delivery, acknowledged_at=timezone.now())
    note(verb="thanked", subject=delivery, by=by)
    tell_giver(pledge=pledge, kind="thanks", letter=delivery.number)
    return delivery


def _settle(pledge: Pledge, *, is_last: bool) -> None:
    """Whether the pledge is fulfilled now, and the need met."""
    delivered = pledge.deliveries.aggregate(sum=Sum("amount"))["sum"] or 0
    is_done = delivered >= pledge.amount or (is_last and delivered > 0)
    if pledge.is_standing:
        state = PledgeState.FULFILLED if is_done else PledgeState.CONFIRMED
        change(pledge, state=state, ended_at=timezone.now() if is_done else None)
    if pledge.need is not None:
        settle(need=pledge.need)


def _locked(pledge: Pledge) -> Pledge:
    """The pledge with its need, both locked: the need first, as everywhere."""
    need = None
    if pledge.need_id is not None:
        need = locked_need(need=pledge.need) if pledge.need is not None else None
    rows = Pledge.objects.select_for_update(of=("self",))
    found = rows.select_related("organization", "giver__partner", "offer").get(pk=pledge.pk)
    found.need = need
    return found
