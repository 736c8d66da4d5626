from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.act.officials.models import Office, Official
from concerted.act.officials.operations import add_official
from concerted.act.officials.tests.factories import make_official, make_shared_official
from concerted.base.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

LIST = "/en/work/elm-street/officials/"


HAND = {"name": "Ana", "title": "Mayor", "kind": "government", "level": "local"}


def names(response):
    return [official.name for official in response.context["page"].object_list]


def test_adding_the_same_decision_maker_twice_keeps_one(union):
    assert make_official(union) == make_official(union)


def test_a_body_is_a_decision_maker_too(union, olga, browse):
    browse(olga).post(
        f"{LIST}new/",
        {
            "name": "Elm Street Housing Trust",
            "body": "Board of Trustees",
            "kind": "landlord",
            "level": "local",
            "email": "board@example.org",
            "address": "1 Elm Street",
            "website": "trust.example.org",
        },
    )

    official = Official.objects.get()
    assert official.post == "Board of Trustees"
    assert [one.address for one in official.offices.all()] == ["1 Elm Street"]
    assert [one.value for one in official.contacts.all()] == ["https://trust.example.org"]
    assert official.tenure.post.jurisdiction.kind == "landlord"


def test_the_trail_does_not_name_anybody(union):
    make_official(union, "Ana Ortiz", email="ana@example.org", phone="555")

    entry = AuditEntry.objects.get(verb="added", subject_type="officials.official")
    assert "Ortiz" not in str(entry.after)
    assert "ana@" not in str(entry.after)
    assert entry.after["post"] == "Councilmember"


def test_search_finds_every_word_anywhere(union, olga, browse):
    make_official(union, "Ana Ortiz", title="State Senator", district="Third Essex")
    make_official(union, "Bea Cole", title="State Senator", district="First Bristol")
    client = browse(olga)

    assert names(client.get(LIST, {"q": "senator essex"})) == ["Ana Ortiz"]
    assert names(client.get(LIST, {"q": "senator"})) == ["Ana Ortiz", "Bea Cole"]
    assert names(client.get(LIST, {"q": "nobody"})) == []


def test_who_has_left_is_shown_only_when_asked(union, olga, browse):
    past = timezone.localdate() - datetime.timedelta(days=1)
    make_official(union, "Ana Ortiz", ends_on=past)
    make_official(union, "Bea Cole", ends_on=timezone.localdate())
    client = browse(olga)

    assert names(client.get(LIST)) == ["Bea Cole"]
    assert names(client.get(LIST, {"former": "on"})) == ["Ana Ortiz", "Bea Cole"]


def test_a_term_that_ends_before_it_begins_is_not_taken(union, olga, browse):
    response = browse(olga).post(
        f"{LIST}new/", {**HAND, "starts_on": "2026-05-01", "ends_on": "2026-04-01"}
    )

    assert response.status_code == 422
    assert "before the first day" in response.content.decode()


def test_editing_by_hand_changes_the_first_office_and_keeps_the_others(union, olga, browse):
    official = add_official(organization=union, values={**HAND, "address": "State House"}, by=None)
    Office.objects.create(official=official, kind="district", address="Local office")

    browse(olga).post(
        f"{LIST}{official.pk}/edit/", {**HAND, "title": "Acting mayor", "address": "Room 12"}
    )

    official = Official.objects.get()
    assert {one.address for one in official.offices.all()} == {"Room 12", "Local office"}
    assert official.post == "Acting mayor"


def test_two_officials_of_one_name_are_two_where_their_posts_differ(union):
    first = make_official(union, "Ana Ortiz", title="Mayor")
    second = make_official(union, "Ana Ortiz", title="Superintendent")

    assert first != second


def test_a_mistake_stands_open_until_an_organizer_has_looked(union, olga, vera, browse):
    official = make_official(union)
    page = f"{LIST}{official.pk}/"
    browse(vera).post(f"{page}mistakes/", {"text": "The phone rings at a bakery."})
    assert b"rings at a bakery" in browse(olga).get(page).content

    mistake = official.corrections.get()
    assert browse(vera).post(f"{page}mistakes/{mistake.pk}/settle/").status_code == 404
    browse(olga).post(f"{page}mistakes/{mistake.pk}/settle/")

    assert b"rings at a bakery" not in browse(olga).get(page).content


def test_an_empty_report_is_answered_beside_the_field(union, vera, browse):
    official = make_official(union)

    response = browse(vera).post(f"{LIST}{official.pk}/mistakes/", {"text": " "})

    assert response.status_code == 422
    assert not official.corrections.exists()


def test_everybody_reads_the_shared_directory_and_no_organizer_changes_it(union, olga, browse):
    official = make_shared_official("Ed Markey")
    client = browse(olga)

    assert names(client.get(LIST)) == ["Ed Markey"]
    assert client.get(f"{LIST}{official.pk}/").status_code == 200
    assert client.get(f"{LIST}{official.pk}/edit/").status_code == 404


def test_a_long_list_comes_in_pages_at_the_same_cost(
    union, olga, browse, django_assert_max_num_queries
):
    client = browse(olga)

    def queries_for():
        with django_assert_max_num_queries(15) as counted:
            client.get(LIST)
        return len(counted)

    make_official(union, "Official 000")
    one = queries_for()
    for number in range(1, 60):
        make_official(union, f"Official {number:03}")

    assert queries_for() == one
    assert len(names(client.get(LIST, {"page": 2}))) == 10
