from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class GiverQuerySet(OrganizationRecordQuerySet["Giver"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Givers may be residents: for owners and organizers. Pages name those who agreed to it."""
        return self.editable_by(viewer)


class Giver(OrganizationRecord):
    """Who gives: a partner organization, or somebody outside with a name and an address."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"name", "email"})

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    is_named = models.BooleanField(_("may be named on public pages"), default=False)

    partner_id: uuid.UUID | None

    objects: ClassVar[GiverQuerySet] = GiverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "partner"],
                condition=Q(partner__isnull=False),
                name="giver_once_per_partner",
            ),
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=~Q(email=""),
                name="giver_once_per_email",
            ),
        ]

    def __str__(self) -> str:
        return self.partner.name if self.partner is not None else self.name

    @property
    def public_name(self) -> str:
        """The name where it may be told to everybody, otherwise nothing."""
        return str(self) if self.is_named else ""
