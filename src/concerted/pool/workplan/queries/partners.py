"""The partners of a workplan, and those of their teams who can be named."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import Membership, Organization, Role


def partners_of(
    organization: Organization, *, also: Collection[uuid.UUID | None] = ()
) -> QuerySet[Organization]:
    """The organization itself and, where it is a coalition, its members; ``also`` are some that stood here before."""
    members = Membership.objects.public().filter(organization=organization)
    wanted = Q(pk=organization.pk) | Q(pk__in=members.values("member_id"))
    return Organization.objects.public().filter(wanted | Q(pk__in=[one for one in also if one]))


def users_to_name(
    partners: Collection[Organization] | QuerySet[Organization],
    viewer: Viewer,
    *,
    also: uuid.UUID | None = None,
) -> QuerySet[User]:
    """People of partners' teams whom ``viewer`` may name: those of teams that ``viewer`` is in, and ``also`` one named before.

    A partner says itself who of its team does a thing; the coalition learns no more of the team.
    """
    roles = Role.objects.visible_to(viewer).filter(organization__in=partners)
    rows = User.objects.filter(Q(pk__in=roles.values("user_id")) | Q(pk=also))
    return rows.order_by("name", "email")
