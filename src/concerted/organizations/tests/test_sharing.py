"""What a coalition shows the people of its members: what was agreed, and to nobody else."""

from __future__ import annotations

import pytest

from concerted.organizations.models import (
    Disclosure,
    Organization,
    Subject,
)
from concerted.organizations.operations import end_membership
from concerted.organizations.queries import coalitions_shown_to
from concerted.organizations.tests.factories import make_coalition, make_partner


@pytest.fixture
def alliance(sam):
    return make_coalition(owner=sam)


def shown(viewer):
    """The subjects of coalitions that ``viewer`` is shown."""
    return {
        subject
        for subject in Subject
        if Organization.objects.showing(subject, viewer)
        .filter(kind=Organization.Kind.COALITION)
        .exists()
    }


@pytest.mark.parametrize(
    ("role", "subjects", "seats"),
    [
        ("convener", set(Subject), 1),
        ("member", set(Subject), 1),
        ("ally", {Subject.WORKPLAN, Subject.OFFERS}, 0),
        ("observer", set(), 0),
    ],
)
def test_a_role_brings_its_subjects_and_seats(alliance, union, vera, role, subjects, seats):
    membership = make_partner(alliance, union, role=role)

    assert shown(vera) == subjects
    assert membership.seat_count == seats


def test_a_coalition_shows_its_own_team_everything_and_strangers_nothing(
    alliance, union, other, sam, vera, anonymous
):
    assert shown(sam) == set(Subject)
    assert shown(vera) == set()
    assert shown(anonymous) == set()


def test_when_a_membership_ends_nothing_is_shown_any_more(alliance, union, vera):
    membership = make_partner(alliance, union)

    end_membership(membership=membership, by=None)

    assert shown(vera) == set()
    assert not Disclosure.objects.exists()


def test_the_shell_leads_a_partner_to_the_coalitions_pages_and_no_others(
    alliance, union, vera, browse
):
    make_partner(alliance, union)
    client = browse(vera)

    page = client.get("/en/work/riverside/proposals/").content.decode()

    assert "/en/work/elm-street/" in page
    assert "/en/work/riverside/proposals/" in page
    assert "/en/work/riverside/team/" not in page
    assert client.get("/en/work/riverside/").status_code == 404
    assert client.get("/en/work/riverside/team/").status_code == 404


def test_an_observer_is_led_to_no_coalition(alliance, union, vera, browse):
    make_partner(alliance, union, role="observer")

    assert "Riverside Alliance" not in browse(vera).get("/en/work/elm-street/").content.decode()
    assert browse(vera).get("/en/work/riverside/proposals/").status_code == 404


def test_who_works_for_the_coalition_itself_is_no_guest_there(alliance, union, omar, sam):
    make_partner(alliance, union)

    assert [one.organization for one in coalitions_shown_to(omar)] == [alliance]
    assert coalitions_shown_to(sam) == ()
