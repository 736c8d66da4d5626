"""Work that takes long says so, and where it is."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 2.0
_PAUSE = 2.0


class Progress:
    """While entered, says after two seconds what is being done, and goes on saying it.

    >>> with Progress("adding up") as progress:
    ...     progress.note("1,000 rows")
    """

    def __init__(self, doing: str, to: TextIO | None = None, patience: float = PATIENCE) -> None:
        self._doing = doing
        self._to = sys.stderr if to is None else to
        self._patience = patience
        self._note = ""
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)
        self._begun = 0.0

    def note(self, text: str) -> None:
        """How far the work is."""
        self._note = text

    def now(self, doing: str) -> None:
        """The next step of the work."""
        self._doing, self._note = doing, ""

    def __enter__(self) -> Self:
        self._begun = time.monotonic()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._has_ended.set()
        self._thread.join()

    def _tell(self) -> None:
        pause = self._patience
        while not self._has_ended.wait(pause):
            pause = _PAUSE
            taken = time.monotonic() - self._begun
            note = f" {self._note}," if self._note else ""
            print(f"{self._doing}:{note} {taken:.0f} s", file=self._to, flush=True)
