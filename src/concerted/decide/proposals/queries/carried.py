"""Days as moments, where they stand among moments."""

from __future__ import annotations

import datetime

from django.utils import timezone


def noon(day: datetime.date) -> datetime.datetime:
    """The middle of ``day``, so that it is that day in every zone it is read in."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)), datetime.UTC)
