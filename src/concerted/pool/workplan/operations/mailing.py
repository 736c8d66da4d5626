"""Mail about meetings to partners' people, each in their language, with the day for their calendar."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.base.calendars import calendar_of
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import post_mail
from concerted.pool.workplan.models import Meeting
from concerted.pool.workplan.queries.calendars import occasion_of
from concerted.pool.workplan.queries.minutes import Record, record_of
from concerted.pool.workplan.queries.readers import readers_of


@transaction.atomic
def tell_reader(*, meeting: Meeting, kind: str, version: str, record: Record, to: User) -> None:
    """Mail ``workplan/mail/<kind>``; the same ``version`` goes to nobody twice. Minutes are about a day that has passed."""
    with override(to.language), timezone.override(zoneinfo.ZoneInfo(meeting.time_zone)):
        when = date_format(meeting.local_start, "DATETIME_FORMAT")
        path = meeting.get_absolute_url()
        day = occasion_of(meeting, record)
    told: dict[str, Any] = {
        "organization": meeting.organization.name,
        "title": meeting.title,
        "when": when,
        "place": meeting.place,
        "link": meeting.link,
        "items": record["items"],
        "url": f"{settings.ADDRESS}{path}",
    }
    office = meeting.organization.contact_email
    post_mail(
        to=to.email,
        template=f"workplan/mail/{kind}",
        language=to.language,
        organization_id=meeting.organization_id,
        reply_to=office,
        key=_key(meeting, kind, version, to),
        context=told,
        calendar=""
        if kind == "minutes"
        else calendar_of(day, organizer=office, attendee=to.email),
    )


@transaction.atomic
def tell_called_off(*, meeting: Meeting) -> None:
    """Mail those who got an agenda that the meeting is called off, and take it out of their calendars."""
    record = record_of(meeting)
    for reader in readers_of(meeting.organization):
        sent = OutgoingMail.objects.filter(key__startswith=_key(meeting, "agenda", "", None))
        if sent.filter(to=reader.email).exists():
            tell_reader(meeting=meeting, kind="called_off", version="0", record=record, to=reader)


def _key(meeting: Meeting, kind: str, version: str, to: User | None) -> str:
    start = f"workplan.{kind}.{meeting.pk}."
    return f"{start}{version}.{to.pk}" if to is not None else start
