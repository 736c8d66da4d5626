"""Queries that are worked out once and asked many times, each time with other values."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections, models

from concerted.base.statements import run

Found = TypeVar("Found", bound=models.Model)


class Prepared(Generic[Found]):
    """A queryset whose SQL is kept: for the few reads on the way of every signature.

    To build the SQL costs the ORM several times what SQLite needs to answer it. ``build`` takes texts and gives the
    queryset; it must not depend on anything else that changes, such as the time. What was found is given again for
    ``seconds``, so that a rush on one row does not read it each time: for what decides nothing by itself.
    """

    def __init__(
        self, build: Callable[..., models.QuerySet[Found]], *names: str, seconds: float = 0
    ) -> None:
        self._build = build
        self._names = names
        self._seconds = seconds
        self._kept = threading.local()
        prepared.add(self)

    def first(self, **values: str) -> Found | None:
        """The first row for these ``values``, or nothing."""
        last: tuple[float, dict[str, str], Found] | None = getattr(self._kept, "last", None)
        now = time.monotonic()
        if last is not None and last[1] == values and now < last[0] + self._seconds:
            return last[2]
        found = self._asked(values)
        self._kept.last = None if found is None else (now, values, found)
        return found

    def forget(self) -> None:
        """Read anew, also what was found a moment ago."""
        self._kept = threading.local()

    def _asked(self, values: dict[str, str]) -> Found | None:
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


prepared: set[Prepared[Any]] = set()
"""All there are; a test begins by making them forget."""
