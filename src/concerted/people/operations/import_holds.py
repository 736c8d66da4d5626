"""Before a yes of a file counts: whose yes is held, because somebody like them said no."""

from __future__ import annotations

import uuid
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from concerted.base.rows import insert
from concerted.people.importing.likeness import (
    PHONE_ONLY,
    Identity,
    keys_of_refusal,
    keys_to_compare,
)
from concerted.people.models import (
    IMPORT,
    Answer,
    Consent,
    ContactPoint,
    Import,
    ImportRow,
    Person,
)
from concerted.people.models.consents import NEWS
from concerted.people.models.persons import PersonQuerySet

PEOPLE_AT_ONCE = 1000
BITS = {"email": 1, "text": 2, "call": 4}
"""Channels as bits of one small number, so that many keys take little memory."""
_EVERYTHING = 7
_BY_PHONE = 6
NEW = 8
"""Times this, a channel's bit says that somebody of this file said no there."""


class Refusals:
    """By key, where somebody with that key said no: two sorted arrays, for a list may hold many refusals."""

    def __init__(self, keys: array[int], bits: array[int]) -> None:
        given = np.frombuffer(keys, dtype=np.int64) if keys else np.empty(0, dtype=np.int64)
        order = np.argsort(given, kind="stable")
        self._keys, first = np.unique(given[order], return_index=True)
        told = np.frombuffer(bits, dtype=np.uint8)[order] if keys else np.empty(0, dtype=np.uint8)
        self._bits = np.bitwise_or.reduceat(told, first) if keys else told
        self.has_any = bool(keys)
        self.has_new = bool((self._bits >= NEW).any())

    def of(self, keys: Sequence[Sequence[int]]) -> list[int]:
        """For each of several people's keys, where somebody with any of them said no."""
        flat = np.fromiter((key for own in keys for key in own), dtype=np.int64)
        if not len(flat) or not self.has_any:
            return [0] * len(keys)
        at = np.minimum(np.searchsorted(self._keys, flat), len(self._keys) - 1)
        bits = np.where(self._keys[at] == flat, self._bits[at], 0).astype(np.uint8)
        ends = np.cumsum([len(own) for own in keys])
        return [
            int(np.bitwise_or.reduce(bits[end - len(own) : end]))
            for own, end in zip(keys, ends, strict=True)
        ]


@dataclass
class Answers:
    """The channels on which a yes or a no of one person stands, and of which came with the file."""

    yes: int = 0
    no: int = 0
    held: int = 0
    new_yes: int = 0
    new_no: int = 0


def count_answers(*, record: Import) -> int:
    """Let every yes of ``record`` count, but hold those of people who look like somebody who said no.

    A no of the list holds a yes of this file, and a no of this file holds a yes of the list; what was decided
    about two who were both there before stays. Says how many were held; asking twice holds nobody twice.
    It has no viewer.
    """
    refusals = _refusals(record)
    if refusals.has_any:
        people = _people(record)
        if not refusals.has_new:
            rows = ImportRow.objects.filter(import_record=record)
            people = people.filter(pk__in=rows.values("person_id"))
        for group in _groups(people):
            _hold(record, group, refusals)
    with transaction.atomic():
        answers_of(record).filter(answer=Answer.GRANTED, is_proven=False).update(is_proven=True)
    return answers_of(record).filter(answer=Answer.HELD).count()


def answers_of(record: Import, /) -> QuerySet[Consent]:
    """What ``record`` added to the ledger."""
    return Consent.objects.filter(
        organization_id=record.organization_id, source=IMPORT, source_ref=str(record.pk)
    )


def _people(record: Import) -> PersonQuerySet:
    return Person.objects.current().filter(organization_id=record.organization_id)


def _groups(people: PersonQuerySet) -> Iterator[list[uuid.UUID]]:
    """Keys of ``people``, some at a time. All are read at once, 16 bytes each, so that no query stays open."""
    found = people.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=PEOPLE_AT_ONCE)
    keys = b"".join(key.bytes for key in found)
    step = 16 * PEOPLE_AT_ONCE
    for start in range(0, len(keys), step):
        group = keys[start : start + step]
        yield [uuid.UUID(bytes=group[at : at + 16]) for at in range(0, len(group), 16)]


def _identities(keys: Iterable[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Identity]]:
    """What tells who people are."""
    keys = list(keys)
    emails: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    phones: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    points = ContactPoint.objects.filter(person_id__in=keys).order_by()
    for key, kind, value in points.values_list("person_id", "kind", "normalized"):
        (emails if kind == "email" else phones)[key].append(value)
    names = ("given_name", "additional_name", "family_name", "honorific_suffix", "postal_code")
    for key, *values in Person.objects.filter(pk__in=keys).values_list("pk", *names):
        given, middle, family, suffix, place = values
        own = (tuple(emails[key]), tuple(phones[key]))
        yield key, Identity(given, middle, family, suffix, place, *own)


def _answers(record: Import, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Answers]:
    """What stands for people, over all their points. A yes of ``record`` may still wait to be counted."""
    found: defaultdict[uuid.UUID, Answers] = defaultdict(Answers)
    ref = str(record.pk)
    is_yes = Case(When(answer=Answer.GRANTED, then=Value(1)), default=Value(0))
    about = Consent.objects.filter(person_id__in=keys, purpose__in=("", NEWS))
    newest_first = about.order_by(
        "-answered_at", is_yes, "-id"
    )  # as ``latest_first``, with what waits
    for key, channel, answer, is_proven, came_with in newest_first.values_list(
        "person_id", "channel", "answer", "is_proven", "source_ref"
    ):
        own, bit, is_new = found[key], BITS[channel], came_with == ref
        if is_new:
            own.new_yes |= bit if answer == "granted" else 0
            own.new_no |= bit if answer == "refused" else 0
        if (answer == "granted" and not is_proven) or bit & (own.yes | own.no | own.held):
            continue
        if answer == "granted":
            own.yes |= bit
        elif answer == "held":
            own.held |= bit
        else:
            own.no |= bit
    return found


def _refusals(record: Import) -> Refusals:
    """The keys of everybody in the list for whom a no stands."""
    nos = Consent.objects.filter(
        organization_id=record.organization_id,
        answer__in=(Answer.REFUSED, Answer.WITHDRAWN),
        purpose__in=("", NEWS),
    )
    keys, told = array("q"), array("B")
    for group in _groups(_people(record).filter(pk__in=nos.values("person_id"))):
        answers = _answers(record, group)
        for person, who in _identities(group):
            own = answers[person]
            said = own.no | NEW * (own.new_no & own.no)
            for key, channels in keys_of_refusal(who):
                meant = _BY_PHONE if channels is PHONE_ONLY else _EVERYTHING
                if bits := (meant | NEW * meant) & said:
                    keys.append(key)
                    told.append(bits)
    return Refusals(keys, told)


@transaction.atomic
def _hold(record: Import, people: list[uuid.UUID], refusals: Refusals) -> None:
    """Hold the yes of those among ``people`` who look like somebody who said no."""
    agreeing = {
        person: (own.yes | own.new_yes & ~(own.no | own.held), own.new_yes)
        for person, own in _answers(record, people).items()
    }
    found = _identities(key for key, (yes, _new) in agreeing.items() if yes)
    asked = [(person, list(keys_to_compare(who))) for person, who in found]
    rows = []
    for (person, _keys), bits in zip(asked, refusals.of([own for _, own in asked]), strict=True):
        yes, new_yes = agreeing[person]
        doubtful = yes & (bits // NEW | bits & new_yes)
        rows += [_held(record, person, channel) for channel, bit in BITS.items() if doubtful & bit]
    insert(*rows)


def _held(record: Import, person_id: uuid.UUID, channel: str) -> Consent:
    return Consent(
        organization_id=record.organization_id,
        person_id=person_id,
        channel=channel,
        answer=Answer.HELD,
        source=IMPORT,
        source_ref=str(record.pk),
        answered_at=timezone.now(),
        is_proven=True,
        entered_by_id=record.by_id,
    )
