"""Deliveries: signatures are frozen, written into files, and handed to the target."""

from __future__ import annotations

import datetime
import uuid
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.act.petitions.models import (
    DeliveredSignature,
    Delivery,
    PaperSize,
    Petition,
    PetitionState,
    Scope,
    Signature,
    Way,
)
from concerted.act.petitions.operations.petitions import mark_delivered
from concerted.act.petitions.queries.deliveries import (
    delivery_content,
    delivery_document,
    delivery_table,
    delivery_token,
    fingerprint,
    stem,
    undelivered,
)
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.people.models import Person

LINK_LASTS = datetime.timedelta(days=30)
AT_ONCE = 1000


@transaction.atomic
def deliver_petition(
    *,
    petition: Petition,
    recipient: str,
    delivered_on: datetime.date,
    by: Viewer | None,
    way: str = Way.HAND,
    recipient_email: str = "",
    words: str = "",
    scope: str = Scope.ALL,
    language: str = "",
    size: str = PaperSize.LETTER,
    key: uuid.UUID | None = None,
) -> Delivery:
    """Freeze the signatures that go to the target now: all, or those no delivery held yet.

    Their files are written by ``write_delivery`` after the commit. Asked twice with one ``key``, delivers once.
    """
    rows = Petition.objects.select_for_update(of=("self",)).with_everything()
    petition = rows.get(pk=petition.pk)
    known = Delivery.objects.filter(pk=key, petition=petition).first() if key else None
    if known is not None:
        return known
    if petition.state == PetitionState.DRAFT:
        raise Refused(_("A draft has no signatures to deliver."))
    frozen = _to_freeze(petition, scope)
    if not frozen:
        raise Refused(_("There are no signatures to deliver."), field="scope")
    last = petition.deliveries.aggregate(last=Max("number"))["last"] or 0
    delivery = Delivery(
        organization_id=petition.organization_id,
        petition=petition,
        number=last + 1,
        way=way,
        recipient=recipient,
        recipient_email=recipient_email,
        note=words,
        scope=scope,
        delivered_on=delivered_on,
        language=language or petition.language,
        size=size,
        gives_names=petition.gives_names() and petition.shows_names(),
        signature_count=len(frozen),
        made_by_id=by.pk if by else None,
        **({"id": key} if key else {}),
    )
    delivery.save(force_insert=True)
    DeliveredSignature.objects.bulk_create(
        [DeliveredSignature(delivery=delivery, signature_id=one) for one in frozen],
        batch_size=AT_ONCE,
    )
    mark_delivered(petition=petition, by=by)
    told = {"petition": petition, "count": len(frozen), "way": way, "scope": scope}
    note(verb="delivered", subject=delivery, by=by, after=told)
    return delivery


def _to_freeze(petition: Petition, scope: str) -> list[uuid.UUID]:
    if scope == Scope.NEW:
        rows = undelivered(petition)
    else:
        rows = Signature.objects.filter(petition=petition).counted()
    return list(rows.order_by().values_list("pk", flat=True))


def write_delivery(*, delivery: Delivery) -> Delivery:
    """Write the files of a frozen delivery, once. The long part holds no lock, so that people sign on."""
    if delivery.is_ready:
        return delivery
    content = delivery_content(delivery)
    document = delivery_document(delivery, content)
    table = delivery_table(delivery, content)
    return _keep_files(delivery, document, table)


@transaction.atomic
def _keep_files(delivery: Delivery, document: bytes, table: bytes) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related(
        "petition__organization"
    )
    delivery = rows.get(pk=delivery.pk)
    if delivery.is_ready:
        return delivery
    name = f"{delivery.pk}-{stem(delivery)}"
    delivery.document.save(f"{name}.pdf", ContentFile(document), save=False)
    delivery.table.save(f"{name}.csv", ContentFile(table), save=False)
    delivery.document_hash, delivery.document_size = fingerprint(document), len(document)
    delivery.table_hash, delivery.table_size = fingerprint(table), len(table)
    delivery.is_ready = True
    delivery.save()
    return delivery


@transaction.atomic
def send_delivery(*, delivery: Delivery, by: Viewer | None) -> Delivery:
    """Mail the target a link to the files, good for thirty days; again only when that time is over."""
    rows = Delivery.objects.select_for_update(of=("self",)).select_related(
        "petition__organization"
    )
    delivery = rows.get(pk=delivery.pk)
    if not delivery.recipient_email:
        raise Refused(_("Please add the e-mail of who receives it."), field="recipient_email")
    if not delivery.is_ready:
        raise Refused(_("The files are being written. Please try again in a minute."))
    now = timezone.now()
    if delivery.sent_until is not None and delivery.sent_until > now:
        return delivery
    delivery.sent_at, delivery.sent_until = now, now + LINK_LASTS
    delivery.save(update_fields=["sent_at", "sent_until"])
    petition = delivery.petition
    with override(delivery.language):
        path = reverse("petitions:delivery_link", args=[delivery_token(delivery)])
        until = date_format(timezone.localtime(delivery.sent_until, petition.zone), "DATE_FORMAT")
    post_mail(
        to=delivery.recipient_email,
        template="petitions/mail/delivery",
        language=delivery.language,
        organization_id=petition.organization_id,
        reply_to=petition.organization.contact_email,
        context={
            "delivery": delivery,
            "path": path,
            "until": until,
            "title": petition.in_language(delivery.language).title,
            "sender": petition.organization.name,
        },
        key=f"delivery:{delivery.pk.hex}:{now:%Y%m%d%H%M%S}",
    )
    told = {"petition": petition, "until": delivery.sent_until}
    note(verb="sent", subject=delivery, by=by, after=told)
    return delivery


def withdraw_files(person: Person, /) -> None:
    """Take the files that name ``person`` out of our keeping; part of erasing them. Hashes and counts stay."""
    named = Delivery.objects.filter(
        delivered__signature__person=person,
        gives_names=True,
        is_ready=True,
    ).exclude(document="")
    for delivery in named.distinct():
        names = [str(delivery.document.name), str(delivery.table.name)]
        delivery.document, delivery.table = "", ""
        delivery.save(update_fields=["document", "table"])
        transaction.on_commit(partial(_delete_files, names))


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
