"""Deliveries: what was put into the target's hands, when, how, and the proof of it."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.act.petitions.models.petitions import PUBLISHED, Petition
from concerted.act.petitions.models.signatures import Signature
from concerted.base.codes import new_code
from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.papers import PaperSize
from concerted.base.records import Record
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


def receipt_code() -> str:
    """Eight letters and figures that nobody mixes up."""
    return new_code(8)


class Way(models.TextChoices):
    HAND = "hand", _("By hand")
    HEARING = "hearing", _("At a hearing")
    MAIL = "mail", _("By mail")
    EMAIL = "email", _("By e-mail")


class Scope(models.TextChoices):
    NEW = "new", _("Only signatures that were not delivered before")
    ALL = "all", _("All signatures")


class DeliveryQuerySet(OrganizationRecordQuerySet["Delivery"]):
    def public(self) -> Self:
        """That something was delivered is no secret; its files are."""
        return self.filter(petition__state__in=PUBLISHED, is_ready=True)

    def holdable_by(self, viewer: Viewer) -> Self:
        """Deliveries whose files ``viewer`` may open: names are for owners and organizers."""
        return self.filter(organization__in=Organization.objects.organized_by(viewer))


class Delivery(OrganizationRecord):
    """Signatures frozen and handed over. Its files never change; their hashes stand on the receipt."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"recipient_email"})

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12, unique=True, default=receipt_code, editable=False)
    way = models.CharField(_("how"), max_length=10, choices=Way.choices, default=Way.HAND)
    recipient = models.CharField(_("to whom"), max_length=200)
    recipient_email = models.EmailField(_("their e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.ALL)
    delivered_on = models.DateField(_("on"))
    language = models.CharField(_("language"), max_length=12)
    size = models.CharField(
        _("paper"), max_length=10, choices=PaperSize.choices, default=PaperSize.LETTER
    )
    gives_names = models.BooleanField(default=False)
    signature_count = models.PositiveIntegerField(default=0)
    frozen_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    is_ready = models.BooleanField(default=False)
    document = models.FileField(upload_to="deliveries", blank=True)
    document_hash = models.CharField(max_length=64, blank=True)
    document_size = models.PositiveIntegerField(default=0)
    table = models.FileField(upload_to="deliveries", blank=True)
    table_hash = models.CharField(max_length=64, blank=True)
    table_size = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    sent_until = models.DateTimeField(null=True)

    petition_id: uuid.UUID

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "number"], name="delivery_number_once_per_petition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}-{self.number}"

    @property
    def receipt_number(self) -> str:
        """The code as people read it aloud."""
        return f"{self.code[:4]}-{self.code[4:]}"


class DeliveredSignatureQuerySet(GatedQuerySet["DeliveredSignature"]):
    """Nobody changes by hand what was delivered."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Which signatures were delivered is for owners and organizers."""
        return self.filter(delivery__organization__in=Organization.objects.organized_by(viewer))


class DeliveredSignature(Record):
    """That a signature was among those of a delivery."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="delivered")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="delivered")

    objects: ClassVar[DeliveredSignatureQuerySet] = DeliveredSignatureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "signature"], name="signature_once_per_delivery"
            )
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}"

    delivery_id: uuid.UUID
    signature_id: uuid.UUID
