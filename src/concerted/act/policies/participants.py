"""Who acted for a policy, so that what comes of it is told to each of them, once.

A room of acts registers in its ``apps.py``. Its functions get a policy that was reached through a gate.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from concerted.act.policies.models import PolicyItem
from concerted.people.models import Person

BATCH = 200


@dataclass(frozen=True)
class Reader:
    """Somebody who acted and wants to hear of it, and how to reach them."""

    pk: uuid.UUID
    """Of the person, or of who speaks for an organization: nobody hears one outcome twice."""
    email: str
    language: str
    stop_path: str
    """Where one click ends the news, on a page in their language."""


@dataclass(frozen=True)
class Act:
    """One way to act: its words, who did it, and which of these persons allowed news of it."""

    name: str
    label: Callable[[int], str]
    """How many did it, in words: "12 people signed a petition"."""
    people: Callable[[PolicyItem], QuerySet[Any, Any]]
    """The ids of those who did it, as a queryset of one column."""
    readers: Callable[[PolicyItem, Sequence[uuid.UUID]], Mapping[uuid.UUID, Reader]]


@dataclass(frozen=True)
class Companions:
    """Others who acted, and are no persons here: organizations, told through those who speak for them."""

    label: Callable[[int], str]
    count: Callable[[PolicyItem], int]
    readers: Callable[[PolicyItem], Sequence[Reader]]


_acts: dict[str, Act] = {}
_companions: list[Companions] = []


def register(act: Act) -> None:
    """Let those who did ``act`` hear what came of the policies they did it for."""
    _acts[act.name] = act


def register_companions(companions: Companions) -> None:
    """Let ``companions`` hear what came of the policies they acted for."""
    if companions not in _companions:
        _companions.append(companions)


def companions_of(policy: PolicyItem) -> list[Reader]:
    """Whoever speaks for the organizations that acted, each address once."""
    readers = [reader for one in _companions for reader in one.readers(policy)]
    return list({reader.email.lower(): reader for reader in readers}.values())


@dataclass(frozen=True)
class Counts:
    """How many acted, in how many ways, and how many of them allow news."""

    people: int
    readers: int
    acts: tuple[str, ...]


def counts(policy: PolicyItem) -> Counts:
    """What an organizer sees before anything is sent."""
    done = [(act.label, act.people(policy).distinct().count()) for act in _acts.values()]
    done += [(one.label, one.count(policy)) for one in _companions]
    beside = len(companions_of(policy))
    return Counts(
        people=_people(policy).count() + beside,
        readers=sum(len(readers) for readers, _onward in _batches(policy)) + beside,
        acts=tuple(label(count) for label, count in done if count),
    )


def _batches(policy: PolicyItem) -> Iterator[tuple[list[Reader], str]]:
    onward = ""
    while True:
        readers, onward = next_readers(policy, onward)
        yield readers, onward
        if not onward:
            return


def next_readers(policy: PolicyItem, after: str = "") -> tuple[list[Reader], str]:
    """Those of the next persons after ``after`` who allow news, each once however they acted; and where to go on."""
    rows = _people(policy).order_by("pk")
    if after:
        rows = rows.filter(pk__gt=uuid.UUID(after))
    persons = list(rows.values_list("pk", flat=True)[:BATCH])
    found: dict[uuid.UUID, Reader] = {}
    for act in _acts.values():
        found = {**act.readers(policy, persons), **found}
    readers = [found[pk] for pk in persons if pk in found]
    return readers, str(persons[-1]) if len(persons) == BATCH else ""


def _people(policy: PolicyItem) -> QuerySet[Person]:
    rows = Person.objects.filter(organization_id=policy.organization_id)
    did = [Q(pk__in=act.people(policy)) for act in _acts.values()]
    return rows.filter(reduce(or_, did)) if did else rows.none()
