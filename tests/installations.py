"""A whole installation of its own, driven from outside through the command, for tests that kill and restore."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings

PATIENCE = 40
"""Seconds after which what should have happened has not."""
COMMAND = [sys.executable, "-m", "concerted.site.command_line"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(happened, *, what, seconds=PATIENCE):
    """The first true answer of ``happened()``."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = happened()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen in {seconds} seconds")


@dataclass
class Running:
    """A server or a worker, with all the processes it started."""

    process: subprocess.Popen
    log: Path

    def kill(self):
        """As a power cut does: nobody gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        return self.process.returncode


@dataclass
class Installation:
    folder: Path
    database_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    started: list[Running] = field(default_factory=list)

    @property
    def environment(self):
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("CONCERTED_")
        }
        kept.pop("DATABASE_URL", None)
        own = {"CONCERTED_DATA": str(self.folder), "PYTHONUNBUFFERED": "1"}
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        return kept | own | self.settings

    def run(self, *arguments, entered=""):
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment,
            input=entered,
            capture_output=True,
            text=True,
            timeout=PATIENCE * 2,
            check=False,
        )

    def python(self, code):
        """What ``code`` prints, run inside the installation."""
        done = self.run("manage", "shell", "-v", "0", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ask(self, query):
        """The rows of a query, read beside the installation: much sooner than ``python`` is up."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query).fetchall()
        with closing(sqlite3.connect(self.folder / "concerted.sqlite3")) as connection:
            return connection.execute(query).fetchall()

    def start(self, *arguments):
        log = self.folder.parent / f"{self.folder.name}-{arguments[0]}.log"
        with log.open("ab") as file:
            process = subprocess.Popen(
                [*COMMAND, *arguments],
                env=self.environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(Running(process, log))
        return self.started[-1]

    def kill_all(self):
        for one in self.started:
            if one.process.poll() is None:
                one.kill()

    @contextmanager
    def serving(self, port, *arguments):
        running = self.start("serve", "--port", str(port), *arguments)
        try:
            wait_for_server(port, running)
            yield running
        finally:
            running.stop()


def wait_for_server(port, running):
    def answers():
        if running.process.poll() is not None:
            raise AssertionError(running.log.read_text()[-3000:])
        return status_of(f"http://127.0.0.1:{port}/health/") == 200

    wait_for(answers, what="an answer of the server")


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


@contextmanager
def installation(folder: Path, pattern: Installation | None = None) -> Iterator[Installation]:
    """An empty one, or one that is like ``pattern``, on the engine that the tests run on."""
    if pattern:
        shutil.copytree(pattern.folder, folder)
    else:
        folder.mkdir(mode=0o700)
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        with _database(pattern) as url:
            yield from _settled(Installation(folder, url))
    else:
        yield from _settled(Installation(folder))


def _settled(one: Installation) -> Iterator[Installation]:
    try:
        yield one
    finally:
        one.kill_all()


@contextmanager
def _database(pattern: Installation | None) -> Iterator[str]:
    """The address of a database that is there for a while."""
    given = settings.DATABASES["default"]
    name = f"concerted_try_{secrets.token_hex(6)}"
    server = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    if given["PASSWORD"]:
        server["password"] = given["PASSWORD"]
    template = pattern.database_url.rpartition("/")[2] if pattern else "template1"
    login = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield f"postgres://{login}@{given['HOST']}:{given['PORT']}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
