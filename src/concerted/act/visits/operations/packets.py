"""Handing testimonies over: frozen into one file, with to whom, how and when."""

from __future__ import annotations

import datetime
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Packet, Shown, Testimony, Way
from concerted.act.visits.queries.packets import packet_pdf
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.organizations.zones import today_in


@transaction.atomic
def hand_over(
    *,
    hearing: Hearing,
    recipient: str,
    delivered_on: datetime.date,
    way: str = Way.HEARING,
    words: str = "",
    to_deciders: bool = False,
    only_new: bool = False,
    by: Viewer | None,
) -> Packet:
    """Freeze the testimonies that are handed over, all or those no packet held yet.

    Sealed ones go ``to_deciders`` alone: into no packet for anybody else. The same testimonies for the same recipient on the same day are one packet.
    """
    rows = Hearing.objects.select_for_update(of=("self",))
    hearing = rows.select_related("organization", "policy__organization").get(pk=hearing.pk)
    if delivered_on > today_in(hearing.organization):
        raise Refused(_("This day is still to come."), field="delivered_on")
    chosen = Testimony.objects.filter(hearing=hearing).counted()
    if not to_deciders:
        chosen = chosen.exclude(shown=Shown.SEALED)
    frozen = list((chosen.filter(packets=None) if only_new else chosen).order_by("created_at"))
    known = _same(hearing, recipient, delivered_on, frozen)
    if known is not None:
        return known
    if not frozen:
        raise _nothing(hearing, to_deciders)
    last = hearing.packets.aggregate(last=Max("number"))["last"] or 0
    document = packet_pdf(hearing, frozen, recipient=recipient, day=delivered_on)
    packet = Packet(
        organization_id=hearing.organization_id,
        hearing=hearing,
        number=last + 1,
        recipient=recipient,
        way=way,
        to_deciders=to_deciders,
        delivered_on=delivered_on,
        note=words,
        testimony_count=len(frozen),
        document_hash=hashlib.sha256(document).hexdigest(),
        made_by_id=by.pk if by is not None else None,
    )
    packet.document.save(f"{packet.pk}.pdf", ContentFile(document), save=False)
    packet.save(force_insert=True)
    packet.testimonies.set(frozen)
    told = {"hearing": hearing, "count": len(frozen), "way": way, "to_deciders": to_deciders}
    note(verb="delivered", subject=packet, by=by, after=told)
    return packet


def _nothing(hearing: Hearing, to_deciders: bool) -> Refused:
    if not to_deciders and Testimony.objects.filter(hearing=hearing).counted().exists():
        words = _("What is there is sealed. It goes to those who decide, and to nobody else.")
        return Refused(words, field="to_deciders")
    return Refused(_("There is no testimony to hand over."))


def _same(
    hearing: Hearing, recipient: str, day: datetime.date, frozen: list[Testimony]
) -> Packet | None:
    made = hearing.packets.filter(recipient=recipient, delivered_on=day).first()
    if made is None:
        return None
    held = set(made.testimonies.values_list("pk", flat=True))
    return made if {one.pk for one in frozen} <= held else None
