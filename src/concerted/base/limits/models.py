from __future__ import annotations

from django.db import models


class Allowance(models.Model):
    """What is left of a token bucket. The key is a salted hash; nothing tells whose it is."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
