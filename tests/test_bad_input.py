"""Garbage into every form and every query: a clear answer, nothing stored by halves."""

from __future__ import annotations

import itertools
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction

from tests.pages import read_page, visit
from tests.routes import routes
from tests.rows import fingerprint, written
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
PASSING = {"base.Allowance"}
"""What floods leave behind."""
CLEAR = {200, 204, 302, 400, 404, 405, 409, 413, 422, 429}


@pytest.fixture
def omar(clients):
    return clients["omar"]


def visitor(route, clients):
    return clients["nobody" if EXPECTED[route.name] is PUBLIC else "omar"]


@pytest.mark.parametrize("shift", range(0, len(GARBAGE), 2))
def test_no_query_string_breaks_a_page(shift, scene, clients):
    """Each parameter has another garbage than its neighbors, and another one on the next page."""
    kinds = list(GARBAGE.values())

    with written() as touched:
        for number, route in enumerate(ROUTES):
            query = "&".join(
                f"{name}={quote(kinds[(place + number + shift) % len(kinds)])}"
                for place, name in enumerate(ASKED)
            )
            response = visit(
                visitor(route, clients), f"{route.url(scene.arguments(route))}?{query}"
            )
            assert response.status_code in CLEAR, (route.name, query, response.status_code)

    assert touched <= PASSING


@pytest.mark.parametrize("room", sorted({route.name.split(":")[0] for route in ROUTES} - {"base"}))
def test_no_garbage_in_a_form_breaks_it(room, scene, clients):
    for client, url, form in typed_forms(room, scene, clients):
        for garbage in GARBAGE.values():
            send(client, form, url, garbage)


def typed_forms(room, scene, clients):
    """The forms of a room in which something is typed: whose browser, where it goes, the form."""
    for route in ROUTES:
        if route.name.startswith(f"{room}:"):
            url = route.url(scene.arguments(route))
            client = visitor(route, clients)
            page = visit(client, url)
            if page.status_code == 200 and "text/html" in page["Content-Type"]:
                for form in read_page(page.content.decode()).forms:
                    if form.method == "post" and form.typed:
                        yield client, form.action or url, form


def send(client, form, url, garbage):
    """Post ``form`` with garbage in everything that is typed; a refusal stores nothing. Then all is as before."""
    given = {name: value.encode() for name, value in form.fields.items()}
    given |= dict.fromkeys(form.typed, garbage)
    start = transaction.savepoint()

    with written() as touched:
        response = client.post(
            url,
            urlencode(given, quote_via=quote),
            content_type="application/x-www-form-urlencoded",
        )

    assert response.status_code in CLEAR, (url, garbage, response.status_code)
    after = fingerprint(*touched - PASSING)
    for text in texts(after):
        assert "\x00" not in text, url
        assert "\u202e" not in text, url
    transaction.savepoint_rollback(start)
    if response.status_code in (400, 409, 413, 422):
        assert after == fingerprint(*touched - PASSING), (url, garbage)


def texts(rows):
    return itertools.chain.from_iterable(itertools.chain.from_iterable(rows.values()))


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
