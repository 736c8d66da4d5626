"""Tasks that are due. Without a viewer: for the clock."""

from __future__ import annotations

import datetime

from django.db.models import F, Q, QuerySet

from concerted.pool.workplan.models import Task


def due_tasks(latest: datetime.date) -> QuerySet[Task]:
    """Open tasks due until ``latest`` of whose due date nobody was reminded yet."""
    rows = Task.objects.open().filter(due_on__lte=latest)
    return rows.filter(Q(reminded_for__isnull=True) | ~Q(reminded_for=F("due_on")))
