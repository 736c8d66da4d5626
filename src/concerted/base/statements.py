"""SQL that is written once and run with every signature: as lean as the database lets it be.

Django's cursor looks through each statement for its placeholders, and wraps each call four times; for statements that
SQLite answers in microseconds that is most of their cost. Here a statement is looked through once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

Values = Sequence[Any]


def run(statement: str, values: Values) -> Any:
    """Run ``statement`` (with ``%s`` for each of ``values``, and no other per cent sign); its cursor, with the answer.

    Values are such as the database takes: ``base.rows`` makes them so.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.execute_wrappers or connection.force_debug_cursor:
        cursor = connection.cursor()
        cursor.execute(statement, values)
        return cursor
    connection.ensure_connection()
    if connection.needs_rollback:
        connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            return connection.connection.execute(_with_question_marks(statement), values)
        return psycopg.RawCursor(connection.connection).execute(_with_numbers(statement), values)


@lru_cache(maxsize=512)
def _with_question_marks(statement: str) -> str:
    return statement.replace("%s", "?")


@lru_cache(maxsize=512)
def _with_numbers(statement: str) -> bytes:
    first, *others = statement.split("%s")
    return (first + "".join(f"${n}{part}" for n, part in enumerate(others, 1))).encode()


class _Waiting(threading.local):
    """What each thread has written and not yet sent."""

    statements: list[str] | None = None
    values: list[Any]


_waiting = _Waiting()


@contextmanager
def together() -> Iterator[None]:
    """Send the rows that are written inside as one statement, where a way to the database and back costs more.

    That is PostgreSQL; SQLite gets each at once. Nothing inside may read what it writes.
    """
    if _waiting.statements is not None or connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        yield
        return
    _waiting.statements, _waiting.values = [], []
    try:
        yield
        if _waiting.statements:
            last = _waiting.statements.pop()
            own = _waiting.values
            _send(last, own)
    finally:
        _waiting.statements = None


def write(statement: str, values: Values) -> None:
    """Run ``statement``, which adds rows; inside ``together``, at its end."""
    if _waiting.statements is None:
        run(statement, values)
    else:
        _waiting.statements.append(statement)
        _waiting.values += values


def conclude(statement: str, values: Values) -> Any:
    """Run ``statement`` with all that waits in ``together``; its cursor. Nothing is written if it fails."""
    if not _waiting.statements:
        return run(statement, values)
    given = [*_waiting.values, *values]
    cursor = _send(statement, given)
    _waiting.statements, _waiting.values = [], []
    return cursor


def _send(last: str, values: Values) -> Any:
    return run(_joined(tuple(_waiting.statements or ()), last), values)


@lru_cache(maxsize=512)
def _joined(statements: tuple[str, ...], last: str) -> str:
    if not statements:
        return last
    parts = ", ".join(f"w{n} AS ({statement})" for n, statement in enumerate(statements))
    return f"WITH {parts} {last}"
