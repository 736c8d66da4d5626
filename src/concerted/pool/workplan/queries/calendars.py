"""A meeting as it stands in people's calendars."""

from __future__ import annotations

import datetime

from django.conf import settings

from concerted.base.calendars import Occasion
from concerted.pool.workplan.models import Meeting
from concerted.pool.workplan.queries.minutes import Record, record_of

USUAL = datetime.timedelta(hours=1)
"""How long a meeting lasts of whose points nobody said how long they take."""


def occasion_of(meeting: Meeting, record: Record | None = None) -> Occasion:
    """The meeting with its agenda, as long as its points together, in the zone where it takes place."""
    record = record or record_of(meeting)
    planned = sum(one["minutes"] or 0 for one in record["items"])
    points = [f"{one['number']}. {one['title']}" for one in record["items"]]
    notes = (meeting.interpreter_note, meeting.childcare_note, meeting.access_note, meeting.link)
    return Occasion(
        key=meeting.pk,
        sequence=meeting.sequence,
        title=f"{meeting.organization.name}: {meeting.title}",
        starts_at=meeting.local_start,
        lasts=datetime.timedelta(minutes=planned) if planned else USUAL,
        place=meeting.place or meeting.link,
        text="\n".join([*points, *(one for one in notes if one)]),
        url=f"{settings.ADDRESS}{meeting.get_absolute_url()}",
        is_cancelled=meeting.is_cancelled,
    )
