from __future__ import annotations

import datetime

from django.db.models import F
from django.utils import timezone

from concerted.act.visits.models import Attendee
from concerted.act.visits.operations import hearings
from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job

SOON = datetime.timedelta(days=2)


@job
def remind_attendee(pk: str) -> None:
    """Remind somebody of tomorrow's hearing. The clock asks."""
    attendee = Attendee.objects.filter(pk=pk).first()
    if attendee is not None:
        hearings.remind_attendee(attendee=attendee)


@job
def tell_of_change(pk: str) -> None:
    """Tell somebody that a hearing was moved or called off. The clock asks."""
    attendee = Attendee.objects.filter(pk=pk).first()
    if attendee is not None:
        hearings.tell_of_change(attendee=attendee)


@every(seconds=1800)
def remind_in_time() -> None:
    """The day before a hearing, on the calendar of its place, each who comes is reminded once."""
    now = timezone.now()
    due = Attendee.objects.standing().filter(
        reminded_at__isnull=True,
        hearing__cancelled_at__isnull=True,
        hearing__starts_at__gt=now,
        hearing__starts_at__lt=now + SOON,
    )
    for pk in due.values_list("pk", flat=True):
        enqueue(remind_attendee, pk)


@every(seconds=600)
def tell_of_changes() -> None:
    """Who comes to a hearing that was moved or called off since hears of it."""
    moved = Attendee.objects.standing().filter(
        hearing__sequence__gt=F("told_sequence"), hearing__starts_at__gt=timezone.now()
    )
    for pk in moved.values_list("pk", flat=True):
        enqueue(tell_of_change, pk)
