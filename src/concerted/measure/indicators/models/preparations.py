from __future__ import annotations

import datetime
import json
import uuid
import zlib
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.measure.indicators.models.indicators import Indicator
from concerted.measure.indicators.models.releases import Release
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)

LATE_AFTER = datetime.timedelta(minutes=20)
"""Work that takes longer has come to grief, with the worker that did it."""


class Trouble(models.TextChoices):
    """Why nothing came of it."""

    FAILED = "failed", _("Something went wrong while it was worked out.")
    CHANGED = "changed", _("Figures kept changing while it was worked out.")


def trouble_choices() -> list[tuple[str, Any]]:
    return Trouble.choices


class PreparationQuerySet(OrganizationRecordQuerySet["Preparation"]):
    def open(self) -> Self:
        return self.filter(release__isnull=True)

    def spent(self) -> Self:
        """What stands behind releases, the oldest first."""
        return self.filter(release__isnull=False).order_by("release__number")


class Preparation(OrganizationRecord):
    """What a release would tell, or told, with the true counts behind it.

    There is one open at a time for an indicator, for the office to look at. Once released it stays, as the next release
    is held beside it: only with the true counts can it be known what both together would give away. ``fingerprint``
    says from which figures, vetoes and limit it was made.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="preparations", db_index=False
    )
    release = models.OneToOneField(
        Release, on_delete=models.CASCADE, related_name="preparation", null=True
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    trouble = models.CharField(max_length=8, choices=trouble_choices, blank=True, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    packed = models.BinaryField(default=bytes, editable=False)

    indicator_id: uuid.UUID
    release_id: uuid.UUID | None

    objects: ClassVar[PreparationQuerySet] = PreparationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(release__isnull=True),
                name="preparation_one_open_per_indicator",
            )
        ]

    def __str__(self) -> str:
        return str(self.indicator_id)

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None

    @property
    def is_late(self) -> bool:
        return (
            not self.is_ready and not self.trouble and timezone.now() > self.asked_at + LATE_AFTER
        )

    @property
    def is_under_way(self) -> bool:
        return not (self.is_ready or self.trouble or self.is_late)

    @property
    def content(self) -> dict[str, Any]:
        """What is to be told, and what is held of it."""
        return dict(json.loads(zlib.decompress(bytes(self.packed)))) if self.packed else {}

    @staticmethod
    def pack(content: dict[str, Any]) -> bytes:
        return zlib.compress(json.dumps(content, separators=(",", ":")).encode(), level=6)
