"""Days into the periods that they fall in, of those that were over by the day of the extract."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TypeVar

from concerted.measure.indicators.extracts.registry import Asked
from concerted.measure.indicators.importing.periods import Span, read_span

Told = TypeVar("Told")


def by_period(asked: Asked, dated: Iterable[tuple[datetime.date, Told]]) -> dict[Span, list[Told]]:
    """What there is in each period, in the order of time; periods that went on after the last day are left out."""
    found: dict[Span, list[Told]] = {}
    for day, told in dated:
        span = read_span(day.isoformat(), asked.every)
        if span is not None and span.end <= asked.until:
            found.setdefault(span, []).append(told)
    return dict(sorted(found.items()))
