"""What becomes of letters: sent by the outbox, come back, printed, handed over at a visit, answered."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.letters.models import Delivery, Handover, Letter, LetterCampaign, Reply, State
from concerted.act.letters.operations.writing import release
from concerted.act.letters.queries.addressees import of_official
from concerted.act.officials.models import Official
from concerted.act.policies.models import Evidence
from concerted.act.policies.operations.stances import note_stance
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import Fate, fates, forget
from concerted.organizations.zones import today_in

BATCH = 500


def settle_sent() -> int:
    """Write down which mails have left and which a mail server refused; how many. Without a viewer: the clock asks."""
    queued = list(Delivery.objects.filter(state=State.QUEUED).values_list("pk", flat=True))
    starts = range(0, len(queued), BATCH)
    return sum(_settle(queued[start : start + BATCH]) for start in starts)


@transaction.atomic
def _settle(keys: Sequence[uuid.UUID]) -> int:
    rows = Delivery.objects.select_for_update().filter(pk__in=keys, state=State.QUEUED)
    waiting = {one.mail_key: one for one in rows}
    known = fates(waiting)
    for key, fate in known.items():
        one = waiting[key]
        one.state = _state_after(fate)
        one.left_at, one.failure = fate.at, fate.error
    Delivery.objects.bulk_update([waiting[key] for key in known], ["state", "left_at", "failure"])
    return len(known)


def _state_after(fate: Fate) -> State:
    if fate.is_sent:
        return State.SENT
    return State.TAKEN_BACK if fate.is_gone else State.FAILED


@transaction.atomic
def send_again(*, delivery: Delivery, by: Viewer | None) -> int:
    """Send all that came back from the addressee of ``delivery`` to the address that is known now; how many letters.

    Asked twice, nothing more leaves. Raises ``Refused`` where no address is known any more.
    """
    delivery = _locked(delivery)
    if not delivery.campaign.is_open:
        raise Refused(_("This campaign is over. Nothing was sent."))
    failed = Delivery.objects.select_for_update(of=("self",)).failed()
    same = {"official": delivery.official_id, "paper": delivery.paper_id}
    rows = list(failed.filter(campaign=delivery.campaign, **same))
    email = _address_now(delivery)
    if not email:
        raise Refused(_("We know no e-mail of theirs now. Add one first."))
    for one in rows:
        forget(one.mail_key)
        one.email, one.failure, one.left_at = email, "", None
    Delivery.objects.bulk_update(rows, ["email", "failure", "left_at"], batch_size=BATCH)
    letters = Letter.objects.select_related("campaign__organization", "person")
    known = letters.in_bulk([one.letter_id for one in rows])
    for one in rows:
        release(letter=known[one.letter_id], deliveries=[one])
    if rows:
        note(verb="sent_again", subject=delivery.campaign, by=by, after={"letters": len(rows)})
    return len(rows)


def _address_now(delivery: Delivery) -> str:
    if delivery.official is not None:
        return of_official(delivery.official).email
    return delivery.paper.email if delivery.paper is not None else ""


@transaction.atomic
def mark_bounced(*, delivery: Delivery, reason: str, by: Viewer | None) -> Delivery:
    """Say that a mail came back, as the platform's own mailbox told; its writer can print the letter instead."""
    delivery = _locked(delivery)
    if delivery.state == State.FAILED:
        return delivery
    if delivery.state != State.SENT:
        raise Refused(_("Only a letter that was sent can come back."))
    delivery.state, delivery.failure = State.FAILED, reason[:300]
    delivery.save(update_fields=["state", "failure"])
    note(verb="bounced", subject=delivery, by=by, after={"reason": reason[:300]})
    return delivery


@transaction.atomic
def mark_printed(*, letter: Letter) -> int:
    """Its writer has printed and mailed what does not go by mail of ours; how many letters that were."""
    rows = Delivery.objects.select_for_update().filter(
        letter=letter, state__in=[State.CONFIRMED, State.FAILED]
    )
    count = rows.update(state=State.PRINTED, left_at=timezone.now())
    if count:
        note(verb="printed", subject=letter, by=None)
    return count


@transaction.atomic
def hand_over(
    *,
    campaign: LetterCampaign,
    to: str,
    handed_on: datetime.date,
    note_text: str = "",
    official: Official | None = None,
    by: Viewer | None,
) -> Handover:
    """Record that letters nobody has handed over yet were put into somebody's hands, once: all, or those to ``official``.

    The same visit told twice is one, and takes in what was confirmed in between. What went by mail stays "sent".
    """
    campaign = LetterCampaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if handed_on > today_in(campaign.organization):
        raise Refused(_("This day has not come yet."), field="handed_on")
    rows = Delivery.objects.select_for_update().filter(campaign=campaign).to_hand_over(official)
    found = list(rows)
    known = campaign.handovers.filter(to=to, handed_on=handed_on).first()
    if known is not None and not found:
        return known
    if not found:
        raise Refused(_("There are no letters to hand over."))
    visit = known or Handover.objects.create(
        organization_id=campaign.organization_id,
        campaign=campaign,
        to=to,
        handed_on=handed_on,
        note=note_text,
    )
    for one in found:
        one.handover = visit
        if not one.is_gone:
            one.state, one.left_at = State.HANDED_OVER, timezone.now()
    Delivery.objects.bulk_update(found, ["handover", "state", "left_at"], batch_size=BATCH)
    visit.letter_count = visit.deliveries.all().count()
    visit.save(update_fields=["letter_count"])
    note(verb="handed_over", subject=visit, by=by, after={"letters": visit.letter_count})
    return visit


@transaction.atomic
def record_reply(
    *,
    delivery: Delivery,
    text: str,
    received_on: datetime.date,
    is_from_writer: bool = False,
    leaning: int | None = None,
    by: Viewer | None,
) -> Reply:
    """Keep what an office answered. The same answer told twice is kept once.

    Where it says how the official leans (``leaning``) on what is decided, it is evidence of their stance.
    """
    delivery = _locked(delivery)
    if received_on > today_in(delivery.organization):
        raise Refused(_("This day has not come yet."), field="received_on")
    if not delivery.is_gone:
        raise Refused(_("This letter has not left yet, so nobody can have answered it."))
    reply, is_new = delivery.replies.get_or_create(
        received_on=received_on,
        text=text,
        defaults={"organization_id": delivery.organization_id, "is_from_writer": is_from_writer},
    )
    if is_new:
        note(verb="answered", subject=reply, by=by)
        _note_stance(delivery, received_on, leaning, by)
    return reply


def _note_stance(
    delivery: Delivery, day: datetime.date, leaning: int | None, by: Viewer | None
) -> None:
    policy, official = delivery.campaign.policy, delivery.official
    if leaning is not None and policy is not None and official is not None:
        note_stance(
            policy=policy,
            official=official,
            value=leaning,
            evidence=Evidence.LETTER,
            happened_on=day,
            by=by,
        )


def _locked(delivery: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=delivery.pk)
