from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class DepartureQuerySet(OrganizationRecordQuerySet["Departure"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Whoever may organize for who left; it names who spoke for it."""
        return self.editable_by(viewer)


class Departure(OrganizationRecord):
    """``organization`` was part of a coalition and is no more: what it had brought, kept for it to take along.

    ``shelves`` is what the registry told on that day: a name, a label and rows for each room.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"shelves"})

    coalition = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    coalition_name = models.CharField(max_length=120)
    shelves = models.JSONField(default=list)
    left_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[DepartureQuerySet] = DepartureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-left_at"]

    def __str__(self) -> str:
        return self.coalition_name
