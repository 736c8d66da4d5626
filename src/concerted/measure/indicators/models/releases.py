from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from concerted.measure.indicators.models.indicators import SUBJECT, Indicator
from concerted.organizations.models import OrganizationRecord, SharedRecordQuerySet


class ReleasedQuerySet(SharedRecordQuerySet["Release"]):
    subject = SUBJECT

    def public(self) -> Self:
        return self.filter(indicator__in=Indicator.objects.public())

    def newest(self) -> Self:
        """The last one of each indicator: the only one that pages read."""
        later = Release.objects.filter(
            indicator=OuterRef("indicator"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))


class Release(OrganizationRecord):
    """The figures of an indicator as they left the office on one day. It is never changed."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="releases", db_index=False
    )
    number = models.PositiveIntegerField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    words = models.CharField(_("what is new"), max_length=300, blank=True)

    indicator_id: uuid.UUID
    released_by_id: Any

    objects: ClassVar[ReleasedQuerySet] = ReleasedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="release_number_once_per_indicator"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_counts_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)
