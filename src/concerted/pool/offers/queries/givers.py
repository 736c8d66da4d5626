"""Who gives: as the people the organization knows, and where to write to them."""

from __future__ import annotations

from dataclasses import dataclass

from concerted.organizations.models import EDITORS, Organization, Role
from concerted.people.models import ContactPoint, Person
from concerted.pool.offers.models import Giver


@dataclass(frozen=True)
class Address:
    email: str
    language: str


def addresses_of(giver: Giver) -> list[Address]:
    """Where to write: to somebody outside, or to those who organize at the partner. Without a viewer: for mail."""
    if giver.partner is None:
        return [Address(giver.email, giver.language)] if giver.email else []
    return office_of(giver.partner)


def office_of(organization: Organization) -> list[Address]:
    """Those who organize at ``organization``; its address for questions where nobody does. Without a viewer: for mail."""
    roles = Role.objects.filter(organization=organization, kind__in=EDITORS)
    team = [Address(one.user.email, one.user.language) for one in roles.select_related("user")]
    contact = organization.contact_email
    return team or ([Address(contact, organization.language)] if contact else [])


def givers_of(person: Person) -> list[Giver]:
    """The giver who has an address of ``person``, in the same organization. The person has passed a gate."""
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    addresses = {value.casefold() for value in points.values_list("value", flat=True)}
    rows = Giver.objects.filter(organization_id=person.organization_id, partner=None)
    return [one for one in rows.exclude(email="") if one.email.casefold() in addresses]
