"""The agenda and the minutes of a meeting as one record: what pages, print and mail show, and what is frozen.

A record is plain values, so that it can be kept, hashed and shown again as it was. It names organizations, never people.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Any

from concerted.decide.proposals.models import Decision
from concerted.pool.workplan.models import AgendaItem, Attendance, Meeting, Task

Record = dict[str, Any]


def record_of(meeting: Meeting) -> Record:
    """All of the meeting as it stands now, in a fixed number of queries. Without a viewer: it has passed a gate."""
    items = list(AgendaItem.objects.filter(meeting=meeting).with_everything())
    tasks: dict[Any, list[Record]] = defaultdict(list)
    rows = (
        Task.objects.filter(item__in=items).select_related("partner").order_by("created_at", "pk")
    )
    for one in rows:
        tasks[one.item_id].append(_task(one))
    decisions = _decisions(items)
    return {
        "organization": meeting.organization.name,
        "number": meeting.number,
        "title": meeting.title,
        "language": meeting.language,
        "starts_at": meeting.local_start.isoformat(),
        "time_zone": meeting.time_zone,
        "place": meeting.place,
        "partners": _partners(meeting),
        "guests": meeting.guest_count,
        "items": [
            {
                "number": number,
                "title": one.title,
                "brought_by": one.brought_by.name if one.brought_by else "",
                "minutes": one.planned_minutes,
                "goal": one.goal.title if one.goal else "",
                "need": one.need.title if one.need else "",
                "proposal": one.proposal.title if one.proposal else "",
                "decided": decisions.get(one.proposal_id, ""),
                "said": one.said,
                "tasks": tasks[one.pk],
            }
            for number, one in enumerate(items, start=1)
        ],
    }


def digest_of(record: Record) -> str:
    """SHA-256 of a record, the same wherever it is computed: sorted names, no spaces, UTF-8."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(meeting: Meeting) -> bool:
    """Whether the approved minutes are still the ones whose hash was kept."""
    return meeting.record is not None and digest_of(meeting.record) == meeting.digest


def _task(task: Task) -> Record:
    return {
        "title": task.title,
        "partner": task.partner.name if task.partner else "",
        "due_on": task.due_on.isoformat() if task.due_on else "",
    }


def _decisions(items: list[AgendaItem]) -> dict[Any, str]:
    """By proposal ``passed`` or ``rejected``, where it was decided."""
    keys = [one.proposal_id for one in items if one.proposal_id is not None]
    rows = Decision.objects.filter(proposal__in=keys, overturned_at__isnull=True)
    return {
        one.proposal_id: "passed" if one.passed else "rejected"
        for one in rows.order_by("decided_at")
    }


def _partners(meeting: Meeting) -> list[Record]:
    """Who was there: each partner once, with the number of its people that are named on the list."""
    people: dict[str, int] = {}
    rows = Attendance.objects.filter(meeting=meeting).select_related("partner")
    for one in rows.order_by("partner__name", "partner_id"):
        people[one.partner.name] = people.get(one.partner.name, 0) + (one.user_id is not None)
    return [{"name": name, "people": count} for name, count in people.items()]
