"""What becomes of a statement after the conversation, told by the stages above.

A room above registers functions here in its ``apps.py``. Conversations do not know the rooms.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from concerted.base.gates import Viewer
from concerted.listen.conversations.models import Statement


@dataclass(frozen=True)
class Step:
    """Something that happened to somebody's words, as everybody may read it.

    ``key`` is the same whenever it is told: whoever was written about it is not written again.
    """

    key: str
    at: datetime.datetime
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Offer:
    """Something organizers can make of a statement: a button that posts to ``url``."""

    label: str
    url: str


Stories = Callable[[Sequence[Statement], str], Mapping[uuid.UUID, Sequence[Step]]]
Offers = Callable[[Statement, Viewer], Sequence[Offer]]

_stories: list[Stories] = []
_offers: list[Offers] = []


def register_stories(function: Stories) -> None:
    """Let ``function(statements, language)`` add what became of shown statements; for all in a few queries."""
    if function not in _stories:
        _stories.append(function)


def register_offers(function: Offers) -> None:
    """Let ``function(statement, viewer)`` say what ``viewer`` can make of a statement."""
    if function not in _offers:
        _offers.append(function)


def stories(statements: Iterable[Statement], language: str) -> dict[uuid.UUID, list[Step]]:
    """What became of each of ``statements``, in the order in which it happened."""
    statements = list(statements)
    told: dict[uuid.UUID, list[Step]] = {one.pk: [] for one in statements}
    for function in _stories:
        for pk, steps in function(statements, language).items():
            told[pk].extend(steps)
    return {pk: sorted(steps, key=lambda one: one.at) for pk, steps in told.items()}


def offers(statement: Statement, viewer: Viewer) -> list[Offer]:
    """What ``viewer`` can make of ``statement``."""
    return [offer for function in _offers for offer in function(statement, viewer)]
