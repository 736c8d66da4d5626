"""Which workers live. What a dead one held is given to others."""

from __future__ import annotations

import datetime
import os
import secrets
import socket

from django.utils import timezone

from concerted.base.clock.models import WorkerPulse

SILENCE = datetime.timedelta(minutes=3)
"""A worker that gave no sign for so long is dead."""


def new_worker_name() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(6)}"


def beat(worker: str) -> None:
    """Note that ``worker``, of this process, lives."""
    now = timezone.now()
    WorkerPulse.objects.bulk_create(
        [WorkerPulse(worker=worker, host=_machine(), process=os.getpid(), seen_at=now)],
        update_conflicts=True,
        unique_fields=["worker"],
        update_fields=["seen_at"],
    )


def stop_beating(worker: str) -> None:
    WorkerPulse.objects.filter(worker=worker).delete()


def living_workers() -> set[str]:
    """Workers that gave a sign of late, without those of this machine whose process is gone."""
    limit = timezone.now() - SILENCE
    return {
        pulse.worker
        for pulse in WorkerPulse.objects.filter(seen_at__gte=limit)
        if not _is_known_dead(pulse)
    }


def forget_dead_workers() -> None:
    WorkerPulse.objects.filter(seen_at__lt=timezone.now() - datetime.timedelta(days=1)).delete()


def _is_known_dead(pulse: WorkerPulse) -> bool:
    if pulse.host != _machine():
        return False
    try:
        os.kill(pulse.process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _machine() -> str:
    """This machine, or the container whose processes we can see: two may share a name."""
    try:
        processes = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        processes = 0
    return f"{socket.gethostname()}/{processes}"[:255]
