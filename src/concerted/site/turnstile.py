"""Lets slow senders wait outside, and works on few requests at a time."""

from __future__ import annotations

import io
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]

KEPT_IN_MEMORY = 1 << 20
BLOCK = 1 << 16


class Turnstile:
    """A WSGI application before another one.

    Many threads each read a whole request, so that a phone with a bad connection, or an upload of a minute, holds
    up nobody. Then ``width`` of them at a time, in the order in which they came, enter the application: threads of
    one Python gain nothing from crowding, and on SQLite they would only fight for its one place for a writer.
    Requests larger than ``largest`` are not read; the application turns them away by their length.
    """

    def __init__(self, application: Application, *, width: int, largest: int) -> None:
        self.application = application
        self.largest = largest
        self._free = width
        self._line: deque[threading.Lock] = deque()
        self._guard = threading.Lock()

    def __call__(
        self, environment: Environment, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        length = environment.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and 0 < int(length) <= self.largest:
            environment["wsgi.input"] = _read(environment["wsgi.input"], int(length))
        self._enter()
        try:
            return self.application(environment, start_response)
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._line.append(mine)
        mine.acquire()

    def _leave(self) -> None:
        with self._guard:
            if self._line:
                self._line.popleft().release()
            else:
                self._free += 1


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
