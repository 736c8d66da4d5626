"""Taking a person into the list, or finding them there. On the way of every signature, hence lean."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.rows import insert
from concerted.base.statements import presume, run
from concerted.organizations.models import Organization
from concerted.people.folding import folded
from concerted.people.models import ContactPoint, Person, normalize_email, normalize_phone
from concerted.people.operations.namelessness import refuse_names

STIRRED_AFTER = datetime.timedelta(days=1)
"""Who was active within a day is not written again for it."""

Points = dict[str, tuple[str, str]]
"""By kind: the value as given, and as it is compared."""


@transaction.atomic(savepoint=False)
def record_person(
    *,
    organization: Organization,
    given_name: str = "",
    family_name: str = "",
    name: str = "",
    email: str = "",
    phone: str = "",
    postal_code: str = "",
    language: str = "",
    source: str,
    by: Viewer | None = None,
) -> Person:
    """The person of ``organization`` with this e-mail and first name, or phone and first name; else a new one.

    ``name`` is all of a name as public forms ask for it, in one field: the first name is its first word.
    Where one of the two has no first name, the e-mail alone decides. Of a person found, what was empty is
    filled and what was filled stays. The contact points given are in ``recorded_points`` of the answer.
    A number that cannot be one is not kept. Noted in the trail when a user did it. Raises ``Refused`` where the
    organization keeps no names.
    """
    refuse_names(organization=organization)
    if name:
        given_name, _space, family_name = name.partition(" ")
    given = _points(email, phone, organization.region)
    values = {
        "given_name": given_name[:100],
        "family_name": family_name[:100],
        "postal_code": postal_code[:20],
        "preferred_language": language[:12],
    }
    known = _known_points(organization, given)
    person = _same_person(known, given_name)
    if person is None:
        person = Person(organization=organization, source=source[:120], **values)
        insert(person)
        person.recorded_points = _add_points(person, given)
        if by is not None:
            note(verb="add", subject=person, organization_id=organization.pk, by=by)
        return person
    person.organization = organization
    person.was_known = True
    own = [point for point in known if point.person_id == person.pk]
    person.recorded_points = (*own, *_add_lacking_points(person, given, own))
    _fill(person, values)
    return person


def _points(email: str, phone: str, region: str) -> Points:
    given: Points = {}
    if address := normalize_email(email):
        given[ContactPoint.Kind.EMAIL] = (email.strip()[:254], address[:254])
    if phone and (number := normalize_phone(phone, region)):
        given[ContactPoint.Kind.PHONE] = (phone.strip()[:254], number)
    return given


def _known_points(organization: Organization, given: Points) -> list[ContactPoint]:
    """Points in the list that equal the given ones, with their persons, the oldest first.

    The first question is asked past the ORM, which takes five times as long to put it into words.
    """
    if not given:
        return []
    values = [normalized for _, normalized in given.values()]
    key = ContactPoint._meta.pk.get_db_prep_value(organization.pk, connection)
    known = _KNOWN.format(", ".join(["%s"] * len(values)))
    if presume(f"NOT EXISTS ({known})", [key, *values]):
        return []
    keys = [row[0] for row in run(known, [key, *values])]
    if not keys:
        return []
    found = ContactPoint.objects.filter(pk__in=keys, person__merged_into__isnull=True)
    found = found.exclude(status=ContactPoint.Status.FORMER).select_related("person").order_by()
    return sorted(found, key=lambda point: (point.kind, point.person_id))


_KNOWN = """
SELECT id FROM people_contactpoint WHERE organization_id = %s AND normalized IN ({})
"""


def _same_person(known: Iterable[ContactPoint], given_name: str) -> Person | None:
    name = folded(given_name.strip())
    nameless = None
    for point in known:
        theirs = folded(point.person.given_name)
        if theirs == name and (name or point.kind == ContactPoint.Kind.EMAIL):
            return point.person
        if point.kind == ContactPoint.Kind.EMAIL and not (theirs and name):
            nameless = nameless or point.person
    return nameless


def _add_lacking_points(
    person: Person, given: Points, own: Iterable[ContactPoint]
) -> tuple[ContactPoint, ...]:
    """Write those of the given points that a known ``person`` lacks."""
    have = {(point.kind, point.normalized) for point in own}
    lacking = {kind: one for kind, one in given.items() if (kind, one[1]) not in have}
    if not lacking:
        return ()
    theirs = ContactPoint.objects.filter(person=person).values_list("kind", "normalized", "status")
    rows = list(theirs)
    lacking = {
        kind: one
        for kind, one in lacking.items()
        if (kind, one[1]) not in {(k, normalized) for k, normalized, _ in rows}
    }
    kinds = {kind for kind, _, status in rows if status != ContactPoint.Status.FORMER}
    return _add_points(person, lacking, kinds)


def _add_points(
    person: Person, lacking: Points, kinds: Iterable[str] = ()
) -> tuple[ContactPoint, ...]:
    """Write ``lacking``; a point is the first to use unless the person has one of its kind."""
    points = tuple(
        ContactPoint(
            organization_id=person.organization_id,
            person=person,
            kind=kind,
            value=value,
            normalized=normalized,
            is_primary=kind not in kinds,
        )
        for kind, (value, normalized) in lacking.items()
    )
    insert(*points)
    return points


def _fill(person: Person, values: dict[str, str]) -> None:
    """Put ``values`` where nothing was known, and remember that the person was heard of."""
    changed = [name for name, value in values.items() if value and not getattr(person, name)]
    for name in changed:
        setattr(person, name, values[name])
    now = timezone.now()
    if changed or person.last_active_at < now - STIRRED_AFTER:
        person.last_active_at = now
        person.save(update_fields=[*changed, "name_key", "last_active_at"])
