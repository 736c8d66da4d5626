"""What to be careful of before an organization speaks of officials. The room that knows elections registers in its ``apps.py``."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from concerted.act.officials.models import Jurisdiction
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization


@dataclass(frozen=True)
class Caution:
    """Something to be careful of, with what to do."""

    title: str
    text: str


@dataclass(frozen=True)
class Speech:
    """What is said by whom: the officials it goes to or names, the places where it is decided, and its words."""

    organization: Organization
    officials: Callable[[], Collection[uuid.UUID]]
    """Asked only where there is a candidate or an election at all."""
    places: Sequence[Jurisdiction] = ()
    texts: Callable[[], Sequence[str]] = field(default=lambda: ())


Source = Callable[[Speech, Viewer], list[Caution]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let ``source`` say what to be careful of."""
    if source not in _sources:
        _sources.append(source)


def cautions_of(speech: Speech, viewer: Viewer) -> list[Caution]:
    """Everything to be careful of; nothing while no room knows."""
    return [one for source in _sources for one in source(speech, viewer)]
