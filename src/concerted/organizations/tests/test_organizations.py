from __future__ import annotations

import zoneinfo

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings
from django.utils import timezone

from concerted.accounts.models import User
from concerted.accounts.operations import create_administrator
from concerted.base.audit.models import AuditEntry
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.rendering import render
from concerted.organizations import desk, showcase, zones
from concerted.organizations.models import Organization, Role, RoleKind
from concerted.organizations.operations import change_settings, create_organization, give_role
from concerted.organizations.tests.factories import mailed_path

SETTINGS = {
    "name": "Elm Street Neighbors",
    "about": "Neighbors of Elm Street.",
    "language": "en",
    "languages": ["en", "es"],
    "time_zone": "America/Los_Angeles",
    "region": "MX",
    "contact_email": "hello@example.org",
    "website": "elm.example.org",
}


def test_an_organization_is_created_once_with_its_owner(db, omar):
    first = create_organization(name="River", slug="river", owner=omar, by=omar)
    again = create_organization(name="River", slug="river", owner=omar, by=omar)

    assert first == again
    assert Role.objects.get(organization=first).kind == RoleKind.OWNER
    assert AuditEntry.objects.filter(verb="created", organization_id=first.pk).count() == 1


def test_an_address_belongs_to_one_organization(union):
    with pytest.raises(Refused, match="address of another") as refused:
        create_organization(name="Others", slug=union.slug)

    assert refused.value.field == "slug"


def test_an_owner_changes_the_settings(union, omar, browse):
    answer = browse(omar).post("/en/work/elm-street/settings/", SETTINGS)

    union.refresh_from_db()
    assert answer.status_code == 302
    assert union.time_zone == "America/Los_Angeles"
    assert union.page_languages == ["en", "es"]
    assert union.website == "https://elm.example.org"
    entry = AuditEntry.objects.get(verb="changed")
    assert entry.before["region"] == "US"
    assert entry.after["region"] == "MX"
    assert "name" not in entry.after


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("time_zone", "Mars/Base"),
        ("region", "ZZ"),
        ("language", "xx"),
        ("name", ""),
        ("website", "x y"),
    ],
)
def test_settings_that_make_no_sense_are_told_beside_their_field(union, omar, browse, name, value):
    answer = browse(omar).post("/en/work/elm-street/settings/", SETTINGS | {name: value})

    assert answer.status_code == 422
    assert f"id_{name}_error" in answer.content.decode()


def test_the_same_settings_again_note_nothing(union, omar):
    change_settings(organization=union, by=omar, name=union.name)

    assert not AuditEntry.objects.exists()


def test_what_is_no_setting_is_not_set(union, omar):
    with pytest.raises(ValueError, match="not settings"):
        change_settings(organization=union, by=omar, slug="x")


def test_times_in_the_workspace_are_those_of_the_organization(union, omar, browse):
    change_settings(organization=union, by=omar, time_zone="Asia/Tokyo")
    tokyo = zoneinfo.ZoneInfo("Asia/Tokyo")
    at = AuditEntry.objects.get().created_at

    page = browse(omar).get("/en/work/elm-street/trail/").content.decode()

    assert timezone.localtime(at, tokyo).isoformat()[:19] in page
    assert "+09:00" in page
    assert timezone.get_current_timezone() == timezone.get_default_timezone()


def test_times_on_public_pages_are_those_of_the_organization(
    union, browse, django_assert_num_queries, monkeypatch
):
    seen = []

    def items(organization, _language):
        seen.append(timezone.get_current_timezone_name())
        return ()

    monkeypatch.setattr(showcase, "_registered", [])
    showcase.register("Times", items, order=0)
    browse().get("/en/o/elm-street/")
    with django_assert_num_queries(1):  # the organization; its zone is remembered
        browse().get("/en/o/elm-street/")

    assert seen == ["America/New_York"] * 2


def test_a_changed_zone_shows_at_once(union, omar, django_capture_on_commit_callbacks):
    zones.zone_of(union.slug)

    with django_capture_on_commit_callbacks(execute=True):
        change_settings(organization=union, by=omar, time_zone="Asia/Tokyo")

    assert zones.zone_of(union.slug) == "Asia/Tokyo"


def test_a_zone_that_the_machine_does_not_know_leaves_utc(union, browse):
    Organization.objects.update(time_zone="Mars/Base")

    assert browse().get("/en/o/elm-street/").status_code == 200


def test_an_owner_without_a_second_step_is_led_to_set_one_up(union, omar, browse):
    omar.authenticator_set.all().delete()

    answer = browse(omar).get("/en/work/elm-street/team/")
    page = browse(omar).get("/en/work/elm-street/team/", follow=True).content.decode()

    assert answer.url == "/en/account/second-step/"
    assert "second step" in page


def test_who_owns_anywhere_needs_the_second_step_everywhere(union, sam, browse):
    give_role(organization=union, user=sam, kind=RoleKind.VIEWER, by=None)
    sam.authenticator_set.all().delete()

    assert browse(sam).get("/en/work/elm-street/").url == "/en/account/second-step/"


def test_recovery_codes_alone_are_no_second_step(union, omar, browse):
    omar.authenticator_set.update(type="recovery_codes")

    assert browse(omar).get("/en/work/elm-street/").url == "/en/account/second-step/"


@override_settings(IS_DEMO=True)
def test_the_demonstration_asks_no_second_step(union, omar, browse):
    omar.authenticator_set.all().delete()

    assert browse(omar).get("/en/work/elm-street/").status_code == 200


def test_who_does_not_own_needs_no_second_step(union, olga, browse):
    assert browse(olga).get("/en/work/elm-street/").status_code == 200


def test_the_public_page_sets_no_cookie_and_says_who_it_is(union, browse):
    change_settings(
        organization=union,
        by=None,
        about="We keep the clinic open.",
        contact_email="q@example.org",
    )

    answer = browse().get("/en/o/elm-street/")

    assert not answer.cookies
    assert "We keep the clinic open." in answer.content.decode()
    assert "q@example.org" in answer.content.decode()


def test_rooms_show_what_is_public_on_the_public_page(union, browse, monkeypatch):
    items = [showcase.Item("Keep it open", "/en/o/elm-street/petitions/x/", state="Open")]
    goals = [showcase.Item(f"Goal {number}", "/en/") for number in range(9)]
    everything = showcase.Whole("All goals", "goals:public_goals")
    monkeypatch.setattr(showcase, "_registered", [])
    showcase.register("Petitions here", lambda *_: items, order=10)
    showcase.register("Goals here", lambda *_: goals, everything, order=0)

    page = browse().get("/en/o/elm-street/").content.decode()

    assert "Petitions here" in page
    assert "Keep it open" in page
    assert page.index("Goals here") < page.index("Goal 2") < page.index("Petitions here")
    assert "Goal 3" not in page, "a link leads to the others"
    assert "All goals" in page


def test_rooms_put_cards_on_the_desk(union, olga, browse, monkeypatch):
    card = desk.Card("Signatures", "412 so far", "/en/x/", number="412", action="Look")
    monkeypatch.setattr(desk, "_registered", [lambda *_: [card]])

    page = browse(olga).get("/en/work/elm-street/").content.decode()

    assert "412 so far" in page


def test_the_front_page_lists_organizations_and_where_one_works(
    union, other, olga, browse, django_assert_num_queries
):
    client = browse(olga)
    anonymous = browse().get("/en/")

    with django_assert_num_queries(4):  # session, user, organizations, workspaces
        page = client.get("/en/").content.decode()

    assert not anonymous.cookies
    assert "Harbor Tenants" in anonymous.content.decode()
    assert "/en/work/elm-street/" in page
    assert "/en/work/harbor/" not in page


def test_the_desk_asks_few_questions(
    union, olga, browse, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(desk, "_registered", [])
    client = browse(olga)

    with django_assert_max_num_queries(4):  # session, user, workspaces, the organization
        client.get("/en/work/elm-street/")


def test_the_trail_tells_in_sentences_who_did_what(union, omar, olga, browse):
    change_settings(organization=union, by=olga, name="Elm Street United")
    note(verb="opened", subject=union, organization_id=union.pk, by=omar)
    note(verb="stirred", subject=omar, organization_id=union.pk, after={"row": union.pk})

    page = browse(olga).get("/en/work/elm-street/trail/").content.decode()

    assert "Olga changed the settings" in page
    assert "Elm Street United" in page
    assert "Omar: opened (organization)" in page
    assert "Concerted: stirred (user)" in page
    assert str(union.pk) not in page


def test_the_trail_says_in_spanish_what_somebody_did(union, olga, browse):
    for verb in ("published", "closed"):
        note(verb=verb, subject=union, organization_id=union.pk, by=olga)

    page = browse(olga).get("/es/work/elm-street/trail/").content.decode()

    assert "publicó" in page
    assert "cerró" in page


def test_the_trail_names_nobody_who_has_gone(union, omar, browse):
    gone = User.objects.create_user("gone@example.org", name="Greta")
    change_settings(organization=union, by=gone, name="Elm Street United")
    gone.delete()

    page = browse(omar).get("/en/work/elm-street/trail/").content.decode()

    assert "Somebody who has left changed the settings" in page


def test_the_trail_is_paged_and_asks_few_questions(union, olga, browse, django_assert_num_queries):
    for number in range(60):
        note(verb="changed", subject=union, organization_id=union.pk, by=olga, after={"n": number})
    client = browse(olga)

    # session, user, workspaces, the organization, count, entries, names
    with django_assert_num_queries(7):
        page = client.get("/en/work/elm-street/trail/?page=2").content.decode()

    assert page.count("<time") == 10


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "\x00", "²"])
def test_a_page_of_the_trail_that_is_none_shows_a_page(union, olga, browse, number):
    answer = browse(olga).get("/en/work/elm-street/trail/", {"page": number})

    assert answer.status_code in (200, 400)


def test_an_empty_trail_says_so(union, olga, browse):
    assert (
        "Nothing has happened yet"
        in browse(olga).get("/en/work/elm-street/trail/").content.decode()
    )


@pytest.fixture
def ada(db):
    ada = create_administrator(email="ada@example.org", name="Ada")
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})
    return ada


NEW = {
    "name": "River Voices",
    "slug": "river-voices",
    "kind": "organization",
    "language": "en",
    "time_zone": "America/Chicago",
}


def test_the_administrator_adds_an_organization_and_invites_its_owner(ada, browse):
    shown = browse(ada).get("/en/administration/")
    answer = browse(ada).post("/en/administration/", NEW | {"owner_email": "Omar@example.org"})

    river = Organization.objects.get(slug="river-voices")
    assert shown.status_code == 200
    assert answer.status_code == 302
    assert river.time_zone == "America/Chicago"
    assert not river.roles.exists()
    assert mailed_path("omar@example.org", "organizations/mail/invitation").startswith("/en/i/")


def test_the_administrator_may_own_what_they_add(ada, browse):
    browse(ada).post("/en/administration/", NEW)

    assert Role.objects.get(user=ada).kind == RoleKind.OWNER


def test_an_address_that_is_taken_is_told_beside_its_field(ada, union, browse):
    answer = browse(ada).post("/en/administration/", NEW | {"slug": "elm-street"})

    assert answer.status_code == 422
    assert "id_slug_error" in answer.content.decode()


def test_the_administrator_sees_no_workspace_without_a_role(ada, union, browse):
    assert browse(ada).get("/en/work/elm-street/").status_code == 404


def test_an_administrator_without_a_second_step_is_led_to_set_one_up(ada, browse):
    ada.authenticator_set.all().delete()

    assert browse(ada).get("/en/administration/").url == "/en/account/second-step/"


MAILS = {
    "organizations/mail/invitation": ["Elm Street", "Omar", "Organizer", "/en/i/x/", "14"],
    "organizations/mail/handed_over": ["Elm Street", "Omar", "/en/i/x/"],
}


@pytest.mark.parametrize("template", MAILS)
def test_mail_says_who_asks_what_and_where(template):
    mail = OutgoingMail(
        to="nina@example.org",
        language="en",
        template=template,
        context={
            "organization": "Elm Street",
            "coalition": "Riverside",
            "member": "Harbor",
            "by": "Omar",
            "role": "Organizer",
            "url": "http://127.0.0.1:8000/en/i/x/",
            "days": 14,
        },
    )

    sent = render(mail, {})

    assert sent.subject
    for word in MAILS[template]:
        assert word in sent.body
