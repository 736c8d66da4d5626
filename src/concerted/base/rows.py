"""Writing rows lean: one statement for new rows, without what the ORM does around ``save``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connections, models, router

Column = Callable[[models.Model], Any]
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
    statement, group, columns = _statement(model, connection.alias)
    values = [column(row) for row in rows for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement + ", ".join([group] * len(rows)), values)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def insert_unless_there(row: models.Model) -> bool:
    """Add ``row`` unless one that a constraint counts as the same is there already; whether it was added."""
    model = type(row)
    connection = connections[router.db_for_write(model)]
    statement, group, columns = _statement(model, connection.alias)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{statement}{group} ON CONFLICT DO NOTHING", [column(row) for column in columns]
        )
        is_new = bool(cursor.rowcount == 1)
    if is_new:
        row._state.adding = False
        row._state.db = connection.alias
    return is_new


@cache
def _statement(model: type[models.Model], alias: str) -> tuple[str, str, list[Column]]:
    connection = connections[alias]
    fields = list(model._meta.local_concrete_fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    group = "(" + ", ".join(["%s"] * len(fields)) + ")"
    adapted = [_column(field, alias) for field in fields]
    return f"INSERT INTO {table} ({columns}) VALUES ", group, adapted


def _column(field: Any, alias: str) -> Column:
    """How a row's value of ``field`` is given to the database. Values that need no work get none."""
    kind_of_column = _target(field).get_internal_type()
    ready, is_key = _READY.get(kind_of_column, ()), kind_of_column == "UUIDField"
    is_computed = type(field).pre_save is not models.Field.pre_save and not _is_plain_moment(field)
    has_uuid = connections[alias].features.has_native_uuid_field
    name = field.attname

    def column(row: models.Model) -> Any:
        value = field.pre_save(row, True) if is_computed else getattr(row, name)
        kind = type(value)
        if value is None or kind in ready:
            return value
        if is_key and kind is UUID:
            return value if has_uuid else value.hex
        return field.get_db_prep_save(value, connections[alias])

    return column


def _target(field: Any) -> Any:
    """The field whose values ``field`` holds: behind a key, the key of the other table."""
    while field.remote_field is not None:
        field = field.target_field
    return field


def _is_plain_moment(field: Any) -> bool:
    is_moment = isinstance(field, models.DateTimeField)
    return is_moment and not (field.auto_now or field.auto_now_add)


_READY: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "EmailField", "URLField"), (str,)),
    **dict.fromkeys(("IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"), (int,)),
    "BooleanField": (bool,),
    "FloatField": (float,),
}
"""By kind of column, the types that go to the database as they are."""
