"""The recipes by which figures are drawn from the platform's own records.

A recipe has a name, a version, and says in words what it counts. Asked for an organization and a day, it counts what
was recorded until the end of that day, in periods that were over by then. Asked again it is not counted anew: the
figures of the first time stand, whatever was taken back since. Who changes what a recipe counts gives it a new version,
so that figures drawn before stay answerable.

A room whose records can be counted registers its recipes in the ``apps.py`` of this one::

    extracts.register(Extract(name="needs-met", version=1, ...))
"""

from __future__ import annotations

import datetime
import hashlib
import json
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from concerted.measure.indicators.importing.lines import Line, NewDimension, NewGroup
from concerted.organizations.models import Organization

FREQUENCIES = ("month", "quarter", "half-year", "year")


@dataclass(frozen=True)
class Asked:
    """What a recipe is asked for: ``until`` is the last day that counts, ``every`` the length of a period."""

    organization: Organization
    until: datetime.date
    every: str = "quarter"
    choice: str = ""

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.organization.time_zone)

    @property
    def moment(self) -> datetime.datetime:
        """The first moment that does not count any more."""
        day_after = self.until + datetime.timedelta(days=1)
        return datetime.datetime.combine(day_after, datetime.time(), self.zone)

    def day(self, moment: datetime.datetime) -> datetime.date:
        """The day that it was at ``moment`` where the organization is at home."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class Drawn:
    """What a recipe found; groups that the figures need come with it."""

    lines: tuple[Line, ...]
    dimensions: tuple[NewDimension, ...] = ()
    groups: tuple[NewGroup, ...] = ()


@dataclass(frozen=True)
class Extract:
    """One recipe. ``choice`` is the label of what may be chosen in it, such as one of several petitions."""

    name: str
    version: int
    title: Promise
    words: Promise
    kind: str
    unit: str
    favourable: bool
    draw: Callable[[Asked], Drawn] = field(repr=False)
    choice: Promise | None = None
    choices: Callable[[Organization], Iterable[tuple[str, str]]] | None = field(
        default=None, repr=False
    )

    def cite(self, asked: Asked) -> str:
        """How figures drawn by it name where they are from."""
        chosen = f", {asked.choice}" if asked.choice else ""
        return f"{self.name}, version {self.version}{chosen}, until {asked.until.isoformat()}"

    def fingerprint(self, asked: Asked) -> str:
        """The same for the same recipe and question: its answer is kept, and given again."""
        told: Mapping[str, object] = {
            "extract": self.cite(asked),
            "every": asked.every,
            "organization": str(asked.organization.pk),
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


_extracts: dict[str, Extract] = {}


def register(extract: Extract) -> None:
    _extracts[extract.name] = extract


def extracts() -> tuple[Extract, ...]:
    return tuple(_extracts.values())


def extract_named(name: str) -> Extract | None:
    return _extracts.get(name)
