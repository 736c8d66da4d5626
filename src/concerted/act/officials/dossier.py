"""What an organization has had to do with an official. Rooms that meet, call or ask them register here in their ``apps.py``."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from concerted.act.officials.models import Official
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization


@dataclass(frozen=True)
class Fact:
    """One thing on a day: what kind, in words, how it stands, and where it is kept."""

    on: datetime.date
    kind: str
    text: str
    url: str
    language: str = ""
    """Of the words; empty where they are the page's own."""
    state: str = ""
    tone: str = ""


Facts = Callable[[Official, Organization, Viewer], Iterable[Fact]]
_registered: list[Facts] = []


def register(facts: Facts) -> None:
    if facts not in _registered:
        _registered.append(facts)


def facts_of(official: Official, organization: Organization, viewer: Viewer) -> list[Fact]:
    """What ``viewer`` may see of it, the newest first."""
    found = [one for facts in _registered for one in facts(official, organization, viewer)]
    return sorted(found, key=lambda one: one.on, reverse=True)
