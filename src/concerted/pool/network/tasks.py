from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.organizations.zones import today_in
from concerted.pool.network.models import Wave
from concerted.pool.network.operations import mailing, waves

BEFORE = datetime.timedelta(days=4)
"""So long before the last day those who are silent are reminded."""


@job
def move_wave(pk: str) -> None:
    """Open, remind or close a wave as its days say. Without a viewer: the clock asks."""
    wave = Wave.objects.filter(pk=pk).select_related("organization").first()
    if wave is None or wave.is_closed:
        return
    today = today_in(wave.organization)
    if wave.is_planned and wave.opens_on <= today <= wave.closes_on:
        waves.open_wave(wave=wave, by=None)
    elif wave.is_open and today > wave.closes_on:
        waves.close_wave(wave=wave)
    elif wave.is_open and wave.reminded_at is None and _is_near(wave, today):
        mailing.remind_silent(wave=wave)


def _is_near(wave: Wave, today: datetime.date) -> bool:
    """Whether the end is near, for partners who were not asked just now."""
    opened = wave.opened_at
    return (
        opened is not None
        and today + BEFORE >= wave.closes_on
        and opened < timezone.now() - BEFORE / 2
    )


@every(seconds=900)
def move_waves_in_time() -> None:
    """What is due, each wave by itself: one that fails holds up no other."""
    tomorrow = timezone.now().date() + datetime.timedelta(days=1)
    due = Q(opened_at__isnull=True, opens_on__lte=tomorrow) | Q(closes_on__lte=tomorrow + BEFORE)
    for pk in Wave.objects.filter(due, closed_at__isnull=True).values_list("pk", flat=True):
        enqueue(move_wave, pk)
