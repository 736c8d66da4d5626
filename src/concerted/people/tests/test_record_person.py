from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.models import AuditEntry
from concerted.people.models import ContactPoint, Person
from concerted.people.operations import merge_people, record_person
from concerted.people.tests.factories import email_of, make_person


def test_the_same_email_and_first_name_are_one_person(union):
    first = make_person(union)
    again = make_person(union, email=" ROSA@Example.com ", given_name="rosa")

    assert first == again
    assert Person.objects.get().contact_points.count() == 2


def test_accents_do_not_make_another_person(union):
    assert make_person(union, given_name="José") == make_person(union, given_name="JOSE")


def test_a_couple_with_one_address_stays_two(union):
    assert make_person(union) != make_person(union, given_name="Luis", phone="")


def test_an_email_without_a_first_name_is_the_person_who_has_it(union):
    rosa = make_person(union)

    assert make_person(union, given_name="", family_name="", phone="") == rosa


def test_a_person_known_by_email_alone_gets_the_name(union):
    nameless = make_person(union, given_name="", family_name="")
    rosa = make_person(union)

    assert rosa == nameless
    assert rosa.name == "Rosa Núñez"
    assert Person.objects.get().name_key == "nunez rosa"


def test_a_household_with_one_phone_stays_two(union):
    rosa = make_person(union, email="")

    assert make_person(union, email="", given_name="Luis") != rosa
    assert make_person(union, email="") == rosa


def test_a_phone_without_a_name_joins_nobody(union):
    make_person(union, email="", given_name="")

    make_person(union, email="", given_name="")

    assert Person.objects.count() == 2


def test_what_was_filled_is_never_overwritten(union):
    make_person(union)

    make_person(union, family_name="Other", postal_code="99999", language="en")

    rosa = Person.objects.get()
    assert (rosa.family_name, rosa.postal_code, rosa.preferred_language) == (
        "Núñez",
        "02139",
        "es",
    )


def test_what_was_empty_is_filled(union):
    make_person(union, family_name="", phone="", postal_code="")

    make_person(union)

    rosa = Person.objects.get()
    assert rosa.family_name == "Núñez"
    assert rosa.postal_code == "02139"
    assert {point.normalized for point in rosa.contact_points.all()} == {
        "rosa@example.com",
        "+16175550123",
    }


def test_a_second_address_is_not_the_first_to_use(union):
    make_person(union)
    make_person(union, email="rosa@work.example")

    primary = ContactPoint.objects.filter(kind="email", is_primary=True).get()
    assert primary.value == "rosa@example.com"


def test_organizations_do_not_share_people(union, other):
    assert make_person(union) != make_person(other)


def test_a_number_that_cannot_be_one_is_not_kept(union):
    rosa = make_person(union, phone="12")

    assert [point.kind for point in rosa.contact_points.all()] == ["email"]


def test_a_person_on_paper_needs_no_address(union):
    rosa = make_person(union, email="", phone="")

    assert rosa.contact_points.count() == 0


def test_who_was_merged_is_found_as_the_one_who_was_kept(union):
    kept = make_person(union)
    gone = make_person(union, given_name="Rosita", email="rosita@example.com", phone="")
    merge_people(kept=kept, gone=gone)

    assert make_person(union, given_name="Rosa", email="rosita@example.com", phone="") == kept


def test_a_sign_of_a_person_is_remembered_once_a_day(union, django_assert_num_queries):
    rosa = make_person(union)
    long_ago = timezone.now() - datetime.timedelta(days=400)
    Person.objects.update(last_active_at=long_ago)

    make_person(union)

    rosa.refresh_from_db()
    assert timezone.now() - rosa.last_active_at < datetime.timedelta(minutes=1)
    with django_assert_num_queries(2):
        make_person(union)


@pytest.mark.parametrize("name", ["x" * 10_000, "Ro\u202esa", "Rosa 🌹"])
def test_strange_names_are_kept_within_their_column(union, name):
    assert len(make_person(union, given_name=name, family_name=name).given_name) <= 100


def test_a_new_person_takes_three_statements(union, django_assert_num_queries):
    with django_assert_num_queries(3):
        make_person(union)


def test_a_person_without_address_takes_one_statement(union, django_assert_num_queries):
    with django_assert_num_queries(1):
        make_person(union, email="", phone="")


def test_the_points_just_given_come_with_the_person(union):
    first = make_person(union)
    again = make_person(union)

    assert [point.kind for point in first.recorded_points] == ["email", "phone"]
    assert set(again.recorded_points) == set(first.recorded_points)
    assert email_of(again) in again.recorded_points


def test_who_enters_a_person_is_in_the_trail_without_the_name(union, cleo):
    record_person(organization=union, given_name="Rosa", source="paper", by=cleo)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id) == ("add", cleo.pk)
    assert "Rosa" not in str(entry.after)
