"""What higher rooms show on an organization's public page: its open goals, its petitions.

A room registers in its ``apps.py``::

    showcase.register(_("Petitions"), open_petitions)

where ``open_petitions(organization, language)`` gives what anybody may see, as ``Item``s, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
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
class Whole:
    """The page that lists everything of which a shelf shows the newest."""

    words: str | Promise
    route: str
    """Name of an address that takes the organization's slug."""


@dataclass(frozen=True)
class Shelf:
    title: str
    items: tuple[Item, ...]
    url: str = ""
    """Where everything is listed, with the words of the link."""
    words: str = ""


Items = Callable[[Organization, str], Iterable[Item]]

_registered: list[tuple[str | Promise, Items, Whole | None]] = []


def register(title: str | Promise, items: Items, whole: Whole | None = None) -> None:
    """Show ``items(organization, language)`` under ``title``, with a link to the ``whole`` list."""
    if (title, items, whole) not in _registered:
        _registered.append((title, items, whole))


def shelves(organization: Organization, language: str) -> tuple[Shelf, ...]:
    """What the rooms show of ``organization``; empty shelves are left out."""
    filled = (
        _shelf(str(title), tuple(items(organization, language))[:SHOWN], whole, organization)
        for title, items, whole in _registered
    )
    return tuple(shelf for shelf in filled if shelf.items)


def _shelf(
    title: str, items: tuple[Item, ...], whole: Whole | None, organization: Organization
) -> Shelf:
    if whole is None:
        return Shelf(title, items)
    return Shelf(title, items, reverse(whole.route, args=[organization.slug]), str(whole.words))
