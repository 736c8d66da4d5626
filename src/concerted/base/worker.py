"""The worker: sends mail, runs jobs, hears the clock. As many as one likes, alone or beside the server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection, connections

from concerted.base.clock.pulse import beat, new_worker_name, stop_beating
from concerted.base.clock.times import run_due_appointments
from concerted.base.jobs import reap_dead_workers_jobs, run_waiting_jobs
from concerted.base.outbox import posting
from concerted.base.outbox.sending import release_dead_workers_mail, send_waiting_mail

logger = logging.getLogger("concerted.worker")

POLL = 0.5
PULSE = 15.0
CLOCK = 2.0


class Worker:
    """A thread each for pulse, mail, jobs and clock: a long job holds up no mail."""

    def __init__(self) -> None:
        self.name = new_worker_name()
        self._stopping = threading.Event()
        self._something_waits = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(turn, pause), name=name, daemon=True)
            for name, turn, pause in (
                ("pulse", self._pulse, PULSE),
                ("mail", self._mail, POLL),
                ("jobs", self._jobs, POLL),
                ("clock", self._clock, CLOCK),
            )
        ]

    def start(self) -> None:
        beat(self.name)
        release_dead_workers_mail()
        reap_dead_workers_jobs()
        posting.listeners.append(self._something_waits.set)
        for thread in self._threads:
            thread.start()
        logger.info("worker_started", extra={"worker": self.name})

    def stop(self, *, patience: float = 10.0) -> None:
        """Finish what is in hand, then end; what is held goes back."""
        self._stopping.set()
        self._something_waits.set()
        for thread in self._threads:
            thread.join(patience)
        if self._something_waits.set in posting.listeners:
            posting.listeners.remove(self._something_waits.set)
        stop_beating(self.name)
        connection.close()
        logger.info("worker_stopped", extra={"worker": self.name})

    def _run(self, turn: Callable[[], int], pause: float) -> None:
        """Take turns until stopped, without a pause while there is work. No failure ends it."""
        while not self._stopping.is_set():
            try:
                close_old_connections()
                did = turn()
            except Exception:
                logger.exception("worker_stumbled")
                connections.close_all()
                did = 0
                self._stopping.wait(5)
            if not did:
                self._rest(pause)
        connections.close_all()

    def _rest(self, pause: float) -> None:
        if pause == POLL:
            self._something_waits.wait(pause)
            self._something_waits.clear()
        else:
            self._stopping.wait(pause)

    def _pulse(self) -> int:
        beat(self.name)
        return 0

    def _mail(self) -> int:
        return send_waiting_mail(self.name, stop=self._stopping.is_set)

    def _jobs(self) -> int:
        return run_waiting_jobs(self.name, most=20, stop=self._stopping.is_set)

    def _clock(self) -> int:
        run_due_appointments()
        return 0
