"""The time zone of the organization whose page is shown."""

from __future__ import annotations

import datetime
import time
import zoneinfo

from django.utils import timezone

from concerted.organizations.models import Organization

KEPT_FOR = 30
"""Seconds for which a process remembers a zone; a change shows elsewhere after that."""

_zones: dict[str, tuple[float, str]] = {}


def activate(name: str) -> None:
    """Show times in the zone ``name``; one that this machine does not know leaves UTC."""
    try:
        timezone.activate(zoneinfo.ZoneInfo(name))
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        timezone.deactivate()


def today_in(organization: Organization) -> datetime.date:
    """The day that it is where ``organization`` is at home; also where no page is shown, as for the clock."""
    try:
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(organization.time_zone))
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return timezone.localdate()


def zone_of(slug: str) -> str:
    """The zone of the organization ``slug``; "" where there is none. Public pages all ask for it."""
    kept = _zones.get(slug)
    if kept is not None and kept[0] > time.monotonic():
        return kept[1]
    name = Organization.objects.public().filter(slug=slug).values_list("time_zone", flat=True)
    if len(_zones) > 10_000:  # addresses that nobody has must not fill the memory
        _zones.clear()
    zone = next(iter(name), "")
    _zones[slug] = (time.monotonic() + KEPT_FOR, zone)
    return zone


def forget(slug: str | None = None) -> None:
    """Ask again for the zone of ``slug``, or of all."""
    if slug is None:
        _zones.clear()
    else:
        _zones.pop(slug, None)
