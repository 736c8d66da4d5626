from __future__ import annotations

import datetime

import pytest

from concerted.base.errors import Refused
from concerted.people import registry
from concerted.people.models import Person, Tag
from concerted.people.operations import (
    add_address,
    delete_tag,
    merge_people,
    save_segment,
    tag_person,
)
from concerted.people.queries.segments import SegmentQuery, people_in, sentence
from concerted.people.tests.factories import grant, make_person


@pytest.fixture
def people(union, other):
    rosa = make_person(union)
    luis = make_person(
        union,
        given_name="Luis",
        family_name="Gómez",
        email="luis@example.com",
        phone="",
        postal_code="01901",
        language="en",
    )
    Person.objects.filter(pk=luis.pk).update(
        languages_spoken=["es", "ht"],
        created_at=datetime.datetime(2020, 5, 17, 12, tzinfo=datetime.UTC),
    )
    tag_person(person=rosa, name="volunteer")
    tag_person(person=rosa, name="drives")
    tag_person(person=luis, name="volunteer")
    add_address(person=luis, street="1 Elm St", locality="Lynn", postal_code="01901")
    grant(rosa)
    make_person(other)
    return rosa, luis


def tag(name):
    return str(Tag.objects.get(name=name).pk)


def names(union, **query):
    found = people_in(SegmentQuery(**query), organization=union)
    return {person.given_name for person in found}


def test_a_question_without_parts_means_everybody(union, people):
    assert names(union) == {"Rosa", "Luis"}


def test_tags_are_all_had_and_none_had(union, people):
    assert names(union, tags=(tag("volunteer"),)) == {"Rosa", "Luis"}
    assert names(union, tags=(tag("volunteer"), tag("drives"))) == {"Rosa"}
    assert names(union, without_tags=(tag("drives"),)) == {"Luis"}


def test_places_fit_by_beginning_or_name(union, people):
    assert names(union, postal_codes=("021",)) == {"Rosa"}
    assert names(union, localities=("lynn",)) == {"Luis"}
    assert names(union, postal_codes=("021",), localities=("Lynn",)) == {"Rosa", "Luis"}


def test_languages_are_preferred_or_spoken(union, people):
    assert names(union, languages=("es",)) == {"Rosa", "Luis"}
    assert names(union, languages=("ht",)) == {"Luis"}
    assert names(union, languages=("ht", "es")) == {"Rosa", "Luis"}


def test_consent_is_what_stands_now(union, people):
    assert names(union, channel="email") == {"Rosa"}
    assert names(union, channel="text") == set()
    assert names(union, channel="email", purpose="petition") == set()


def test_days_are_whole(union, people):
    assert names(union, added_after="2020-05-18") == {"Rosa"}
    assert names(union, added_before="2020-05-17") == {"Luis"}
    assert names(union, added_after="2020-05-17", added_before="2020-05-17") == {"Luis"}


def test_merged_people_are_not_meant(union, people):
    rosa, luis = people
    merge_people(kept=rosa, gone=luis)

    assert names(union) == {"Rosa"}


@pytest.fixture
def signed(monkeypatch, people):
    rosa, _luis = people
    monkeypatch.setattr(registry, "_actions", {})

    def doers(organization, which):
        found = Person.objects.filter(organization=organization, pk=rosa.pk)
        return (found if which in ("", "clinic") else found.none()).values("pk")

    registry.register_action(
        "signed", "signed a petition", doers, lambda _organization: [("clinic", "Keep the clinic")]
    )


def test_actions_of_rooms_above_are_asked_for(union, signed):
    assert names(union, actions=("signed",)) == {"Rosa"}
    assert names(union, actions=("signed:clinic",)) == {"Rosa"}
    assert names(union, actions=("signed:other",)) == set()
    assert names(union, without_actions=("signed",)) == {"Luis"}
    assert names(union, actions=("unknown",)) == set()


def test_what_an_erased_person_did_hides_nobody(union, people, monkeypatch):
    monkeypatch.setattr(registry, "_actions", {})

    def doers(_organization, _which):
        return Person.objects.order_by("pk").values("merged_into")  # NULL for everybody

    registry.register_action("signed", "signed a petition", doers)

    assert names(union, without_actions=("signed",)) == {"Rosa", "Luis"}


def test_a_question_reads_as_a_sentence(union, people, signed):
    query = SegmentQuery(
        tags=(tag("volunteer"),),
        without_tags=(tag("drives"),),
        postal_codes=("021", "01901"),
        languages=("es", "ht"),
        actions=("signed:clinic",),
        without_actions=("signed",),
        channel="email",
        added_after="2026-05-01",
    )

    assert sentence(query, organization=union) == (
        "People tagged “volunteer”, not tagged “drives”, living in 021 or 01901, "
        "who speak Spanish or Haitian Creole, who signed a petition: “Keep the clinic”, "
        "except those who signed a petition, who said yes to e-mail "
        "and added on May 1, 2026 or later."
    )
    assert sentence(SegmentQuery(), organization=union) == "Everybody in the list."


def test_a_deleted_tag_is_said_so_and_nobody_has_it(union, people):
    query = SegmentQuery(tags=(tag("drives"),))
    delete_tag(tag=Tag.objects.get(name="drives"))

    assert "(a deleted tag)" in sentence(query, organization=union)
    assert not people_in(query, organization=union)


def test_a_question_survives_being_kept(union, people):
    query = SegmentQuery(tags=(tag("drives"),), channel="email", added_after="2026-05-01")

    kept = save_segment(organization=union, name="All", query=query)
    kept.refresh_from_db()

    assert SegmentQuery.from_json(kept.query) == query
    assert SegmentQuery.from_json({"tags": 7, "unknown": "x"}) == SegmentQuery()


def test_names_of_segments_are_once(union, people):
    save_segment(organization=union, name="All", query=SegmentQuery())

    with pytest.raises(Refused):
        save_segment(organization=union, name="All", query=SegmentQuery())
