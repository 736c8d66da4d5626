"""Where partners read mail. Without a viewer: for mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from concerted.organizations.models import Role, RoleKind
from concerted.pool.network.models import Asked


@dataclass(frozen=True)
class Address:
    asked: Asked
    email: str
    language: str


def addresses_of(asked: Iterable[Asked]) -> list[Address]:
    """The owners of each partner or, where it has none, its address for questions."""
    asked = list(asked)
    owners: dict[Any, list[Role]] = defaultdict(list)
    keys = [one.partner_id for one in asked]
    roles = Role.objects.filter(organization__in=keys, kind=RoleKind.OWNER)
    for role in roles.select_related("user"):
        owners[role.organization_id].append(role)
    return [address for one in asked for address in _addresses(one, owners[one.partner_id])]


def _addresses(asked: Asked, owners: list[Role]) -> list[Address]:
    if owners:
        return [Address(asked, role.user.email, role.user.language) for role in owners]
    partner = asked.partner
    if partner is None or not partner.contact_email:
        return []
    return [Address(asked, partner.contact_email, partner.language)]
