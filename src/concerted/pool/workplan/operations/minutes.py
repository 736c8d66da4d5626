"""Minutes are mailed to partners' people, and approved at a later meeting: from then on they are frozen."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.base.records import change
from concerted.pool.workplan.models import Meeting
from concerted.pool.workplan.operations.meetings import changeable
from concerted.pool.workplan.queries.minutes import digest_of, record_of
from concerted.pool.workplan.queries.readers import readers_of


@transaction.atomic
def approve_minutes(*, meeting: Meeting, at: Meeting, by: Viewer | None) -> Meeting:
    """Note that the minutes of ``meeting`` were approved at a later one, and freeze them with their hash."""
    known = Meeting.objects.get(pk=meeting.pk)
    if known.is_approved:
        return known
    meeting = changeable(meeting=meeting)
    if at.organization_id != meeting.organization_id or at.starts_at <= meeting.starts_at:
        raise Refused(_("Minutes are approved at a later meeting."), field="at")
    if not at.has_begun:
        raise Refused(_("The meeting that approves them has not begun."), field="at")
    record = record_of(meeting)
    if not any(one["said"] for one in record["items"]):
        raise Refused(_("Nothing is written in these minutes yet."))
    change(
        meeting,
        approved_at=timezone.now(),
        approved_in=at,
        record=record,
        digest=digest_of(record),
    )
    note(verb="approved", subject=meeting, by=by, after={"digest": meeting.digest})
    return meeting


@transaction.atomic
def mail_meeting(*, meeting: Meeting, by: Viewer | None) -> int:
    """Mail the agenda, or once it has taken place the minutes, to partners' people; to how many.

    It is mail about work that a team member takes part in. The same text goes to nobody twice.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("organization")
    meeting = rows.get(pk=meeting.pk)
    if meeting.is_cancelled:
        raise Refused(_("This meeting was called off."))
    record = meeting.record or record_of(meeting)
    kind = "minutes" if meeting.has_begun else "agenda"
    version = digest_of(record)[:16]
    readers = readers_of(meeting.organization)
    for reader in readers:
        with override(reader.language), timezone.override(zoneinfo.ZoneInfo(meeting.time_zone)):
            when = date_format(meeting.local_start, "DATETIME_FORMAT")
            path = meeting.get_absolute_url()
        post_mail(
            to=reader.email,
            template=f"workplan/mail/{kind}",
            language=reader.language,
            organization_id=meeting.organization_id,
            reply_to=meeting.organization.contact_email,
            key=f"workplan.{kind}.{meeting.pk}.{version}.{reader.pk}",
            context={
                "organization": meeting.organization.name,
                "title": meeting.title,
                "when": when,
                "place": meeting.place,
                "link": meeting.link,
                "items": record["items"],
                "url": f"{settings.ADDRESS}{path}",
            },
        )
    note(verb="sent", subject=meeting, by=by, after={"people": len(readers)})
    return len(readers)
