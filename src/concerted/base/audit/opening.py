"""Opening the trail, which is otherwise only ever added to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def opened(*, reason: str, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """A transaction in which entries of the trail may be deleted, in this connection alone.

    For erasing a whole organization at its wish, and for emptying a test database. Nothing else may use it.
    """
    connection = connections[using]
    opening = {
        "sqlite": "INSERT INTO base_trail_opening (reason) VALUES (%s)",
        # `true`: for this transaction; the word of why stays in the statement, for the log of the server.
        "postgresql": "SELECT set_config('concerted.trail_opened', 'yes', true), %s",
    }[connection.vendor]
    closing = {
        "sqlite": "DELETE FROM base_trail_opening",
        "postgresql": "SELECT set_config('concerted.trail_opened', '', true)",
    }[connection.vendor]
    with transaction.atomic(using=using):
        with connection.cursor() as cursor:
            cursor.execute(opening, [reason])
        yield
        with connection.cursor() as cursor:
            cursor.execute(closing)
