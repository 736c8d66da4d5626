"""Reminders of tasks, by mail to who does them."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from concerted.base.outbox.posting import post_mail
from concerted.pool.workplan.models import Task
from concerted.pool.workplan.queries.readers import doers_of

BEFORE = datetime.timedelta(days=3)
"""So long before the due date the reminder leaves."""


@transaction.atomic
def remind_of_task(*, task: Task, today: datetime.date) -> None:
    """Write once for each due date to the person of a task, or to its partner's owners. Without a viewer: the clock asks.

    Who has left the partner's team, or with it the coalition, is not written to.
    """
    rows = Task.objects.select_for_update(of=("self",)).with_everything()
    task = rows.get(pk=task.pk)
    day = task.due_on
    if not task.is_open or day is None or day > today + BEFORE or task.reminded_for == day:
        return
    task.reminded_for = day
    task.save(update_fields=["reminded_for"])
    for doer in doers_of(task):
        with override(doer.language):
            path = reverse("workplan:tasks", args=[task.organization.slug])
            words = date_format(day, "DATE_FORMAT")
        post_mail(
            to=doer.email,
            template="workplan/mail/reminder",
            language=doer.language,
            organization_id=task.organization_id,
            reply_to=task.organization.contact_email,
            key=f"workplan.reminder.{task.pk}.{day.isoformat()}.{doer.pk}",
            context={
                "organization": task.organization.name,
                "title": task.title,
                "activity": task.activity.title if task.activity else "",
                "due_on": words,
                "is_overdue": day < today,
                "url": f"{settings.ADDRESS}{path}",
            },
        )
