"""Work that waits until after the commit: functions under ``@job``, run by a worker, perhaps twice."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django_tasks_db.compat import Task, TaskResultStatus, task_backends
from django_tasks_db.models import DBTaskResult

from concerted.base.clock.pulse import living_workers
from concerted.base.outbox.posting import wake

try:
    from django.tasks import task
except ImportError:  # Django 5.2; the same API is part of Django from 6.0 on.
    from django_tasks import task  # type: ignore[no-redef,unused-ignore]

logger = logging.getLogger("concerted.jobs")

TRIES = 5
"""A job that took so many workers with it is given up."""

job = task
"""Decorates a function that takes ids as text, reads again, calls an operation, and may run twice."""


def enqueue(function: Task[Any, Any], *ids: uuid.UUID | str | int) -> None:
    """Run ``function`` with ``ids`` once the present transaction is committed.

    Jobs kept in the database are written with the transaction, so that a crash between the commit
    and the enqueueing loses none. Other engines (Celery) are told after the commit.
    """
    arguments = [str(one) if isinstance(one, uuid.UUID) else one for one in ids]
    if hasattr(task_backends[function.backend], "_task_to_db_task"):
        function.enqueue(*arguments)
        transaction.on_commit(wake)
    else:
        transaction.on_commit(lambda: function.enqueue(*arguments))


def run_waiting_jobs(
    worker: str = "", *, most: int = 1000, stop: Callable[[], bool] = bool
) -> int:
    """Run jobs that are due, one after another; how many ran. A failing job is logged and kept as failed."""
    ran = 0
    while ran < most and not stop():
        claimed = _claim(worker or f"once:{os.getpid()}")
        if claimed is None:
            break
        _run(claimed)
        ran += 1
    return ran


def _claim(worker: str) -> DBTaskResult[Any, Any] | None:
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        claimed = DBTaskResult.objects.ready().get_locked()
        if claimed is not None:
            claimed.claim(worker)
    return claimed


def _run(claimed: DBTaskResult[Any, Any]) -> None:
    try:
        task_ = claimed.task
        result = task_.func(*claimed.args_kwargs["args"], **claimed.args_kwargs["kwargs"])
    except Exception as failure:
        logger.exception("job_failed", extra={"job": claimed.task_path, "id": str(claimed.pk)})
        claimed.set_failed(failure)
    else:
        claimed.set_successful(result)


def reap_dead_workers_jobs() -> int:
    """Give jobs back whose worker died while running them; how many. Runs by the clock."""
    back = 0
    with transaction.atomic():
        running = list(DBTaskResult.objects.running().select_for_update(skip_locked=True))
        # Asked after the jobs were read: a worker shows its pulse before it takes any.
        alive = living_workers() if running else set()
        for stuck in running:
            if stuck.worker_ids and stuck.worker_ids[-1] in alive:
                continue
            if len(stuck.worker_ids) >= TRIES:
                stuck.set_failed(RuntimeError(f"{TRIES} workers died while running it"))
            else:
                stuck.status = TaskResultStatus.READY
                stuck.save(update_fields=["status"])
            back += 1
    return back
