"""Files of figures in the office: looked at, mended, handed in; and figures from our own records."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from concerted.base.errors import Refused
from concerted.measure.indicators.extracts.registry import Asked, extract_named, extracts
from concerted.measure.indicators.models import Intake, Kind, Observation, Unit, Upload
from concerted.measure.indicators.operations.drawing import draw_extract
from concerted.measure.indicators.tests.factories import make_dimension, make_indicator
from concerted.pool.offers.models import Need
from concerted.pool.offers.tests.factories import make_need, make_pledge

pytestmark = pytest.mark.django_db
TEXT = "year,group,rate,n\n2024,English,84,90\n2024,Kreyol,45,60\n"


def of(name, union, *more):
    return reverse(f"indicators:{name}", args=[union.slug, *more])


@pytest.fixture
def indicator(union):
    make_dimension(union)
    return make_indicator(union, "Waited")


@pytest.fixture
def upload(client, union, olga, indicator):
    """Olga's file, as the page shows it first."""
    client.force_login(olga)
    file = SimpleUploadedFile("rates.csv", TEXT.encode())
    answer = client.post(of("add_file", union, indicator.slug), {"file": file})
    found = Upload.objects.get()
    assert answer["Location"] == of("file", union, found.pk)
    return found


def told(upload, **more):
    columns = {f"column_{at}": role for at, role in enumerate(upload.reading["roles"])}
    return {**columns, "dimension": "language", **more}


def test_a_page_asks_whether_figures_up_to_1_are_shares(client, union, olga, indicator):
    client.force_login(olga)
    file = SimpleUploadedFile("rates.csv", b"year,group,rate\n2024,English,0.84\n")
    page = client.post(of("add_file", union, indicator.slug), {"file": file}, follow=True)

    assert "These figures look like shares from 0 to 1" in page.content.decode()


def test_a_page_shows_how_the_file_is_read_with_each_row_s_problem(client, union, upload):
    client.post(of("read_file", union, upload.pk), told(upload))

    page = client.get(of("file", union, upload.pk)).content.decode()

    assert "“Kreyol” is no group of “language”. Known are: haitian-creole, english." in page
    assert "84" in page
    assert not Intake.objects.exists()


def test_a_file_with_a_bad_row_is_not_handed_in_and_stays_to_be_mended(client, union, upload):
    answer = client.post(of("hand_in_file", union, upload.pk), told(upload))

    assert answer.status_code == 422
    assert Upload.objects.exists()
    assert not Observation.objects.exists()


def test_a_mended_file_waits_for_approval_and_is_forgotten(client, union, olga, upload):
    answer = client.post(
        of("hand_in_file", union, upload.pk), told(upload, readings="Kreyol = Haitian Creole")
    )

    intake = Intake.objects.get()
    assert answer["Location"] == of("intake", union, intake.pk)
    assert (intake.state, intake.via, intake.made_by) == ("draft", "file", olga)
    values = dict(Observation.objects.values_list("subgroup__code", "value"))
    assert values == {"english": 84.0, "haitian-creole": 45.0}
    assert not Upload.objects.exists()


def test_a_picture_is_no_table_and_says_so_beside_the_field(client, union, olga, indicator):
    client.force_login(olga)
    file = SimpleUploadedFile("rates.csv", b"\x89PNG\r\n\x1a\n" + bytes(50))

    answer = client.post(of("add_file", union, indicator.slug), {"file": file})

    assert answer.status_code == 422
    assert "is a picture" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_file_is_seen_by_nobody_but_who_brought_it(client, union, omar, upload):
    client.force_login(omar)

    assert client.get(of("file", union, upload.pk)).status_code == 404
    assert client.post(of("discard_file", union, upload.pk)).status_code == 404


def test_the_empty_form_comes_back_filled_in(client, union, olga, indicator):
    client.force_login(olga)
    answer = client.get(of("empty_form", union, indicator.slug))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    for row in range(2, 5):
        for column, value in ((1, 2024), (4, 30 + row), (5, 100)):
            sheet.cell(row, column).value = value
    filled = io.BytesIO()
    book.save(filled)

    client.post(
        of("add_file", union, indicator.slug),
        {"file": SimpleUploadedFile("form.xlsx", filled.getvalue())},
    )
    upload = Upload.objects.get()
    client.post(of("hand_in_file", union, upload.pk), told(upload, dimension=""))

    values = dict(Observation.objects.values_list("subgroup__code", "value"))
    assert values == {None: 32.0, "haitian-creole": 33.0, "english": 34.0}


@pytest.fixture
def needs(union):
    """Three needs of one quarter: one pledged for after 4 days, one after 10, one not yet."""
    start = datetime.datetime(2026, 1, 10, 12, tzinfo=datetime.UTC)
    for number, days in enumerate((4, 10, None)):
        need = make_need(union, f"Need {number}")
        Need.objects.filter(pk=need.pk).update(published_at=start)
        if days is not None:
            moment = start + datetime.timedelta(days=days)
            pledge = make_pledge(need)
            type(pledge).objects.filter(pk=pledge.pk).update(confirmed_at=moment)


def test_an_extract_counts_the_same_for_the_same_day_and_says_what_it_counted(union, olga, needs):
    days = make_indicator(union, "Days", kind=Kind.MEDIAN, unit=Unit.DAYS, frequency="quarter")
    recipe = extract_named("days-to-pledge")
    asked = Asked(union, datetime.date(2026, 3, 31), "quarter")

    first = draw_extract(indicator=days, extract=recipe, asked=asked, by=olga)
    again = draw_extract(indicator=days, extract=recipe, asked=asked, by=olga)

    assert (first.is_new, again.is_new, first.intake) == (True, False, again.intake)
    assert first.intake.source == "days-to-pledge, version 1, until 2026-03-31"
    found = Observation.objects.get()
    assert (found.value, found.n, str(found.period_start)) == (7.0, 2, "2026-01-01")


def test_an_earlier_day_counts_only_what_was_recorded_by_then(union, needs):
    met = make_indicator(union, "Met", frequency="quarter")
    recipe = extract_named("days-to-pledge")

    early = recipe.draw(Asked(union, datetime.date(2026, 1, 16), "month")).lines
    later = recipe.draw(Asked(union, datetime.date(2026, 1, 31), "month")).lines

    assert early == ()
    assert [one.value for one in later] == [7.0]
    with pytest.raises(Refused, match="another kind or unit"):
        draw_extract(
            indicator=met, extract=recipe, asked=Asked(union, datetime.date(2026, 3, 31)), by=None
        )


def test_every_recipe_answers_for_an_organization_without_records(union):
    for recipe in extracts():
        choice = "age" if recipe.name == "who-took-part" else ""
        assert recipe.draw(Asked(union, datetime.date(2026, 3, 31), choice=choice)).lines == ()
        assert str(recipe.words)


def test_records_are_counted_from_the_office(client, union, olga, needs):
    make_indicator(union, "Days", kind=Kind.MEDIAN, unit=Unit.DAYS, frequency="quarter")
    client.force_login(olga)
    given = {"extract": "days-to-pledge", "until": "2026-03-31"}

    answer = client.post(of("draw_records", union, "days"), given)

    assert answer["Location"] == of("intake", union, Intake.objects.get().pk)
    assert client.get(of("draw_records", union, "days")).status_code == 200
