from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concerted.base.errors import Refused
from concerted.people.models import Consent, ContactPoint, Merge, Person, PostalAddress, Tagging
from concerted.people.operations import (
    add_address,
    erase_person,
    merge_people,
    record_answers,
    tag_person,
    unmerge_people,
    withdraw_channel,
)
from concerted.people.queries.contactable import contactable
from concerted.people.tests.factories import email_of, grant, make_person
from concerted.people.tests.test_answers import rolled_back


def pair(union):
    kept = make_person(union, family_name="", postal_code="")
    gone = make_person(union, given_name="Rosita", email="r2@example.com")
    return kept, gone


def picture():
    """Every row of people, as the database holds it."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Person, ContactPoint, PostalAddress, Consent, Tagging)
    }


def test_the_one_who_stays_gets_what_the_other_had(union):
    kept, gone = pair(union)
    tag_person(person=gone, name="volunteer")
    add_address(person=gone, street="1 Elm St", locality="Lynn", postal_code="01901")

    merge_people(kept=kept, gone=gone)

    kept.refresh_from_db()
    assert (kept.given_name, kept.family_name, kept.locality) == ("Rosa", "Núñez", "Lynn")
    assert kept.taggings.count() == 1
    assert kept.postal_addresses.count() == 1
    values = {point.normalized for point in kept.contact_points.all()}
    assert values == {"rosa@example.com", "r2@example.com", "+16175550123"}
    assert kept.contact_points.filter(kind="email", is_primary=True).count() == 1


def test_merging_twice_is_merging_once(union):
    kept, gone = pair(union)

    assert merge_people(kept=kept, gone=gone) == merge_people(kept=kept, gone=gone)
    assert Merge.objects.count() == 1


def test_a_no_of_either_is_a_no_of_the_one(union):
    kept, gone = pair(union)
    grant(kept)
    record_answers(
        person=gone,
        answers=[("email", "", "refused")],
        words="No",
        source="test",
    )

    merge_people(kept=kept, gone=gone)

    assert not contactable(organization=union, channel="email")


def test_answers_about_an_address_of_both_follow_to_the_one_that_stays(union):
    kept = make_person(union, phone="")
    gone = make_person(union, given_name="Luis", phone="")
    record_answers(
        person=kept,
        answers=[("email", "news", "granted")],
        value="rosa@example.com",
        words="",
        source="x",
        proven=True,
    )
    record_answers(
        person=gone,
        answers=[("email", "", "refused")],
        value="rosa@example.com",
        words="",
        source="x",
    )

    merge_people(kept=kept, gone=gone)

    assert not contactable(organization=union, channel="email")


def test_taking_it_back_restores_every_row(union):
    kept, gone = pair(union)
    gone.birth_date = datetime.date(1980, 5, 17)
    gone.languages_spoken = ["es"]
    gone.custom_fields = {"notes": "Drives"}
    gone.save()
    for person in (kept, gone):
        tag_person(person=person, name="volunteer")
        add_address(person=person, street="1 Elm St", locality="Lynn")
        grant(person, contact_point=email_of(person))
    tag_person(person=gone, name="drives")
    before = picture()

    merge = merge_people(kept=kept, gone=gone)
    assert picture() != before
    unmerge_people(merge=merge)
    unmerge_people(merge=merge)

    assert picture() == before


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_taking_it_back_restores_any_two(union, data):
    def check():
        people = []
        for number in (1, 2):
            person = make_person(
                union,
                given_name=data.draw(st.sampled_from(["Rosa", "Luis", f"P{number}"])),
                email=data.draw(st.sampled_from(["", "a@example.com", f"{number}@example.com"])),
                phone=data.draw(st.sampled_from(["", "617-555-0123"])),
                family_name=data.draw(st.sampled_from(["", "Núñez"])),
            )
            for name in data.draw(st.sets(st.sampled_from(["x", "y"]))):
                tag_person(person=person, name=name)
            if data.draw(st.booleans()):
                withdraw_channel(person=person, channels=["email"], source="test")
            people.append(person)
        if people[0] == people[1]:
            return
        before = picture()
        unmerge_people(merge=merge_people(kept=people[0], gone=people[1]))

        assert picture() == before

    rolled_back(check)


def test_what_was_changed_since_stays(union):
    kept, gone = pair(union)
    merge = merge_people(kept=kept, gone=gone)
    Person.objects.filter(pk=kept.pk).update(family_name="Peña")
    tag_person(person=kept, name="later")

    unmerge_people(merge=merge)

    kept.refresh_from_db()
    assert kept.family_name == "Peña"
    assert kept.postal_code == ""
    assert kept.taggings.count() == 1


def test_a_no_given_since_holds_for_both(union):
    kept, gone = pair(union)
    grant(kept)
    grant(gone)
    merge = merge_people(kept=kept, gone=gone)
    withdraw_channel(person=kept, channels=["email"], source="test")

    unmerge_people(merge=merge)

    assert not contactable(organization=union, channel="email")


def test_merges_are_taken_back_in_turn(union):
    first, second = pair(union)
    third = make_person(union, given_name="Luis", email="l@example.com", phone="")
    inner = merge_people(kept=first, gone=second)
    outer = merge_people(kept=third, gone=first)
    before = picture()

    with pytest.raises(Refused):
        unmerge_people(merge=inner)

    assert picture() == before
    unmerge_people(merge=outer)
    unmerge_people(merge=inner)
    assert Person.objects.current().count() == 3


def test_people_of_two_organizations_are_never_one(union, other):
    with pytest.raises(Refused):
        merge_people(kept=make_person(union), gone=make_person(other))


def test_who_was_merged_is_erased_with_the_one_who_stays(union):
    kept, gone = pair(union)
    merge_people(kept=kept, gone=gone)

    erase_person(person=kept)

    assert not Person.objects.exists()
    assert not Merge.objects.exists()
    assert not ContactPoint.objects.exists()
