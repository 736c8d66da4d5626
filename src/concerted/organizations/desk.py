"""What waits for somebody in a workspace: the cards on its first page.

A room registers in its ``apps.py``: ``desk.register(petition_cards)``, where ``petition_cards(organization, viewer)``
gives the ``Card``s that ``viewer`` may see, through the gates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from concerted.base.gates import Viewer
from concerted.organizations.models import Organization


@dataclass(frozen=True)
class Card:
    title: str
    text: str
    url: str
    number: str = ""
    """A figure that says it at a glance, where there is one."""
    action: str = ""
    """The verb of the next step; without it the title is the link."""


Cards = Callable[[Organization, Viewer], Iterable[Card]]

_registered: list[Cards] = []


def register(cards: Cards) -> None:
    if cards not in _registered:
        _registered.append(cards)


def cards_for(organization: Organization, viewer: Viewer) -> tuple[Card, ...]:
    """The cards of every room, in the order of registration."""
    return tuple(card for cards in _registered for card in cards(organization, viewer))
