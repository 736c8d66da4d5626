"""What a partner brought to a coalition, told by the rooms that keep it: a partner that leaves takes it along.

A room registers in its ``apps.py``: ``registry.register("offers", _("Offers"), offers_of)``. ``offers_of(membership)``
gives the rows of the coalition that the member brought, each a mapping of words and numbers with the same keys. Rows
tell of organizations and things, never of residents. The membership has passed a gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from concerted.organizations.models import Membership

Cell = str | int | float | bool | None
Brought = Callable[[Membership], Iterable[Mapping[str, Cell]]]


@dataclass(frozen=True)
class Shelf:
    """What one room keeps of a partner. ``name`` is that of its file."""

    name: str
    label: str
    rows: tuple[Mapping[str, Cell], ...]


_registered: dict[str, tuple[str | Promise, Brought]] = {}


def register(name: str, label: str | Promise, rows: Brought) -> None:
    """Let ``rows`` say what the room keeps of a partner; ``name`` is the file's, in small letters."""
    _registered[name] = (label, rows)


def brought_by(membership: Membership) -> tuple[Shelf, ...]:
    """What each room keeps of the member, in the order of registration, also where that is nothing."""
    return tuple(
        Shelf(name, str(label), tuple(rows(membership)))
        for name, (label, rows) in _registered.items()
    )
