from __future__ import annotations

import uuid
from typing import ClassVar, Self, TypeVar

from django.db import models

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.listen.representation.models.dimensions import Dimension
from concerted.listen.representation.models.occasions import Occasion

Told = TypeVar("Told", bound=models.Model, covariant=True)


class ReleaseQuerySet(GatedQuerySet[Told]):
    def public(self) -> Self:
        return self.filter(occasion__in=Occasion.objects.public())

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(occasion__in=Occasion.objects.visible_to(viewer))


class Release(Record):
    """What was told, at one time, of who took part: one question, small groups hidden, safe beside earlier ones.

    ``told`` is for everybody. ``held`` has the true counts, by which the next release is kept from telling a
    difference; it is emptied when the answers are deleted.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"held"})

    occasion = models.ForeignKey(
        Occasion, on_delete=models.CASCADE, related_name="releases", db_index=False
    )
    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="+")
    told = models.JSONField()
    held = models.JSONField(default=dict)

    dimension_id: uuid.UUID
    occasion_id: uuid.UUID

    objects: ClassVar[ReleaseQuerySet[Release]] = ReleaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["occasion", "dimension", "-created_at"], name="release_latest")
        ]

    def __str__(self) -> str:
        return f"release of {self.created_at:%Y-%m-%d}"


class WeightedReading(Record):
    """A result of a room read again with weights: one item, as it may be told. Nothing of it is held of single people.

    ``answered`` and ``described`` say how many people were behind it: it is told anew only when many more, or fewer, are.
    """

    occasion = models.ForeignKey(
        Occasion, on_delete=models.CASCADE, related_name="weighted_readings", db_index=False
    )
    item = models.CharField(max_length=80)
    told = models.JSONField()
    answered = models.PositiveIntegerField()
    described = models.PositiveIntegerField()

    objects: ClassVar[ReleaseQuerySet[WeightedReading]] = ReleaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "item"], name="weighted_reading_once_per_item"
            )
        ]

    def __str__(self) -> str:
        return self.item
