"""People as a list shows them, and as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from concerted.base.tables.writing import inert
from concerted.organizations.models import Organization
from concerted.people.models import ContactPoint, Merge, Person, Segment, Tag
from concerted.people.models.persons import PersonQuerySet
from concerted.people.queries.segments import SegmentQuery, sentence


@dataclass(frozen=True)
class PersonRow:
    person: Person
    email: str
    phone: str

    @property
    def place(self) -> str:
        return " ".join(part for part in (self.person.locality, self.person.postal_code) if part)


def with_points(people: PersonQuerySet) -> PersonQuerySet:
    """``people`` with the points in use, in one more query."""
    points = ContactPoint.objects.exclude(status=ContactPoint.Status.FORMER)
    return people.prefetch_related(
        Prefetch("contact_points", queryset=points, to_attr="points_in_use")
    )


def rows_of(people: Iterable[Person]) -> list[PersonRow]:
    """``people``, who came by ``with_points``, with the address and number to use first."""
    return [_row(person) for person in people]


def _row(person: Person) -> PersonRow:
    points: list[ContactPoint] = person.points_in_use  # type: ignore[attr-defined]
    first: dict[str, str] = {}
    for point in points:
        first.setdefault(point.kind, point.value)
    return PersonRow(person, email=first.get("email", ""), phone=first.get("phone", ""))


HEADS = (
    "given_name",
    "family_name",
    "email",
    "phone",
    "postal_code",
    "locality",
    "preferred_language",
    "added",
)


def table(people: PersonQuerySet) -> Iterator[str]:
    """``people`` as CSV, piece by piece; its columns have the names that an import reads."""
    yield "\ufeff" + _line(HEADS)
    for person in with_points(people).iterator(chunk_size=1000):
        row = _row(person)
        yield _line(
            (
                person.given_name,
                person.family_name,
                row.email,
                row.phone,
                person.postal_code,
                person.locality,
                person.preferred_language,
                person.created_at.date().isoformat(),
            )
        )


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([inert(cell) for cell in cells])
    return out.getvalue()


@dataclass(frozen=True)
class SegmentRow:
    segment: Segment
    sentence: str


def segment_rows(segments: Iterable[Segment], organization: Organization) -> list[SegmentRow]:
    """Segments with their sentences; one query for all tags."""
    names = dict(Tag.objects.filter(organization=organization).values_list("pk", "name"))
    known = {str(pk): name for pk, name in names.items()}
    return [
        SegmentRow(
            one,
            sentence(SegmentQuery.from_json(one.query), organization=organization, names=known),
        )
        for one in segments
    ]


def standing_merges(person: Person) -> QuerySet[Merge]:
    return Merge.objects.filter(kept=person, undone_at__isnull=True).select_related("gone")
