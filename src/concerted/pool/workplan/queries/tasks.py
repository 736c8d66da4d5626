"""Who does what by when: the tasks of a workplan, what is late first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.organizations.models import ENTERERS, Organization
from concerted.pool.workplan.models import Meeting, Task, TaskState

NEWEST_DONE = 30


@dataclass(frozen=True)
class TaskRow:
    task: Task
    is_overdue: bool
    can_do: bool
    """Whether the viewer may mark it as done."""
    can_hand: bool
    """Whether it is for the viewer's own team to say who does it."""
    meeting: Meeting | None
    """Where it was agreed, for who may read minutes."""


@dataclass(frozen=True)
class TaskList:
    title: str
    rows: Sequence[TaskRow]


def task_rows(tasks: QuerySet[Task], viewer: Viewer) -> list[TaskRow]:
    """Rows of ``tasks``, which have passed a gate; four queries."""
    found = list(tasks.with_everything())  # type: ignore[attr-defined]
    keys = [one.pk for one in found]
    own = set(Task.objects.enterable_by(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    teams = set(Organization.objects.joined_by(viewer, *ENTERERS).values_list("pk", flat=True))
    met = {one.item.meeting_id for one in found if one.item is not None}
    meetings = {one.pk: one for one in Meeting.objects.visible_to(viewer).filter(pk__in=met)}
    today = timezone.localdate()
    return [
        TaskRow(
            task=one,
            is_overdue=one.is_overdue(today),
            can_do=one.pk in own,
            can_hand=one.partner_id in teams,
            meeting=meetings.get(one.item.meeting_id) if one.item else None,
        )
        for one in found
    ]


def task_lists(organization: Organization, viewer: Viewer) -> list[TaskList]:
    """What is late, what is to come, what has no date, and what was done lately; empty ones are left out."""
    mine = Task.objects.visible_to(viewer).filter(organization=organization)
    rows = task_rows(mine.open(), viewer)
    done = mine.filter(state=TaskState.DONE).order_by("-done_on", "-created_at")[:NEWEST_DONE]
    lists = (
        TaskList(_("Overdue"), [one for one in rows if one.is_overdue]),
        TaskList(_("To do"), [one for one in rows if one.task.due_on and not one.is_overdue]),
        TaskList(_("Without a date"), [one for one in rows if not one.task.due_on]),
        TaskList(_("Done lately"), task_rows(done, viewer)),
    )
    return [one for one in lists if one.rows]
