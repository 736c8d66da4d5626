from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.pool.agreements.models import AgreementVersion
from concerted.pool.agreements.operations import reminders


@job
def remind_of_end(pk: str) -> None:
    """Write to the parties of an agreement that ends soon. Without a viewer: the clock asks."""
    version = AgreementVersion.objects.select_related("agreement").filter(pk=pk).first()
    if version is not None:
        reminders.remind_of_end(version=version)


@every(seconds=3600)
def remind_in_time() -> None:
    """Find what ends soon, each by itself: one that fails holds up no other."""
    # A day more on both sides: which day it is depends on the time zone of the organization.
    today = timezone.now().date()
    day = datetime.timedelta(days=1)
    soon = AgreementVersion.objects.standing().filter(
        ends_on__gte=today - day, ends_on__lte=today + max(reminders.DAYS) * day + day
    )
    due = [one.pk for one in soon if reminders.step_of(one, today) or reminders.step_of(one, today + day)]
    for pk in due:
        enqueue(remind_of_end, pk)
