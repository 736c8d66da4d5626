"""The server and, in the same process, the worker."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from concerted.base.worker import Worker
from concerted.site.compiling import compile_translations
from concerted.site.ports import is_free
from concerted.site.processes import READERS, default_processes
from concerted.site.statics import collect_static


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def serve(options: argparse.Namespace) -> int:
    if not is_free(options.host, options.port):
        say(f"Port {options.port} is taken by another program. Choose one with --port.")
        return 1
    if not prepare():
        return 1
    if not settings.EMAIL_HOST:
        say(f"No mail server is set: mail is written to {settings.DATA / 'mail'}")
    run_server(
        host=options.host,
        port=options.port,
        workers=options.workers or default_workers(),
        with_worker=not options.no_worker,
        announce=lambda: say(f"Serving {settings.ADDRESS} on {_url(options.host, options.port)}"),
    )
    return 0


def work(_options: argparse.Namespace) -> int:
    """A worker alone, until it is told to stop."""
    if pending_migrations():
        say("The database is not up to date. Run: concerted manage migrate")
        return 1
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    worker = Worker()
    worker.start()
    say("Worker started. Stop it with Ctrl-C.")
    stopping.wait()
    worker.stop()
    return 0


def prepare() -> bool:
    """Words, styles and tables as this version needs them; a database with data in it is not changed unasked."""
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    compile_translations()
    collect_static()
    return make_tables()


def make_tables() -> bool:
    pending = pending_migrations()
    if pending and "accounts_user" in connection.introspection.table_names():
        say(
            "The database is of an older version. Make a backup, then run: concerted manage migrate"
        )
        return False
    if pending:
        call_command("migrate", verbosity=0, interactive=False)
    return True


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def default_workers() -> int:
    given = os.environ.get("CONCERTED_WORKERS", "")
    return max(1, int(given)) if given.isdigit() else default_processes()


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class Server(MPServer):
    """Starts the worker after its own processes were forked, so that none is forked from a thread's midst."""

    after_start: Callable[[], None]

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        connections.close_all()
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        self.after_start()


def _load_application() -> Any:
    """In a process that answers: Ctrl-C in a terminal reaches all processes, and is left to the one that leads them."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    return import_module("concerted.site.wsgi").application


def _end_with(leader: int) -> None:
    """End when the process that leads us was killed: it could not tell us, and its port would stay taken."""
    while os.getppid() == leader:
        time.sleep(1)
    os._exit(1)


def run_server(
    *, host: str, port: int, workers: int, with_worker: bool, announce: Callable[[], None]
) -> None:
    """Serve until Ctrl-C or SIGTERM; then finish what is in hand."""
    worker = Worker() if with_worker else None

    def after_start() -> None:
        if worker is not None:
            worker.start()
        announce()

    server = Server(
        "concerted.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=READERS,
        backlog=1024,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
    )
    server.after_start = after_start
    try:
        server.serve(target_loader=_load_application, wrap_loader=False)
    finally:
        if worker is not None:
            worker.stop()
