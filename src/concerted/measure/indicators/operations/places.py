"""Shapes of places: read from a file, kept coarse, replaced by a newer file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.shapes import read_shapes
from concerted.measure.indicators.models import Place
from concerted.organizations.models import Organization


@dataclass(frozen=True)
class PlacesRead:
    """How many places a file had, and how many of them had no shape of that day before."""

    read: int
    added: int


@transaction.atomic
def import_places(
    *,
    organization: Organization,
    data: bytes,
    name_property: str,
    valid_from: datetime.date,
    by: Viewer | None,
    code_property: str = "",
    source: str = "",
) -> PlacesRead:
    """Keep the shapes of a GeoJSON file. The same day and name again replaces the shape.

    Raises ``Refused`` with what is wrong in the file; then nothing of it is kept.
    """
    shapes = read_shapes(data, name_property=name_property, code_property=code_property)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    kept = Place.objects.filter(organization=organization, valid_from=valid_from)
    known = {one.name: one.pk for one in kept.only("name")}
    rows = [
        Place(
            organization=organization,
            name=one.name,
            code=one.code,
            rings=one.rings,
            label_at=one.label_at,
            source=source,
            valid_from=valid_from,
        )
        for one in shapes
    ]
    Place.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization", "name", "valid_from"],
        update_fields=["code", "rings", "label_at", "source"],
        batch_size=200,
    )
    added = sum(one.name not in known for one in shapes)
    note(
        verb="imported_places",
        subject=organization,
        by=by,
        after={"places": len(shapes), "source": source},
    )
    return PlacesRead(len(shapes), added)


@transaction.atomic
def remove_places(*, organization: Organization, by: Viewer | None) -> int:
    """Forget every shape of ``organization``; its figures stay. How many there were."""
    rows = Place.objects.select_for_update().filter(organization=organization)
    count = len(rows.values_list("pk", flat=True))
    if count:
        rows.delete()
        note(verb="removed_places", subject=organization, by=by, before={"places": count})
    return count
