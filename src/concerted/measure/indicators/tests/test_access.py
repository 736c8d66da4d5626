"""Who may read and change what, one row a person; and what people of partners are shown."""

from __future__ import annotations

import pytest

from concerted.accounts.models import User
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.models import (
    Course,
    Dimension,
    Figure,
    Indicator,
    Intake,
    Observation,
    Release,
    Subgroup,
    Veto,
)
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_course,
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
    make_release,
    make_veto,
)
from concerted.organizations.models import Disclosure, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_coalition, make_partner

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
SHARED = (Dimension, Subgroup, Indicator, Course, Veto, Release)
OWN = (Intake, Observation)


def fill(organization):
    """A row of everything."""
    dimension = make_dimension(organization)
    creole, english = group_of(dimension, "Haitian Creole"), group_of(dimension, "English")
    indicator = make_indicator(organization)
    make_observation(make_intake(indicator), creole, of=(30, 60))
    make_course(make_goal(organization), indicator, creole, english)
    make_veto(organization, dimension)
    make_release(indicator, (creole, 50.0))
    return indicator


@pytest.mark.parametrize("name", TABLE)
def test_a_row_is_seen_by_the_team_and_edited_by_who_organizes(name, request, union):
    fill(union)
    viewer = request.getfixturevalue(name)
    sees, edits = TABLE[name]

    for model in (*SHARED, *OWN):
        assert model.objects.visible_to(viewer).exists() == sees, model
        assert model.objects.editable_by(viewer).exists() == edits, model
    assert Figure.objects.visible_to(viewer).exists() == sees
    assert not Figure.objects.editable_by(viewer).exists()


def test_everybody_sees_what_was_released_of_a_published_indicator_and_no_observation(union):
    fill(union)
    make_release(make_indicator(union, "A draft", public=False), (None, 50.0))
    make_indicator(union, "Published, and nothing released")

    assert [one.title for one in Indicator.objects.public()] == ["Passed the first exam"]
    assert Figure.objects.public().get().value == 50.0
    assert Course.objects.public().exists()
    assert Veto.objects.public().exists()
    assert not Observation.objects.public().exists()
    assert not Intake.objects.public().exists()


def test_only_the_figures_of_the_newest_release_are_shown(union):
    indicator = make_indicator(union)
    make_release(indicator, (None, 50.0))
    make_release(indicator, (None, 60.0), number=2)

    assert [one.value for one in Figure.objects.public()] == [60.0]


def partner_of(coalition, user, name, kind=RoleKind.CONTRIBUTOR):
    partner = Organization.objects.create(name=name, slug=name.lower())
    Role.objects.create(organization=partner, user=user, kind=kind)
    make_partner(coalition, partner)
    return partner


def test_a_partner_sees_its_own_observations_and_the_released_whole(sam):
    coalition = make_coalition()
    ours, theirs = partner_of(coalition, sam, "Nurses"), make_coalition(name="B", slug="b")
    indicator = fill(coalition)
    make_indicator(coalition, "A draft", public=False)
    make_observation(make_intake(indicator, partner=theirs), of=(10, 20))
    mine = make_observation(make_intake(indicator, partner=ours), of=(20, 40))

    assert Observation.objects.visible_to(sam).get() == mine
    assert not Observation.objects.editable_by(sam).exists()
    assert Indicator.objects.visible_to(sam).get() == indicator
    assert Indicator.objects.enterable_by(sam).get() == indicator
    assert Figure.objects.visible_to(sam).get().value == 50.0

    Disclosure.objects.filter(subject="figures").delete()

    assert not Indicator.objects.visible_to(sam).exists()
    assert not Figure.objects.visible_to(sam).exists()
    assert Observation.objects.visible_to(sam).get() == mine


def test_a_mere_viewer_of_a_partner_enters_nothing():
    coalition = make_coalition()
    vic = User.objects.create_user(email="vic@example.org")
    partner_of(coalition, vic, "Nurses", RoleKind.VIEWER)
    indicator = fill(coalition)

    assert Indicator.objects.visible_to(vic).get() == indicator
    assert not Indicator.objects.enterable_by(vic).exists()
