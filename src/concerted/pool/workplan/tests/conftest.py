"""A coalition whose convener is Omar, with two members and an ally."""

from __future__ import annotations

import pytest

from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_partner


@pytest.fixture
def alliance(union, omar, olga):
    """The coalition; Omar and Olga work for it too."""
    coalition = Organization.objects.create(
        name="Riverside Alliance", slug="riverside", kind=Organization.Kind.COALITION
    )
    Role.objects.create(organization=coalition, user=omar, kind=RoleKind.OWNER)
    Role.objects.create(organization=coalition, user=olga, kind=RoleKind.ORGANIZER)
    make_partner(coalition, union)
    return coalition


@pytest.fixture
def harbor(alliance, other):
    """A member of the coalition; Sam owns it."""
    make_partner(alliance, other)
    return other


@pytest.fixture
def riders(alliance):
    """An ally of the coalition: it sees the workplan, and no minutes."""
    ally = Organization.objects.create(name="Bus Riders", slug="bus-riders")
    make_partner(alliance, ally, role=Membership.Role.ALLY)
    return ally
