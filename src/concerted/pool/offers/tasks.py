from __future__ import annotations

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.pool.offers.models import Pledge
from concerted.pool.offers.operations import pledges, public


@job
def remind_giver(pk: str) -> None:
    """Write to the giver of a late pledge. Without a viewer: the clock asks."""
    pledge = Pledge.objects.filter(pk=pk).first()
    if pledge is not None:
        pledges.remind_giver(pledge=pledge)


@every(seconds=6 * 3600)
def remind_in_time() -> None:
    """Remind of pledges that are late, each by itself: one that fails holds up no other."""
    today = timezone.localdate()
    late = Pledge.objects.late(today).filter(reminder_count__lt=pledges.REMINDERS)
    for pk in late.exclude(reminded_on__gt=today - pledges.BETWEEN).values_list("pk", flat=True):
        enqueue(remind_giver, pk)


@job
def forget_pledge(pk: str) -> None:
    """Delete what somebody wrote on the public page and nobody confirmed. Without a viewer: the clock asks."""
    pledge = Pledge.objects.filter(pk=pk).first()
    if pledge is not None:
        public.forget_pledge(pledge=pledge)


@every(seconds=6 * 3600)
def forget_in_time() -> None:
    """Forget what nobody confirmed by mail in its time."""
    unproven = Pledge.objects.unproven(timezone.now() - public.KEPT)
    for pk in unproven.values_list("pk", flat=True):
        enqueue(forget_pledge, pk)
