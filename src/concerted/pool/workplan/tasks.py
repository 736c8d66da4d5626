from __future__ import annotations

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.organizations.zones import today_in
from concerted.pool.workplan.models import Task
from concerted.pool.workplan.operations import reminders
from concerted.pool.workplan.queries.due import due_tasks


@job
def remind_of_task(pk: str) -> None:
    """Remind of one task. The clock asks."""
    task = Task.objects.select_related("organization").filter(pk=pk).first()
    if task is not None:
        reminders.remind_of_task(task=task, today=today_in(task.organization))


@every(seconds=3600)
def remind_in_time() -> None:
    """Remind of what is due in three days, or was due, once for each due date."""
    latest = timezone.now().date() + reminders.BEFORE
    for pk in due_tasks(latest).values_list("pk", flat=True):
        enqueue(remind_of_task, pk)
