"""Serving the whole stack, beside a bare view that makes one INSERT, and sending both the same load in turns.

Both are served by granian with the settings of ``concerted serve``, on one database. Runs on SQLite with full
durability; where ``DATABASE_URL`` names a PostgreSQL, on that too (a database of its own is made there).
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
import psycopg

from concerted.site.processes import READERS, default_processes

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")

BEGIN = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from concerted.site.statics import collect_static
collect_static()
call_command("migrate", verbosity=0, interactive=False)
from concerted.organizations.models import Organization
union = Organization.objects.create(name="Riverside Health Alliance", slug="riverside")
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE bare (id char(32) PRIMARY KEY, what text, who text)")
"""


@dataclass(frozen=True)
class Trial:
    """What is sent where. ``prepare`` makes it and prints what ``benchmarks.load`` needs; ``check`` counts after."""

    kind: str
    page: str
    action: str
    prepare: str
    check: str


@dataclass
class Run:
    count: int
    kept: int
    """What was acknowledged and must be there."""
    per_second: float
    p50: float
    p99: float
    errors: int
    cpu: float
    """Milliseconds of the server's processor time for each answer."""


@dataclass
class Outcome:
    name: str
    bares: list[Run]
    wholes: list[Run]
    kept: int
    """What the whole stack acknowledged in all, with what warmed it up."""
    check: list[str]

    @property
    def ratio(self) -> float:
        pairs = zip(self.bares, self.wholes, strict=True)
        return statistics.median(whole.per_second / bare.per_second for bare, whole in pairs)

    @property
    def processor_ratio(self) -> float:
        return median(self.bares, "cpu") / median(self.wholes, "cpu")

    @property
    def tail(self) -> float:
        return median(self.wholes, "p99") / median(self.bares, "p99")

    @property
    def errors(self) -> int:
        return sum(run.errors for run in self.wholes)


def median(runs: list[Run], field: str) -> float:
    return statistics.median(getattr(run, field) for run in runs)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """granian, as ``concerted serve`` starts it."""

    def __init__(self, target: str, env: dict[str, str], workers: int) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *(
                    "--workers",
                    str(workers),
                    "--blocking-threads",
                    str(READERS),
                    "--backlog",
                    "1024",
                ),
                *("--port", str(self.port), "--log-level", "warning", target),
            ],
            env=env,
            cwd=ROOT,
            stdout=(Path(env["CONCERTED_DATA"]) / "server.log").open("a"),
            stderr=subprocess.STDOUT,
        )
        for _ in range(1200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{target} did not start.")

    def processor_seconds(self) -> float:
        """Of the server and its workers so far."""
        total = 0.0
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for pid in (str(self.process.pid), *children.split()):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / TICKS
        return total

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def load(server: Server, sent: list[str], label: str, options: argparse.Namespace) -> Run:
    """Send for some seconds what ``sent`` says: kind, path, stamp, and what was prepared."""
    before = server.processor_seconds()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.load", str(server.port)),
            *(str(options.connections), str(options.seconds), label, *sent),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    first = told.pop("first_error")
    if first is not None:
        print(f"  {label}: {told['errors']} errors, the first {first}")
    cpu = 1000 * (server.processor_seconds() - before) / max(1, told["count"])
    return Run(cpu=cpu, **told)


def _stamp_of(server: Server, page: str) -> str:
    text = urllib.request.urlopen(f"http://127.0.0.1:{server.port}{page}").read().decode()
    return text.split('name="stamp" value="')[1].split('"')[0]


def python(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def _measure(
    trial: Trial, name: str, env: dict[str, str], workers: int, options: argparse.Namespace
) -> Outcome:
    """Take turns, and print the table."""
    prepared = python(BEGIN + trial.prepare, env).strip()
    bare = Server("benchmarks.bare:application", env, workers)
    whole = Server("concerted.site.wsgi:application", env, workers)
    try:
        stamp = _stamp_of(whole, trial.page)
        time.sleep(1.2)
        to_bare = [trial.kind, f"/{trial.action}", stamp, prepared]
        to_whole = [trial.kind, trial.page + trial.action, stamp, prepared]
        quick = argparse.Namespace(connections=options.connections, seconds=1)
        load(bare, to_bare, "warm", quick)
        warm = load(whole, to_whole, "warm", quick)
        bares, wholes = [], []
        for turn in range(options.rounds):
            bares.append(load(bare, to_bare, f"b{turn}", options))
            wholes.append(load(whole, to_whole, f"w{turn}", options))
    finally:
        bare.stop()
        whole.stop()
    kept = warm.kept + sum(run.kept for run in wholes)
    outcome = Outcome(name, bares, wholes, kept, python(trial.check, env).split())
    _print(outcome)
    return outcome


def _print(outcome: Outcome) -> None:
    print(f"\n{outcome.name}")
    print(f"{'':12}{'per second':>12}{'p50 ms':>10}{'p99 ms':>10}{'cpu ms':>10}{'errors':>8}")
    for label, runs in (("bare", outcome.bares), ("whole", outcome.wholes)):
        print(
            f"{label:12}{median(runs, 'per_second'):12.0f}{1000 * median(runs, 'p50'):10.1f}"
            f"{1000 * median(runs, 'p99'):10.1f}{median(runs, 'cpu'):10.2f}"
            f"{sum(run.errors for run in runs):8}"
        )


def environment(folder: str, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "concerted.site.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "CONCERTED_DATA": folder,
        "CONCERTED_PROXIES": "1",
        "CONCERTED_SQLITE_SYNCHRONOUS": "FULL",
        "DATABASE_URL": database,
    }


def on_each_engine(trial: Trial, judge: Callable[[Outcome], bool], about: str | None) -> int:
    """Measure, let ``judge`` print what it thinks of it, and say whether all bars were met as a process does."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0] if about else "")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder, "")
        is_good = judge(
            _measure(trial, "SQLite, synchronous FULL", env, default_processes(), options)
        )
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        is_good = judge(_on_postgresql(trial, given, options)) and is_good
    return 0 if is_good else 1


def _on_postgresql(trial: Trial, given: str, options: argparse.Namespace) -> Outcome:
    own = f"concerted_benchmark_{trial.kind}"
    parts = dj_database_url.parse(given)
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {own}")
        server.execute(f"CREATE DATABASE {own}")
    address = f"/{own}".join(given.rsplit(f"/{parts['NAME']}", 1))
    workers = default_processes()
    with tempfile.TemporaryDirectory() as folder:
        outcome = _measure(trial, "PostgreSQL", environment(folder, address), workers, options)
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"DROP DATABASE {own} WITH (FORCE)")
    return outcome
