"""What higher rooms show on an organization's public page: its open goals, its petitions.

A room registers in its ``apps.py``::

    showcase.register(_("Petitions"), open_petitions, order=10)

where ``open_petitions(organization, language)`` gives what anybody may see, as ``Item``s, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.urls import reverse
from django.utils.functional import Promise

from concerted.organizations.models import Organization

SHOWN = 6
"""Items of one kind on the page."""
SHOWN_OF_WHOLE = 3
"""The same where a link leads to all of them."""


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


@dataclass(frozen=True)
class _Kind:
    order: int
    title: str | Promise
    items: Items
    whole: Whole | None


_registered: list[_Kind] = []


def register(
    title: str | Promise, items: Items, whole: Whole | None = None, *, order: int
) -> None:
    """Show ``items(organization, language)`` under ``title``, with a link to the ``whole`` list.

    The lowest ``order`` stands on top: goals, then what one can do (10), say (20), how is decided (30) and shared (40),
    and what came of it (50).
    """
    kind = _Kind(order, title, items, whole)
    if kind not in _registered:
        _registered.append(kind)


def shelves(organization: Organization, language: str) -> tuple[Shelf, ...]:
    """What the rooms show of ``organization``; empty shelves are left out."""
    ordered = sorted(_registered, key=attrgetter("order"))
    filled = (_shelf(kind, organization, language) for kind in ordered)
    return tuple(shelf for shelf in filled if shelf.items)


def _shelf(kind: _Kind, organization: Organization, language: str) -> Shelf:
    items = tuple(kind.items(organization, language))
    if kind.whole is None:
        return Shelf(str(kind.title), items[:SHOWN])
    url = reverse(kind.whole.route, args=[organization.slug])
    return Shelf(str(kind.title), items[:SHOWN_OF_WHOLE], url, str(kind.whole.words))
