from __future__ import annotations

import datetime
import threading

import pytest
from django.db import connection
from django.utils import timezone

from concerted.accounts.models import User
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Invitation, Role, RoleKind
from concerted.organizations.operations import (
    accept_invitation,
    invite_member,
    resend_invitation,
    revoke_invitation,
)
from concerted.organizations.tests.factories import mailed_path, make_invitation

MAIL = "organizations/mail/invitation"


def invite_by_browser(client, **values):
    data = {"email": "Nina@Example.org", "kind": "organizer", "language": "es"} | values
    return client.post("/en/work/elm-street/team/invite/", data)


def run_out(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(
        expires_at=timezone.now() - datetime.timedelta(hours=1)
    )


def test_somebody_new_is_invited_joins_with_a_password_and_lands_in_the_workspace(
    union, omar, browse
):
    assert invite_by_browser(browse(omar)).status_code == 302
    link = mailed_path("nina@example.org", MAIL)
    newcomer = browse()

    shown = newcomer.get(link)
    joined = newcomer.post(link + "accept/", {"name": "Nina", "password": "river-bank-21"})

    assert link.startswith("/es/i/invitation/")
    assert shown.status_code == 200
    assert not shown.cookies
    assert "Omar" in shown.content.decode()
    assert joined.status_code == 302
    assert joined.url == "/es/work/elm-street/"
    assert newcomer.get(joined.url).status_code == 200
    nina = User.objects.get(email="nina@example.org")
    assert (nina.name, nina.language) == ("Nina", "es")
    assert nina.check_password("river-bank-21")
    assert Role.objects.get(user=nina).kind == RoleKind.ORGANIZER


def test_somebody_new_may_join_without_a_password(union, omar, browse):
    make_invitation(union, omar)
    link = mailed_path("nina@example.org", MAIL)

    browse().post(link + "accept/", {"name": "Nina", "password": ""})

    assert not User.objects.get(email="nina@example.org").has_usable_password()


def test_a_weak_password_is_told_beside_its_field_and_nobody_joins(union, omar, browse):
    make_invitation(union, omar)
    link = mailed_path("nina@example.org", MAIL)

    answer = browse().post(link + "accept/", {"name": "Nina", "password": "short"})

    assert answer.status_code == 422
    assert "id_password_error" in answer.content.decode()
    assert not User.objects.filter(email="nina@example.org").exists()


def test_an_account_that_exists_signs_in_first_and_then_accepts(union, omar, sam, browse):
    make_invitation(union, omar, email=sam.email)
    link = mailed_path(sam.email, MAIL)

    stranger = browse().get(link)
    refused = browse().post(link + "accept/", {"name": "Sam"})
    accepted = browse(sam).post(link + "accept/")

    assert "/en/account/login/?next=" in stranger.content.decode()
    assert refused.status_code == 409
    assert accepted.url == "/en/work/elm-street/"
    assert sam.roles.filter(organization=union, kind="contributor").exists()


def test_somebody_signed_in_with_another_address_cannot_take_it(union, omar, sam, browse):
    make_invitation(union, omar)
    link = mailed_path("nina@example.org", MAIL)

    shown = browse(sam).get(link)
    answer = browse(sam).post(link + "accept/")

    assert "nina@example.org" in shown.content.decode()
    assert answer.status_code == 409
    assert not sam.roles.filter(organization=union).exists()


def test_a_link_that_ran_out_says_what_to_do_and_works_when_sent_again(union, omar, browse):
    invitation = make_invitation(union, omar)
    run_out(invitation)
    Invitation.objects.update(sent_at=timezone.now() - datetime.timedelta(days=20))
    link = mailed_path("nina@example.org", MAIL)

    old = browse().get(link)
    refused = browse().post(link + "accept/", {"name": "Nina"})
    browse(omar).post(f"/en/work/elm-street/team/invitations/{invitation.pk}/send/")
    again = browse().post(mailed_path("nina@example.org", MAIL) + "accept/", {"name": "Nina"})

    assert "Ask Elm Street Neighbors to send it again" in old.content.decode()
    assert refused.status_code == 409
    assert again.status_code == 302
    assert OutgoingMail.objects.filter(template=MAIL).count() == 2


def test_a_link_that_was_taken_back_opens_nothing(union, omar, browse):
    invitation = make_invitation(union, omar)
    link = mailed_path("nina@example.org", MAIL)

    browse(omar).post(f"/en/work/elm-street/team/invitations/{invitation.pk}/revoke/")
    shown = browse().get(link)
    answer = browse().post(link + "accept/", {"name": "Nina"})

    assert "taken back" in shown.content.decode()
    assert answer.status_code == 409
    assert not User.objects.filter(email="nina@example.org").exists()


@pytest.mark.parametrize("token", ["x", "x.y.z", "%00", "a" * 500])
def test_a_forged_link_is_not_found(db, browse, token):
    assert browse().get(f"/en/i/invitation/{token}/").status_code in (400, 404)


def test_inviting_twice_sends_one_mail_and_keeps_the_newest_role(union, omar):
    first = make_invitation(union, omar)
    again = make_invitation(union, omar, email="NINA@example.org", kind=RoleKind.VIEWER)

    assert first == again
    assert Invitation.objects.get().kind == RoleKind.VIEWER
    assert OutgoingMail.objects.filter(template=MAIL).count() == 1


def test_accepting_twice_is_accepting_once(union, omar, sam):
    invitation = make_invitation(union, omar, email=sam.email)

    accept_invitation(invitation=invitation, by=sam)
    accept_invitation(invitation=invitation, by=sam)

    assert sam.roles.filter(organization=union).count() == 1
    assert AuditEntry.objects.filter(verb="accepted").count() == 1


def test_a_member_is_not_invited_again(union, omar, olga, browse):
    answer = invite_by_browser(browse(omar), email=olga.email)

    assert answer.status_code == 422
    assert "on the team already" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_answered_invitation_is_not_sent_again(union, omar, sam):
    invitation = make_invitation(union, omar, email=sam.email)
    accept_invitation(invitation=invitation, by=sam)

    with pytest.raises(Refused, match="answered or taken back"):
        resend_invitation(invitation=invitation, by=omar)


def test_revoking_twice_notes_it_once(union, omar):
    invitation = make_invitation(union, omar)

    revoke_invitation(invitation=invitation, by=omar)
    revoke_invitation(invitation=invitation, by=omar)

    assert AuditEntry.objects.filter(verb="revoked").count() == 1


def test_the_trail_does_not_keep_the_invited_address(union, omar):
    make_invitation(union, omar)

    entry = AuditEntry.objects.get(verb="invited")

    assert entry.after == {"email": "changed", "kind": "contributor"}


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory has no second connection"
)
@pytest.mark.django_db(transaction=True)
def test_two_owners_inviting_one_person_at_once_make_one_invitation(union, omar):
    failures = []

    def invite():
        try:
            invite_member(
                organization=union,
                email="nina@example.org",
                kind=RoleKind.VIEWER,
                language="en",
                by=omar,
            )
        except Exception as problem:  # noqa: BLE001
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=invite) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    assert Invitation.objects.count() == 1
    assert OutgoingMail.objects.filter(template=MAIL).count() == 1
