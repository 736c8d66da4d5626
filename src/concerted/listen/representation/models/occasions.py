from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.listen.representation.models.dimensions import Dimension
from concerted.listen.representation.models.places import Place
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)

KEPT = datetime.timedelta(days=90)
"""So long after an occasion ended, what people told of themselves is deleted; the counts stay."""


class OccasionQuerySet(OrganizationRecordQuerySet["Occasion"]):
    def public(self) -> Self:
        """Those whose reading is for everybody; whether the room shows the occasion itself is asked of the room."""
        return self.filter(is_public=True)

    def entered_by(self, viewer: Viewer) -> Self:
        """Those for which ``viewer`` may type what stands on paper."""
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))

    def with_everything(self) -> Self:
        return self.select_related("organization", "place")


class Occasion(OrganizationRecord):
    """What people are asked about themselves on one occasion, and against which place it is read.

    ``kind`` and ``subject_id`` name a row of the room that holds it (``occasions``). ``is_changed`` says that somebody
    told something since the last reading: a yes or no, so that no row tells when somebody answered.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="occasions"
    )
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    place = models.ForeignKey(
        Place,
        on_delete=models.RESTRICT,
        related_name="occasions",
        null=True,
        blank=True,
        verbose_name=_("place"),
    )
    dimensions = models.ManyToManyField(Dimension, related_name="occasions")
    is_asking = models.BooleanField(_("people are asked"), default=True)
    is_public = models.BooleanField(_("everybody can read who took part"), default=True)
    is_changed = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True)

    place_id: uuid.UUID | None

    objects: ClassVar[OccasionQuerySet] = OccasionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"], name="occasion_once_per_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    def get_absolute_url(self) -> str:
        return reverse("representation:who", args=[self.organization.slug, self.pk])

    @property
    def takes_answers(self) -> bool:
        return self.is_asking and self.forgotten_at is None
