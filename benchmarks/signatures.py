"""Signatures a second through the whole stack, beside a bare view that makes one INSERT.

    python -m benchmarks.signatures [--seconds 5] [--rounds 3] [--connections 16]

Both are served by granian with the settings of ``concerted serve``, on one database, taking turns. Runs on SQLite
with full durability; where ``DATABASE_URL`` names a PostgreSQL, on that too (a database of its own is made there).
Bars: ratio at least 0.25 (0.35 aimed at), p99 at most 10 times the bare view's, no error.
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
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
import psycopg

THREADS = "16"
"""As ``concerted.site.serving.READERS``; that module needs Django, which only the servers load."""

ROOT = Path(__file__).parents[1]
PATH = "/en/o/riverside/petitions/keep-the-clinic-open/"
TICKS = os.sysconf("SC_CLK_TCK")

PREPARE = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from concerted.site.statics import collect_static
collect_static()
call_command("migrate", verbosity=0, interactive=False)
from concerted.organizations.models import Organization
from concerted.goals.operations import add_goal
from concerted.act.campaigns.operations import add_campaign
from concerted.act.petitions.operations.petitions import add_petition, publish_petition
union = Organization.objects.create(name="Riverside Health Alliance", slug="riverside")
goal = add_goal(organization=union, title="A clinic in reach", by=None)
campaign = add_campaign(goal=goal, title="The clinic", by=None)
petition = add_petition(campaign=campaign, title="Keep the clinic open", ask="Vote no.",
    target_name="City Council", goal_counts=[2000], by=None)
publish_petition(petition=petition, by=None)
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE bare_signature (id char(32) PRIMARY KEY, name text, email text)")
"""
CHECK = """
import django
django.setup()
from concerted.act.petitions.models import Petition, Signature
from concerted.base.models import OutgoingMail
petition = Petition.objects.get()
print(petition.signature_count, Signature.objects.counted().count(), OutgoingMail.objects.count())
"""


@dataclass
class Run:
    count: int
    per_second: float
    p50: float
    p99: float
    errors: int
    cpu: float
    """Milliseconds of the server's processor time for each answer."""


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
                *("--workers", str(workers), "--blocking-threads", THREADS, "--backlog", "1024"),
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


def load(server: Server, path: str, stamp: str, label: str, options: argparse.Namespace) -> Run:
    before = server.processor_seconds()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.load", str(server.port), path),
            *(str(options.connections), str(options.seconds), stamp, label),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    if told.pop("first_error") is not None:
        print(f"  {label}: {told['errors']} errors")
    cpu = 1000 * (server.processor_seconds() - before) / max(1, told["count"])
    return Run(cpu=cpu, **told)


def stamp_of(server: Server) -> str:
    page = urllib.request.urlopen(f"http://127.0.0.1:{server.port}{PATH}").read().decode()
    return page.split('name="stamp" value="')[1].split('"')[0]


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


def measure(name: str, env: dict[str, str], workers: int, options: argparse.Namespace) -> float:
    """Take turns, print the table, and give the ratio."""
    python(PREPARE, env)
    bare = Server("benchmarks.bare:application", env, workers)
    whole = Server("concerted.site.wsgi:application", env, workers)
    try:
        stamp = stamp_of(whole)
        time.sleep(1.2)
        sign = PATH + "sign/"
        quick = argparse.Namespace(connections=options.connections, seconds=1)
        load(bare, "/sign/", stamp, "warm", quick)
        load(whole, sign, stamp, "warm", quick)
        bares, wholes = [], []
        for turn in range(options.rounds):
            bares.append(load(bare, "/sign/", stamp, f"b{turn}", options))
            wholes.append(load(whole, sign, stamp, f"w{turn}", options))
    finally:
        bare.stop()
        whole.stop()
    return report(name, bares, wholes, python(CHECK, env).split())


def report(name: str, bares: list[Run], wholes: list[Run], check: list[str]) -> float:
    def median(runs: list[Run], field: str) -> float:
        return statistics.median(getattr(run, field) for run in runs)

    print(f"\n{name}")
    print(f"{'':12}{'per second':>12}{'p50 ms':>10}{'p99 ms':>10}{'cpu ms':>10}{'errors':>8}")
    for label, runs in (("bare", bares), ("whole", wholes)):
        print(
            f"{label:12}{median(runs, 'per_second'):12.0f}{1000 * median(runs, 'p50'):10.1f}"
            f"{1000 * median(runs, 'p99'):10.1f}{median(runs, 'cpu'):10.2f}"
            f"{sum(run.errors for run in runs):8}"
        )
    ratio = statistics.median(
        whole.per_second / bare.per_second for bare, whole in zip(bares, wholes, strict=True)
    )
    cpu = median(bares, "cpu") / median(wholes, "cpu")
    tail = median(wholes, "p99") / median(bares, "p99")
    print(
        f"ratio {ratio:.2f} (bar 0.25, aim 0.35); by processor time {cpu:.2f}; p99 {tail:.1f} times (bar 10)"
    )
    print(f"counted {check[0]} = signatures {check[1]}; mails posted {check[2]}")
    return ratio


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite, synchronous FULL", environment(folder, ""), 1, options)
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        on_postgresql(given, options)


def on_postgresql(given: str, options: argparse.Namespace) -> None:
    parts = dj_database_url.parse(given)
    with psycopg.connect(given, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS concerted_benchmark")
        server.execute("CREATE DATABASE concerted_benchmark")
    address = "/concerted_benchmark".join(given.rsplit(f"/{parts['NAME']}", 1))
    workers = min(4, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as folder:
        measure("PostgreSQL", environment(folder, address), workers, options)
    with psycopg.connect(given, autocommit=True) as server:
        server.execute("DROP DATABASE concerted_benchmark WITH (FORCE)")


if __name__ == "__main__":
    main()
