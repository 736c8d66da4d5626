"""What higher rooms show on an organization's public page: its open goals, its petitions.

A room registers in its ``apps.py``::

    showcase.register(_("Petitions"), open_petitions)

where ``open_petitions(organization, language)`` gives what anybody may see, as ``Item``s, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from concerted.organizations.models import Organization

SHOWN = 6
"""Items of one kind on the page."""


@dataclass(frozen=True)
class Item:
    title: str
    url: str
    text: str = ""
    state: str = ""
    language: str = ""
    """Of the title and the text, where it is not the page's."""


@dataclass(frozen=True)
class Shelf:
    title: str
    items: tuple[Item, ...]


Items = Callable[[Organization, str], Iterable[Item]]

_registered: list[tuple[str | Promise, Items]] = []


def register(title: str | Promise, items: Items) -> None:
    """Show ``items(organization, language)`` under ``title``."""
    if (title, items) not in _registered:
        _registered.append((title, items))


def shelves(organization: Organization, language: str) -> tuple[Shelf, ...]:
    """What the rooms show of ``organization``; empty shelves are left out."""
    filled = (
        Shelf(str(title), tuple(items(organization, language))[:SHOWN])
        for title, items in _registered
    )
    return tuple(shelf for shelf in filled if shelf.items)
