"""The pages of this room as people meet them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from concerted.listen.conversations.tests.factories import make_conversation
from concerted.listen.representation.models import BenchmarkShare, Dimension, Occasion
from concerted.listen.representation.operations.places import add_place
from concerted.listen.representation.tests.factories import (
    make_occasion,
    make_place,
    read,
    tell,
)

pytestmark = pytest.mark.django_db


def work(union, name, *more):
    return reverse(f"representation:{name}", args=[union.slug, *more])


def upload(client, union, place, text):
    file = SimpleUploadedFile("shares.csv", text.encode())
    return client.post(work(union, "import_benchmarks", place.slug), {"file": file})


def test_an_organizer_brings_a_place_and_its_figures(union, olga, browse):
    client = browse(olga)
    client.post(work(union, "add_place"), {"name": "Riverside"})
    place = union.places.get()
    text = "dimension,subgroup,share,source,date\nTenure,renter,62%,ACS B25003,2023\nTenure,owner,38%,ACS B25003,2023\n"

    response = upload(client, union, place, text)

    assert response.status_code == 302
    page = client.get(work(union, "place", place.slug)).content.decode()
    assert "62%" in page
    assert "ACS B25003" in page


def test_a_bad_file_shows_every_row_to_mend_and_keeps_nothing(union, olga, browse):
    place = add_place(organization=union, name="Riverside", by=None)
    text = "dimension,subgroup,share,source,date\ntenure,renter,x,ACS,2023\nshoes,big,0.4,,2023\n"

    response = upload(browse(olga), union, place, text)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Row 1: “x” is no share" in page
    assert "Row 2: We know no dimension “shoes”" in page
    assert "Row 2: The source is missing" in page
    assert not BenchmarkShare.objects.exists()


def test_an_organizer_sets_up_what_people_are_asked(union, olga, browse):
    client = browse(olga)
    place = make_place(union)
    talk = make_conversation(union)
    client.post(work(union, "adopt_dimension"), {"key": "age"})
    page = work(union, "ask_about_people", "conversation", talk.pk)

    response = client.post(
        page, {"dimensions": ["age", "tenure"], "place": place.pk, "is_asking": "on"}
    )

    occasion = Occasion.objects.get()
    assert response.status_code == 302
    assert {one.key for one in occasion.dimensions.all()} == {"age", "tenure"}
    assert (occasion.place, occasion.is_public) == (place, False)


def test_nobody_asks_on_an_occasion_of_another_organization(union, other, olga, browse):
    talk = make_conversation(other)

    page = browse(olga).get(work(union, "ask_about_people", "conversation", talk.pk))

    assert page.status_code == 404


def test_an_own_question_is_added_with_its_answers(union, olga, browse):
    given = {
        "name": "Side",
        "question": "Which side do you live on?",
        "answers": "North\nSouth\n",
        "language": "en",
    }

    assert browse(olga).post(work(union, "add_dimension"), given).status_code == 302
    one_answer = browse(olga).post(
        work(union, "add_dimension"), {**given, "name": "x", "answers": "N"}
    )

    dimension = Dimension.objects.get()
    assert [one.name for one in dimension.subgroups.all()] == ["North", "South"]
    assert one_answer.status_code == 422
    assert "two to 20 different answers" in one_answer.content.decode()


def test_everybody_reads_who_took_part_without_an_account_or_a_cookie(union, client):
    occasion = make_occasion(union, place=make_place(union))
    tell(occasion, renter=20, owner=80)
    read(occasion, 150)

    page = client.get(work(union, "public_who", occasion.pk))

    text = page.content.decode()
    assert page.status_code == 200
    assert not page.cookies
    assert "Whose voice is missing" in text
    assert "Invented for the test" in text
    assert len(page.content) < 100_000


@pytest.mark.parametrize("field", ["is_public", "published_at"])
def test_what_is_not_public_is_not_found(union, client, field):
    talk = make_conversation(union)
    occasion = make_occasion(union, conversation=talk)
    if field == "is_public":
        Occasion.objects.update(is_public=False)
    else:
        type(talk).objects.update(published_at=None)

    assert client.get(work(union, "public_who", occasion.pk)).status_code == 404


def test_the_list_of_occasions_asks_as_few_queries_for_many_as_for_one(
    union, olga, browse, django_assert_max_num_queries
):
    client = browse(olga)
    for number in range(6):
        make_occasion(union, conversation=make_conversation(union, title=f"Question {number}?"))
    client.get(work(union, "occasions"))

    with django_assert_max_num_queries(20):
        page = client.get(work(union, "occasions"))

    assert page.content.decode().count("Question ") >= 6
