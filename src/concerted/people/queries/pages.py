"""What the page of a person shows."""

from __future__ import annotations

from dataclasses import dataclass

from concerted.people import registry
from concerted.people.models import Consent, ContactPoint, Merge, Person, PostalAddress, Tag
from concerted.people.queries.contactable import Standing, standings
from concerted.people.queries.segments import language_name


@dataclass(frozen=True)
class PersonPage:
    points: list[ContactPoint]
    addresses: list[PostalAddress]
    tags: list[Tag]
    standings: list[Standing]
    answers: list[Consent]
    timeline: list[registry.Entry]
    merges: list[Merge]
    notes: str
    other_fields: list[tuple[str, str]]
    languages: list[str]


def points_in_use(person: Person) -> list[ContactPoint]:
    points = ContactPoint.objects.filter(person=person)
    return list(points.exclude(status=ContactPoint.Status.FORMER))


def lines_of(person: Person) -> dict[str, str]:
    """The points in use as a form shows them: one on a line."""
    points = points_in_use(person)
    return {
        "emails": "\n".join(point.value for point in points if point.kind == "email"),
        "phones": "\n".join(point.value for point in points if point.kind == "phone"),
    }


def person_page(person: Person) -> PersonPage:
    """All of one person, for who may see them; seven queries and those of the rooms above."""
    fields = {str(name): value for name, value in person.custom_fields.items() if value}
    notes = str(fields.pop("notes", ""))
    merges = Merge.objects.filter(kept=person, undone_at__isnull=True).select_related("gone")
    answers = Consent.objects.filter(person=person).select_related("contact_point", "entered_by")
    return PersonPage(
        points=points_in_use(person),
        addresses=list(PostalAddress.objects.filter(person=person)),
        tags=list(Tag.objects.filter(taggings__person=person)),
        standings=standings(person),
        answers=list(answers),
        timeline=registry.timeline_of(person),
        merges=list(merges),
        notes=notes,
        other_fields=[(name, _as_text(value)) for name, value in fields.items()],
        languages=[language_name(code) for code in _codes(person)],
    )


def _codes(person: Person) -> list[str]:
    codes = [person.preferred_language, *person.languages_spoken]
    return [str(code) for code in dict.fromkeys(codes) if code]


def _as_text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
