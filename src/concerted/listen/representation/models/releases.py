from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.listen.representation.models.dimensions import Dimension
from concerted.listen.representation.models.occasions import Occasion


class ReleaseQuerySet(GatedQuerySet["Release"]):
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

    objects: ClassVar[ReleaseQuerySet] = ReleaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["occasion", "dimension", "-created_at"], name="release_latest")
        ]

    def __str__(self) -> str:
        return f"release of {self.created_at:%Y-%m-%d}"
