"""Whose officials a person's own are: by a point, a postal code with a choice, or a name."""

from __future__ import annotations

import re

import pytest

from concerted.act.letters.models import Audience, Delivery
from concerted.act.letters.operations.campaigns import publish_letters
from concerted.act.letters.queries.addressees import addressees
from concerted.act.letters.queries.places import WhichOnes
from concerted.act.letters.tests.factories import ROSA, make_draft
from concerted.act.officials.operations import import_postal_codes
from concerted.act.officials.reading.postal import PostalTold
from concerted.act.officials.tests.factories import make_shared_official
from concerted.act.officials.tests.test_lookup import US, draw, square
from concerted.base import defence
from concerted.base.errors import Refused

pytestmark = pytest.mark.django_db
MA = f"{US}/state:ma"
HOUSE = [f"{MA}/sldl:1", f"{MA}/sldl:2"]
SENATE = [f"{MA}/sldu:1", f"{MA}/sldu:2"]
CROSSING = "02139"


@pytest.fixture
def own(tmp_path, union):
    """Letters to each person's own; a code that crosses two districts of each house, with somebody in each."""
    shapes = [({"id": one}, square(at % 2, 0)) for at, one in enumerate([*HOUSE, *SENATE])]
    draw(tmp_path / "x.geojson", *shapes)
    for name, division in zip(("Ana Ortiz", "Bo Lee"), HOUSE, strict=True):
        make_shared_official(name, division=division)
    for name, division in zip(("Cy Hall", "Di Ortiz"), SENATE, strict=True):
        make_shared_official(name, division=division)
    told = [PostalTold(CROSSING, one, share=0.5) for one in [*HOUSE, *SENATE]]
    import_postal_codes(told=[*told, PostalTold("02140", HOUSE[0])], source="test")
    return publish_letters(letters=make_draft(union, audience=Audience.OWN), by=None)


def names(letters, place, districts=()):
    return {one.name for one in addressees(letters, place=place, districts=districts)}


def test_a_point_however_it_is_written_finds_those_who_sit_for_it(own):
    assert names(own, "0.5, 0.5") == {"Ana Ortiz", "Cy Hall"}
    assert names(own, "0°30'N 1°30'E") == {"Bo Lee", "Di Ortiz"}
    with pytest.raises(Refused, match="Nobody is in office"):
        addressees(own, place="10, 10")


def test_a_code_across_districts_asks_for_each_kind_and_keeps_what_was_chosen(own):
    with pytest.raises(WhichOnes) as first:
        addressees(own, place=CROSSING)
    with pytest.raises(WhichOnes) as second:
        addressees(own, place=CROSSING, districts=[HOUSE[1]])

    assert [one.kind for one in first.value.questions] == ["sldl", "sldu"]
    assert [one.kind for one in second.value.questions] == ["sldu"]
    assert second.value.chosen == (HOUSE[1],)
    assert names(own, f"{CROSSING}-1234", [HOUSE[1], SENATE[0]]) == {"Bo Lee", "Cy Hall"}
    assert names(own, "02140") == {"Ana Ortiz"}


def test_who_knows_their_official_types_the_name_and_chooses_where_several_fit(own):
    assert names(own, "bo lee") == {"Bo Lee"}

    with pytest.raises(WhichOnes) as asked:
        addressees(own, place="Ortiz")

    [question] = asked.value.questions
    assert question.takes_several
    keys = [one.value for one in question.choices]
    assert names(own, "Ortiz", keys) == {"Ana Ortiz", "Di Ortiz"}
    assert names(own, "Ortiz", keys[:1]) == {"Ana Ortiz"}
    with pytest.raises(Refused, match="do not know this place"):
        addressees(own, place="99999")


def test_the_page_asks_which_district_and_loses_no_word(own, browse):
    path, client = own.get_absolute_url(), browse()

    asked = client.post(f"{path}read/", {**ROSA, "place": CROSSING})
    page = asked.content.decode()

    assert asked.status_code == 422
    assert "lies in more than one district" in page
    assert "two buses away" in page
    groups = set(re.findall(r'type="radio" name="([\w-]+)"', page))
    assert groups == {"district-sldl", "district-sldu"}
    chosen = {"district-sldl": HOUSE[1], "district-sldu": SENATE[0]}
    read = client.post(f"{path}read/", {**ROSA, "place": CROSSING, **chosen}).content.decode()
    assert "Bo Lee" in read
    hidden = re.findall(r'<input type="hidden" name="district" value="([^"]*)"', read)
    assert hidden == [HOUSE[1], SENATE[0]]
    form = {**ROSA, "place": CROSSING, "district": hidden, "stamp": defence.new_stamp()}
    assert client.post(f"{path}send/", form)["Location"].endswith("/thanks/")
    kept = set(Delivery.objects.values_list("addressee", flat=True))
    assert kept == {"Bo Lee", "Cy Hall"}


def test_who_has_found_their_officials_goes_on_to_the_letters_with_the_point(own, browse):
    client = browse()
    path = f"/en/o/{own.organization.slug}/who-represents-me/point/"

    found = client.post(path, {"at": "0.5, 0.5"}).content.decode()

    assert f'action="{own.get_absolute_url()}"><input type="hidden" name="at"' in found
    told = client.post(own.get_absolute_url(), {"at": "0.50000,0.50000"})
    assert 'name="place" value="0.50000,0.50000"' in told.content.decode()
    assert not told.cookies
