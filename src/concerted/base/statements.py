"""SQL that is written once and run with every signature: as lean as the database lets it be.

Django's cursor looks through each statement for its placeholders, and wraps each call four times; for statements that
SQLite answers in microseconds that is most of their cost. Here a statement is looked through once.

The busiest operations are ``at_once``: they gather what they write and send it in one go, so that SQLite's place for
a writer, or a row that many wait for, is held for a moment only, and PostgreSQL is asked once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, transaction

Values = Sequence[Any]
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


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


class NotAsPresumed(Exception):
    """What an operation took for granted is otherwise; nothing of it is written."""


@dataclass(slots=True)
class _Letter:
    """What an operation has written and not yet sent."""

    steps: list[tuple[str, Values, bool]] = field(default_factory=list)
    """Statement, values, and whether it must give back a row."""
    conditions: list[tuple[str, Values]] = field(default_factory=list)


class _Desk(threading.local):
    letter: _Letter | None = None


_desk = _Desk()


def at_once(operation: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """An atomic operation that is first tried without asking anything, and sent in one go.

    Inside, ``presume`` and ``demand`` say what is taken for granted, and ``conclude`` sends everything. Where
    something is otherwise, nothing is written and the operation runs again, asking step by step.
    """

    @wraps(operation)
    def tried(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        try:
            with transaction.atomic(), _gathering():
                return operation(*args, **kwargs)
        except NotAsPresumed:
            with transaction.atomic():
                return operation(*args, **kwargs)

    return tried


@contextmanager
def _gathering() -> Iterator[None]:
    _desk.letter = _Letter()
    try:
        yield
        if _desk.letter is not None and _desk.letter.steps:
            raise RuntimeError("An operation that is sent at once must end with conclude.")
    finally:
        _desk.letter = None


def presume(condition: str, values: Values) -> bool:
    """Take ``condition`` for granted, if the operation is tried at once; else False: then it has to be asked."""
    if _desk.letter is None:
        return False
    _desk.letter.conditions.append((condition, values))
    return True


def demand(statement: str, values: Values) -> bool:
    """Write ``statement`` and presume that it gives back a row; False, and nothing done, when one has to ask."""
    if _desk.letter is None:
        return False
    _desk.letter.steps.append((statement, values, True))
    return True


def write(statement: str, values: Values) -> None:
    """Run ``statement``, which adds rows; in an operation that is tried at once, with its conclusion."""
    if _desk.letter is None:
        run(statement, values)
    else:
        _desk.letter.steps.append((statement, values, False))


def conclude(statement: str, values: Values, *, returning: str) -> Any:
    """Send all that was written and then ``statement``, which changes one row and ends with its WHERE.

    What is ``returning`` of that row; nothing where there is none.
    """
    letter, _desk.letter = _desk.letter, None
    if letter is None:
        return run(f"{statement} RETURNING {returning}", values).fetchone()
    is_far = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    row = (_sent_whole if is_far else _sent_in_turn)(letter, statement, values, returning)
    if row is None:
        raise NotAsPresumed
    return row


def _sent_in_turn(letter: _Letter, last: str, values: Values, returning: str) -> Any:
    """Where a statement costs next to nothing: one after the other, conditions first."""
    for condition, theirs in letter.conditions:
        if run(f"SELECT 1 WHERE {condition}", theirs).fetchone() is None:
            return None
    for statement, theirs, must_give in letter.steps:
        if not run(statement, theirs).fetchall() and must_give:
            return None
    return run(f"{last} RETURNING {returning}", values).fetchone()


def _sent_whole(letter: _Letter, last: str, values: Values, returning: str) -> Any:
    """Where the way there and back costs most: as one statement."""
    statement = _joined(
        tuple((statement, must_give) for statement, _, must_give in letter.steps),
        tuple(condition for condition, _ in letter.conditions),
        last,
        returning,
    )
    sent: list[Any] = []
    for _, theirs, _ in letter.steps:
        sent += theirs
    for _, theirs in letter.conditions:
        sent += theirs
    sent += values
    return run(statement, sent).fetchone()


@lru_cache(maxsize=512)
def _joined(
    steps: tuple[tuple[str, bool], ...], conditions: tuple[str, ...], last: str, returning: str
) -> str:
    """Conditions stand in a row of their own, ``presumed``, which is not looked for again after waiting for a lock."""
    gives = "EXISTS (SELECT 1 FROM w{})"
    given = [gives.format(n) for n, (_, must_give) in enumerate(steps) if must_give]
    holds = " AND ".join([*conditions, *given]) or "TRUE"
    parts = [f"w{n} AS ({statement})" for n, (statement, _) in enumerate(steps)]
    parts.append(f"presumed AS MATERIALIZED (SELECT 1 AS holds WHERE {holds})")
    change, _, where = last.partition("WHERE")
    return f"WITH {', '.join(parts)} {change} FROM presumed WHERE {where} RETURNING {returning}"
