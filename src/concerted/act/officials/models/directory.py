"""Public facts that everybody here shares, beside those that an organization keeps by hand."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.organizations.models import Organization

Row = TypeVar("Row", bound=models.Model, covariant=True)


class DirectoryQuerySet(GatedQuerySet[Row]):
    """Rows without an organization are the installation's: everybody reads them, its administrators change them."""

    def public(self) -> Self:
        return self.filter(organization=None)

    def visible_to(self, viewer: Viewer) -> Self:
        own = Q(organization__in=Organization.objects.joined_by(viewer))
        return self.filter(own | Q(organization=None)) if viewer.is_authenticated else self.none()

    def editable_by(self, viewer: Viewer) -> Self:
        own = Q(organization__in=Organization.objects.organized_by(viewer))
        return (
            self.filter(own | Q(organization=None)) if _administers(viewer) else self.filter(own)
        )

    def known_to(self, organization: Organization | None) -> Self:
        """What ``organization`` can work with: the shared rows and its own."""
        return self.filter(Q(organization=None) | Q(organization=organization))


def _administers(viewer: Viewer) -> bool:
    return viewer.is_authenticated and bool(getattr(viewer, "is_superuser", False))


class DirectoryRecord(Record):
    """A row that belongs to one organization, or to all of them."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )

    organization_id: uuid.UUID | None

    class Meta:
        abstract = True


def once(name: str, *fields: str, condition: Q | None = None) -> list[models.BaseConstraint]:
    """That ``fields`` are had once in each organization, and once among the shared rows."""
    extra = condition if condition is not None else Q()
    return [
        models.UniqueConstraint(
            fields=["organization", *fields],
            condition=Q(organization__isnull=False) & extra,
            name=f"{name}_once_per_organization",
        ),
        models.UniqueConstraint(
            fields=list(fields),
            condition=Q(organization__isnull=True) & extra,
            name=f"{name}_once",
        ),
    ]
