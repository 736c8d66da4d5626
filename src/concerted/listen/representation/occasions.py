"""On which occasions people take part, told by the rooms that hold them: a conversation, a survey, an event, a decision.

A room registers in its ``apps.py``::

    occasions.register(occasions.Kind("conversation", _("Conversation"), Conversation, describe))

where ``describe(rows, language)`` says of each row what ``Subject`` asks for. The gates of its table are the gates of
what is told about it: this room knows none of the rooms.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Subject:
    """What a room tells of one occasion."""

    title: str
    language: str
    """Of the title."""
    url: str
    desk_url: str
    took_part: int
    """How many people took part so far, whatever they told of themselves."""
    is_public: bool
    ended_at: datetime.datetime | None = None
    goal_id: uuid.UUID | None = None


Describe = Callable[[Sequence[Any], str], Mapping[uuid.UUID, Subject]]


@dataclass(frozen=True)
class Kind:
    """``model`` has the three gates, an ``organization``, and a ``slug`` or only its key."""

    name: str
    label: str | Promise
    model: Any
    describe: Describe


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def kind_of(row: Any) -> Kind:
    """The kind of occasion that ``row`` is; its room has registered it."""
    return next(one for one in _kinds.values() if isinstance(row, one.model))
