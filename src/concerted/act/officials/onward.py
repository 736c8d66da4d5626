"""What one can do when one knows who decides. Rooms that let people write or call register here in their ``apps.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from concerted.organizations.models import Organization


@dataclass(frozen=True)
class Way:
    """An open action that asks each person's own officials, by its page, to which the point is posted."""

    title: str
    url: str
    kind: str = ""
    """As “Letter” or “Call”."""
    language: str = ""


Ways = Callable[[Organization, str], Iterable[Way]]
_registered: list[Ways] = []


def register(ways: Ways) -> None:
    if ways not in _registered:
        _registered.append(ways)


def ways_from(organization: Organization, language: str) -> Sequence[Way]:
    return [way for ways in _registered for way in ways(organization, language)]
