"""To whom mail about meetings and tasks goes: people of teams, by their roles. Without a viewer: for mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from concerted.accounts.models import User
from concerted.organizations.models import (
    EDITORS,
    OWNERS,
    Disclosure,
    Organization,
    Role,
)
from concerted.pool.workplan.models import Task
from concerted.pool.workplan.queries.partners import partners_of


def readers_of(organization: Organization) -> list[User]:
    """Owners and organizers of the organization, and of the partners that may read its minutes."""
    shown = Disclosure.objects.filter(organization=organization, subject="minutes")
    partners = [organization.pk, *shown.values_list("membership__member_id", flat=True)]
    return _users(Role.objects.filter(organization__in=partners, kind__in=EDITORS))


def doers_of(task: Task) -> list[User]:
    """Who does a task: its person while in the partner's team, else the owners of the partner."""
    if task.partner is None or task.partner not in partners_of(task.organization):
        return []
    roles = Role.objects.filter(organization=task.partner)
    if task.user_id is not None:
        return _users(roles.filter(user=task.user_id))
    return _users(roles.filter(kind__in=OWNERS))


def _users(roles: Iterable[Role]) -> list[User]:
    keys: set[uuid.UUID] = {one.user_id for one in roles}
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("email"))
