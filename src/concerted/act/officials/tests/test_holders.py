"""Posts: who comes after whom, the page of a body that decides, and the district somebody sits for."""

from __future__ import annotations

import datetime

import pytest
from django.http import QueryDict

from concerted.act.officials.choosing import OfficialsField
from concerted.act.officials.models import Official, Post, Tenure
from concerted.act.officials.queries.representing import represented_in
from concerted.act.officials.tests.factories import make_official, make_shared_official
from concerted.act.officials.tests.test_lookup import LOWER, draw, square
from concerted.base.forms import Form
from concerted.organizations.zones import today_in

pytestmark = pytest.mark.django_db

LIST = "/en/work/elm-street/officials/"
SHOWN = "/en/o/elm-street/officials/"
YEAR = datetime.timedelta(days=365)


def board(union, *names, **values):
    """A housing board with a seat for each of these."""
    values = {"title": "Member", "body": "Housing Board", **values}
    members = [make_official(union, name, is_public=True, **values) for name in names]
    return Post.objects.get(), members


def add(client, post, **given):
    return client.post(f"{LIST}posts/{post.pk}/holder/", given)


def test_the_next_holder_takes_the_place_of_the_one_before(union, olga, browse):
    today = today_in(union)
    post, [ana] = board(union, "Ana Ortiz", starts_on=today - YEAR)
    given = {"name": "Bea Cole", "replaces": str(ana.tenure.pk), "starts_on": today.isoformat()}

    for _time in range(2):
        response = add(browse(olga), post, **given, is_acting="on", is_public="on")

    assert response.status_code == 302
    bea = Tenure.objects.get(official__name="Bea Cole")
    assert (bea.post, bea.starts_on, bea.is_acting) == (post, today, True)
    assert Tenure.objects.get(official=ana).ends_on == today - datetime.timedelta(days=1)
    assert Official.objects.count() == 2


def test_a_full_post_asks_whose_place_they_take_and_nobody_ends_before_they_began(
    union, olga, browse
):
    today = today_in(union)
    post, [ana] = board(union, "Ana Ortiz", starts_on=today)
    given = {"name": "Bea Cole", "starts_on": today.isoformat()}

    full = add(browse(olga), post, **given)
    early = add(browse(olga), post, **given, replaces=str(ana.tenure.pk))

    assert full.status_code == early.status_code == 422
    assert "whose place they take" in full.content.decode()
    assert "the next begins after that" in early.content.decode()
    assert Official.objects.count() == 1


def test_an_empty_seat_is_told_and_can_be_taken(union, olga, browse, client):
    today = today_in(union)
    post, [ana, _bo] = board(union, "Ana Ortiz", "Bo Lee")
    page = f"places/{post.jurisdiction_id}/"
    browse(olga).post(
        f"{LIST}{ana.pk}/left/", {"left_on": (today - datetime.timedelta(days=1)).isoformat()}
    )
    text = client.get(f"{SHOWN}{page}").content.decode()
    assert "1 of 2 seats is empty now" in text
    assert "Ana Ortiz" not in text

    add(browse(olga), post, name="Cy Dow", starts_on=today.isoformat(), is_public="on")

    text = client.get(f"{SHOWN}{page}").content.decode()
    assert "Cy Dow" in text
    assert "is empty now" not in text
    assert "checked" in text
    assert union.name in text


def test_the_page_of_a_body_shows_no_more_than_the_pages_of_its_people(
    union, vera, browse, client
):
    hidden = make_official(union, "Lee Landlord", title="Owner")
    page = f"places/{hidden.tenure.post.jurisdiction_id}/"

    assert client.get(f"{SHOWN}{page}").status_code == 404
    text = browse(vera).get(f"{LIST}{page}").content.decode()
    assert "Lee Landlord" in text
    assert "comes after" not in text, "who may only look is offered nothing to change"

    make_official(union, "Ana Ortiz", title="Manager", is_public=True)
    text = client.get(f"{SHOWN}{page}").content.decode()
    assert "Ana Ortiz" in text
    assert "Lee Landlord" not in text
    assert "Owner" not in text


def test_the_page_of_a_large_body_costs_as_little_as_that_of_a_small_one(
    union, client, django_assert_max_num_queries
):
    for number in range(70):
        division = f"ocd-division/country:us/state:ma/cd:{number}"
        official = make_shared_official(f"Official {number:02}", division=division)
    page = f"{SHOWN}places/{official.tenure.post.jurisdiction_id}/"

    with django_assert_max_num_queries(11):
        text = client.get(page).content.decode()

    assert text.count("Official ") == 60
    assert len(client.get(f"{page}?page=2").content) < 100_000


def test_a_legislature_names_the_districts_in_which_nobody_sits(union, client, tmp_path):
    other = LOWER.replace("cd:1", "cd:2")
    ohio = LOWER.replace(":ma/", ":oh/")
    names = ((LOWER, "First"), (other, "Second"), (ohio, "Elsewhere"))
    draw(
        tmp_path / "x.geojson",
        *(({"id": one, "name": name}, square(at, 0)) for at, (one, name) in enumerate(names)),
    )
    official = make_shared_official("Ana Ortiz", division=LOWER)

    page = f"{SHOWN}places/{official.tenure.post.jurisdiction_id}/"
    text = client.get(page).content.decode()

    assert "nobody sits now" in text
    assert "Second" in text
    assert "First" not in text
    assert "Elsewhere" not in text


def test_a_district_chosen_by_hand_lets_its_people_find_who_sits_for_them(
    union, olga, browse, tmp_path
):
    draw(tmp_path / "x.geojson", ({"id": LOWER, "name": "First of Mass"}, square(0, 0)))
    given = {"name": "Ana", "title": "Trustee", "kind": "council", "level": "local"}
    client = browse(olga)
    assert client.post(f"{LIST}new/", {**given, "division_id": "nowhere"}).status_code == 422

    client.post(f"{LIST}new/", {**given, "division_id": "first mass"})

    ana = Official.objects.get()
    assert ana.tenure.post.division.ocd_id == LOWER
    [found] = represented_in([[LOWER]], day=today_in(union), organization=union)
    assert [one.official for one in found.sitting] == [ana]
    form = client.get(f"{LIST}{ana.pk}/edit/").content.decode()
    assert f"First of Mass ({LOWER})" in form

    client.post(f"{LIST}{ana.pk}/edit/", {**given, "division_id": ""})
    assert Post.objects.get().division is None, (
        "a post that only changed its words leaves none behind"
    )


class ChoosingForm(Form):
    officials = OfficialsField()


def choosing(union, viewer, *written, chosen=()):
    given = QueryDict(mutable=True)
    given.setlist("officials", written)
    form = ChoosingForm(given)
    form.fields["officials"].offer(union, viewer, chosen)
    return form


def test_several_officials_are_chosen_by_words_and_those_that_fit_stay_chosen(union, olga):
    ana = make_official(union, "Ana Ortiz", title="Mayor")
    bea = make_official(union, "Bea Cole", title="Clerk")

    good = choosing(union, olga, "ortiz", str(bea.pk), "", "ana ortiz")
    assert good.is_valid()
    assert good.cleaned_data["officials"] == [ana, bea]

    bad = choosing(union, olga, str(bea.pk), "zoe <b>")
    assert not bad.is_valid()
    page = str(bad["officials"])
    assert f'value="{bea.pk}"' in page
    assert "zoe &lt;b&gt;" in page
    assert "Bea Cole (Clerk)" in page
    assert "“zoe" in str(bad.errors)
    assert not choosing(union, olga).is_valid()


def test_who_was_chosen_before_may_have_left_since(union, olga):
    past = datetime.date(2020, 1, 1)
    ana = make_official(union, "Ana Ortiz", ends_on=past)

    assert not choosing(union, olga, str(ana.pk)).is_valid()
    assert choosing(union, olga, str(ana.pk), chosen=[ana]).is_valid()
