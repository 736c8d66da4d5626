from __future__ import annotations

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Membership, MembershipInvitation
from concerted.organizations.operations import (
    accept_membership,
    decline_membership,
    invite_organization,
    withdraw_membership_invitation,
)
from concerted.organizations.tests.factories import mailed_path, make_coalition

MAIL = "organizations/mail/coalition_invitation"
HERE = "/en/work/riverside/coalition/"


@pytest.fixture
def alliance(sam):
    return make_coalition(owner=sam)


def test_a_coalition_asks_and_the_owner_of_the_other_accepts(alliance, union, omar, sam, browse):
    asked = browse(sam).post(HERE, {"slug": "elm-street"})
    link = mailed_path(omar.email, MAIL)
    waiting = browse(omar).get(link).content.decode()
    invitation = MembershipInvitation.objects.get()

    answer = browse(omar).post(f"{link}invitations/{invitation.pk}/accept/")

    assert asked.status_code == 302
    assert "Riverside Alliance asks you to join" in waiting
    assert answer.status_code == 302
    assert Membership.objects.get().member == union
    assert not MembershipInvitation.objects.exists()
    assert "Elm Street Neighbors" in browse().get("/en/o/riverside/").content.decode()
    assert {
        entry.organization_id
        for entry in AuditEntry.objects.filter(
            verb="joined", subject_type="organizations.membership"
        )
    } == {alliance.pk, union.pk}


def test_nobody_joins_without_being_asked(alliance, union, omar, browse):
    invite_organization(coalition=alliance, slug="elm-street", by=None)

    assert not Membership.objects.exists()
    assert "Elm Street Neighbors" not in browse().get("/en/o/riverside/").content.decode()


@pytest.mark.parametrize("name", ["olga", "vera", "sam"])
def test_only_the_owner_of_who_was_asked_answers(alliance, union, browse, name, request):
    invitation = invite_organization(coalition=alliance, slug="elm-street", by=None)
    viewer = request.getfixturevalue(name)

    for slug in ("elm-street", "riverside"):
        answer = browse(viewer).post(
            f"/en/work/{slug}/coalition/invitations/{invitation.pk}/accept/"
        )
        assert answer.status_code == 404

    assert not Membership.objects.exists()


def test_asking_twice_asks_once(alliance, union, omar):
    invite_organization(coalition=alliance, slug="elm-street", by=None)
    invite_organization(coalition=alliance, slug="elm-street", by=None)

    assert OutgoingMail.objects.filter(template=MAIL).count() == 1


def test_accepting_twice_joins_once(alliance, union, omar):
    invitation = invite_organization(coalition=alliance, slug="elm-street", by=None)

    first = accept_membership(invitation=invitation, by=omar)
    again = accept_membership(invitation=invitation, by=omar)

    assert first == again
    assert invite_organization(coalition=alliance, slug="elm-street", by=None) == first


def test_what_was_taken_back_cannot_be_accepted(alliance, union, omar):
    invitation = invite_organization(coalition=alliance, slug="elm-street", by=None)
    kept = MembershipInvitation.objects.get()
    withdraw_membership_invitation(invitation=invitation, by=None)

    with pytest.raises(Refused, match="taken this invitation back"):
        accept_membership(invitation=kept, by=omar)


def test_declining_twice_declines_once(alliance, union, omar):
    invitation = invite_organization(coalition=alliance, slug="elm-street", by=None)

    decline_membership(invitation=MembershipInvitation.objects.get(), by=omar)
    decline_membership(invitation=invitation, by=omar)

    assert AuditEntry.objects.filter(verb="declined", organization_id=union.pk).count() == 1


def test_an_organization_that_is_no_coalition_asks_nobody(union, other, omar, browse):
    answer = browse(omar).post("/en/work/elm-street/coalition/", {"slug": "harbor"})

    assert answer.status_code == 422
    assert not MembershipInvitation.objects.exists()


def test_an_unknown_address_is_told_beside_the_field(alliance, sam, browse):
    answer = browse(sam).post(HERE, {"slug": "nowhere"})

    assert answer.status_code == 422
    assert "id_slug_error" in answer.content.decode()


def test_either_side_ends_a_membership(alliance, union, omar, sam, browse):
    for user, slug in ((omar, "elm-street"), (sam, "riverside")):
        invitation = invite_organization(coalition=alliance, slug="elm-street", by=None)
        membership = accept_membership(invitation=invitation, by=None)
        path = f"/en/work/{slug}/coalition/members/{membership.pk}/end/"

        assert browse(user).get(path).status_code == 200
        assert browse(user).post(path).status_code == 302
        assert not Membership.objects.exists()


def test_a_stranger_ends_nothing(alliance, union, olga, browse):
    invitation = invite_organization(coalition=alliance, slug="elm-street", by=None)
    membership = accept_membership(invitation=invitation, by=None)

    answer = browse(olga).post(f"/en/work/elm-street/coalition/members/{membership.pk}/end/")

    assert answer.status_code == 404
    assert Membership.objects.exists()


def test_the_coalition_page_makes_sense_empty(alliance, union, omar, sam, browse):
    assert "No members yet" in browse(sam).get(HERE).content.decode()
    assert (
        "You are not part of a coalition yet"
        in browse(omar).get("/en/work/elm-street/coalition/").content.decode()
    )


def test_the_coalition_page_asks_few_questions(
    alliance, union, sam, browse, django_assert_num_queries
):
    accept_membership(
        invitation=invite_organization(coalition=alliance, slug="elm-street", by=None), by=None
    )
    client = browse(sam)

    # session, user, workspaces, the organization, members, asked, memberships, to answer
    with django_assert_num_queries(8):
        client.get(HERE)
