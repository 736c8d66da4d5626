"""All that is kept about a person, for the person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from concerted.base.tables.writing import inert
from concerted.people import registry
from concerted.people.models import Consent, ContactPoint, Person, PostalAddress, Tagging


def person_export(person: Person) -> dict[str, Any]:
    """All that is kept about ``person``, in OSDI's names where it has them, as JSON can hold it."""
    return {
        "organization": person.organization.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "additional_name": person.additional_name,
        "honorific_prefix": person.honorific_prefix,
        "honorific_suffix": person.honorific_suffix,
        "preferred_language": person.preferred_language,
        "languages_spoken": person.languages_spoken,
        "birthdate": person.birth_date.isoformat() if person.birth_date else "",
        "postal_code": person.postal_code,
        "locality": person.locality,
        "source": person.source,
        "created_date": person.created_at.isoformat(),
        "custom_fields": person.custom_fields,
        "contact_points": _points(person),
        "postal_addresses": _addresses(person),
        "tags": [
            tagging.tag.name
            for tagging in Tagging.objects.filter(person=person).select_related("tag")
        ],
        "consents": _answers(person),
        **registry.exports_of(person),
    }


def _points(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "kind": point.kind,
            "value": point.value,
            "primary": point.is_primary,
            "status": point.status,
        }
        for point in ContactPoint.objects.filter(person=person)
    ]


def _addresses(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "address_lines": [one.street] if one.street else [],
            "locality": one.locality,
            "region": one.region,
            "postal_code": one.postal_code,
            "country": one.country,
            "primary": one.is_primary,
        }
        for one in PostalAddress.objects.filter(person=person)
    ]


def _answers(person: Person) -> list[dict[str, Any]]:
    answers = Consent.objects.filter(person=person).select_related("contact_point")
    return [
        {
            "channel": one.channel,
            "purpose": one.purpose,
            "answer": one.answer,
            "about": one.contact_point.value if one.contact_point else "",
            "words": one.words,
            "source": one.source,
            "answered_at": one.answered_at.isoformat(),
            "proven": one.is_proven,
        }
        for one in answers
    ]


def as_table(export: dict[str, Any]) -> str:
    """The export as CSV: what, and its value; formulas stay text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["what", "value"])
    for name, value in _flat(export):
        writer.writerow([inert(name), inert(value)])
    return "\ufeff" + out.getvalue()


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _flat(one, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for position, one in enumerate(value, start=1):
            yield from _flat(one, f"{name} {position}")
    elif value not in ("", None):
        yield name, str(value)
