"""What every table has: a key, a birthday, and a word on which values the trail leaves out."""

from __future__ import annotations

from typing import ClassVar

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
