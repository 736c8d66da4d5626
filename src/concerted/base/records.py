"""What every table has: a key, a birthday, and a word on which values the trail leaves out."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from concerted.base.identifiers import uuid7


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    private_fields: ClassVar[frozenset[str]] = frozenset()
    """Fields that say who somebody is; the audit trail notes that they changed, never the values."""

    class Meta:
        abstract = True


def change(row: models.Model, **values: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Save those of ``values`` that differ; what they were, and what they are now. Both empty: nothing did."""
    after = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in after}
    if after:
        for name, value in after.items():
            setattr(row, name, value)
        row.save(update_fields=list(after))
    return before, after
