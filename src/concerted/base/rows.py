"""Writing rows lean: one statement for new rows, without what the ORM does around ``save``."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from django.db import connections, models, router

Written = TypeVar("Written", bound=models.Model)


def insert(*rows: Written) -> None:
    """Add new ``rows`` of one table in one statement.

    A third of the cost of ``save()``: no signals, no second query, no savepoint. The rows must bear
    their keys; all their values are adapted for the database as the ORM would.
    """
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    statement, group, fields = _statement(model, connection.vendor)
    values: list[Any] = []
    for row in rows:
        values += [
            field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields
        ]
    with connection.cursor() as cursor:
        cursor.execute(statement + ", ".join([group] * len(rows)), values)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


@cache
def _statement(model: type[models.Model], vendor: str) -> tuple[str, str, list[Any]]:
    connection = connections[router.db_for_write(model)]
    fields = list(model._meta.local_concrete_fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    group = "(" + ", ".join(["%s"] * len(fields)) + ")"
    return f"INSERT INTO {table} ({columns}) VALUES ", group, fields


def insert_unless_there(row: models.Model) -> bool:
    """Add ``row`` unless one that a constraint counts as the same is there already; whether it was added."""
    model = type(row)
    connection = connections[router.db_for_write(model)]
    statement, group, fields = _statement(model, connection.vendor)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement}{group} ON CONFLICT DO NOTHING", values)
        is_new = bool(cursor.rowcount == 1)
    if is_new:
        row._state.adding = False
        row._state.db = connection.alias
    return is_new
