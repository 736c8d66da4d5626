"""Lets slow senders wait outside, and works on few requests at a time."""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]

KEPT_IN_MEMORY = 1 << 20
BLOCK = 1 << 16


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
    a minute, holds up nobody. ``width`` threads of our own work on them in the order in which they came, each with
    its own connection to the database: threads of one Python gain nothing from crowding, and on SQLite they would
    fight for its one place for a writer and spoil one another's pages. Requests larger than ``largest`` are not
    read; the application turns them away by their length.
    """

    def __init__(self, application: Application, *, width: int, largest: int) -> None:
        self.application = application
        self.width = width
        self.largest = largest
        self._line: SimpleQueue[_Request] = SimpleQueue()
        self._guard = threading.Lock()
        self._is_open = False

    def __call__(
        self, environment: Environment, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        length = environment.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and 0 < int(length) <= self.largest:
            environment["wsgi.input"] = _read(environment["wsgi.input"], int(length))
        if not self._is_open:
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
            if not self._is_open:
                for number in range(self.width):
                    threading.Thread(
                        target=self._work, name=f"turnstile-{number}", daemon=True
                    ).start()
                self._is_open = True

    def _work(self) -> None:
        while True:
            request = self._line.get()
            try:
                request.response = self.application(request.environment, request.start_response)
            except BaseException as error:  # noqa: BLE001 - it is raised again where the server waits
                request.error = error
            request.answered.release()


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
