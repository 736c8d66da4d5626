"""Taking a batch of parsed rows into the list: joining, filling, adding, with few statements."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from concerted.base.rows import insert
from concerted.people.importing import fields
from concerted.people.importing.likeness import Identity, is_same_by_email, is_same_by_phone
from concerted.people.importing.remarks import Reason, Remark
from concerted.people.importing.rows import Junk, ParsedPerson
from concerted.people.models import (
    IMPORT,
    Answer,
    Consent,
    ContactPoint,
    Import,
    ImportRow,
    Person,
    PostalAddress,
    Tag,
    Tagging,
)
from concerted.people.models.consents import NEWS
from concerted.people.operations.import_lines import Lines

Row = tuple[int, ParsedPerson | Junk]
Point = tuple[str, str]
"""Kind, and the value as it is compared."""

Change = dict[str, Any]
"""What undoing needs: what was filled, and which rows are new."""

AT_ONCE = 250
"""Persons in one statement; SQLite takes 32,766 values in one."""


@dataclass
class Known:
    """A person of the list while rows are joined to them."""

    person: Person
    is_new: bool
    points: set[Point] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    tags: set[uuid.UUID] = field(default_factory=set)
    has_address: bool = False

    @property
    def identity(self) -> Identity:
        one = self.person
        return Identity(one.given_name, one.additional_name, one.family_name, one.honorific_suffix)


class TagBox:
    """The tags of an organization by their name in any case; new ones are made when asked for."""

    def __init__(self, record: Import) -> None:
        self._record = record
        tags = Tag.objects.filter(organization_id=record.organization_id)
        self._keys = {name.lower(): key for key, name in tags.values_list("pk", "name")}

    def key_of(self, name: str) -> uuid.UUID:
        name = name[:60]
        if name.lower() not in self._keys:
            tag = Tag(organization_id=self._record.organization_id, name=name)
            insert(tag)
            self._keys[name.lower()] = tag.pk
            self._record.tags_made.append(str(tag.pk))
        return self._keys[name.lower()]


@transaction.atomic
def take_rows(
    *, record: Import, rows: Sequence[Row], tags: TagBox, words: Mapping[str, str]
) -> bool:
    """Write a batch of ``rows`` that follow those done, and how far ``record`` is now.

    False when another worker has taken them meanwhile; then nothing is written. ``words`` says by
    channel in which words people were asked.
    """
    locked = Import.objects.select_for_update().only("rows_done", "state").get(pk=record.pk)
    if locked.rows_done >= rows[0][0] or locked.state != Import.State.RUNNING:
        return False
    batch = _Batch(record, tags, words)
    batch.load([parsed for _, parsed in rows if isinstance(parsed, ParsedPerson)])
    for number, parsed in rows:
        batch.take(number, parsed)
    batch.write()
    record.counts = dict(Counter(record.counts) + batch.counts)
    record.rows_done = rows[-1][0]
    record.save(update_fields=["counts", "rows_done", "tags_made"])
    return True


class _Batch:
    def __init__(self, record: Import, tags: TagBox, words: Mapping[str, str]) -> None:
        self.counts: Counter[str] = Counter()
        self._owner = record.organization_id
        self._tags = tags
        self._words = words
        self._source = f"import: {record.file_name}"[:120]
        self._ref = str(record.pk)
        self._by_point: defaultdict[Point, list[Known]] = defaultdict(list)
        self._people: list[Person] = []
        self._lines = _lines(record)

    def load(self, people: Iterable[ParsedPerson]) -> None:
        """Everybody of the list who has an address or number of this batch, in five queries."""
        values = {value for one in people for value in (*one.emails, *one.phones)}
        if not values:
            return
        found = ContactPoint.objects.filter(
            organization_id=self._owner, normalized__in=values, person__merged_into__isnull=True
        ).exclude(status=ContactPoint.Status.FORMER)
        keys = sorted(set(found.values_list("person_id", flat=True)))
        if not keys:
            return
        known = {one.pk: Known(one, is_new=False) for one in Person.objects.filter(pk__in=keys)}
        points = ContactPoint.objects.filter(person_id__in=keys).order_by("person_id", "id")
        for key, kind, value, status in points.values_list(
            "person_id", "kind", "normalized", "status"
        ):
            known[key].points.add((kind, value))
            if status != ContactPoint.Status.FORMER:
                self._by_point[kind, value].append(known[key])
        self._load_rest(known, keys)

    def _load_rest(self, known: Mapping[uuid.UUID, Known], keys: Sequence[uuid.UUID]) -> None:
        answers = Consent.objects.filter(person_id__in=keys, purpose__in=("", NEWS))
        rows = answers.order_by("answered_at", "id").values_list(
            "person_id", "channel", "answer", "is_proven", "source_ref"
        )
        for key, channel, answer, is_proven, ref in rows:
            if answer != Answer.GRANTED or is_proven or ref == self._ref:
                known[key].answers[channel] = answer
        for key, tag in Tagging.objects.filter(person_id__in=keys).values_list(
            "person_id", "tag_id"
        ):
            known[key].tags.add(tag)
        for key in PostalAddress.objects.filter(person_id__in=keys).values_list(
            "person_id", flat=True
        ):
            known[key].has_address = True

    def take(self, number: int, parsed: ParsedPerson | Junk) -> None:
        """Join or add the person of one row; what became of it is written with the batch."""
        if isinstance(parsed, Junk):
            self.counts["junk"] += 1
            remarks = [[str(parsed.reason), ""]]
            self._lines[ImportRow].add(number, "junk", None, remarks, {})
            return
        change: Change = {}
        known = self._find(parsed)
        outcome = "joined"
        if known is None:
            known, outcome = self._add(parsed), "added"
        elif filled := _fill(known.person, parsed):
            change["filled"] = filled
        said = [*parsed.said, *self._answers(known, parsed)]
        self._attach(known, parsed, change)
        self.counts[outcome] += 1
        remarks = [[str(remark.reason), remark.value] for remark in said]
        if known.is_new:
            change = {}
        self._lines[ImportRow].add(number, outcome, known.person.pk, remarks, change)

    def _find(self, parsed: ParsedPerson) -> Known | None:
        who = _identity_of(parsed)
        for email in parsed.emails:
            holders = self._by_point.get(("email", email), ())
            same = [one for one in holders if is_same_by_email(who, one.identity)]
            if same:
                return max(same, key=lambda one: is_same_by_phone(who, one.identity))
        for phone in parsed.phones:
            for one in self._by_point.get(("phone", phone), ()):
                if is_same_by_phone(who, one.identity):
                    return one
        return None

    def _add(self, parsed: ParsedPerson) -> Known:
        person = Person(
            organization_id=self._owner, source=self._source, **_values(parsed, everything=True)
        )
        self._people.append(person)
        return Known(person, is_new=True)

    def _attach(self, known: Known, parsed: ParsedPerson, change: Change) -> None:
        """The points, the address and the tags of ``parsed`` that ``known`` lacks; ``change`` notes them."""
        key = known.person.pk
        new: list[tuple[str, uuid.UUID]] = []
        for kind, value in _points(parsed):
            if (kind, value) not in known.points:
                is_first = all(kind != other for other, _value in known.points)
                status = _status(kind, parsed)
                line = self._lines[ContactPoint].add(key, kind, value, value, is_first, status)
                new.append(("contactpoint", line))
                known.points.add((kind, value))
                self._by_point[kind, value].append(known)
        if parsed.street and not known.has_address and _is_there(known.person, parsed):
            place = (parsed.street, parsed.city, parsed.state[:60], parsed.postal_code[:20])
            new.append(("postaladdress", self._lines[PostalAddress].add(key, *place)))
            known.has_address = True
        for name in parsed.tags:
            tag = self._tags.key_of(name)
            if tag not in known.tags:
                known.tags.add(tag)
                new.append(("tagging", self._lines[Tagging].add(key, tag)))
        if new and not known.is_new:
            change["new"] = [[table, str(line)] for table, line in new]

    def _answers(self, known: Known, parsed: ParsedPerson) -> list[Remark]:
        """Add what the row says to the ledger; a yes never lifts a no that is there."""
        said = []
        for channel in map(str, parsed.refused):
            if known.answers.get(channel) not in (Answer.REFUSED, Answer.WITHDRAWN):
                known.answers[channel] = Answer.REFUSED
                self._answer(known, channel, "", Answer.REFUSED.value)
        for channel in map(str, parsed.granted):
            standing = known.answers.get(channel)
            if standing is None:
                known.answers[channel] = Answer.GRANTED
                self._answer(known, channel, NEWS, Answer.GRANTED.value)
            elif standing != Answer.GRANTED:
                said.append(Remark(Reason.EARLIER_NO, channel))
        return said

    def _answer(self, known: Known, channel: str, purpose: str, answer: str) -> None:
        """A yes is counted once the whole file was compared; see ``import_holds``."""
        self.counts[f"{answer} {channel}"] += 1
        words = self._words.get(channel, "")
        is_counted = answer != Answer.GRANTED
        self._lines[Consent].add(known.person.pk, channel, purpose, answer, words, is_counted)

    def write(self) -> None:
        for start in range(0, len(self._people), AT_ONCE):
            insert(*self._people[start : start + AT_ONCE])
        for lines in self._lines.values():
            lines.write()


def _lines(record: Import) -> dict[type[models.Model], Lines]:
    """What a batch writes beside persons, table by table."""
    same: dict[str, Any] = {
        "organization_id": record.organization_id,
        "created_at": timezone.now(),
    }
    answer = {
        **same,
        "source": IMPORT,
        "source_ref": str(record.pk),
        "answered_at": record.started_at or timezone.now(),
        "entered_by_id": record.by_id,
    }
    return {
        ContactPoint: Lines(
            ContactPoint,
            "person_id",
            "kind",
            "value",
            "normalized",
            "is_primary",
            "status",
            **same,
        ),
        PostalAddress: Lines(
            PostalAddress,
            *("person_id", "street", "locality", "region", "postal_code"),
            is_primary=True,
            **same,
        ),
        Tagging: Lines(Tagging, "person_id", "tag_id", **same),
        Consent: Lines(
            Consent, "person_id", "channel", "purpose", "answer", "words", "is_proven", **answer
        ),
        ImportRow: Lines(
            ImportRow,
            *("number", "outcome", "person_id", "remarks", "change"),
            import_record_id=record.pk,
            **same,
        ),
    }


def _status(kind: str, parsed: ParsedPerson) -> str:
    is_faulty = kind == "email" and fields.Channel.EMAIL in parsed.unreachable
    return "faulty" if is_faulty else "usable"


def _identity_of(parsed: ParsedPerson) -> Identity:
    name = parsed.name
    return Identity(name.given, name.middle, name.family, name.suffix)


def _points(parsed: ParsedPerson) -> list[Point]:
    return [
        *(("email", email) for email in parsed.emails),
        *(("phone", phone) for phone in parsed.phones),
    ]


def _is_there(person: Person, parsed: ParsedPerson) -> bool:
    return person.postal_code in ("", parsed.postal_code[:20])


def _values(parsed: ParsedPerson, *, everything: bool = False) -> dict[str, Any]:
    """What the row says, by the field it belongs to."""
    values: dict[str, Any] = {
        "given_name": parsed.name.given[:100],
        "additional_name": parsed.name.middle[:100],
        "family_name": parsed.name.family[:100],
        "honorific_suffix": parsed.name.suffix[:30],
        "preferred_language": parsed.language,
        "birth_date": parsed.birth_date,
        "postal_code": parsed.postal_code[:20],
        "locality": parsed.city,
    }
    if everything:
        values["custom_fields"] = _custom(parsed)
    return values


def _custom(parsed: ParsedPerson) -> dict[str, str]:
    custom = dict(parsed.others)
    if parsed.notes:
        custom["notes"] = parsed.notes
    return custom


def _fill(person: Person, parsed: ParsedPerson) -> dict[str, Any]:
    """Put what the row says where nothing was known; what was put where, as JSON can hold it."""
    filled: dict[str, Any] = {}
    has_name = bool(person.given_name or person.family_name)
    has_place = bool(person.postal_code or person.locality)
    for name, value in _values(parsed).items():
        is_name = name in ("given_name", "additional_name", "family_name")
        is_place = name in ("postal_code", "locality")
        if (
            value
            and not getattr(person, name)
            and not ((is_name and has_name) or (is_place and has_place))
        ):
            setattr(person, name, value)
            filled[name] = str(value)
    custom = {
        name: text for name, text in _custom(parsed).items() if name not in person.custom_fields
    }
    if custom:
        person.custom_fields = {**person.custom_fields, **custom}
    if filled or custom:
        if not person._state.adding:
            changed = [*filled, *(["custom_fields"] if custom else [])]
            person.save(update_fields=[*changed, "name_key"])
        return {**filled, **({"custom_fields": custom} if custom else {})}
    return {}
