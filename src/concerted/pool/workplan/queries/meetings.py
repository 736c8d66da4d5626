"""Meetings as their pages show them."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.decide.proposals.models import Proposal
from concerted.decide.proposals.queries.rooms import can_decide_in_room
from concerted.organizations.models import Organization
from concerted.pool.workplan.models import AgendaItem, Attendance, Meeting, Task
from concerted.pool.workplan.queries.minutes import Record, is_whole, record_of
from concerted.pool.workplan.queries.tasks import TaskRow, task_rows


@dataclass(frozen=True)
class ItemTold:
    """A point as the page shows it: the row to work on, beside what stands in the record."""

    item: AgendaItem
    told: Record
    tasks: Sequence[TaskRow]
    can_decide: bool
    can_read_proposal: bool


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    record: Record
    """The minutes: as they stand, or as they were approved."""
    items: Sequence[ItemTold]
    people: Sequence[str]
    """People of partners' teams who were there, by name."""
    languages: str
    minutes_planned: int
    is_whole: bool

    @property
    def zone(self) -> str:
        return self.meeting.time_zone.rpartition("/")[2].replace("_", " ")


@dataclass(frozen=True)
class Meetings:
    to_come: Sequence[Meeting]
    past: Sequence[Meeting]
    cancelled: Sequence[Meeting]


def meetings_of(organization: Organization, viewer: Viewer) -> Meetings:
    """What comes next first, then what has been, the latest first."""
    rows = Meeting.objects.visible_to(viewer).filter(organization=organization)
    rows = rows.select_related("organization")
    now = timezone.now()
    standing = [one for one in rows if not one.is_cancelled]
    return Meetings(
        to_come=[one for one in reversed(standing) if one.starts_at > now],
        past=[one for one in standing if one.starts_at <= now],
        cancelled=[one for one in rows if one.is_cancelled],
    )


def meeting_page(meeting: Meeting, viewer: Viewer) -> MeetingPage:
    """All of a meeting, which has passed its gate, in a fixed number of queries."""
    record = meeting.record or record_of(meeting)
    items = list(AgendaItem.objects.filter(meeting=meeting).with_everything())
    tasks = task_rows(Task.objects.filter(item__in=items), viewer)
    proposals = [one.proposal_id for one in items if one.proposal_id is not None]
    readable = set(
        Proposal.objects.visible_to(viewer).filter(pk__in=proposals).values_list("pk", flat=True)
    )
    came = Attendance.objects.filter(meeting=meeting, user__isnull=False)
    return MeetingPage(
        meeting=meeting,
        record=record,
        items=[
            ItemTold(
                item=one,
                told=told,
                tasks=[row for row in tasks if row.task.item_id == one.pk],
                can_decide=_can_decide(meeting, one),
                can_read_proposal=one.proposal_id in readable,
            )
            for one, told in zip(items, record["items"], strict=True)
        ],
        people=[str(one.user) for one in came.select_related("user")],
        languages=", ".join(own_name(code) for code in meeting.languages),
        minutes_planned=sum(one["minutes"] or 0 for one in record["items"]),
        is_whole=is_whole(meeting),
    )


def _can_decide(meeting: Meeting, item: AgendaItem) -> bool:
    return (
        meeting.has_begun
        and not meeting.is_approved
        and item.proposal is not None
        and can_decide_in_room(item.proposal)
    )


def zone_of(meeting: Meeting) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(meeting.time_zone)
