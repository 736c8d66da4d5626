from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.listen.surveys.models.surveys import Survey


class Taking(Record):
    """The last time that the answers of an anonymous survey were taken along row by row.

    Two tables that differ by few rows would show what those few answered; ``row_count`` and ``digest`` tell how far
    the next one is from this.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="taking")
    row_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    survey_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[Taking]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.row_count} rows"
