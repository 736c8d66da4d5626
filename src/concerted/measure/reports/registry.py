"""The sections a report can be made of, each told by the room it is about.

A room from here upward registers a function in its ``apps.py``: it takes the scope of a report and a language and
answers with blocks. A report is for everybody, so a section tells what everybody may read: it begins at ``public()``,
and figures of people come from what was released.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.utils.functional import Promise

from concerted.goals.models import Goal
from concerted.measure.indicators.queries.withdrawn import Cut
from concerted.measure.reports.documents import Block
from concerted.organizations.models import Organization
from concerted.pool.offers.models import FundingSource

Rows = TypeVar("Rows", bound=models.QuerySet[Any])


@dataclass(frozen=True)
class Scope:
    """What a report is about: a goal or, without one, all of ``organization``, from ``start`` through ``end``."""

    organization: Organization
    goal: Goal | None
    goals: tuple[Goal, ...]
    """The published goals that it is about."""
    start: datetime.date
    end: datetime.date
    source: FundingSource | None = None

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.organization.time_zone)

    @property
    def since(self) -> datetime.datetime:
        """The first moment, where the organization is."""
        return datetime.datetime.combine(self.start, datetime.time(), self.zone)

    @property
    def until(self) -> datetime.datetime:
        """The first moment after."""
        after = self.end + datetime.timedelta(days=1)
        return datetime.datetime.combine(after, datetime.time(), self.zone)

    def covers(self, moment: datetime.datetime) -> bool:
        return self.since <= moment < self.until

    def only(self, rows: Rows, path: str = "goal") -> Rows:
        """Those of ``rows`` that belong to the organization and, by ``path``, to the goal."""
        mine = rows.filter(organization=self.organization)
        return mine if self.goal is None else mine.filter(**{path: self.goal})


Tell = Callable[[Scope, str], Sequence[Block]]


Cuts = Callable[[Scope], Iterable[Cut]]


@dataclass(frozen=True)
class Section:
    name: str
    title: str | Promise
    about: str | Promise
    """What one finds in it, for who picks."""
    tell: Tell
    order: int = 50
    cuts: Cuts | None = None
    """Which figures of people it tells: a report that tells what a community withdraws is shown no more."""


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Let reports have ``section``; the same name again takes its place."""
    _sections[section.name] = section


def sections() -> list[Section]:
    """All there are, in the order of the loop."""
    return sorted(_sections.values(), key=lambda one: one.order)


def section_named(name: str) -> Section | None:
    return _sections.get(name)
