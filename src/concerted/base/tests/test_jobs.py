from __future__ import annotations

import datetime
import os
import uuid

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from concerted.base.clock.models import WorkerPulse
from concerted.base.clock.pulse import _machine
from concerted.base.jobs import TRIES, enqueue, job, reap_dead_workers_jobs, run_waiting_jobs

done: list[str] = []


@job
def remember(identifier: str) -> None:
    done.append(identifier)


@job
def stumble(identifier: str) -> None:
    raise ValueError(identifier)


@pytest.fixture(autouse=True)
def _forget():
    done.clear()


def test_a_job_runs_with_its_ids_as_text(db):
    identifier = uuid.uuid4()
    enqueue(remember, identifier)

    assert done == []
    assert run_waiting_jobs() == 1
    assert done == [str(identifier)]


def test_a_job_goes_back_with_its_transaction(db):
    with transaction.atomic():
        enqueue(remember, "x")
        transaction.set_rollback(True)

    assert run_waiting_jobs() == 0


def test_a_failing_job_keeps_no_other_from_running(db):
    enqueue(stumble, "a")
    enqueue(remember, "b")

    assert run_waiting_jobs() == 2
    assert done == ["b"]
    assert DBTaskResult.objects.failed().count() == 1


def _stuck(worker, tries=1):
    enqueue(remember, "x")
    DBTaskResult.objects.update(
        status="RUNNING", started_at=timezone.now(), worker_ids=[worker] * tries
    )


def _pulse(worker, *, process, seconds_ago=0, host=None):
    WorkerPulse.objects.create(
        worker=worker,
        host=host or _machine(),
        process=process,
        seen_at=timezone.now() - datetime.timedelta(seconds=seconds_ago),
    )


@pytest.mark.parametrize(
    ("process", "seconds_ago", "host", "ran"),
    [
        pytest.param(os.getpid(), 0, None, 0, id="alive"),
        pytest.param(2**22 - 1, 0, None, 1, id="its process is gone"),
        pytest.param(2**22 - 1, 0, "elsewhere", 0, id="alive on another machine"),
        pytest.param(1, 3600, "elsewhere", 1, id="silent for an hour"),
    ],
)
def test_a_dead_workers_job_runs_again(db, process, seconds_ago, host, ran):
    _pulse("w", process=process, seconds_ago=seconds_ago, host=host)
    _stuck("w")

    reap_dead_workers_jobs()

    assert run_waiting_jobs() == ran


def test_a_job_that_kills_its_workers_is_given_up(db):
    _stuck("w", tries=TRIES)

    reap_dead_workers_jobs()

    assert run_waiting_jobs() == 0
    assert DBTaskResult.objects.failed().count() == 1
