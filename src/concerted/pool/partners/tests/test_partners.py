"""A partner's profile, who speaks for it, its first steps, and leaving with what it brought."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from concerted.base.errors import Refused
from concerted.organizations.models import Membership
from concerted.people.operations import record_person
from concerted.pool.partners import registry
from concerted.pool.partners.models import ChecklistItem, Departure, Done, Profile, Representative
from concerted.pool.partners.operations.joining import change_role, end_partnership
from concerted.pool.partners.operations.profiles import (
    add_item,
    add_representative,
    begin_checklist,
    mark_done,
    mark_undone,
    remove_item,
    save_profile,
)
from concerted.pool.partners.tests.factories import asked, make_alliance, make_partner, page

WHO = {"about": "We cook.", "sector": "food", "places": "West Side\nMill River\nWest Side"}


@pytest.fixture
def alliance(sam):
    return make_alliance(owner=sam)


@pytest.fixture
def membership(alliance, union):
    return make_partner(alliance, union)


def files_of(response):
    packed = zipfile.ZipFile(io.BytesIO(response.content))
    return {name: packed.read(name).decode() for name in packed.namelist()}


def test_everybody_reads_who_stands_behind_a_coalition(alliance, membership, union, omar, browse):
    browse(omar).post(
        "/en/work/elm-street/partners/profile/",
        {**WHO, "size": "small", "languages": ["es", "vi"], "is_public": "on"},
    )

    shown = browse().get("/en/o/riverside/partners/").content.decode()

    for words in ("Elm Street Neighbors", "Members", "We cook.", "Food (1)", "Español"):
        assert words in shown
    assert Profile.objects.get().places == ["West Side", "Mill River"]


def test_a_profile_that_is_not_public_is_for_partners_only(
    alliance, membership, union, sam, browse
):
    save_profile(organization=union, sector="food", is_public=False, by=None)

    assert "Food" not in browse().get("/en/o/riverside/partners/").content.decode()
    assert "Food" in browse(sam).get("/en/work/riverside/partners/").content.decode()


def test_names_of_who_speaks_for_a_partner_are_for_both_sides_only(
    alliance, membership, union, olga, sam, browse
):
    given = {"name": "Ida Quist", "post": "Votes", "starts_on": "2026-01-01"}
    saved = browse(olga).post(f"{page(union, membership)}people/add/", given)

    assert saved.status_code == 302
    assert Representative.objects.get().on_behalf_of == union
    assert "Ida Quist" in browse(sam).get(page(alliance, membership)).content.decode()
    assert "Ida Quist" not in browse().get("/en/o/riverside/partners/").content.decode()


def test_nobody_stops_speaking_before_they_start(membership, union, olga, browse):
    given = {"name": "Ida", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}

    answer = browse(olga).post(f"{page(union, membership)}people/add/", given)

    assert answer.status_code == 422
    assert "id_ends_on_error" in answer.content.decode()


def test_a_person_in_a_post_is_there_once(membership):
    for _ in range(2):
        add_representative(membership=membership, name="Ida", post="Votes", by=None)

    assert Representative.objects.count() == 1


def test_a_coalition_begins_with_our_steps_and_makes_them_its_own(alliance):
    for _ in range(2):
        begin_checklist(coalition=alliance, by=None)
    first = ChecklistItem.objects.get(number=1)
    remove_item(item=first, by=None)
    add_item(coalition=alliance, text="We ate together.", by=None)

    assert ChecklistItem.objects.filter(organization=alliance).count() == 8
    assert add_item(coalition=alliance, text=first.text, by=None) == first


def test_a_step_says_who_took_it_first_and_when(membership, alliance, union, olga, omar, browse):
    item = add_item(coalition=alliance, text="We met.", by=None)

    browse(olga).post(f"{page(union, membership)}steps/{item.pk}/done/")
    mark_done(membership=membership, item=item, by=omar)
    shown = browse(omar).get(page(union, membership)).content.decode()
    is_olgas = Done.objects.get().done_by == olga
    mark_undone(membership=membership, item=item, by=omar)

    assert is_olgas
    assert "Done, says Olga" in shown
    assert not Done.objects.exists()


def test_only_the_coalition_says_as_what_a_partner_belongs(
    alliance, membership, union, omar, sam, browse
):
    given = {"role": "ally", "seat_count": "0"}

    theirs = browse(omar).post(f"{page(union, membership)}role/", given)
    ours = browse(sam).post(f"{page(alliance, membership)}role/", given)

    membership.refresh_from_db()
    assert (theirs.status_code, ours.status_code) == (404, 302)
    assert (membership.role, membership.seat_count) == ("ally", 0)


def test_another_role_changes_nothing_of_what_is_shown(membership):
    before = membership.disclosures.count()

    change_role(membership=membership, role="observer", seat_count=0, by=None)

    assert membership.disclosures.count() == before > 0


@pytest.fixture
def room():
    """A room that keeps what partners bring."""
    registry.register(
        "loans", "Loans", lambda one: [{"what": "=Van", "to": str(one.organization)}]
    )
    yield
    del registry._registered["loans"]


def test_a_partner_takes_along_what_every_room_keeps_of_it(
    room, membership, union, olga, sam, alliance, browse
):
    add_representative(membership=membership, name="Ida", by=None)

    files = files_of(browse(olga).get(f"{page(union, membership)}data/"))

    whole = json.loads(files["all.json"])
    assert whole["profile"][0]["name"] == "Elm Street Neighbors"
    assert whole["people"] == [{"name": "Ida", "post": "", "from": "", "until": ""}]
    assert list(csv.DictReader(io.StringIO(files["loans.csv"]))) == [
        {"what": "'=Van", "to": "Riverside Alliance"}
    ]
    assert browse(sam).get(f"{page(alliance, membership)}data/").status_code == 404


@pytest.mark.parametrize("name", ["omar", "sam"])
def test_either_side_ends_it_and_the_partner_still_finds_what_it_brought(
    room, alliance, membership, union, other, name, request, olga, browse
):
    user = request.getfixturevalue(name)
    side = union if name == "omar" else alliance
    assert browse(user).get(f"{page(side, membership)}end/").status_code == 200

    browse(user).post(f"{page(side, membership)}end/")
    end_partnership(membership=membership, by=None)

    left = Departure.objects.get()
    files = files_of(browse(olga).get(f"/en/work/elm-street/partners/left/{left.pk}/"))
    assert not Membership.objects.exists()
    assert json.loads(files["all.json"])["loans"] == [{"what": "=Van", "to": "Riverside Alliance"}]


def test_the_desk_says_what_waits(alliance, union, omar, vera, browse):
    asked(alliance, union)

    assert "asks you to join" in browse(omar).get("/en/work/elm-street/").content.decode()
    assert "asks you to join" not in browse(vera).get("/en/work/elm-street/").content.decode()


def test_empty_pages_make_sense(alliance, union, omar, sam, browse):
    pages = {
        "No partners yet": (sam, "/en/work/riverside/partners/"),
        "No steps yet": (sam, "/en/work/riverside/partners/checklist/"),
        "You are not part of a coalition yet": (omar, "/en/work/elm-street/partners/"),
        "Nobody has joined yet": (None, "/en/o/riverside/partners/"),
    }
    for words, (user, path) in pages.items():
        assert words in browse(user).get(path).content.decode()


def test_lists_ask_few_questions_however_many_partners(
    alliance, membership, other, sam, browse, django_assert_num_queries
):
    make_partner(alliance, other)
    client = browse(sam)

    # session, user, workspaces, guest, organization, editor?, memberships, profiles, steps (2), asked
    with django_assert_num_queries(11):
        client.get("/en/work/riverside/partners/")
    # time zone, organization, memberships, profiles
    with django_assert_num_queries(4):
        browse().get("/en/o/riverside/partners/")


def test_who_gives_nobody_a_name_has_no_list_and_gets_none(union, omar, olga, browse):
    who = {"organization": union, "given_name": "Rosa", "source": "typed"}
    record_person(**who)
    with pytest.raises(Refused, match="people in your list"):
        save_profile(organization=union, sector="safety", is_victim_service=True, by=omar)
    union.refresh_from_db()

    assert not union.is_victim_service
