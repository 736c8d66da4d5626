"""What an organization sets for all gifts: its rates for what is not money, and what stands on its letters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.pool.offers.models.kinds import Kind, kind_choices


class Rate(OrganizationRecord):
    """What an hour or a piece of a kind is worth from a day on, and who says so."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=kind_choices)
    cents = models.PositiveBigIntegerField(_("an hour or a piece is worth"))
    currency = models.CharField(_("currency"), max_length=3)
    source = models.CharField(_("where the rate is from"), max_length=200)
    starts_on = models.DateField(_("from"))

    objects: ClassVar[OrganizationRecordQuerySet[Rate]] = OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["kind", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "starts_on"], name="rate_once_per_day"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="rate_has_a_source"),
            models.CheckConstraint(condition=~Q(kind=Kind.MONEY), name="rate_is_not_of_money"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.starts_on})"


class Letterhead(OrganizationRecord):
    """What a letter of thanks says of the organization: its legal name above all."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="+")
    legal_name = models.CharField(_("legal name"), max_length=160)
    address = models.TextField(_("postal address"), max_length=300, blank=True)
    tax_id = models.CharField(_("tax number (EIN)"), max_length=40, blank=True)
    signatory = models.CharField(_("who signs, with their office"), max_length=160, blank=True)

    objects: ClassVar[OrganizationRecordQuerySet[Letterhead]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    def __str__(self) -> str:
        return self.legal_name
