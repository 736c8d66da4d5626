"""Where to write to a party. Without a viewer: for mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from concerted.organizations.models import Role, RoleKind
from concerted.pool.agreements.models import Party


@dataclass(frozen=True)
class Address:
    party: Party
    email: str
    language: str


def addresses_of(parties: Iterable[Party]) -> list[Address]:
    """The owners of each party that has not left; its address for questions where it has no owner here."""
    parties = [one for one in parties if one.partner is not None and one.left_on is None]
    owners: dict[uuid.UUID, list[Role]] = {}
    partners = [one.partner_id for one in parties]
    roles = Role.objects.filter(organization__in=partners, kind=RoleKind.OWNER)
    for role in roles.select_related("user"):
        owners.setdefault(role.organization_id, []).append(role)
    return [address for party in parties for address in _addresses(party, owners)]


def _addresses(party: Party, owners: dict[uuid.UUID, list[Role]]) -> list[Address]:
    if party.partner is None:
        return []
    if mine := owners.get(party.partner.pk):
        return [Address(party, role.user.email, role.user.language) for role in mine]
    contact = party.partner.contact_email
    return [Address(party, contact, party.partner.language)] if contact else []
