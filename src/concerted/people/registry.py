"""What higher rooms know about a person, without people knowing the rooms.

A room registers in its ``apps.py``, in ``ready``. Every function gets a row or an organization that was
reached through a gate already, and asks one query however much it finds.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from concerted.organizations.models import Organization
from concerted.people.models import Person


@dataclass(frozen=True)
class Entry:
    """Something a person did or that was done with them, for their time line."""

    at: datetime.datetime
    label: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Action:
    """Something people do that a segment can ask for: of one kind, or of one thing of the kind.

    ``people(organization, which)`` gives the ids of persons as a queryset of one column; ``which`` is empty for
    any, or one of the keys that ``choices(organization)`` offers with their names.
    """

    name: str
    label: Any
    people: Callable[[Organization, str], models.QuerySet[Any, Any]]
    choices: Callable[[Organization], list[tuple[str, str]]]


@dataclass(frozen=True)
class Reference:
    """A column of a room's table that names a person; ``unique_with`` are columns unique with it."""

    model: type[models.Model]
    column: str
    unique_with: tuple[str, ...]


Timeline = Callable[[Person], Iterable[Entry]]
Export = Callable[[Person], Any]
Erasure = Callable[[Person], None]

_timelines: list[Timeline] = []
_exports: dict[str, Export] = {}
_erasures: list[Erasure] = []
_actions: dict[str, Action] = {}
_references: list[Reference] = []


def register_timeline(function: Timeline) -> None:
    """Let ``function`` add entries to the time line of a person."""
    if function not in _timelines:
        _timelines.append(function)


def register_export(name: str, function: Export) -> None:
    """Let ``function`` say, as JSON can hold it, what the room keeps about a person."""
    _exports[name] = function


def register_erasure(function: Erasure) -> None:
    """Let ``function`` take what identifies a person out of the room's rows, before the person is deleted.

    What is counted stays, so that counts do not change.
    """
    if function not in _erasures:
        _erasures.append(function)


def _no_choices(organization: Organization) -> list[tuple[str, str]]:  # noqa: ARG001
    return []


def register_action(
    name: str,
    label: Any,
    people: Callable[[Organization, str], models.QuerySet[Any, Any]],
    choices: Callable[[Organization], list[tuple[str, str]]] = _no_choices,
) -> None:
    """Let segments ask who did ``name``; ``label`` completes “people who …”, as in “signed a petition”."""
    _actions[name] = Action(name, label, people, choices)


def register_merge(
    model: type[models.Model], column: str = "person_id", unique_with: tuple[str, ...] = ()
) -> None:
    """Let rows of ``model`` follow when their person is merged into another, and come back after.

    Where the other has a row with the same ``unique_with`` already, the row stays where it is.
    """
    reference = Reference(model, column, unique_with)
    if reference not in _references:
        _references.append(reference)


def timeline_of(person: Person) -> list[Entry]:
    """What rooms know of ``person``, newest first."""
    entries = [entry for function in _timelines for entry in function(person)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def exports_of(person: Person) -> dict[str, Any]:
    return {name: function(person) for name, function in _exports.items()}


def erasures() -> list[Erasure]:
    return list(_erasures)


def actions() -> dict[str, Action]:
    return dict(_actions)


def references() -> list[Reference]:
    return list(_references)
