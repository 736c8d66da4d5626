"""What people learned together of a goal, who was there, and what they do differently."""

from __future__ import annotations

from concerted.measure.reviews.models.items import Item, Kind, Silence
from concerted.measure.reviews.models.reviews import (
    MOST_MONTHS,
    OF_THE_COMMUNITY,
    Addendum,
    Presence,
    Reminder,
    Review,
    Rhythm,
    Seat,
    in_months,
)

__all__ = [
    "MOST_MONTHS",
    "OF_THE_COMMUNITY",
    "Addendum",
    "Item",
    "Kind",
    "Presence",
    "Reminder",
    "Review",
    "Rhythm",
    "Seat",
    "Silence",
    "in_months",
]
