"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.listen.representation.models import (
    BenchmarkShare,
    Dimension,
    Occasion,
    OutreachAsk,
    Place,
    Release,
    Said,
    SelfDescription,
    Subgroup,
)
from concerted.listen.representation.operations.asks import ask_for_outreach
from concerted.listen.representation.tests.factories import (
    group,
    make_occasion,
    make_place,
    read,
    tell,
)
from concerted.organizations.models import Membership, Organization, Role, RoleKind

pytestmark = pytest.mark.django_db

#           sees    edits
TABLE = {
    "omar": (True, True),
    "olga": (True, True),
    "cleo": (True, False),
    "vera": (True, False),
    "sam": (False, False),
    "anonymous": (False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_places_questions_and_occasions_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    occasion = make_occasion(union, place=make_place(union))
    sees, edits = TABLE[person]

    for model in (Place, BenchmarkShare, Dimension, Subgroup, Occasion):
        assert model.objects.visible_to(viewer).exists() is sees, model
        assert model.objects.editable_by(viewer).exists() is edits, model
    assert Occasion.objects.public().get() == occasion


@pytest.mark.parametrize("person", TABLE)
def test_readings_are_for_everybody_unless_the_team_keeps_them(request, union, person):
    viewer = request.getfixturevalue(person)
    occasion = make_occasion(union)
    tell(occasion, renter=30)
    read(occasion, 40)

    assert Release.objects.visible_to(viewer).exists() is TABLE[person][0]
    assert not Release.objects.editable_by(viewer).exists()
    assert Release.objects.public().exists()
    Occasion.objects.update(is_public=False)
    assert not Release.objects.public().exists()


@pytest.mark.parametrize("person", TABLE)
def test_nobody_reads_what_one_person_told(request, union, person):
    viewer = request.getfixturevalue(person)
    tell(make_occasion(union), renter=2)

    for model in (SelfDescription, Said):
        assert model.objects.count() == 2
        assert not model.objects.visible_to(viewer).exists()
        assert not model.objects.editable_by(viewer).exists()
        assert not model.objects.public().exists()


#          sees    takes it back or changes    answers it
ASKED = {
    "omar": (True, True, False),
    "olga": (True, True, False),
    "cleo": (True, False, False),
    "vera": (True, False, False),
    "sam": (True, False, True),
    "anonymous": (False, False, False),
}


@pytest.mark.parametrize("person", ASKED)
def test_an_ask_is_seen_by_both_sides_and_answered_by_the_partner(request, union, other, person):
    viewer = request.getfixturevalue(person)
    Membership.objects.create(organization=union, member=other)
    occasion = make_occasion(union)
    ask = ask_for_outreach(occasion=occasion, subgroup=group(occasion), partner=other, by=None)
    sees, edits, answers = ASKED[person]

    assert (ask in OutreachAsk.objects.visible_to(viewer)) is sees
    assert (ask in OutreachAsk.objects.editable_by(viewer)) is edits
    assert (ask in OutreachAsk.objects.answerable_by(viewer)) is answers
    assert not OutreachAsk.objects.public().exists()


def test_a_viewer_of_the_partner_sees_an_ask_and_cannot_answer_it(union, other, vera):
    third = Organization.objects.create(name="Third", slug="third")
    Membership.objects.create(organization=other, member=third)
    Role.objects.create(organization=third, user=vera, kind=RoleKind.VIEWER)
    occasion = make_occasion(other)

    ask = ask_for_outreach(occasion=occasion, subgroup=group(occasion), partner=third, by=None)

    assert ask in OutreachAsk.objects.visible_to(vera)
    assert ask not in OutreachAsk.objects.answerable_by(vera)
