"""Before a yes of a file counts: whose yes is held, because somebody like them said no."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from concerted.base.rows import insert
from concerted.people.importing.likeness import Identity, keys_of_refusal, keys_to_compare
from concerted.people.models import (
    IMPORT,
    Answer,
    Channel,
    Consent,
    ContactPoint,
    Import,
    ImportRow,
    Person,
)
from concerted.people.models.consents import NEWS, standing_answer
from concerted.people.models.persons import PersonQuerySet

PEOPLE_AT_ONCE = 1000
BITS = {Channel.EMAIL: 1, Channel.TEXT: 2, Channel.CALL: 4}
"""Channels as bits of one small number, so that many keys take little memory."""


@dataclass
class Refusals:
    """By key, the channels on which somebody with that key said no: anybody, and in this file."""

    by_anybody: dict[int, int] = field(default_factory=dict)
    by_new: dict[int, int] = field(default_factory=dict)


def count_answers(*, record: Import) -> int:
    """Let every yes of ``record`` count, but hold those of people who look like somebody who said no.

    A no of the list holds a yes of this file, and a no of this file holds a yes of the list; what was decided
    about two who were both there before stays. Says how many were held; asking twice holds nobody twice.
    It has no viewer.
    """
    refusals = _refusals(record)
    if refusals.by_anybody:
        people = _people(record)
        if not refusals.by_new:
            rows = ImportRow.objects.filter(import_record=record)
            people = people.filter(pk__in=rows.values("person_id"))
        for group in _groups(people):
            _hold(record, group, refusals)
    with transaction.atomic():
        answers_of(record).filter(answer=Answer.GRANTED, is_proven=False).update(is_proven=True)
    return answers_of(record).filter(answer=Answer.HELD).count()


def answers_of(record: Import) -> QuerySet[Consent]:
    """What ``record`` added to the ledger."""
    return Consent.objects.filter(
        organization_id=record.organization_id, source=IMPORT, source_ref=str(record.pk)
    )


def _people(record: Import) -> PersonQuerySet:
    return Person.objects.current().filter(organization_id=record.organization_id)


def _groups(people: PersonQuerySet) -> Iterator[list[Person]]:
    """``people`` some at a time, with what tells who they are; by key, so that nothing is kept open."""
    rows = people.order_by("pk").only(
        "given_name", "additional_name", "family_name", "honorific_suffix", "postal_code"
    )
    group = list(rows[:PEOPLE_AT_ONCE])
    while group:
        yield group
        group = list(rows.filter(pk__gt=group[-1].pk)[:PEOPLE_AT_ONCE])


def _identities(people: Iterable[Person]) -> Iterator[tuple[Person, Identity]]:
    people = list(people)
    points: defaultdict[uuid.UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    found = ContactPoint.objects.filter(person_id__in=[person.pk for person in people])
    for key, kind, value in found.order_by().values_list("person_id", "kind", "normalized"):
        points[key][kind].append(value)
    for person in people:
        own = points[person.pk]
        yield (
            person,
            Identity(
                person.given_name,
                person.additional_name,
                person.family_name,
                person.honorific_suffix,
                person.postal_code,
                tuple(own[ContactPoint.Kind.EMAIL]),
                tuple(own[ContactPoint.Kind.PHONE]),
            ),
        )


def _refusals(record: Import) -> Refusals:
    """The keys of everybody in the list for whom a no stands."""
    nos = Consent.objects.filter(
        organization_id=record.organization_id,
        answer__in=(Answer.REFUSED, Answer.WITHDRAWN),
        purpose__in=("", NEWS),
    )
    found = Refusals()
    for group in _groups(_people(record).filter(pk__in=nos.values("person_id"))):
        standing = _standing(group, (Answer.REFUSED, Answer.WITHDRAWN))
        new = _channels(answers_of(record).filter(answer=Answer.REFUSED), group)
        for person, who in _identities(group):
            said, said_now = standing.get(person.pk, 0), new.get(person.pk, 0)
            for key, channels in keys_of_refusal(who):
                bits = sum(BITS[Channel(channel)] for channel in channels)
                if said & bits:
                    found.by_anybody[key] = found.by_anybody.get(key, 0) | said & bits
                if said_now & bits:
                    found.by_new[key] = found.by_new.get(key, 0) | said_now & bits
    return found


def _standing(people: Iterable[Person], answers: Iterable[str]) -> dict[uuid.UUID, int]:
    """On which channels one of ``answers`` is what stands, over all points of each person."""
    keys = [person.pk for person in people]
    found: dict[uuid.UUID, int] = {}
    for channel, bit in BITS.items():
        standing = standing_answer(channel, NEWS, person="pk", point=None)
        rows = Person.objects.filter(pk__in=keys).alias(standing=standing)
        for key in rows.filter(standing__in=answers).values_list("pk", flat=True):
            found[key] = found.get(key, 0) | bit
    return found


def _channels(answers: QuerySet[Consent], people: Iterable[Person]) -> dict[uuid.UUID, int]:
    found: dict[uuid.UUID, int] = {}
    rows = answers.filter(person_id__in=[person.pk for person in people]).order_by()
    for key, channel in rows.values_list("person_id", "channel"):
        found[key] = found.get(key, 0) | BITS[Channel(channel)]
    return found


@transaction.atomic
def _hold(record: Import, people: list[Person], refusals: Refusals) -> None:
    """Hold the yes of those among ``people`` who look like somebody who said no."""
    new = _channels(answers_of(record).filter(answer=Answer.GRANTED), people)
    suspected: dict[uuid.UUID, int] = {}
    for person, who in _identities(people):
        by_anybody = by_new = 0
        for key in keys_to_compare(who):
            by_anybody |= refusals.by_anybody.get(key, 0)
            by_new |= refusals.by_new.get(key, 0)
        if bits := by_new | by_anybody & new.get(person.pk, 0):
            suspected[person.pk] = bits
    rows = [
        _held(record, key, channel)
        for key, bits in _with_a_yes(record, suspected).items()
        for channel, bit in BITS.items()
        if bits & bit
    ]
    insert(*rows)


def _with_a_yes(record: Import, suspected: dict[uuid.UUID, int]) -> dict[uuid.UUID, int]:
    """Of the channels suspected, those on which a yes stands, or would now begin to count."""
    people = [Person(pk=key) for key in suspected]
    agreed = _standing(people, (Answer.GRANTED,))
    silent = _standing(people, (Answer.HELD, Answer.REFUSED, Answer.WITHDRAWN))
    waiting = _channels(answers_of(record).filter(answer=Answer.GRANTED), people)
    return {
        key: bits & (agreed.get(key, 0) | waiting.get(key, 0) & ~silent.get(key, 0))
        for key, bits in suspected.items()
    }


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
