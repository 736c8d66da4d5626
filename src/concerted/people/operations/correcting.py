"""Putting right what is known of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.rows import insert
from concerted.organizations.models import Organization
from concerted.people.models import (
    ContactPoint,
    Person,
    PostalAddress,
    normalize_email,
    normalize_phone,
)
from concerted.people.operations.recording import record_person

CORRECTABLE = (
    "given_name",
    "family_name",
    "additional_name",
    "honorific_prefix",
    "honorific_suffix",
    "preferred_language",
    "languages_spoken",
    "birth_date",
    "postal_code",
    "locality",
    "source",
    "custom_fields",
)


@transaction.atomic
def add_person(
    *,
    organization: Organization,
    values: Mapping[str, Any],
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    by: Viewer | None = None,
) -> Person:
    """A new person, or the one in the list already (``was_known``), of whom only what was empty is filled."""
    person = record_person(
        organization=organization,
        given_name=values.get("given_name", ""),
        family_name=values.get("family_name", ""),
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        postal_code=values.get("postal_code", ""),
        language=values.get("preferred_language", ""),
        source="organizer",
        by=by,
    )
    if person.was_known:
        return person
    return correct_person(person=person, values=values, emails=emails, phones=phones, by=by)


@transaction.atomic
def correct_person(
    *,
    person: Person,
    values: Mapping[str, Any],
    emails: Iterable[str] | None = None,
    phones: Iterable[str] | None = None,
    by: Viewer | None = None,
) -> Person:
    """Put ``values`` in place of what was known; the trail tells which, not what they are.

    ``emails`` and ``phones``, where given, are those in use from now on, the first to use first.
    """
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=person.pk)
    )
    before = {
        name: getattr(person, name)
        for name in CORRECTABLE
        if name in values and getattr(person, name) != values[name]
    }
    for name in before:
        setattr(person, name, values[name])
    person.last_active_at = timezone.now()
    person.save()
    if before:
        note(
            verb="correct",
            subject=person,
            by=by,
            before=before,
            after={name: values[name] for name in before},
        )
    for kind, given in ((ContactPoint.Kind.EMAIL, emails), (ContactPoint.Kind.PHONE, phones)):
        if given is not None:
            set_contact_points(person=person, kind=kind, values=given, by=by)
    return person


def _normalized(person: Person, kind: str, value: str) -> str:
    """``value`` as it is compared; refused where it cannot be one of its ``kind``."""
    if kind == ContactPoint.Kind.EMAIL:
        normalized = normalize_email(value)
        if "@" not in normalized[1:-1]:
            raise Refused(
                _("“%(value)s” is not an e-mail address.") % {"value": value}, field="emails"
            )
        return normalized
    normalized = normalize_phone(value, person.organization.region)
    if not normalized:
        raise Refused(_("“%(value)s” is not a phone number.") % {"value": value}, field="phones")
    return normalized


@transaction.atomic
def add_contact_point(
    *, person: Person, kind: str, value: str, by: Viewer | None = None
) -> ContactPoint:
    """Another way to reach ``person``, or the one they have had with this value, in use again."""
    normalized = _normalized(person, kind, value)
    theirs = list(ContactPoint.objects.select_for_update().filter(person=person, kind=kind))
    has_primary = any(point.is_primary and point.status != "former" for point in theirs)
    for point in theirs:
        if point.normalized == normalized:
            if point.status != ContactPoint.Status.USABLE:
                point.status = ContactPoint.Status.USABLE
                point.is_primary = not has_primary
                point.save(update_fields=["status", "is_primary"])
            return point
    point = ContactPoint(
        organization_id=person.organization_id,
        person=person,
        kind=kind,
        value=value.strip(),
        normalized=normalized,
        is_primary=not has_primary,
    )
    insert(point)
    note(verb="add_contact_point", subject=person, organization_id=person.organization_id, by=by)
    return point


@transaction.atomic
def set_contact_points(
    *, person: Person, kind: str, values: Iterable[str], by: Viewer | None = None
) -> None:
    """Let ``values`` be the points of ``kind`` in use, the first of them primary.

    Those left out become former, as answers about them are kept.
    """
    given = {_normalized(person, kind, value): value.strip() for value in values if value.strip()}
    theirs = {
        point.normalized: point
        for point in ContactPoint.objects.select_for_update().filter(person=person, kind=kind)
    }
    wanted = {key: position == 0 for position, key in enumerate(given)}
    changed = [point for point in theirs.values() if _settle(point, wanted)]
    ContactPoint.objects.bulk_update(changed, ["is_primary", "status"])
    new = [
        ContactPoint(
            organization_id=person.organization_id,
            person=person,
            kind=kind,
            value=given[key],
            normalized=key,
            is_primary=is_primary,
        )
        for key, is_primary in wanted.items()
        if key not in theirs
    ]
    insert(*new)
    if changed or new:
        note(verb="set_contact_points", subject=person, by=by, after={"kind": kind})


def _settle(point: ContactPoint, wanted: Mapping[str, bool]) -> bool:
    """Whether ``point`` had to be changed to stand as in ``wanted``, from value to whether it is primary."""
    is_wanted = point.normalized in wanted
    is_primary = wanted.get(point.normalized, False)
    is_former = point.status == ContactPoint.Status.FORMER
    if is_wanted != is_former and point.is_primary == is_primary:
        return False
    point.is_primary = is_primary
    if is_wanted and is_former:
        point.status = ContactPoint.Status.USABLE
    if not is_wanted:
        point.status = ContactPoint.Status.FORMER
    return True


@transaction.atomic
def add_address(
    *,
    person: Person,
    street: str = "",
    locality: str = "",
    region: str = "",
    postal_code: str = "",
    country: str = "US",
    is_primary: bool = True,
    by: Viewer | None = None,
) -> PostalAddress:
    """An address of ``person``, or the same one given before; the primary one becomes the person's place."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    address, is_new = PostalAddress.objects.get_or_create(
        organization_id=person.organization_id,
        person=person,
        street=street,
        locality=locality,
        region=region,
        postal_code=postal_code,
        country=country,
    )
    if is_primary and not address.is_primary:
        person.postal_addresses.exclude(pk=address.pk).update(is_primary=False)
        address.is_primary = True
        address.save(update_fields=["is_primary"])
        person.locality, person.postal_code = locality, postal_code
        person.save(update_fields=["locality", "postal_code"])
    if is_new:
        note(verb="add_address", subject=person, organization_id=person.organization_id, by=by)
    return address


@transaction.atomic
def remove_address(*, address: PostalAddress, by: Viewer | None = None) -> None:
    """Forget an address; the place of the person stays as it is."""
    note(
        verb="remove_address",
        subject=address.person,
        organization_id=address.organization_id,
        by=by,
    )
    PostalAddress.objects.filter(pk=address.pk).delete()
