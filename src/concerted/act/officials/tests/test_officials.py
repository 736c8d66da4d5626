from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.act.officials.models import Official
from concerted.act.officials.operations import add_official
from concerted.act.officials.tests.factories import make_official
from concerted.base.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

LIST = "/en/work/elm-street/officials/"


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
            "email": "board@example.org",
            "address": "1 Elm Street",
            "website": "trust.example.org",
        },
    )

    official = Official.objects.get()
    assert official.post == "Board of Trustees"
    assert official.offices == [{"address": "1 Elm Street"}]
    assert official.links == ["https://trust.example.org"]


def test_the_trail_does_not_name_anybody(union):
    make_official(union, "Ana Ortiz", email="ana@example.org", phone="555")

    entry = AuditEntry.objects.get(verb="added", subject_type="officials.official")
    assert "Ortiz" not in str(entry.after)
    assert "ana@" not in str(entry.after)
    assert entry.after["title"] == "Councilmember"


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
        f"{LIST}new/", {"name": "Ana", "starts_on": "2026-05-01", "ends_on": "2026-04-01"}
    )

    assert response.status_code == 422
    assert "before the first day" in response.content.decode()


def test_editing_by_hand_keeps_the_further_offices_of_a_source(union, olga, browse):
    official = add_official(
        organization=union,
        values={
            "name": "Ana",
            "offices": [{"address": "State House", "phone": "1"}, {"address": "Local office"}],
        },
        by=None,
    )

    browse(olga).post(f"{LIST}{official.pk}/edit/", {"name": "Ana", "address": "Room 12"})

    official.refresh_from_db()
    assert official.offices == [{"address": "Room 12", "phone": "1"}, {"address": "Local office"}]


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
