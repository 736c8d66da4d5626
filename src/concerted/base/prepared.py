"""Queries that are worked out once and asked many times, each time with other values."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections, models

from concerted.base.statements import run

Found = TypeVar("Found", bound=models.Model)


class Prepared(Generic[Found]):
    """A queryset whose SQL is kept: for the few reads on the way of every signature.

    To build the SQL costs the ORM several times what SQLite needs to answer it. ``build`` takes texts and gives the
    queryset; it must not depend on anything else that changes, such as the time.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Found]], *names: str) -> None:
        self._build = build
        self._names = names
        self._kept = threading.local()

    def first(self, **values: str) -> Found | None:
        """The first row for these ``values``, or nothing."""
        queryset, compiler, statement, slots = self._compiled()
        given = [values[one] if is_slot else one for is_slot, one in slots]
        rows = run(statement, given).fetchmany(1)
        compiler.execute_sql = lambda **_: [rows]
        return next(iter(queryset._iterable_class(queryset)), None)

    def _compiled(self) -> Any:
        """The SQL for the present connection; kept by each thread for its own."""
        kept = getattr(self._kept, "one", None)
        if kept is not None and kept[1].connection is connections[kept[0].db]:
            return kept
        marks = {f"\x02{name}\x02": name for name in self._names}
        queryset: Any = self._build(**{name: mark for mark, name in marks.items()})
        compiler = queryset.query.get_compiler(using=queryset.db)
        statement, given = compiler.as_sql()
        slots = [
            (one in marks, marks.get(one, one)) if isinstance(one, str) else (False, one)
            for one in given
        ]
        converters = compiler.get_converters([one[0] for one in compiler.select])
        compiler.get_converters = lambda _: converters
        compiler.has_composite_fields = lambda _: False
        queryset.query.get_compiler = lambda *_, **__: compiler
        self._kept.one = (queryset, compiler, statement, slots)
        return self._kept.one
