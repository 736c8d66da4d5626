"""Who reaches which row of people: one line for each person of the cast."""

from __future__ import annotations

import pytest

from concerted.people.models import (
    Consent,
    ContactPoint,
    Merge,
    Person,
    PostalAddress,
    RetentionPeriod,
    Segment,
    Tag,
    Tagging,
)
from concerted.people.operations import (
    add_address,
    merge_people,
    save_segment,
    set_retention,
    tag_person,
)
from concerted.people.queries.segments import SegmentQuery
from concerted.people.tests.factories import grant, make_person

MODELS = [
    Consent,
    ContactPoint,
    Merge,
    Person,
    PostalAddress,
    RetentionPeriod,
    Segment,
    Tag,
    Tagging,
]

#        who          sees   edits
CAST = [
    ("omar", True, True),
    ("olga", True, True),
    ("cleo", False, False),
    ("vera", False, False),
    ("sam", False, False),
    ("anonymous", False, False),
]


@pytest.fixture
def one_of_each(union):
    rosa = make_person(union)
    gone = make_person(union, given_name="Rosita", email="r2@example.com", phone="")
    grant(rosa)
    tag_person(person=rosa, name="volunteer")
    add_address(person=rosa, street="1 Elm St", postal_code="02139")
    save_segment(organization=union, name="All", query=SegmentQuery())
    set_retention(organization=union, months=24)
    merge_people(kept=rosa, gone=gone)


@pytest.mark.parametrize(("who", "sees", "edits"), CAST)
@pytest.mark.parametrize("model", MODELS)
def test_access(one_of_each, request, model, who, sees, edits):
    viewer = request.getfixturevalue(who)
    if model is RetentionPeriod and who == "olga":
        edits = False  # How long people are kept is for owners to say.

    assert model.objects.visible_to(viewer).exists() == sees
    assert model.objects.editable_by(viewer).exists() == edits
    assert not model.objects.public().exists()


def test_a_merged_person_is_seen_by_nobody(one_of_each, omar):
    assert Person.objects.count() == 2
    assert Person.objects.visible_to(omar).get().given_name == "Rosa"
