"""The pages of paper, delivery, answer and news, as people walk through them."""

from __future__ import annotations

import uuid

from concerted.act.petitions.models import (
    Answer,
    Delivery,
    NewsItem,
    PaperSheet,
    Petition,
    RowState,
    Signature,
)
from concerted.act.petitions.operations.paper import finish_sheet, print_sheets
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.deliveries import delivery_token
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.base.jobs import run_waiting_jobs


def work(petition, path=""):
    return f"/en/work/{petition.organization.slug}/petitions/{petition.slug}/{path}"


def filled(form):
    """The delivery form as it is shown, sent off."""
    values = {name: form[name].value() for name in form.fields}
    values |= {"way": "hand", "language": "en", "size": "letter"}
    return {name: value for name, value in values.items() if value is not None}


def make_sheet(union, **values):
    petition = values.pop("petition", None) or make_petition(union)
    given = {"count": 1, "language": "en", "row_count": 3, "by": None}
    return print_sheets(petition=petition, **{**given, **values})[0]


def test_an_organizer_prints_a_batch(union, olga, browse):
    petition = make_petition(union)
    client = browse(olga)
    data = {
        "sheet_count": 2,
        "row_count": 8,
        "language": "en",
        "size": "a4",
        "collector": "Cleo",
        "batch": uuid.uuid4(),
    }

    posted = client.post(work(petition, "paper/print/"), data)
    again = client.post(work(petition, "paper/print/"), data)

    assert posted["Location"] == again["Location"]
    assert PaperSheet.objects.count() == 2
    page = client.get(posted["Location"]).content.decode()
    assert "Sheets 0001 to 0002 are ready" in page
    pdf = client.get(posted["Location"].rstrip("/") + ".pdf")
    assert pdf.content.startswith(b"%PDF")


def test_too_many_sheets_are_refused_beside_the_field(union, olga, browse):
    data = {
        "sheet_count": 9999,
        "row_count": 8,
        "language": "en",
        "size": "a4",
        "batch": uuid.uuid4(),
    }

    response = browse(olga).post(work(make_petition(union), "paper/print/"), data)

    assert response.status_code == 422


def test_a_contributor_types_row_after_row(union, cleo, browse):
    sheet = make_sheet(union)
    client = browse(cleo)
    found = client.get("/en/work/elm-street/sheets/", {"number": sheet.number})
    url = found["Location"]
    row = {"state": "typed", "name": "Rosa Alvarez", "contact": "617-555-0123"}

    client.post(url + "rows/", {**row, "number": 1, "postal_code": "02134", "collector": "Ben"})
    page = client.get(url).content.decode()

    assert "Row 2 of 3" in page
    assert 'value="02134"' in page
    assert 'value="Ben"' in page
    assert Signature.objects.get().via == "paper"
    sheet.refresh_from_db()
    assert sheet.collector == "Ben"


def test_a_row_can_be_marked_unreadable_whatever_was_begun_in_it(union, cleo, browse):
    sheet = make_sheet(union)
    url = work(sheet.petition, f"paper/{sheet.number}/rows/")

    browse(cleo).post(url, {"state": "illegible", "number": 1, "name": "R", "contact": "ro@"})

    assert sheet.rows.get().state == RowState.ILLEGIBLE


def test_a_row_without_a_name_says_so_beside_the_field(union, cleo, browse):
    sheet = make_sheet(union)
    url = work(sheet.petition, f"paper/{sheet.number}/rows/")

    response = browse(cleo).post(url, {"state": "typed", "number": 1, "contact": "no phone"})

    assert response.status_code == 422
    assert "cannot be read" in response.content.decode()
    assert not sheet.rows.exists()


def test_an_address_typed_as_a_name_is_caught(union, cleo, browse):
    sheet = make_sheet(union)
    url = work(sheet.petition, f"paper/{sheet.number}/rows/")

    response = browse(cleo).post(url, {"number": 1, "name": "rosa@example.org"})

    assert response.status_code == 422
    assert not sheet.rows.exists()


def test_a_second_person_corrects_and_checks(union, olga, cleo, browse):
    sheet = make_sheet(union)
    url = work(sheet.petition, f"paper/{sheet.number}/")
    row = {"state": "typed", "number": 1, "name": "Rosa Alvarez", "contact": "rosa@example.org"}
    browse(cleo).post(url + "rows/", row)
    browse(cleo).post(url + "finish/")

    refused = browse(cleo).post(url + "check/")
    page = browse(olga).get(url + "rows/1/").content.decode()
    browse(olga).post(url + "rows/1/", {**row, "name": "Rosa Álvarez"})
    browse(olga).post(url + "check/")

    assert refused.status_code == 409
    assert 'value="rosa@example.org"' in page
    assert Signature.objects.get().name == "Rosa Álvarez"
    sheet.refresh_from_db()
    assert sheet.checked_by == olga


def test_an_organization_of_one_is_told_plainly(union, olga, browse):
    sheet = make_sheet(union)
    finish_sheet(sheet=sheet, by=olga)

    page = browse(olga).get(work(sheet.petition, f"paper/{sheet.number}/check/")).content.decode()

    assert "the sheet will say so" in page


def test_an_unknown_sheet_number_is_said_beside_the_field(union, cleo, browse):
    response = browse(cleo).get("/en/work/elm-street/sheets/", {"number": "77"})

    assert response.status_code == 422
    assert "no sheet with this number" in response.content.decode()


def test_a_sheet_printed_at_home_gets_a_number(union, cleo, browse):
    petition = make_petition(union)

    response = browse(cleo).post(work(petition, "paper/number/"), follow=True)

    assert "Write number 0001" in response.content.decode()


def test_the_list_of_sheets_asks_as_much_for_many(
    union, olga, browse, django_assert_max_num_queries
):
    petition = make_petition(union)
    print_sheets(petition=petition, count=30, language="en", by=olga)
    client = browse(olga)

    with django_assert_max_num_queries(14):
        page = client.get(work(petition, "paper/")).content.decode()

    assert "0030" in page


def test_an_organizer_delivers_and_everybody_reads_the_receipt(
    union, olga, vera, browse, django_capture_on_commit_callbacks
):
    petition = make_petition(union, target_email="clerk@example.gov")
    sign_petition(petition=petition, language="en", **ROSA)
    client = browse(olga)
    form = client.get(work(petition, "deliver/")).context["form"]
    data = filled(form)

    with django_capture_on_commit_callbacks(execute=True):
        posted = client.post(work(petition, "deliver/"), data)
    waiting = client.get(posted["Location"]).content.decode()
    run_waiting_jobs()
    page = client.get(posted["Location"]).content.decode()

    assert "being written" in waiting
    delivery = Delivery.objects.get()
    assert delivery.document_hash in page
    assert client.get(posted["Location"] + "petition.pdf").getvalue().startswith(b"%PDF")
    assert b"Rosa Alvarez" in client.get(posted["Location"] + "signatures.csv").getvalue()
    assert browse(vera).get(posted["Location"] + "petition.pdf").status_code == 404
    receipt = browse().get(f"{petition.get_absolute_url()}receipts/{delivery.code}/")
    assert delivery.receipt_number in receipt.content.decode()
    assert "Rosa" not in receipt.content.decode()
    assert not receipt.cookies


def test_the_target_opens_the_files_by_link(union, olga, browse):
    petition = make_petition(union, target_email="clerk@example.gov")
    sign_petition(petition=petition, language="en", **ROSA)
    client = browse(olga)
    form = client.get(work(petition, "deliver/")).context["form"]
    url = client.post(work(petition, "deliver/"), filled(form))["Location"]
    run_waiting_jobs()

    client.post(url + "send/")

    link = Delivery.objects.get()
    assert link.sent_until is not None
    mail = browse().get(_link(link))
    assert mail.status_code == 200
    assert browse().get(_link(link) + "petition.pdf").getvalue().startswith(b"%PDF")
    assert browse().get("/en/i/forged/delivery/").status_code == 404


def _link(delivery):
    return f"/en/i/{delivery_token(delivery)}/delivery/"


def test_a_delivery_of_tomorrow_is_refused(union, olga, browse):
    petition = make_petition(union)
    client = browse(olga)
    form = client.get(work(petition, "deliver/")).context["form"]
    data = filled(form) | {"delivered_on": "2199-01-01"}

    assert client.post(work(petition, "deliver/"), data).status_code == 422


def test_an_organizer_records_an_answer(union, olga, browse):
    petition = make_petition(union)
    data = {
        "stance": "partly",
        "text": "Two evenings.",
        "language": "en",
        "answered_on": "2026-06-18",
        "link": "example.org/answer",
        "key": uuid.uuid4(),
    }
    client = browse(olga)

    client.post(work(petition, "answers/new/"), data)
    client.post(work(petition, "answers/new/"), data)

    answer = Answer.objects.get()
    assert answer.link == "https://example.org/answer"
    assert Petition.objects.get().state == "answered"
    assert "Two evenings." in client.get(work(petition, "answers/")).content.decode()


def test_an_organizer_writes_and_publishes_news(union, olga, browse):
    petition = make_petition(union)
    data = {"title": "Thursday", "text": "Come.", "language": "en", "key": uuid.uuid4()}
    client = browse(olga)

    draft = client.post(work(petition, "news/new/"), data)["Location"]
    assert NewsItem.objects.get().published_at is None
    client.post(draft + "publish/")

    assert NewsItem.objects.get().published_at is not None
    assert "Thursday" in client.get(work(petition, "news/")).content.decode()
    assert client.get(draft).status_code == 200


def test_pages_make_sense_while_there_is_nothing(union, olga, browse):
    petition = make_petition(union)
    for path, words in {
        "paper/": "No sheet is printed yet",
        "deliveries/": "Nothing is delivered yet",
        "answers/": "No answer yet",
        "news/": "No news yet",
    }.items():
        assert words in browse(olga).get(work(petition, path)).content.decode()
