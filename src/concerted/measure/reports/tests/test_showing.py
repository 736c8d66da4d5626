"""A goal elsewhere: dashboard, frame, flyer; and what a funder reads."""

from __future__ import annotations

import pytest
from tests.pages import visit

from concerted.base.outbox.models import OutgoingMail
from concerted.goals.tests.factories import make_goal
from concerted.measure.reports.models import FunderLink
from concerted.measure.reports.operations.funders import end_funder_link, send_funder_link
from concerted.measure.reports.queries.links import path_of
from concerted.pool.offers.tests.factories import make_need

pytestmark = pytest.mark.django_db

FRAME = "/en/o/elm-street/embed/goals/keep-the-clinic-open/"


def test_only_the_frame_may_be_framed_and_it_has_no_script_and_no_cookie(union, loop, client):
    framed, page = client.get(FRAME), client.get("/en/o/elm-street/dashboard/")

    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert b"<script" not in framed.content
    assert not framed.cookies
    assert "frame-ancestors *" not in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_lines_to_copy_name_what_the_frame_shows(union, loop, client):
    page = client.get("/en/o/elm-street/goals/keep-the-clinic-open/share/").content.decode()

    assert f"{FRAME}&quot; title=&quot;Keep the clinic open" in page or (
        f'{FRAME}" title="Keep the clinic open' in page
    )


def test_the_dashboard_asks_as_much_for_ten_goals_as_for_one(
    union, loop, client, django_assert_max_num_queries
):
    client.get("/en/o/elm-street/dashboard/")
    with django_assert_max_num_queries(60) as one:
        client.get("/en/o/elm-street/dashboard/")
    for number in range(9):
        make_need(union, f"Need {number}", goal=make_goal(union, f"Goal {number}"))

    with django_assert_max_num_queries(len(one)):
        page = client.get("/en/o/elm-street/dashboard/")

    assert page.content.decode().count('class="ledger"') == 10


def test_a_dashboard_without_goals_says_so(union, client):
    assert "No goals yet" in client.get("/en/o/elm-street/dashboard/").content.decode()


@pytest.mark.parametrize(
    ("query", "pages"), [("", 1), ("?front=en&back=es&size=a4", 2), ("?front=xx", 1)]
)
def test_a_flyer_has_a_page_for_each_language(union, loop, client, query, pages):
    url = f"/en/o/elm-street/goals/keep-the-clinic-open/flyer.pdf{query}"

    answer = client.get(url)

    assert answer["Content-Type"] == "application/pdf"
    assert f"/Count {pages}".encode() in answer.content


def test_a_funder_reads_sums_and_no_names(union, loop, source, client):
    link = send_funder_link(source=source, email="fund@example.org", language="es", by=None)

    page = visit(client, path_of(link, "en")).content.decode()

    assert "$650.50" in page
    assert "Keep the clinic open" in page
    assert "Núñez" not in page
    assert "fund@example.org" not in page


def test_the_same_funder_gets_the_same_link(union, source):
    first = send_funder_link(source=source, email="fund@example.org", language="es", by=None)
    again = send_funder_link(source=source, email="fund@example.org", language="es", by=None)

    assert first == again
    assert FunderLink.objects.count() == 1


def test_a_link_that_was_ended_opens_nothing(union, source, client):
    link = send_funder_link(source=source, email="fund@example.org", language="es", by=None)

    end_funder_link(link=link, by=None)

    assert client.get(path_of(link, "en")).status_code == 404
    assert client.get("/en/i/forged/funds/").status_code == 404


def test_the_mail_is_in_the_language_of_the_funder(union, source):
    send_funder_link(source=source, email="fund@example.org", language="es", by=None)

    assert OutgoingMail.objects.get().context["path"].startswith("/es/i/")
