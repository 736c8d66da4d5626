"""A report is written, read before anybody else does, and published, in the workspace."""

from __future__ import annotations

import pytest

from concerted.measure.reports.models import OwnWords, Report
from concerted.measure.reports.tests.factories import in_days, make_published, make_report

pytestmark = pytest.mark.django_db

WORK = "/en/work/elm-street/reports/"


def form(**values):
    given = {
        "title": "Our year",
        "summary": "",
        "goal": "",
        "source": "",
        "starts_on": in_days(-30).isoformat(),
        "ends_on": in_days(0).isoformat(),
        "language": "en",
        "languages": ["es"],
    }
    return given | values


def test_olga_writes_and_publishes_a_report(union, olga, browse):
    client = browse(olga)

    client.post(f"{WORK}new/", form())
    one = f"{WORK}our-year/"
    client.post(f"{one}sections/", {"needed": "1", "heard": "2"})
    client.post(f"{one}words/heard/", {"en": "We listened.", "es": "Escuchamos."})
    client.post(f"{one}languages/es/", {"title": "Nuestro año"})
    preview = client.get(f"{one}preview/es/").content.decode()
    client.post(f"{one}publish/")

    report = Report.objects.get()
    assert report.languages == ["en", "es"]
    assert report.sections == ["needed", "heard"]
    assert "Escuchamos." in preview
    assert "Escuchamos." in browse().get("/es/o/elm-street/reports/our-year/").content.decode()
    assert OwnWords.objects.count() == 2


def test_a_report_of_days_to_come_is_refused_beside_the_field(union, olga, browse):
    answer = browse(olga).post(f"{WORK}new/", form(ends_on=in_days(2).isoformat()))

    assert answer.status_code == 422
    assert "ends today at the latest" in answer.content.decode()


def test_what_lacks_before_publication_is_said_on_its_page(union, olga, browse):
    make_report(union, languages=["en", "es"])

    page = browse(olga).get(f"{WORK}a-year-on-elm-street/").content.decode()

    assert "The title is not there in Español yet." in page
    assert browse(olga).post(f"{WORK}a-year-on-elm-street/publish/").status_code == 409


def test_vera_reads_a_draft_and_finds_nothing_to_press(union, vera, browse):
    make_report(union)

    page = browse(vera).get(f"{WORK}a-year-on-elm-street/").content.decode()

    assert "Publish this report" not in page
    assert "Your words" not in page


def test_a_list_asks_as_much_for_many_reports_as_for_one(
    union, vera, browse, django_assert_max_num_queries
):
    client = browse(vera)
    make_published(union)
    client.get(WORK)
    with django_assert_max_num_queries(25) as one:
        client.get(WORK)
    for number in range(3):
        make_report(union, f"Report {number}")

    with django_assert_max_num_queries(len(one)):
        assert "Report 2" in client.get(WORK).content.decode()


def test_a_public_report_is_read_in_few_queries(
    union, loop, client, django_assert_max_num_queries
):
    report = make_published(union, goal=loop)
    client.get(report.get_absolute_url())

    with django_assert_max_num_queries(4):
        page = client.get(report.get_absolute_url())

    assert len(page.content) < 100_000
    assert report.digest[:32] in page.content.decode()
