from __future__ import annotations

import pytest
from django.urls import reverse

from concerted.people.models import ContactPoint, Person, Segment, Tag
from concerted.people.operations import merge_people, save_segment, tag_person
from concerted.people.queries.segments import SegmentQuery
from concerted.people.tests.factories import grant, make_person


@pytest.fixture
def desk(browse, olga):
    return browse(olga)


def url(name, union, *args):
    return reverse(f"people:{name}", args=[union.slug, *args])


PLACES = [
    "people",
    "add_person",
    "tags",
    "segments",
    "add_segment",
    "merges",
    "retention",
]


@pytest.mark.parametrize("name", PLACES)
def test_pages_make_sense_when_there_is_nobody(desk, union, name):
    assert desk.get(url(name, union)).status_code == 200


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("who", ["vera", "cleo", "sam", "anonymous"])
def test_nobody_else_opens_them(browse, union, request, name, who):
    answer = browse(request.getfixturevalue(who)).get(url(name, union))

    assert answer.status_code == 404 or "/account/" in answer.headers.get("Location", "")


def test_the_list_is_searched_by_name_without_accents(desk, union):
    make_person(union)
    make_person(union, given_name="Luis", family_name="Gómez", email="luis@example.com", phone="")

    page = desk.get(url("people", union), {"q": "nunez rosa"}).content.decode()

    assert "Rosa Núñez" in page
    assert "Luis" not in page


@pytest.mark.parametrize("text", ["rosa@exa", "(617) 555-0123", "5550123", "ROSA"])
def test_the_list_is_searched_by_address_and_number(desk, union, text):
    make_person(union)

    assert "Núñez" in desk.get(url("people", union), {"q": text}).content.decode()


@pytest.mark.parametrize("text", ["\x00", "%", "_", "x" * 300, "'", "\u202e", "@", "12345"])
def test_strange_searches_find_nobody_and_break_nothing(desk, union, text):
    make_person(union)

    assert desk.get(url("people", union), {"q": text}).status_code in (200, 400)


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    desk, union, django_assert_max_num_queries
):
    for number in range(60):
        make_person(union, given_name=f"Person{number}", email=f"p{number}@example.com", phone="")

    with django_assert_max_num_queries(9):
        page = desk.get(url("people", union))

    assert len(page.context["rows"]) == 50
    assert len(desk.get(url("people", union), {"page": 2}).context["rows"]) == 10
    assert desk.get(url("people", union), {"page": "x" * 50}).status_code == 200


def test_a_person_is_added_and_corrected(desk, union):
    desk.post(
        url("add_person", union),
        {"given_name": "Rosa", "emails": "rosa@example.com\nrosa@work.example", "notes": "Drives"},
    )
    rosa = Person.objects.get()

    answer = desk.post(
        url("correct_person", union, rosa.pk),
        {
            "given_name": "Rosa",
            "family_name": "Núñez",
            "emails": "rosa@work.example",
            "phones": "617-555-0123",
            "languages_spoken": ["es", "ht"],
        },
    )

    assert answer.status_code == 302
    rosa.refresh_from_db()
    assert rosa.family_name == "Núñez"
    assert rosa.languages_spoken == ["es", "ht"]
    assert "notes" not in rosa.custom_fields
    points = {point.value: point for point in ContactPoint.objects.all()}
    assert points["rosa@example.com"].status == "former"
    assert points["rosa@work.example"].is_primary
    assert points["617-555-0123"].normalized == "+16175550123"


@pytest.mark.parametrize(
    ("field", "value"), [("emails", "no address"), ("phones", "12"), ("birth_date", "yesterday")]
)
def test_a_wrong_value_is_said_beside_its_field(desk, union, field, value):
    rosa = make_person(union)

    answer = desk.post(url("correct_person", union, rosa.pk), {"given_name": "Rosa", field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert Person.objects.get().contact_points.filter(status="usable").count() == 2


def test_somebody_already_in_the_list_is_not_added_again(desk, union):
    rosa = make_person(union)

    answer = desk.post(
        url("add_person", union),
        {"given_name": "Rosa", "family_name": "Other", "emails": "rosa@example.com"},
        follow=True,
    )

    assert answer.context["person"] == rosa
    assert "in the list already" in answer.content.decode()
    assert Person.objects.get().family_name == "Núñez"


def test_the_page_of_a_person_shows_what_they_allowed(desk, union):
    rosa = make_person(union)
    grant(rosa, words="Send me news")
    tag_person(person=rosa, name="volunteer")

    page = desk.get(url("person", union, rosa.pk)).content.decode()

    for text in ("rosa@example.com", "617-555-0123", "volunteer", "Send me news", "02139"):
        assert text in page


def test_the_page_of_a_person_takes_few_queries(desk, union, django_assert_max_num_queries):
    rosa = make_person(union)
    for number in range(20):
        tag_person(person=rosa, name=f"tag {number}")
        grant(rosa)

    with django_assert_max_num_queries(23):  # each room that knows people asks once
        assert desk.get(url("person", union, rosa.pk)).status_code == 200


def test_markup_in_a_name_stays_text(desk, union):
    rosa = make_person(union, family_name="<script>alert(1)</script>")

    for name, args in (("people", []), ("person", [rosa.pk]), ("merge_choose", [rosa.pk])):
        assert "<script>alert" not in desk.get(url(name, union, *args)).content.decode()


def test_what_somebody_told_an_organizer_is_kept_with_its_words(desk, union, olga):
    rosa = make_person(union)

    desk.post(
        url("record_answer", union, rosa.pk),
        {"channel": "call", "answer": "refused", "words": "Said so at the door"},
    )

    answer = rosa.consents.get()
    assert (answer.purpose, answer.words, answer.entered_by) == ("", "Said so at the door", olga)
    refused = desk.post(url("record_answer", union, rosa.pk), {"channel": "call"})
    assert refused.status_code == 422


def test_tags_are_put_on_and_taken_off(desk, union):
    rosa = make_person(union)

    desk.post(url("tag_person", union, rosa.pk), {"name": "Volunteer"})
    desk.post(url("tag_person", union, rosa.pk), {"name": "volunteer"})

    tag = Tag.objects.get()
    assert "1" in desk.get(url("tags", union)).content.decode()
    desk.post(url("untag_person", union, rosa.pk, tag.pk))
    assert rosa.taggings.count() == 0


def test_a_tag_cannot_take_the_name_of_another(desk, union):
    desk.post(url("tags", union), {"name": "a"})
    desk.post(url("tags", union), {"name": "b"})
    tag = Tag.objects.get(name="b")

    answer = desk.post(url("tag", union, tag.pk), {"name": "A"})

    assert answer.status_code == 422
    assert desk.post(url("delete_tag", union, tag.pk)).status_code == 302
    assert Tag.objects.get().name == "a"


def test_a_segment_is_counted_kept_and_only_then_named(desk, union):
    rosa = make_person(union)
    tag_person(person=rosa, name="volunteer")
    tag = Tag.objects.get()
    ask = url("add_segment", union) + f"?tags={tag.pk}&postal_codes=021&languages=es"

    counted = desk.get(ask)
    assert counted.context["number"] == 1
    assert "Núñez" not in counted.content.decode()
    assert "tagged “volunteer”" in counted.context["sentence"]

    kept = desk.post(ask, {"name": "Volunteers here"}, follow=True)
    assert "Núñez" not in kept.content.decode()
    segment = Segment.objects.get()
    named = desk.get(url("segment", union, segment.pk), {"names": "1"})
    assert "Núñez" in named.content.decode()


def test_a_segment_is_exported_with_formulas_inert(desk, union):
    make_person(union, given_name='=HYPERLINK("x")', phone="")
    segment = save_segment(organization=union, name="All", query=SegmentQuery())

    answer = desk.post(url("export_segment", union, segment.pk))

    text = b"".join(answer.streaming_content).decode()
    assert "\"'=HYPERLINK" in text
    assert desk.get(url("export_segment", union, segment.pk)).status_code == 405


def test_a_segment_is_changed_and_deleted(desk, union):
    segment = save_segment(organization=union, name="All", query=SegmentQuery())
    change = url("change_segment", union, segment.pk)

    assert desk.get(change).status_code == 200
    desk.post(change + "?channel=email", {"name": "Mail"})
    segment.refresh_from_db()
    assert segment.query == {"channel": "email", "purpose": "news"}
    assert "e-mail" in desk.get(url("segments", union)).content.decode()
    desk.get(url("delete_segment", union, segment.pk))
    assert Segment.objects.exists()
    desk.post(url("delete_segment", union, segment.pk))
    assert not Segment.objects.exists()


@pytest.mark.parametrize(
    "query", ["tags=nonsense", "added_after=soon", "channel=smoke", "actions=gone", "languages=xx"]
)
def test_a_question_that_makes_no_sense_is_said_so(desk, union, query):
    answer = desk.get(url("add_segment", union) + f"?{query}")

    assert answer.status_code in (200, 422)


def test_two_rows_are_compared_merged_and_parted_again(desk, union):
    kept = make_person(union)
    gone = make_person(union, given_name="Rosita", phone="617-555-0123", email="r2@example.com")

    assert "Rosita" in desk.get(url("merge_choose", union, kept.pk)).content.decode()
    assert "r2@example.com" in desk.get(url("merge", union, kept.pk, gone.pk)).content.decode()
    desk.post(url("merge", union, kept.pk, gone.pk))
    assert desk.get(url("person", union, gone.pk)).status_code == 404
    assert "Rosita" in desk.get(url("merges", union)).content.decode()
    desk.post(url("unmerge", union, kept.merges.get().pk))
    assert desk.get(url("person", union, gone.pk)).status_code == 200


def test_nobody_is_merged_with_themselves(desk, union):
    rosa = make_person(union)

    assert desk.post(url("merge", union, rosa.pk, rosa.pk)).status_code == 409


def test_erasing_asks_first(desk, union):
    rosa = make_person(union)

    assert "Rosa" in desk.get(url("erase_person", union, rosa.pk)).content.decode()
    assert Person.objects.exists()
    desk.post(url("erase_person", union, rosa.pk))
    assert not Person.objects.exists()


def test_only_owners_say_how_long_people_are_kept(browse, union, omar, olga):
    make_person(union)
    assert "0" in browse(olga).get(url("retention", union), {"months": 12}).content.decode()

    assert browse(olga).post(url("retention", union), {"months": 12}).status_code == 404
    assert browse(omar).post(url("retention", union), {"months": 12}).status_code == 302
    assert union.retention_period.months == 12
    assert browse(omar).post(url("retention", union), {"months": "0"}).status_code == 422
    browse(omar).post(url("retention", union), {"months": ""})
    assert not type(union.retention_period).objects.exists()


def test_an_address_becomes_the_place_of_the_person(desk, union):
    rosa = make_person(union)

    desk.post(
        url("add_address", union, rosa.pk),
        {"street": "1 Elm St", "locality": "Lynn", "postal_code": "01901", "is_primary": "on"},
    )

    rosa.refresh_from_db()
    assert (rosa.locality, rosa.postal_code) == ("Lynn", "01901")
    desk.post(url("remove_address", union, rosa.pk, rosa.postal_addresses.get().pk))
    assert not rosa.postal_addresses.exists()


def test_merged_people_are_in_no_list(desk, union):
    kept = make_person(union)
    gone = make_person(union, given_name="Hidden", email="h@example.com", phone="")
    merge_people(kept=kept, gone=gone)

    assert "Hidden" not in desk.get(url("people", union)).content.decode()
