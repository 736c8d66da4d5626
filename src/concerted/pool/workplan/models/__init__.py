"""The workplan of a coalition or an organization, and the meetings in which partners agree on it."""

from __future__ import annotations

from concerted.pool.workplan.models.activities import (
    LIVE,
    STAGE_OF,
    Activity,
    ActivityState,
    Adaptation,
    Contribution,
    Work,
)
from concerted.pool.workplan.models.meetings import LONGEST, AgendaItem, Attendance, Meeting
from concerted.pool.workplan.models.tasks import Task, TaskState

__all__ = [
    "LIVE",
    "LONGEST",
    "STAGE_OF",
    "Activity",
    "ActivityState",
    "Adaptation",
    "AgendaItem",
    "Attendance",
    "Contribution",
    "Meeting",
    "Task",
    "TaskState",
    "Work",
]
