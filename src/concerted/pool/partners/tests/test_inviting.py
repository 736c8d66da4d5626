"""A coalition asks; each organization decides for itself, here or by a mailed link."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.accounts.models import User
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Disclosure, Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import mailed_path
from concerted.pool.partners.models import Answer, PartnerInvitation
from concerted.pool.partners.operations.inviting import (
    decline_invitation,
    resend_invitation,
    withdraw_invitation,
)
from concerted.pool.partners.operations.joining import accept_invitation, register_partner
from concerted.pool.partners.tests.factories import (
    asked,
    asked_by_mail,
    link,
    make_alliance,
    make_partner,
)

MAIL = "partners/mail/invitation"
INVITE = "/en/work/riverside/partners/invite/"
NEW = {"organization": "Parish of Saint Anne", "about": "We cook.", "name": "Nina"}


@pytest.fixture
def alliance(sam):
    return make_alliance(owner=sam)


def test_a_coalition_asks_and_the_owner_of_the_other_reads_the_terms_and_accepts(
    alliance, union, omar, sam, browse
):
    sent = browse(sam).post(
        INVITE,
        {
            "slug": "elm-street",
            "language": "en",
            "role": "ally",
            "seat_count": "0",
            "subjects": ["offers"],
        },
    )
    path = mailed_path(omar.email, MAIL)
    terms = browse(omar).get(path).content.decode()

    answer = browse(omar).post(f"{path}accept/")

    assert sent.status_code == 302
    assert "What is needed and offered" in terms
    assert "Who does what by when" not in terms
    assert "What nobody is shown" in terms
    assert answer.status_code == 302
    membership = Membership.objects.get()
    assert (membership.member, membership.role, membership.seat_count) == (union, "ally", 0)
    assert [one.subject for one in membership.disclosures.all()] == ["offers"]
    entries = AuditEntry.objects.filter(verb="joined", subject_type="organizations.membership")
    assert {one.organization_id for one in entries} == {alliance.pk, union.pk}


def test_nobody_joins_without_a_yes(alliance, union, omar, browse):
    asked(alliance, union)

    assert not Membership.objects.exists()
    assert not Disclosure.objects.exists()
    assert "Elm Street Neighbors" not in browse().get("/en/o/riverside/").content.decode()


@pytest.mark.parametrize("name", ["olga", "vera", "sam"])
def test_only_an_owner_of_who_was_asked_answers(alliance, union, browse, name, request):
    invitation = asked(alliance, union)
    client = browse(request.getfixturevalue(name))

    for slug in ("elm-street", "riverside"):
        path = f"/en/work/{slug}/partners/invitations/{invitation.pk}/accept/"
        assert client.post(path).status_code == 404

    assert not Membership.objects.exists()


def test_asking_twice_asks_once(alliance, union, omar):
    first = asked(alliance, union)

    assert asked(alliance, union) == first
    assert OutgoingMail.objects.filter(template=MAIL).count() == 1


def test_accepting_twice_joins_once(alliance, union, omar):
    invitation = asked(alliance, union)

    first = accept_invitation(invitation=invitation, by=omar)

    assert accept_invitation(invitation=invitation, by=omar) == first
    assert asked(alliance, union) == first


def test_what_was_taken_back_cannot_be_accepted_and_can_be_asked_anew(alliance, union, omar):
    invitation = asked(alliance, union)
    withdraw_invitation(invitation=invitation, by=None)

    with pytest.raises(Refused, match="taken this invitation back"):
        accept_invitation(invitation=invitation, by=omar)
    assert asked(alliance, union) != invitation


def test_declining_twice_declines_once_and_an_answer_stays(alliance, union, omar):
    invitation = asked(alliance, union)

    for _ in range(2):
        decline_invitation(invitation=invitation, by=omar)
    withdraw_invitation(invitation=invitation, by=None)

    assert PartnerInvitation.objects.get().answer == Answer.DECLINED
    assert AuditEntry.objects.filter(verb="declined", organization_id=union.pk).count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"slug": "nowhere"}, "id_slug_error"),
        ({}, "id_name_error"),
        ({"name": "Parish"}, "id_email_error"),
        ({"slug": "elm-street", "seat_count": "-1"}, "id_seat_count_error"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(alliance, union, sam, browse, given, field):
    whole = {"language": "en", "role": "member", "seat_count": "1", **given}

    answer = browse(sam).post(INVITE, whole)

    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert not PartnerInvitation.objects.exists()


def test_an_organization_that_is_no_coalition_asks_nobody(union, other, omar, browse):
    with pytest.raises(Refused, match="Only a coalition"):
        asked(union, other)

    assert browse(omar).get("/en/work/elm-street/partners/invite/").status_code == 404


def test_who_is_not_here_yet_registers_by_the_mailed_link_without_an_account(
    alliance, browse, anonymous
):
    invitation = asked_by_mail(alliance, role="member", subjects=["minutes"])
    path = mailed_path("nina@example.org", MAIL)
    client = browse()
    shown = client.get(path)

    answer = client.post(f"{path}accept/", NEW)

    assert "Meetings and their minutes" in shown.content.decode()
    assert not shown.cookies
    assert answer.status_code == 302
    membership = Membership.objects.select_related("member").get()
    parish, nina = membership.member, User.objects.get(email="nina@example.org")
    assert (parish.name, parish.about, parish.slug) == (
        "Parish of Saint Anne",
        "We cook.",
        "parish-of-saint-anne",
    )
    assert Role.objects.get(organization=parish).user == nina
    assert [one.subject for one in membership.disclosures.all()] == ["minutes"]
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.email) == (Answer.ACCEPTED, "")


def test_a_link_that_was_used_registers_nobody_again(alliance, browse):
    invitation = asked_by_mail(alliance)
    browse().post(link(invitation, "accept"), NEW)

    again = browse().post(link(invitation, "accept"), {**NEW, "organization": "Another"})

    assert again.status_code == 409
    assert "accepted already" in browse().get(link(invitation)).content.decode()
    assert Membership.objects.count() == 1


def test_a_name_that_is_taken_never_gives_a_stranger_the_other_organization(
    alliance, union, omar, browse
):
    invitation = asked_by_mail(alliance, name=union.name)

    browse().post(link(invitation, "accept"), {**NEW, "organization": union.name})

    joined = Membership.objects.get().member
    assert joined != union
    assert joined.slug == "elm-street-neighbors"
    assert set(Role.objects.filter(organization=union).values_list("user", flat=True)) == {omar.pk}


def test_who_owns_an_organization_already_joins_with_it(alliance, union, omar, browse):
    invitation = asked_by_mail(alliance, email=omar.email)

    answer = browse(omar).post(link(invitation, "accept"), {"member": str(union.pk)})

    assert answer.status_code == 302
    assert Membership.objects.get().member == union


def test_nobody_joins_with_an_organization_of_somebody_else(alliance, union, omar, other):
    invitation = asked_by_mail(alliance, email=omar.email)

    with pytest.raises(Refused, match="Only an owner"):
        register_partner(invitation=invitation, member=other, by=omar)


def test_the_link_is_for_one_address(alliance, union, omar, browse):
    invitation = asked_by_mail(alliance)

    answer = browse(omar).post(link(invitation, "accept"), {"member": str(union.pk)})

    assert answer.status_code == 409
    assert not Membership.objects.exists()


def test_who_has_an_account_signs_in_first(alliance, union, omar, browse):
    invitation = asked_by_mail(alliance, email=omar.email)

    shown = browse().get(link(invitation)).content.decode()
    answer = browse().post(link(invitation, "accept"), NEW)

    assert "You have an account" in shown
    assert answer.status_code == 409
    assert not Organization.objects.filter(name=NEW["organization"]).exists()


def test_a_link_runs_out_and_is_good_again_when_it_is_sent_again(alliance, browse):
    invitation = asked_by_mail(alliance)
    PartnerInvitation.objects.update(sent_at=timezone.now() - datetime.timedelta(days=31))

    late = browse().post(link(invitation, "accept"), NEW)
    resend_invitation(invitation=invitation, by=None)
    resend_invitation(invitation=invitation, by=None)

    assert late.status_code == 409
    assert OutgoingMail.objects.filter(template=MAIL).count() == 2
    assert browse().post(link(invitation, "accept"), NEW).status_code == 302


def test_a_forged_link_opens_nothing(alliance, browse):
    assert browse().get("/en/i/partner/forged/").status_code == 404


def test_addresses_of_who_was_asked_are_for_owners(alliance, union, sam, olga, browse):
    asked_by_mail(alliance)
    Role.objects.create(organization=alliance, user=olga, kind=RoleKind.ORGANIZER)

    here = "/en/work/riverside/partners/"

    assert "nina@example.org" in browse(sam).get(here).content.decode()
    assert "nina@example.org" not in browse(olga).get(here).content.decode()
    assert "nina" not in str(list(AuditEntry.objects.values_list("after", flat=True)))


def test_an_ally_joins_without_a_vote(alliance, union):
    assert make_partner(alliance, union, role="ally").seat_count == 0
