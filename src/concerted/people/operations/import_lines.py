"""Many new rows of one table without a model instance for each: a file brings hundreds of thousands."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connections, models, router

from concerted.base.identifiers import uuid7


class Lines:
    """New rows of ``model`` that are alike in ``same``. Values that vary are given in the order of ``varying``."""

    def __init__(self, model: type[models.Model], *varying: str, **same: Any) -> None:
        self._connection = connections[router.db_for_write(model)]
        fields: dict[str, Any] = {
            field.attname: field for field in model._meta.local_concrete_fields
        }
        lasting = [name for name in fields if name != "id" and name not in varying]
        quote = self._connection.ops.quote_name
        columns = ", ".join(quote(fields[name].column) for name in ("id", *varying, *lasting))
        places = ", ".join(["%s"] * len(fields))
        table = quote(model._meta.db_table)
        self._statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
        self._adapt = [self._adapter(fields[name]) for name in varying]
        self._same = tuple(
            self._adapter(fields[name])(same[name] if name in same else fields[name].get_default())
            for name in lasting
        )
        self._key = self._adapter(fields["id"])
        self._rows: list[tuple[Any, ...]] = []

    def _adapter(self, field: Any) -> Callable[[Any], Any]:
        """How a value of ``field`` is given to the database; texts, numbers and truths as they are."""
        plain = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
        target = field.target_field if field.remote_field is not None else field
        if isinstance(target, plain):
            return _as_it_is
        if isinstance(target, models.UUIDField):
            has_keys = self._connection.features.has_native_uuid_field
            return _as_it_is if has_keys else _as_hex
        return _remembering(partial(field.get_db_prep_save, connection=self._connection))

    def add(self, *values: Any) -> uuid.UUID:
        """Add a row; its key."""
        key = uuid7()
        adapted = [adapt(value) for adapt, value in zip(self._adapt, values, strict=True)]
        self._rows.append((self._key(key), *adapted, *self._same))
        return key

    def write(self) -> None:
        """Write the rows added since the last time."""
        if self._rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(self._statement, self._rows)
            self._rows = []


def _remembering(adapt: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """As ``adapt``, which is asked once for an empty list and an empty mapping; most are empty."""
    empty: dict[type, Any] = {}

    def adapted(value: Any) -> Any:
        if value or value is None:
            return adapt(value)
        if type(value) not in empty:
            empty[type(value)] = adapt(value)
        return empty[type(value)]

    return adapted


def _as_it_is(value: Any) -> Any:
    return value


def _as_hex(value: uuid.UUID | None) -> str | None:
    return None if value is None else value.hex
