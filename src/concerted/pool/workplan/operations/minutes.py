"""Minutes are mailed to partners' people, and approved at a later meeting: from then on they are frozen."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.pool.workplan.models import Meeting
from concerted.pool.workplan.operations.mailing import tell_reader
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
    version = f"{digest_of(record)[:16]}{meeting.sequence or ''}"
    readers = readers_of(meeting.organization)
    for one in readers:
        tell_reader(meeting=meeting, kind=kind, version=version, record=record, to=one)
    note(verb="sent", subject=meeting, by=by, after={"people": len(readers)})
    return len(readers)
