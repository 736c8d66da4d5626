"""Who reaches which row: one table for each model, one row for each person of the cast."""

from __future__ import annotations

import pytest

from concerted.organizations.models import (
    ContentTranslation,
    Disclosure,
    Invitation,
    Membership,
    Organization,
    Role,
    RoleKind,
)
from concerted.organizations.tests.factories import (
    make_coalition,
    make_invitation,
    make_partner,
)

CAST = ("omar", "olga", "cleo", "vera", "sam", "anonymous")


@pytest.fixture
def cast(request, union, other):
    return {name: request.getfixturevalue(name) for name in CAST}


def reached(rows, cast, gate):
    """Who of the cast reaches any of ``rows`` through ``gate``."""
    model = rows.model
    return {
        name
        for name, viewer in cast.items()
        if (getattr(model.objects, gate)(viewer) & rows).exists()
    }


TEAM = {"omar", "olga", "cleo", "vera"}


def test_organizations(cast, union):
    rows = Organization.objects.filter(pk=union.pk)

    assert reached(rows, cast, "visible_to") == TEAM
    assert reached(rows, cast, "editable_by") == {"omar"}
    assert reached(rows, cast, "organized_by") == {"omar", "olga"}
    assert Organization.objects.public().filter(pk=union.pk).exists()


def test_roles(cast, union):
    rows = Role.objects.filter(organization=union)

    assert reached(rows, cast, "visible_to") == TEAM
    assert reached(rows, cast, "editable_by") == {"omar"}
    assert not Role.objects.public().exists()


def test_invitations(cast, union, omar):
    rows = Invitation.objects.filter(pk=make_invitation(union, omar).pk)

    assert reached(rows, cast, "visible_to") == {"omar"}
    assert reached(rows, cast, "editable_by") == {"omar"}
    assert not Invitation.objects.public().exists()


def test_memberships(cast, union):
    membership = make_partner(make_coalition(), union)
    rows = Membership.objects.filter(pk=membership.pk)

    assert reached(rows, cast, "visible_to") == TEAM
    assert reached(rows, cast, "editable_by") == {"omar"}
    assert reached(Disclosure.objects.filter(membership=membership), cast, "visible_to") == TEAM
    assert Membership.objects.public().exists()


def test_translations(cast, union):
    row = ContentTranslation.objects.create(
        organization=union, subject_type="x", subject_id=union.pk, language="es"
    )
    rows = ContentTranslation.objects.filter(pk=row.pk)

    assert reached(rows, cast, "visible_to") == TEAM
    assert reached(rows, cast, "editable_by") == {"omar", "olga"}
    assert not ContentTranslation.objects.public().exists()


PAGES = {
    "": {"omar": 200, "olga": 200, "cleo": 200, "vera": 200, "sam": 404, "anonymous": 302},
    "team/": {"omar": 200, "olga": 200, "cleo": 200, "vera": 200, "sam": 404, "anonymous": 302},
    "team/leave/": {
        "omar": 200,
        "olga": 200,
        "cleo": 200,
        "vera": 200,
        "sam": 404,
        "anonymous": 302,
    },
    "team/hand-over/": {
        "omar": 200,
        "olga": 404,
        "cleo": 404,
        "vera": 404,
        "sam": 404,
        "anonymous": 302,
    },
    "settings/": {
        "omar": 200,
        "olga": 404,
        "cleo": 404,
        "vera": 404,
        "sam": 404,
        "anonymous": 302,
    },
    "trail/": {"omar": 200, "olga": 200, "cleo": 404, "vera": 404, "sam": 404, "anonymous": 302},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", CAST)
def test_pages_of_the_workspace(cast, union, browse, page, name):
    answer = browse(cast[name]).get(f"/en/work/{union.slug}/{page}")

    assert answer.status_code == PAGES[page][name]
    if name == "anonymous":
        assert answer.url.startswith("/en/account/login/?next=/en/work/")


@pytest.mark.parametrize("act", ["", "remove/"])
@pytest.mark.parametrize("name", ["olga", "cleo", "vera", "sam"])
def test_only_owners_change_the_team(cast, union, browse, act, name):
    role = cast["vera"].roles.get()

    answer = browse(cast[name]).post(
        f"/en/work/{union.slug}/team/roles/{role.pk}/{act}", {"kind": "owner"}
    )

    role.refresh_from_db()
    assert answer.status_code == 404
    assert role.kind == RoleKind.VIEWER


def test_a_role_is_not_reached_through_another_organization(union, other, omar, vera, sam, browse):
    answer = browse(sam).post(f"/en/work/{other.slug}/team/roles/{vera.roles.get().pk}/remove/")

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["olga", "cleo", "vera", "sam"])
def test_only_owners_invite(cast, union, browse, name):
    answer = browse(cast[name]).post(
        f"/en/work/{union.slug}/team/invite/",
        {"email": "x@example.org", "kind": "owner", "language": "en"},
    )

    assert answer.status_code == 404
    assert not Invitation.objects.exists()


def test_team_mates_see_names_and_only_owners_addresses(union, omar, olga, browse):
    make_invitation(union, omar)

    assert "nina@example.org" not in browse(olga).get("/en/work/elm-street/team/").content.decode()
    assert "olga@example.org" not in browse(olga).get("/en/work/elm-street/team/").content.decode()
    assert "nina@example.org" in browse(omar).get("/en/work/elm-street/team/").content.decode()


@pytest.mark.parametrize("name", CAST)
def test_nobody_but_the_administrator_runs_the_installation(cast, browse, name):
    answer = browse(cast[name]).get("/en/administration/")

    assert answer.status_code == (302 if name == "anonymous" else 404)


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("omar", {"people", "people/imports", "settings", "trail"}),
        ("olga", {"people", "people/imports", "trail"}),
        ("cleo", set()),
        ("vera", set()),
    ],
)
def test_the_navigation_shows_no_way_to_what_one_may_not_see(cast, union, browse, name, ways):
    page = browse(cast[name]).get("/en/work/elm-street/team/").content.decode()

    guarded = ("people", "people/imports", "settings", "trail")
    assert {way for way in guarded if f"/elm-street/{way}/" in page} == ways
