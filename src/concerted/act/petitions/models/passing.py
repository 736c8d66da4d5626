"""Whose name went to which partner, by the rule of the petition and by their own yes."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concerted.act.petitions.models.petitions import Petition
from concerted.act.petitions.models.signatures import Signature
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class Reason(models.TextChoices):
    ASKED = "asked", _("They said yes to it, and the list is shared with all")
    BROUGHT = "brought", _("They came by its link")
    SHARED_OUT = "shared_out", _("They came by no partner's link, and were shared out")


class PassingQuerySet(OrganizationRecordQuerySet["Passing"]):
    def standing(self) -> Self:
        return self.filter(taken_back_at__isnull=True)


class Passing(OrganizationRecord):
    """The name under one signature, given to one partner. ``organization`` is the sponsor of record.

    Lists stay apart: it does not say who the person is in the partner's list.
    """

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="passings")
    partner = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    signature = models.ForeignKey(
        Signature, on_delete=models.CASCADE, related_name="passings", db_index=False
    )
    reason = models.CharField(max_length=10, choices=Reason.choices)
    taken_back_at = models.DateTimeField(null=True)

    petition_id: uuid.UUID
    partner_id: uuid.UUID
    signature_id: uuid.UUID

    objects: ClassVar[PassingQuerySet] = PassingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["signature", "partner"], name="passing_once_per_signature_and_partner"
            ),
            models.CheckConstraint(
                condition=~Q(organization=F("partner")), name="passing_is_to_another"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
