from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.act.signons import operations
from concerted.act.signons.models import REMINDERS, SignOn
from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job


@job
def remind(pk: str) -> None:
    """Write to an organization that has not signed. Without a viewer: the clock asks."""
    signon = SignOn.objects.select_related("letter").filter(pk=pk).first()
    if signon is not None:
        operations.remind(signon=signon)


@every(seconds=3600)
def remind_in_time() -> None:
    """Each that was asked and has not signed, by itself: one that fails holds up no other."""
    # A day more on both sides: which day it is depends on the time zone of the organization.
    today, day = timezone.now().date(), datetime.timedelta(days=1)
    rows = SignOn.objects.silent().filter(
        letter__opened_at__isnull=False,
        letter__closed_at=None,
        letter__due_on__range=(today - day, today + (max(REMINDERS) + 1) * day),
    )
    for pk in rows.values_list("pk", flat=True):
        enqueue(remind, pk)
