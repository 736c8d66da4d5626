"""Every page in a real browser: no barrier that axe-core knows, and no scrolling sideways on a phone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser import barriers, chromium, needs_browser, overflow, visitor, watch_for_barriers
from tests.routes import routes
from tests.scene import Scene
from tests.walk import EXPECTED, Reach

pytestmark = [*needs_browser, pytest.mark.once]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein und Freunde"
SIGNING_IN = (
    "account_login",
    "account_request_login_code",
    "account_reset_password",
)
ACCOUNT = (
    "account_email",
    "account_logout",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture
def scene(transactional_db, settings, union, other, omar, olga, cleo, vera):
    settings.IS_DEMO = True  # owners need no second step here
    union.languages = ["es", "ar"]
    union.save()
    return Scene(union, other, omar)


def addresses(scene, *, public):
    """The address of every page that nobody may read, or else of every one that an owner may."""
    client = Client()
    if not public:
        client.force_login(scene.omar)
    names = [route for route in routes() if (EXPECTED[route.name] is Reach.PUBLIC) == public]
    found = {str(route): route.url(scene.arguments(route)) for route in names}
    found |= {name: reverse(name) for name in (SIGNING_IN if public else ACCOUNT)}
    return {name: url for name, url in found.items() if is_page(client.get(url))}


def is_page(response):
    response.close()
    return response.status_code == 200 and "text/html" in response.get("Content-Type", "")


def findings(context, pages, look, language="en"):
    """What ``look`` finds on each page, in a language."""
    page = context.new_page()
    found = {}
    for name, url in pages.items():
        page.goto(url.replace("/en/", f"/{language}/", 1))
        seen = look(page)
        if seen:
            found[f"{name} ({language})"] = seen
    return found


def barriers_and_overflow(page):
    return overflow(page) + barriers(page)


def barriers_and_overflow_both_ways(page):
    """Also as it stands for those who read from right to left."""
    found = barriers_and_overflow(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    return found + [f"from right to left: {one}" for one in overflow(page)]


def give_long_names(scene):
    """Words that no line of a phone can hold."""
    for record, field in (
        (scene.union, "name"),
        (scene.goal, "title"),
        (scene.campaign, "title"),
        (scene.petition, "title"),
        (scene.official, "name"),
        (scene.person, "family_name"),
        (scene.signature, "name"),
        (scene.omar, "name"),
    ):
        type(record).objects.filter(pk=record.pk).update(**{field: LONG})


def test_public_pages_have_no_barriers(scene, browser, live_server):
    pages = addresses(scene, public=True)

    with visitor(browser, live_server.url) as context:
        watch_for_barriers(context)
        found = findings(context, pages, barriers_and_overflow)

    assert found == {}
    assert len(pages) > 20


def test_no_page_in_spanish_with_long_names_has_barriers(scene, browser, live_server):
    give_long_names(scene)
    pages = {user: addresses(scene, public=user is None) for user in (None, scene.omar)}
    found = {}

    for user, mine in pages.items():
        with visitor(browser, live_server.url, user) as context:
            watch_for_barriers(context)
            found |= findings(context, mine, barriers_and_overflow_both_ways, "es")

    assert found == {}
    assert len(pages[scene.omar]) > 50
