"""Every address as every role and as nobody; a new address without an expectation fails."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction

from tests.routes import routes
from tests.scene import Scene
from tests.walk import EXPECTED, MEMBERS, Reach

ROUTES = routes()
REFUSED = {403, 404}
ROLES = ("omar", "olga", "cleo", "vera")


@pytest.fixture
def cast(omar, olga, cleo, vera, sam, settings):
    settings.IS_DEMO = True  # owners need no second step here; accounts/tests hold that they do
    return {"omar": omar, "olga": olga, "cleo": cleo, "vera": vera, "sam": sam, "nobody": None}


@pytest.fixture
def scene(union, other, cast):
    return Scene(union, other, cast["omar"])


def fingerprint():
    """All rows of the house, but for what floods, trails and sessions leave behind."""
    return {
        model._meta.label: sorted(map(str, model.objects.values_list()))
        for model in apps.get_models()
        if model.__module__.startswith("concerted.")
        and model.__name__ not in ("Allowance", "AuditEntry", "OutgoingMail")
    }


def answer(client, url):
    """What the address answers to a GET, or to an empty POST where it takes only that."""
    got = client.get(url)
    return client.post(url) if got.status_code == 405 else got


def is_let_in(response):
    to_sign_in = response.status_code == 302 and "/account/" in response["Location"]
    return response.status_code not in REFUSED and not to_sign_in


def test_every_address_has_an_expectation_and_every_expectation_an_address():
    assert {route.name for route in ROUTES} == set(EXPECTED)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_an_address_lets_in_exactly_whom_it_should(route, scene, cast, browse):
    url = route.url(scene.arguments(route))
    expected = EXPECTED[route.name]

    for name, user in cast.items():
        with transaction.atomic():
            response = answer(browse(user), url)
            transaction.set_rollback(True)

        assert response.status_code < 500
        assert is_let_in(response) == (name in expected.people), (name, response.status_code)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_get_changes_nothing(route, scene, cast, browse):
    url = route.url(scene.arguments(route))
    before = fingerprint()

    for name in ("omar", "nobody"):
        browse(cast[name]).get(url)

    assert fingerprint() == before


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_nobody_changes_a_thing_where_they_may_not(route, scene, cast, browse):
    url = route.url(scene.arguments(route))
    expected = EXPECTED[route.name]
    before = fingerprint()

    for name, user in cast.items():
        if name not in expected.people:
            browse(user).post(url, {"name": "changed", "title": "changed", "confirm": "on"})

    assert fingerprint() == before


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if EXPECTED[route.name] is MEMBERS], ids=str
)
def test_a_mere_viewer_reads_no_names(route, scene, cast, browse):
    page = browse(cast["vera"]).get(route.url(scene.arguments(route))).content.decode()

    assert "Alvarez" not in page
    assert "Núñez" not in page
    assert "rosa@example" not in page


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if EXPECTED[route.name] is Reach.PUBLIC], ids=str
)
def test_a_public_page_sets_no_cookie(route, scene, browse):
    response = browse().get(route.url(scene.arguments(route)))

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
