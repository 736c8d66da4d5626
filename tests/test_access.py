"""Every address as every role and as nobody; a new address without an expectation fails.

Who is let in is tried on each engine, which opens every page there; what follows is the same on all of them.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.pages import visit
from tests.routes import routes
from tests.rows import written
from tests.walk import EXPECTED, MEMBERS, Reach

ROUTES = routes()
REFUSED = {403, 404}
PERSONAL = {
    *("organizations:home", "organizations:invitation", "organizations:accept_invitation"),
    *("partners:linked", "partners:register"),
}
"""Open to everybody, and yet about who is signed in or signs up."""


PASSING = {"base.Allowance", "base.AuditEntry", "base.OutgoingMail"}
"""Models of what floods and trails leave behind."""


def answer(client, url):
    """What the address answers to a GET, or to an empty POST where it takes only that."""
    got = visit(client, url)
    return client.post(url) if got.status_code == 405 else got


def is_let_in(response):
    to_sign_in = response.status_code == 302 and "/account/login/" in response["Location"]
    return response.status_code not in REFUSED and not to_sign_in


def test_every_address_has_an_expectation_and_every_expectation_an_address():
    assert {route.name for route in ROUTES} == set(EXPECTED)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_an_address_lets_in_exactly_whom_it_should(route, scene, clients):
    url = route.url(scene.arguments(route))
    expected = EXPECTED[route.name]

    for name, client in clients.items():
        with transaction.atomic():
            response = answer(client, url)
            transaction.set_rollback(True)

        assert response.status_code < 500 or route.name == "base:worker_health"
        assert is_let_in(response) == (name in expected.people), (name, response.status_code)


@pytest.mark.once
@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_get_changes_nothing(route, scene, clients):
    url = route.url(scene.arguments(route))

    with written() as touched:
        for name in ("omar", "nobody"):
            visit(clients[name], url)

    assert touched <= PASSING


@pytest.mark.once
@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_nobody_changes_a_thing_where_they_may_not(route, scene, clients):
    url = route.url(scene.arguments(route))
    expected = EXPECTED[route.name]

    with written() as touched:
        for name, client in clients.items():
            if name not in expected.people:
                client.post(url, {"name": "changed", "title": "changed", "confirm": "on"})

    assert touched <= PASSING


@pytest.mark.once
@pytest.mark.parametrize(
    "route", [route for route in ROUTES if EXPECTED.get(route.name) is MEMBERS], ids=str
)
def test_a_mere_viewer_reads_no_names(route, scene, clients):
    page = clients["vera"].get(route.url(scene.arguments(route))).content.decode(errors="replace")

    assert "Alvarez" not in page
    assert "Núñez" not in page
    assert "rosa@example" not in page


@pytest.mark.once
@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if EXPECTED.get(r.name) is Reach.PUBLIC and r.name not in PERSONAL],
    ids=str,
)
def test_a_public_page_sets_no_cookie(route, scene, clients):
    response = visit(clients["nobody"], route.url(scene.arguments(route)))

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
