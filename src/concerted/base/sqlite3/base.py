"""SQLite for many writers: each begins late, and waits in a line.

SQLite has one place for a writer. Whoever finds it taken sleeps and tries again, ever longer, and is overtaken by
whoever comes. Here a transaction begins with its first statement, and waits for its turn on a lock of the system,
which wakes it at once and ends with its process. The lock lies on a file beside the database: to open and close the
database's own file would drop SQLite's locks on it.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a door before the place for a writer."""

    _is_due = False
    """Whether a transaction was begun in Django's eyes that SQLite has not been told of."""
    _door: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._is_due = True

    def ensure_connection(self) -> None:
        """Connect; every statement passes here, so the first of a transaction begins it."""
        super().ensure_connection()
        if self._is_due:
            self._is_due = False
            self._enter()
            try:
                super()._start_transaction_under_autocommit()  # type: ignore[misc]
            except BaseException:
                self._leave()
                raise

    def _commit(self) -> Any:
        self._is_due = False
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> Any:
        self._is_due = False
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        self._is_due = False
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            if self._door is not None:
                os.close(self._door)
                self._door = None

    def _enter(self) -> None:
        if self.is_in_memory_db():
            return
        if self._door is None:
            path = f"{self.settings_dict['NAME']}-door"
            self._door = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._door, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._door is not None:
            fcntl.flock(self._door, fcntl.LOCK_UN)
