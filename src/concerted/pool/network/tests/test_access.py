"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.pool.network.models import Asked, Report, Wave
from concerted.pool.network.operations.waves import publish_wave
from concerted.pool.network.tests.factories import (
    NAMES,
    make_closed,
    make_partners,
    make_wave,
    plan,
    say,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition(union, omar, olga, cleo, vera, other, sam):
    """The cast's coalition. Sam owns a partner of it."""
    coalition = make_coalition()
    for role in Role.objects.filter(organization=union):
        Role.objects.create(organization=coalition, user=role.user, kind=role.kind)
    make_partner(coalition, other)
    return coalition


#           sees    edits   types paper
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, False, True),
    "vera": (True, False, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_waves_and_who_is_asked_by_role(request, coalition, person):
    viewer = request.getfixturevalue(person)
    wave = plan(coalition)
    sees, edits, types = TABLE[person]

    assert Wave.objects.visible_to(viewer).contains(wave) is sees
    assert Wave.objects.editable_by(viewer).contains(wave) is edits
    assert Asked.objects.visible_to(viewer).exists() is sees
    assert Asked.objects.enterable_by(viewer).exists() is types
    assert not Wave.objects.public().exists()
    assert not Asked.objects.public().exists()


@pytest.mark.parametrize("person", TABLE)
def test_nobody_reads_who_rated_whom_through_a_gate(request, coalition, person):
    viewer = request.getfixturevalue(person)
    say(make_wave(coalition), "Ana", Ben=4)

    assert Report.objects.count() == 1
    assert not Report.objects.visible_to(viewer).exists()
    assert not Report.objects.editable_by(viewer).exists()
    assert not Report.objects.public().exists()


@pytest.mark.parametrize(
    ("audience", "team", "partner", "everybody"),
    [
        ("conveners", True, False, False),
        ("partners", True, True, False),
        ("everybody", True, True, True),
    ],
)
def test_who_works_with_whom_is_seen_by_those_who_were_announced(
    coalition, vera, sam, anonymous, browse, audience, team, partner, everybody
):
    wave = publish_wave(wave=make_closed(coalition, audience=audience), by=None)

    def sees_ties(viewer, path):
        page = browse(viewer).get(path)
        assert page.status_code == 200
        return "Works with" in page.content.decode()

    inner = f"/en/work/{coalition.slug}/network/{wave.number}/"
    assert sees_ties(vera, inner) is team
    assert sees_ties(sam, inner) is partner
    assert sees_ties(anonymous, f"/en/o/{coalition.slug}/network/") is everybody


def test_a_partner_reads_what_has_begun_and_no_plan(coalition, sam):
    first = make_closed(coalition)
    plan(coalition)

    assert list(Wave.objects.visible_to(sam)) == [first]


def test_an_observer_reads_nothing_but_answers_for_itself(coalition, sam, browse):
    """Being asked does not hang on being shown."""
    observer = Organization.objects.create(name="Zoe", slug="zoe")
    Role.objects.create(organization=observer, user=sam, kind=RoleKind.ORGANIZER)
    Membership.objects.filter(member__slug="harbor").delete()
    make_partner(coalition, observer, role=Membership.Role.OBSERVER)
    wave = make_wave(coalition, [*make_partners(coalition, NAMES[:3]), observer])
    page = f"/en/work/{coalition.slug}/network/{wave.number}/"

    assert not Wave.objects.visible_to(sam).exists()
    assert browse(sam).get(page).status_code == 404
    answer = browse(sam).get(f"{page}answer/", follow=True)
    assert "You answer for Zoe." in answer.content.decode()


def test_a_viewer_of_a_partner_does_not_answer_for_it(coalition, vera, browse):
    wave = make_wave(coalition)
    partner = Organization.objects.get(name="Ana")
    Role.objects.create(organization=partner, user=vera, kind=RoleKind.VIEWER)

    got = browse(vera).get(f"/en/work/{coalition.slug}/network/{wave.number}/answer/")

    assert got.status_code == 404
