"""What happened when: decisions, actions and figures on one line of time, numbered alike in a picture and a list.

That things stand beside each other says nothing of what caused what; the page says so.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from concerted.base.charts import Event
from concerted.base.gates import Viewer
from concerted.goals.ledger import moments
from concerted.goals.models import Goal
from concerted.measure.indicators.models import Course, Indicator
from concerted.measure.indicators.queries.periods import Period

MOST = 20
"""So many, the latest ones, are told."""


@dataclass(frozen=True)
class Mark:
    """Something that happened, under its number."""

    number: int
    on: datetime.date
    title: str
    text: str = ""
    url: str = ""


def what_happened(indicator: Indicator, reader: Viewer | None, language: str) -> list[Mark]:
    """On the goals that are followed by ``indicator``, which has passed a gate; the first is number 1.

    ``None`` reads as everybody does. What two goals tell alike is told once.
    """
    rows = Course.objects.public() if reader is None else Course.objects.visible_to(reader)
    followed = rows.filter(indicator=indicator).values("goal")
    seen = Goal.objects.public() if reader is None else Goal.objects.visible_to(reader)
    goals = list(seen.filter(pk__in=followed).select_related("organization"))
    found = {
        (timezone.localdate(one.at), one.title): (one.text, one.url)
        for some in moments(goals, reader, language).values()
        for one in some
    }
    latest = sorted(found.items(), key=lambda entry: entry[0])[-MOST:]
    return [
        Mark(number, day, title, text, url)
        for number, ((day, title), (text, url)) in enumerate(latest, 1)
    ]


def marks_on(periods: Sequence[Period], marks: Sequence[Mark]) -> list[Event]:
    """The numbers of ``marks`` at the periods in which they lie; several in one period stand together."""
    placed: dict[int, list[int]] = defaultdict(list)
    for mark in marks:
        for place, period in enumerate(periods):
            if period.start <= mark.on <= period.end:
                placed[place].append(mark.number)
                break
    return [Event(place, _numbers(numbers)) for place, numbers in sorted(placed.items())]


def _numbers(numbers: Sequence[int]) -> str:
    """``3``, ``3, 4``, and of more the first and the last: ``3–7``."""
    if len(numbers) > 2:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers))
