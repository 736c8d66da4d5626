"""One scene for all tests of a module: it is set once, and each test leaves it as it was."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from concerted.accounts.models import User
from concerted.organizations.models import Organization, Role, RoleKind
from tests.installations import installation
from tests.scene import Scene

ROLES = {
    "omar": RoleKind.OWNER,
    "olga": RoleKind.ORGANIZER,
    "cleo": RoleKind.CONTRIBUTOR,
    "vera": RoleKind.VIEWER,
}
PARTNERS = ("mia", "ali", "nora")


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
        scene = Scene(union, other, cast["omar"])
        cast |= _people_of_partners(scene)
        yield scene, {name: _browser(cast[name]) for name in cast}
        transaction.set_rollback(True)


def _people_of_partners(scene):
    """Mia owns a member of the coalition, Ali an ally of it, and Nora another coalition."""
    homes = {"mia": scene.member, "ali": scene.ally, "nora": scene.hill}
    people = {}
    for name in PARTNERS:
        people[name] = User.objects.create_user(f"{name}@example.org", name=name.title())
        Role.objects.create(organization=homes[name], user=people[name], kind=RoleKind.OWNER)
    return people


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
    """A browser for everybody of the cast, signed in before anything is looked at."""
    return {name: _fresh(one) for name, one in _stage[1].items() if name not in PARTNERS}


@pytest.fixture
def partners(_stage, scene):
    """A browser for people of a member, of an ally, and of another coalition."""
    return {name: _fresh(_stage[1][name]) for name in PARTNERS}


def _fresh(signed_in):
    client = Client()
    client.cookies.load(signed_in.cookies)
    return client


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory):
    """An installation with its tables and nothing in them, from which others are copied."""
    with installation(tmp_path_factory.mktemp("pattern") / "migrated") as one:
        assert one.run("manage", "migrate", "-v", "0").returncode == 0
        yield one


@pytest.fixture
def origin(_migrated, tmp_path):
    with installation(tmp_path / "origin", _migrated) as one:
        yield one
