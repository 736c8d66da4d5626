from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.act.policies.models import Hearing
from concerted.act.visits.models.hearings import NamedQuerySet
from concerted.act.visits.models.testimonies import Testimony
from concerted.organizations.models import OrganizationRecord


class Way(models.TextChoices):
    HEARING = "hearing", _("At the hearing")
    HAND = "hand", _("By hand")
    EMAIL = "email", _("By e-mail")
    MAIL = "mail", pgettext_lazy("way", "By post")


class PacketQuerySet(NamedQuerySet["Packet"]):
    """It names people, sealed ones too: its file is for owners and organizers."""


class Packet(OrganizationRecord):
    """The testimonies that were handed over at one time, as one file that never changes."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="packets")
    number = models.PositiveSmallIntegerField()
    recipient = models.CharField(_("to whom"), max_length=200)
    way = models.CharField(_("how"), max_length=10, choices=Way.choices, default=Way.HEARING)
    to_deciders = models.BooleanField(
        _("this goes to those who decide, and to nobody else"), default=False
    )
    delivered_on = models.DateField(_("on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    testimonies = models.ManyToManyField(Testimony, related_name="packets")
    testimony_count = models.PositiveSmallIntegerField()
    document = models.FileField(upload_to="testimony", blank=True)
    document_hash = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    hearing_id: uuid.UUID

    objects: ClassVar[PacketQuerySet] = PacketQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "number"], name="packet_number_once_per_hearing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id}-{self.number}"
