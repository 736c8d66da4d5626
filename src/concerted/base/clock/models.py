from __future__ import annotations

from django.db import models
from django.utils import timezone


class WorkerPulse(models.Model):
    """The last sign of life of one worker. What a silent worker held is given to others."""

    worker = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.worker


class ClockMark(models.Model):
    """When a task of the clock was last begun, so that of several workers one begins it."""

    name = models.CharField(max_length=120, primary_key=True)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
