"""Those who sign by a mailed link, as people whom the organization knows."""

from __future__ import annotations

from concerted.people.models import ContactPoint, Person
from concerted.pool.agreements.models import Signer


def signers_of(person: Person) -> list[Signer]:
    """Who was asked to sign at an address of ``person``, by the same organization. The person has passed a gate."""
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    addresses = {value.casefold() for value in points.values_list("value", flat=True)}
    if not addresses:
        return []
    rows = Signer.objects.filter(organization_id=person.organization_id).exclude(email="")
    found = rows.select_related("party__agreement").prefetch_related("signatures")
    return [one for one in found if one.email.casefold() in addresses]
