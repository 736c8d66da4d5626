from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.measure.indicators.models.indicators import SUBJECT
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    SharedRecordQuerySet,
)


class PlaceQuerySet(SharedRecordQuerySet["Place"]):
    subject = SUBJECT

    def public(self) -> Self:
        """Where a place lies is no secret."""
        return self.all()


class Place(OrganizationRecord):
    """A place of figures whose shape is known: ``name`` as the figures say it, ``rings`` in degrees, made coarse.

    Borders move: of several shapes of one name the one counts that was valid last.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(_("name"), max_length=120)
    code = models.CharField(_("code"), max_length=60, blank=True)
    rings = models.JSONField(editable=False)
    label_at = models.JSONField(default=list, editable=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"))

    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "valid_from"], name="place_shape_once_per_day"
            )
        ]

    def __str__(self) -> str:
        return self.name
