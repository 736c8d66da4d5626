"""One scene for all tests of a module: it is set once, and each test leaves it as it was."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from concerted.accounts.models import User
from concerted.organizations.models import Organization, Role, RoleKind
from tests.scene import Scene

ROLES = {
    "omar": RoleKind.OWNER,
    "olga": RoleKind.ORGANIZER,
    "cleo": RoleKind.CONTRIBUTOR,
    "vera": RoleKind.VIEWER,
}


@pytest.fixture(scope="module")
def _stage(django_db_setup, django_db_blocker):
    """The scene and a browser for everybody, in a transaction that the module's end rolls back."""
    with django_db_blocker.unblock(), transaction.atomic():
        union = Organization.objects.create(
            name="Elm Street Neighbors", slug="elm-street", languages=["es"]
        )
        other = Organization.objects.create(name="Harbor Tenants", slug="harbor")
        cast: dict[str, User | None] = {}
        for name, kind in {**ROLES, "sam": RoleKind.OWNER}.items():
            user = User.objects.create_user(f"{name}@example.org", name=name.title())
            home = other if name == "sam" else union
            Role.objects.create(organization=home, user=user, kind=kind)
            cast[name] = user
        cast["nobody"] = None
        yield Scene(union, other, cast["omar"]), {name: _browser(cast[name]) for name in cast}
        transaction.set_rollback(True)


def _browser(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def scene(_stage, db, settings):
    settings.IS_DEMO = True  # owners need no second step here; accounts/tests hold that they do
    return _stage[0]


@pytest.fixture
def clients(_stage, scene):
    """A browser for everybody, signed in before anything is looked at."""
    fresh = {}
    for name, signed_in in _stage[1].items():
        fresh[name] = Client()
        fresh[name].cookies.load(signed_in.cookies)
    return fresh
