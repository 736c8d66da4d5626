"""Days for people's own calendars: files of RFC 5545, to download and in mails, that replace each other when days change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event, vCalAddress


@dataclass(frozen=True)
class Occasion:
    """What stands in a calendar. ``key`` names it for ever; a change of it has a higher ``sequence``."""

    key: UUID
    sequence: int
    title: str
    starts_at: datetime.datetime | datetime.date
    """In the zone of the place where it is; a date is a whole day."""
    lasts: datetime.timedelta
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False
    reminds: datetime.timedelta | None = None
    """How long before the calendar reminds of it."""


def calendar_of(occasion: Occasion, *, organizer: str = "", attendee: str = "") -> str:
    """The file of one occasion. Mailed from an ``organizer`` to an ``attendee`` it asks, or calls off; else it tells."""
    file = Calendar()
    file.add("prodid", "-//Concerted//EN")
    file.add("version", "2.0")
    is_mailed = bool(organizer and attendee)
    asks = "CANCEL" if occasion.is_cancelled else "REQUEST"
    file.add("method", asks if is_mailed else "PUBLISH")
    event = _event(occasion)
    if is_mailed:
        event.add("organizer", vCalAddress(f"mailto:{organizer}"))
        event.add("attendee", vCalAddress(f"mailto:{attendee}"))
    file.add_component(event)
    file.add_missing_timezones()
    written: bytes = file.to_ical()
    return written.decode()


def calendar_of_all(occasions: Iterable[Occasion], *, name: str) -> str:
    """Many occasions as one calendar, which other calendars read again and again."""
    file = Calendar()
    file.add("prodid", "-//Concerted//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    for one in occasions:
        file.add_component(_event(one))
    file.add_missing_timezones()
    written: bytes = file.to_ical()
    return written.decode()


def _event(occasion: Occasion) -> Event:
    event = Event()
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    event.add("uid", f"{occasion.key}@{host}")
    event.add("sequence", occasion.sequence)
    event.add("dtstamp", timezone.now().astimezone(datetime.UTC))
    event.add("summary", occasion.title)
    event.add("dtstart", occasion.starts_at)
    event.add("dtend", occasion.starts_at + occasion.lasts)
    event.add("status", "CANCELLED" if occasion.is_cancelled else "CONFIRMED")
    told = {"location": occasion.place, "description": occasion.text, "url": occasion.url}
    for name, value in told.items():
        if value:
            event.add(name, value)
    if occasion.reminds is not None and not occasion.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", occasion.title)
        alarm.add("trigger", -occasion.reminds)
        event.add_component(alarm)
    return event
