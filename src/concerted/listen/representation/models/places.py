"""Who lives where: a place, and the shares of its subgroups as published figures have them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.listen.representation.models.dimensions import Subgroup
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class Place(OrganizationRecord):
    """Where people live who could take part: a neighborhood, a town, a county."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="places", db_index=False
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60)

    objects: ClassVar[OrganizationRecordQuerySet[Place]] = OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="place_slug_once_per_organization"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("representation:place", args=[self.organization.slug, self.slug])


class BenchmarkShare(OrganizationRecord):
    """The share of a subgroup among the people of a place, with its source and date.

    ``dated`` is as exact as its source: a year, a month or a day, as ISO 8601 writes them, so that text sorts by time.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="benchmarks", db_index=False
    )
    subgroup = models.ForeignKey(Subgroup, on_delete=models.CASCADE, related_name="benchmarks")
    share = models.FloatField(pgettext_lazy("of people", "share"))
    source = models.CharField(_("source"), max_length=300)
    dated = models.CharField(_("date"), max_length=10)

    place_id: uuid.UUID
    subgroup_id: uuid.UUID

    objects: ClassVar[OrganizationRecordQuerySet[BenchmarkShare]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["-dated"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "subgroup", "dated"], name="benchmark_once_per_subgroup_and_date"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="benchmark_share_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subgroup_id}: {self.share}"
