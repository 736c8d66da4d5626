"""Guests who vote by mail, as people whom the organization knows."""

from __future__ import annotations

from concerted.decide.proposals.models import Voter
from concerted.people.models import ContactPoint, Person


def guests_of(person: Person) -> list[Voter]:
    """The guest who has an address of ``person``, in the same organization. The person has passed a gate."""
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    addresses = {value.casefold() for value in points.values_list("value", flat=True)}
    rows = Voter.objects.filter(
        organization_id=person.organization_id, member=None, user=None
    ).exclude(email="")
    return [one for one in rows if one.email.casefold() in addresses]
