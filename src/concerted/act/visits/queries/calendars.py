"""Visits and hearings in people's own calendars, and their times in words."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.formats import date_format

from concerted.act.visits.models import Visit
from concerted.base.calendars import Occasion


def when_words(begins: datetime.datetime) -> str:
    """Day and time at the place, with its zone, in the language that is active."""
    with timezone.override(begins.tzinfo):
        return f"{date_format(begins, 'DATETIME_FORMAT')} ({begins.tzname()})"


def visit_occasion(visit: Visit, language: str) -> Occasion:
    text = visit.in_language(language)
    return Occasion(
        key=visit.pk,
        sequence=visit.sequence,
        title=f"{visit.organization.name}: {text.title}",
        starts_at=visit.begins,
        lasts=datetime.timedelta(minutes=visit.minutes),
        place=visit.place or visit.link,
        text="\n".join(one for one in (text.ask, text.talking_points, visit.link) if one),
        is_cancelled=visit.is_cancelled,
    )
