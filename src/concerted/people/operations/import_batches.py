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

Row = tuple[int, ParsedPerson | Junk]
Point = tuple[str, str]
"""Kind, and the value as it is compared."""

AT_ONCE = 250
"""Rows of one table in one statement; SQLite takes 32,766 values in one."""


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
        self._record = record
        self._owner = record.organization_id
        self._tags = tags
        self._words = words
        self._source = f"import: {record.file_name}"[:120]
        self._ref = str(record.pk)
        self._answered_at = record.started_at or timezone.now()
        self._by_point: defaultdict[Point, list[Known]] = defaultdict(list)
        self._new: dict[type[models.Model], list[Any]] = defaultdict(list)

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
        row = ImportRow(
            organization_id=self._owner, import_record_id=self._record.pk, number=number
        )
        self._new[ImportRow].append(row)
        if isinstance(parsed, Junk):
            row.outcome = ImportRow.Outcome.JUNK
            row.remarks = [[parsed.reason, ""]]
            self.counts["junk"] += 1
            return
        known = self._find(parsed)
        if known is None:
            known = self._add(parsed)
            row.outcome = ImportRow.Outcome.ADDED
        else:
            row.outcome = ImportRow.Outcome.JOINED
            if filled := _fill(known.person, parsed):
                row.change["filled"] = filled
        self.counts[row.outcome] += 1
        row.person_id = known.person.pk
        said = [*parsed.said, *self._answers(known, parsed)]
        row.remarks = [[remark.reason, remark.value] for remark in said]
        self._attach(known, parsed, row)

    def _find(self, parsed: ParsedPerson) -> Known | None:
        who = identity_of(parsed)
        for email in parsed.emails:
            holders = self._by_point.get((ContactPoint.Kind.EMAIL, email), ())
            same = [one for one in holders if is_same_by_email(who, one.identity)]
            if same:
                return max(same, key=lambda one: is_same_by_phone(who, one.identity))
        for phone in parsed.phones:
            for one in self._by_point.get((ContactPoint.Kind.PHONE, phone), ()):
                if is_same_by_phone(who, one.identity):
                    return one
        return None

    def _add(self, parsed: ParsedPerson) -> Known:
        person = Person(
            organization_id=self._owner, source=self._source, **_values(parsed, everything=True)
        )
        self._new[Person].append(person)
        return Known(person, is_new=True)

    def _attach(self, known: Known, parsed: ParsedPerson, row: ImportRow) -> None:
        """The points, the address and the tags of ``parsed`` that ``known`` lacks."""
        kinds = {kind for kind, _ in known.points}
        for kind, value in _points(parsed):
            if (kind, value) in known.points:
                continue
            self._write(known, row, self._point(known, parsed, kind, value, kind not in kinds))
            known.points.add((kind, value))
            kinds.add(kind)
            self._by_point[kind, value].append(known)
        if parsed.street and not known.has_address and _is_there(known.person, parsed):
            self._write(known, row, self._address(known, parsed))
            known.has_address = True
        for name in parsed.tags:
            tag = self._tags.key_of(name)
            if tag not in known.tags:
                known.tags.add(tag)
                tagging = Tagging(
                    organization_id=self._owner, tag_id=tag, person_id=known.person.pk
                )
                self._write(known, row, tagging)

    def _write(self, known: Known, row: ImportRow, new: models.Model) -> None:
        self._new[type(new)].append(new)
        if not known.is_new:
            row.change.setdefault("new", []).append([new._meta.model_name, str(new.pk)])

    def _point(
        self, known: Known, parsed: ParsedPerson, kind: str, value: str, is_primary: bool
    ) -> ContactPoint:
        is_faulty = kind == ContactPoint.Kind.EMAIL and fields.Channel.EMAIL in parsed.unreachable
        return ContactPoint(
            organization_id=self._owner,
            person_id=known.person.pk,
            kind=kind,
            value=value,
            normalized=value,
            is_primary=is_primary,
            status=ContactPoint.Status.FAULTY if is_faulty else ContactPoint.Status.USABLE,
        )

    def _address(self, known: Known, parsed: ParsedPerson) -> PostalAddress:
        return PostalAddress(
            organization_id=self._owner,
            person_id=known.person.pk,
            street=parsed.street,
            locality=parsed.city,
            region=parsed.state[:60],
            postal_code=parsed.postal_code[:20],
            is_primary=True,
        )

    def _answers(self, known: Known, parsed: ParsedPerson) -> list[Remark]:
        """Add what the row says to the ledger; a yes never lifts a no that is there."""
        said = []
        for channel in map(str, parsed.refused):
            if known.answers.get(channel) not in (Answer.REFUSED, Answer.WITHDRAWN):
                known.answers[channel] = Answer.REFUSED
                self._answer(known, channel, "", Answer.REFUSED)
        for channel in map(str, parsed.granted):
            standing = known.answers.get(channel)
            if standing is None:
                known.answers[channel] = Answer.GRANTED
                self._answer(known, channel, NEWS, Answer.GRANTED)
            elif standing != Answer.GRANTED:
                said.append(Remark(Reason.EARLIER_NO, channel))
        return said

    def _answer(self, known: Known, channel: str, purpose: str, answer: str) -> None:
        """A yes is counted once the whole file was compared; see ``import_holds``."""
        self.counts[f"{answer} {channel}"] += 1
        self._new[Consent].append(
            Consent(
                organization_id=self._owner,
                person_id=known.person.pk,
                channel=channel,
                purpose=purpose,
                answer=answer,
                words=self._words.get(channel, ""),
                source=IMPORT,
                source_ref=self._ref,
                answered_at=self._answered_at,
                is_proven=answer != Answer.GRANTED,
                entered_by_id=self._record.by_id,
            )
        )

    def write(self) -> None:
        for model in (Person, ContactPoint, PostalAddress, Tagging, Consent, ImportRow):
            rows = self._new[model]
            for start in range(0, len(rows), AT_ONCE):
                insert(*rows[start : start + AT_ONCE])


def identity_of(parsed: ParsedPerson) -> Identity:
    name = parsed.name
    return Identity(name.given, name.middle, name.family, name.suffix)


def _points(parsed: ParsedPerson) -> list[Point]:
    return [
        *((str(ContactPoint.Kind.EMAIL), email) for email in parsed.emails),
        *((str(ContactPoint.Kind.PHONE), phone) for phone in parsed.phones),
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
