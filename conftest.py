"""The cast that all tests share."""

from __future__ import annotations

import gc
import os

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, override_settings
from django.utils import timezone, translation

from concerted.accounts.models import User
from concerted.base.prepared import prepared
from concerted.organizations import zones
from concerted.organizations.models import Organization, Role, RoleKind


def pytest_configure():
    """Without the static files of a deployment: a live server finds them where they are written.

    And where the organizations of the cast are at home: at any hour, the day of the tests is theirs.
    """
    settings.TIME_ZONE = Organization._meta.get_field("time_zone").default
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "whitenoise" not in one]


def pytest_collection_modifyitems(items):
    """What asks for no database need not be heard again on another engine."""
    for item in items:
        asks = {"db", "transactional_db", "origin", "empty"} & set(
            getattr(item, "fixturenames", ())
        )
        if not asks and item.get_closest_marker("django_db") is None:
            item.add_marker("once")


def pytest_collection_finish():
    """What was read for all tests stays: the collector of garbage need not look through it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything must be there, a test that lacks its browser or its processes fails."""
    report = yield
    needs = {"browser", "kill"} & {marker.name for marker in item.iter_markers()}
    if report.skipped and needs and os.environ.get("CONCERTED_CI"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session", autouse=True)
def _cheap_and_apart(tmp_path_factory):
    """Cheap passwords, no limits on signing in, and files in a folder of the run."""
    files = {"location": tmp_path_factory.mktemp("files")}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ACCOUNT_RATE_LIMITS=False,
        MFA_RATE_LIMITS=False,
        STORAGES={
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": files,
            },
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture(autouse=True)
def _start_afresh():
    """A request leaves its language, its time zone and what it read behind; the next test knows nothing of them."""
    zones.forget()
    for one in prepared:
        one.forget()
    timezone.deactivate()
    with translation.override("en"):
        yield


@pytest.fixture
def union(db):
    """The organization in which the cast works."""
    return Organization.objects.create(name="Elm Street Neighbors", slug="elm-street")


@pytest.fixture
def other(db):
    """Another organization, which nobody of the union may look into."""
    return Organization.objects.create(name="Harbor Tenants", slug="harbor")


def _member(organization, name, kind):
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    Role.objects.create(organization=organization, user=user, kind=kind)
    if kind == RoleKind.OWNER:  # without a second factor, owners are led to set one up
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


@pytest.fixture
def omar(union):
    """Owns the union."""
    return _member(union, "Omar", RoleKind.OWNER)


@pytest.fixture
def olga(union):
    """Organizes in the union."""
    return _member(union, "Olga", RoleKind.ORGANIZER)


@pytest.fixture
def cleo(union):
    """Contributes to the union: enters what others collected."""
    return _member(union, "Cleo", RoleKind.CONTRIBUTOR)


@pytest.fixture
def vera(union):
    """Only views."""
    return _member(union, "Vera", RoleKind.VIEWER)


@pytest.fixture
def sam(other):
    """Owns another organization."""
    return _member(other, "Sam", RoleKind.OWNER)


@pytest.fixture
def anonymous():
    return AnonymousUser()


@pytest.fixture
def browse():
    """A client signed in as a user, or as nobody."""

    def signed_in(user=None):
        client = Client()
        if user is not None and user.is_authenticated:
            client.force_login(user)
        return client

    return signed_in
