from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.act.officials.models.places import Division
from concerted.base.records import Record


class PostalPlace(Record):
    """What a postal code has to do with the map: a division that it lies in, with how much of it, or a point within it."""

    code = models.CharField(_("postal code"), max_length=16, db_index=True)
    division = models.ForeignKey(
        Division, on_delete=models.CASCADE, related_name="postal_places", null=True, blank=True
    )
    share = models.FloatField(_("share of its land"), null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    objects: ClassVar[models.Manager[PostalPlace]] = models.Manager()

    class Meta:
        ordering = ["code", "-share"]
        constraints = [
            models.CheckConstraint(
                condition=Q(division__isnull=False)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="postal_place_is_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.division or (self.latitude, self.longitude)}"
