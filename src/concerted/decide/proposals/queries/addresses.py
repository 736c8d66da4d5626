"""Where to write to those who vote. Without a viewer: for mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from concerted.decide.proposals.models import Voter
from concerted.organizations.models import Role, RoleKind


@dataclass(frozen=True)
class Address:
    """Where a voter reads mail; a seat may have several."""

    voter: Voter
    email: str
    language: str


def addresses_of(voters: Iterable[Voter]) -> list[Address]:
    """Where to write: to a guest, to a person of the team, to the owners of a member organization."""
    voters = [one for one in voters if one.mail_stopped_at is None]
    members = [one.member_id for one in voters if one.member_id is not None]
    owners: dict[uuid.UUID, list[Role]] = {}
    roles = Role.objects.filter(organization__in=members, kind=RoleKind.OWNER)
    for role in roles.select_related("user"):
        owners.setdefault(role.organization_id, []).append(role)
    return [address for voter in voters for address in _addresses(voter, owners)]


def _addresses(voter: Voter, owners: dict[uuid.UUID, list[Role]]) -> list[Address]:
    if voter.user is not None:
        return [Address(voter, voter.user.email, voter.user.language)]
    if voter.member is None:
        return [Address(voter, voter.email, voter.language)] if voter.email else []
    mine = owners.get(voter.member.pk, [])
    if mine:
        return [Address(voter, role.user.email, role.user.language) for role in mine]
    contact = voter.member.contact_email
    return [Address(voter, contact, voter.member.language)] if contact else []
