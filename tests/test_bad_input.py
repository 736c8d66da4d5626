"""Garbage into every form and every query: a clear answer, nothing stored by halves."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from django.apps import apps

from tests.pages import read_page, visit
from tests.routes import routes
from tests.walk import EXPECTED, NONE, PUBLIC, SAM

GARBAGE = {
    "long": ("x" * 10_000).encode(),
    "nul": b"a\x00b",
    "marks": "\u202eevil\u200b\u2066\u0007".encode(),
    "markup": b"<!-- --><script>alert(1)</script>",
    "broken": b"\xff\xfe\xc3\x28",
    "emoji": "👩🏽‍⚕️ Nguyễn Ñandú".encode(),
    "number": b"99999999999999999999999",
    "minus": b"-1",
}
ASKED = (
    "q",
    "page",
    "search",
    "campaign",
    "goal",
    "language",
    "tag",
    "sort",
    "next",
    "state",
    "with",
)
ROUTES = [
    route
    for route in routes()
    if EXPECTED.get(route.name) not in (NONE, SAM) and route.name != "base:worker_health"
]
CLEAR = {200, 204, 302, 400, 404, 405, 409, 413, 422, 429}


@pytest.fixture
def omar(clients):
    return clients["omar"]


def visitor(route, clients):
    return clients["nobody" if EXPECTED[route.name] is PUBLIC else "omar"]


def fingerprint():
    return {
        model._meta.label: sorted(map(str, model.objects.values_list()))
        for model in apps.get_models()
        if model.__module__.startswith("concerted.") and model.__name__ != "Allowance"
    }


def texts():
    """Every text that the database holds."""
    for model in apps.get_models():
        if model.__module__.startswith("concerted."):
            for row in model.objects.values_list():
                yield from (str(value) for value in row)


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_no_query_string_breaks_a_page(garbage, scene, clients):
    before = fingerprint()
    query = "&".join(f"{name}={quote(garbage)}" for name in ASKED)

    for route in ROUTES:
        url = f"{route.url(scene.arguments(route))}?{query}"
        response = visit(visitor(route, clients), url)
        assert response.status_code in CLEAR, (route.name, response.status_code)

    assert fingerprint() == before


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("room", sorted({route.name.split(":")[0] for route in ROUTES} - {"base"}))
def test_no_garbage_in_a_form_breaks_it(room, garbage, scene, clients):
    for route in ROUTES:
        url = route.url(scene.arguments(route))
        client = visitor(route, clients)
        page = visit(client, url) if route.name.startswith(f"{room}:") else None
        if page is None or page.status_code != 200 or "text/html" not in page["Content-Type"]:
            continue
        for form in read_page(page.content.decode()).forms:
            if form.method == "post" and form.typed:
                send(client, form, form.action or url, garbage)

    for text in texts():
        assert "\x00" not in text
        assert "\u202e" not in text


def send(client, form, url, garbage):
    """Post ``form`` with garbage in everything that is typed; a refusal stores nothing."""
    given = {name: value.encode() for name, value in form.fields.items()}
    given |= dict.fromkeys(form.typed, garbage)
    before = fingerprint()

    response = client.post(
        url, urlencode(given, quote_via=quote), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in CLEAR, (url, response.status_code)
    if response.status_code in (400, 409, 413, 422):
        assert fingerprint() == before, url


def test_what_was_typed_is_shown_as_text_never_as_markup(scene, omar):
    url = f"/en/work/{scene.union.slug}/goals/new/"
    title = "<script>alert(1)</script><!-- hidden -->"
    omar.post(url, {"title": title, "summary": title, "language": "en"})

    page = omar.get(f"/en/work/{scene.union.slug}/goals/").content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_an_upload_of_two_hundred_megabytes_is_turned_away_unread(omar, scene):
    response = omar.generic(
        "POST",
        f"/en/work/{scene.union.slug}/people/imports/new/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )

    assert response.status_code == 413
