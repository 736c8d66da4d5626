"""Whether an office is open, by the clock of the place where it stands."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass

from concerted.act.officials.models import Office


@dataclass(frozen=True)
class Hours:
    """Open until ``closes_at``, or closed until ``opens_at``; both in the zone of the office."""

    is_open: bool
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    wait: datetime.timedelta
    """Until it opens; nothing while it is open."""

    @property
    def hours(self) -> int:
        """Whole hours until it opens, and one where it is less."""
        return max(1, round(self.wait.total_seconds() / 3600))


def hours_of(office: Office, now: datetime.datetime, zone: str = "") -> Hours | None:
    """The office's hours at ``now`` or next; nothing where they are not known. ``zone`` serves where the office says none.

    A change of summer time is that of the place: nine o'clock is nine o'clock there.
    """
    opens, closes = office.opens_at, office.closes_at
    if opens is None or closes is None or opens >= closes:
        return None
    try:
        place = zoneinfo.ZoneInfo(office.time_zone or zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return None
    here = now.astimezone(place)
    for ahead in range(8):
        day = here.date() + datetime.timedelta(days=ahead)
        if str(day.isoweekday()) not in office.weekdays:
            continue
        start = datetime.datetime.combine(day, opens, place)
        end = datetime.datetime.combine(day, closes, place)
        if here < end:
            # The difference of two times of one zone forgets a change of summer time between them.
            wait = start.astimezone(datetime.UTC) - here.astimezone(datetime.UTC)
            return Hours(start <= here, start, end, max(wait, datetime.timedelta(0)))
    return None
