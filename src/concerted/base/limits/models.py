from __future__ import annotations

from django.db import models


class Allowance(models.Model):
    """What is left of a token bucket, told by the moment (seconds since 1970) at which it is full again.

    The key is a salted hash; nothing tells whose it is. A row that is full again says nothing and is deleted.
    """

    key = models.CharField(max_length=80, primary_key=True)
    full_at = models.FloatField()

    def __str__(self) -> str:
        return self.key[:8]


class DailySalt(models.Model):
    """Makes today's keys of visitors. It is deleted with the day, and with it every way back to an address."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return str(self.day)
