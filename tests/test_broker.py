"""The same jobs on Celery: what a worker had in hand when it died is done by the next one."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.installations import Running, free_port, wait_for

pytest.importorskip("celery", reason="Celery is not installed: it comes with the extra `scale`")

ROWS = 20_000
PATIENCE = 1
"""Seconds after which Redis gives a job to another worker, if the first was not heard of again.

A worker looks for such jobs when it starts and then only every hundred seconds: less than a start takes.
"""
MAKE_ORGANIZATION = """
from concerted.organizations.models import Organization
Organization.objects.create(name="Elm", slug="elm")
"""
ASK_FOR_IMPORT = """
from pathlib import Path
from concerted.base.jobs import enqueue
from concerted.organizations.models import Organization
from concerted.people.operations import request_import, start_import
from concerted.people.tasks import run_import
record = start_import(organization=Organization.objects.get(), path=Path("{path}"))
request_import(record=record)
enqueue(run_import, record.pk)
"""
STATE = "SELECT state, rows_done FROM people_import"
PEOPLE = "SELECT count(*) FROM people_person"

pytestmark = [pytest.mark.kill, pytest.mark.once]


@pytest.fixture
def broker(tmp_path):
    """The address of a Redis of our own."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("there is no redis-server on this machine")
    port = free_port()
    process = subprocess.Popen(
        [program, "--port", str(port), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


def start_celery(one):
    log = one.folder.parent / "celery.log"
    command = [sys.executable, "-m", "celery", "-A", "django_tasks_fennel.app", "worker"]
    with log.open("ab") as file:
        process = subprocess.Popen(
            [*command, "-Q", "default", "-c", "1", "-l", "INFO"],
            env=one.environment | {"DJANGO_SETTINGS_MODULE": "concerted.site.settings"},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    one.started.append(Running(process, log))
    return one.started[-1]


def test_an_import_whose_worker_was_killed_is_finished_by_the_next(tmp_path, origin, broker):
    path = tmp_path / "people.csv"
    lines = (f"Rosa{n},rosa{n}@example.org\n" for n in range(ROWS))
    path.write_text("First name,Email\n" + "".join(lines))
    origin.settings = {"CONCERTED_BROKER": broker, "CONCERTED_BROKER_PATIENCE": str(PATIENCE)}
    origin.python(MAKE_ORGANIZATION)
    origin.python(ASK_FOR_IMPORT.format(path=path))
    worker = start_celery(origin)
    wait_for(lambda: state(origin)[1], what="a first batch")
    worker.kill()
    halfway = state(origin)

    start_celery(origin)
    wait_for(lambda: state(origin)[0] == "done", what="the whole import", seconds=180)

    assert halfway[0] != "done", "the worker died too late to prove anything"
    assert state(origin) == ("done", ROWS)
    assert origin.ask(PEOPLE) == [(ROWS,)]


def state(one):
    [found] = one.ask(STATE)
    return found
