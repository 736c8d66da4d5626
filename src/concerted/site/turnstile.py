"""Lets slow senders wait outside, and works on few requests at a time."""

from __future__ import annotations

import io
import math
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from django.db import connections

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]

KEPT_IN_MEMORY = 1 << 20
BLOCK = 1 << 16
NEVER = math.inf


@dataclass(slots=True)
class _Request:
    environment: Environment
    start_response: Callable[..., Any]
    answered: threading.Lock = field(default_factory=threading.Lock)
    response: Iterable[bytes] = ()
    error: BaseException | None = None


class Turnstile:
    """A WSGI application before another one.

    The many threads of the server each read a whole request, so that a phone with a bad connection, or an upload of
    a minute, holds up nobody. One thread of our own works on them in the order in which they came: threads of one
    Python gain nothing from crowding. When a request takes longer than our ``patience`` while others wait, another
    thread takes the lead, and who was slow finishes and goes; ``most`` are at work at a time. Requests larger than
    ``largest`` are not read; the application turns them away by their length.
    """

    def __init__(
        self, application: Application, *, largest: int, most: int = 4, patience: float = 0.2
    ) -> None:
        self.application = application
        self.largest = largest
        self.most = most
        self.patience = patience
        self._line: SimpleQueue[_Request] = SimpleQueue()
        self._guard = threading.Lock()
        self._workers: list[threading.Thread] = []
        self._began = NEVER
        """When whoever leads began what they are at."""

    def __call__(
        self, environment: Environment, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        length = environment.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and 0 < int(length) <= self.largest:
            environment["wsgi.input"] = _read(environment["wsgi.input"], int(length))
        if not self._workers:
            self._open()
        request = _Request(environment, start_response)
        request.answered.acquire()
        self._line.put(request)
        request.answered.acquire()
        if request.error is not None:
            raise request.error
        return request.response

    def _open(self) -> None:
        """Start our threads with the first request: a thread started before a fork would be lost in it."""
        with self._guard:
            if not self._workers:
                self._begin_to_lead()
                threading.Thread(target=self._watch, name="turnstile-watch", daemon=True).start()

    def _begin_to_lead(self) -> None:
        self._began = NEVER
        worker = threading.Thread(target=self._work, name="turnstile", daemon=True)
        self._workers.append(worker)
        worker.start()

    def _watch(self) -> None:
        while True:
            time.sleep(self.patience)
            if time.monotonic() - self._began > self.patience and not self._line.empty():
                alive = [worker for worker in self._workers if worker.is_alive()]
                if len(alive) < self.most:
                    self._workers = alive
                    self._begin_to_lead()

    def _work(self) -> None:
        """Answer one request after another, as long as nobody else has taken the lead."""
        me = threading.current_thread()
        while self._workers[-1] is me:
            request = self._line.get()
            self._began = time.monotonic()
            try:
                request.response = self.application(request.environment, request.start_response)
            except BaseException as error:  # noqa: BLE001 - it is raised again where the server waits
                request.error = error
            if self._workers[-1] is me:
                self._began = NEVER
            request.answered.release()
        connections.close_all()


def _read(source: Any, length: int) -> Any:
    """All that was sent, large bodies on disk. Who hangs up in the midst has sent less; that is found out later."""
    kept: Any = io.BytesIO() if length <= KEPT_IN_MEMORY else tempfile.TemporaryFile()  # noqa: SIM115 - it outlives us
    while length > 0:
        piece = source.read(min(BLOCK, length))
        if not piece:
            break
        kept.write(piece)
        length -= len(piece)
    kept.seek(0)
    return kept
