from __future__ import annotations

import threading

import pytest
from django.db import connection

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Role, RoleKind
from concerted.organizations.operations import (
    change_role,
    give_role,
    hand_over,
    leave_organization,
    remove_member,
)
from concerted.organizations.tests.factories import make_invitation


def kind_of(user, organization):
    role = Role.objects.filter(user=user, organization=organization).first()
    return role and role.kind


def test_an_owner_changes_a_role_in_the_browser(union, omar, vera, browse):
    path = f"/en/work/elm-street/team/roles/{vera.roles.get().pk}/"

    shown = browse(omar).get(path)
    answer = browse(omar).post(path, {"kind": "contributor"})

    assert "Vera" in shown.content.decode()
    assert answer.url == "/en/work/elm-street/team/"
    assert kind_of(vera, union) == RoleKind.CONTRIBUTOR
    entry = AuditEntry.objects.get(verb="changed")
    assert (entry.before["kind"], entry.after["kind"]) == ("viewer", "contributor")
    assert entry.actor_id == omar.pk


def test_a_role_that_does_not_exist_is_told(union, omar, vera, browse):
    path = f"/en/work/elm-street/team/roles/{vera.roles.get().pk}/"

    assert browse(omar).post(path, {"kind": "king"}).status_code == 422


def test_giving_the_same_role_again_notes_nothing(union, omar, vera):
    role = vera.roles.get()

    change_role(role=role, kind=RoleKind.VIEWER, by=omar)

    assert not AuditEntry.objects.exists()


def test_the_last_owner_stays_owner(union, omar):
    role = omar.roles.get()

    with pytest.raises(Refused, match="always has an owner"):
        change_role(role=role, kind=RoleKind.VIEWER, by=omar)
    with pytest.raises(Refused, match="always has an owner"):
        remove_member(role=role, by=omar)
    with pytest.raises(Refused, match="always has an owner"):
        leave_organization(organization=union, by=omar)

    assert kind_of(omar, union) == RoleKind.OWNER


def test_one_of_two_owners_may_leave(union, omar, olga):
    change_role(role=olga.roles.get(), kind=RoleKind.OWNER, by=omar)

    leave_organization(organization=union, by=omar)
    leave_organization(organization=union, by=omar)

    assert kind_of(omar, union) is None
    assert AuditEntry.objects.filter(verb="left").count() == 1


def test_the_last_owner_is_told_so_in_the_browser(union, omar, browse):
    answer = browse(omar).post("/en/work/elm-street/team/leave/")

    assert answer.status_code == 409
    assert "Hand it over" in answer.content.decode()


def test_a_member_leaves_in_the_browser(union, vera, browse):
    shown = browse(vera).get("/en/work/elm-street/team/leave/")
    answer = browse(vera).post("/en/work/elm-street/team/leave/")

    assert shown.status_code == 200
    assert answer.url == "/en/"
    assert kind_of(vera, union) is None


def test_removing_twice_removes_once(union, omar, vera, browse):
    role = vera.roles.get()

    remove_member(role=role, by=omar)
    remove_member(role=role, by=omar)

    assert kind_of(vera, union) is None
    assert AuditEntry.objects.filter(verb="removed").count() == 1


def test_handing_over_makes_one_owner_and_keeps_the_other_as_organizer(union, omar, olga, browse):
    path = "/en/work/elm-street/team/hand-over/"

    shown = browse(omar).get(path)
    answer = browse(omar).post(path, {"to": str(olga.roles.get().pk)})

    assert "Olga" in shown.content.decode()
    assert answer.status_code == 302
    assert kind_of(olga, union) == RoleKind.OWNER
    assert kind_of(omar, union) == RoleKind.ORGANIZER
    assert OutgoingMail.objects.get(template="organizations/mail/handed_over").to == olga.email
    assert AuditEntry.objects.get(verb="handed_over").after == {"owner": str(olga.pk)}


def test_handing_over_twice_is_handing_over_once(union, omar, olga):
    heir = olga.roles.get()

    hand_over(organization=union, to=heir, by=omar)
    hand_over(organization=union, to=heir, by=omar)

    assert AuditEntry.objects.filter(verb="handed_over").count() == 1


def test_nothing_is_handed_over_to_somebody_outside(union, omar, sam, browse):
    answer = browse(omar).post(
        "/en/work/elm-street/team/hand-over/", {"to": str(sam.roles.get().pk)}
    )

    assert answer.status_code == 422
    with pytest.raises(Refused, match="left the team"):
        hand_over(organization=union, to=sam.roles.get(), by=omar)
    assert kind_of(omar, union) == RoleKind.OWNER


def test_handing_over_alone_says_whom_to_invite_first(union, omar, browse):
    page = browse(omar).get("/en/work/elm-street/team/hand-over/").content.decode()

    assert "Invite the next owner first" in page


def test_joining_again_keeps_the_role(union, vera):
    give_role(organization=union, user=vera, kind=RoleKind.OWNER, by=None)

    assert kind_of(vera, union) == RoleKind.VIEWER


def test_the_team_page_asks_few_questions_however_large_the_team(
    union, omar, olga, cleo, vera, browse, django_assert_num_queries
):
    client = browse(omar)
    for number in range(5):
        make_invitation(union, omar, email=f"n{number}@example.org")

    # session, user, workspaces, the organization, roles, invitations
    with django_assert_num_queries(6):
        client.get("/en/work/elm-street/team/")


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory has no second connection"
)
@pytest.mark.django_db(transaction=True)
def test_two_owners_leaving_at_once_leave_one(union, omar, olga):
    change_role(role=olga.roles.get(), kind=RoleKind.OWNER, by=omar)
    refused = []

    def leave(user):
        try:
            leave_organization(organization=union, by=user)
        except Refused:
            refused.append(user)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[user]) for user in (omar, olga)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert Role.objects.filter(organization=union, kind=RoleKind.OWNER).count() == 1
