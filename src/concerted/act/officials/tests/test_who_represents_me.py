"""The public page that says who decides for a place, and keeps nothing of who asked."""

from __future__ import annotations

import datetime
import json
import logging
import re

import pytest
from django.core.management import CommandError, call_command

from concerted.act.officials import onward
from concerted.act.officials.models import PostalPlace
from concerted.act.officials.queries.representing import officials_for
from concerted.act.officials.reading.coordinates import point_of
from concerted.act.officials.tests.factories import make_official, make_shared_official
from concerted.act.officials.tests.test_lookup import LOWER, US, draw, square
from concerted.act.officials.windows import SIDE, Window
from concerted.base import defence

pytestmark = pytest.mark.django_db

PAGE = "/en/o/elm-street/who-represents-me/"
UPPER = f"{US}/state:ma/cd:2"


@pytest.fixture
def districts(tmp_path, union):
    """Two squares side by side; Ed sits for all of them, Ana for the left one, nobody for the right one."""
    path = tmp_path / "x.geojson"
    draw(path, ({"id": LOWER}, square(0, 0)), ({"id": UPPER}, square(1, 0)))
    make_shared_official("Ed Markey")
    make_shared_official("Ana Ortiz", division=LOWER)
    return union


def ask(client, way, **given):
    response = client.post(f"{PAGE}{way}/", given)
    return response, response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("written", "latitude", "longitude"),
    [
        ("42.36, -71.06", 42.36, -71.06),
        ("42,36; -71,06", 42.36, -71.06),
        ("42°21'36\"N 71°3'36\"W", 42.36, -71.06),
        ("N 42.36° W 71.06°", 42.36, -71.06),
        ("71°3'36\"O, 42°21'36\"N", 42.36, -71.06),
        ("42.36°, -71.06°", 42.36, -71.06),
        ("-122.3, 47.6", 47.6, -122.3),
        ("https://www.openstreetmap.org/#map=15/42.36/-71.06", 42.36, -71.06),
    ],
)
def test_a_point_is_read_as_people_paste_it(written, latitude, longitude):
    found = point_of(written)

    assert found is not None
    assert (round(found[0], 6), round(found[1], 6)) == (latitude, longitude)


@pytest.mark.once
@pytest.mark.parametrize(
    "written", ["", "1 Main Street", "02139", "95, 200", "42°N 71°N", "4 2 3"]
)
def test_what_is_no_point_is_none(written):
    assert point_of(written) is None


def test_a_typed_point_is_answered_from_the_smallest_district_up(districts, client):
    response, text = ask(client, "point", at="0.5, 0.5")

    assert response.status_code == 200
    assert text.index("Ana Ortiz") < text.index("Ed Markey")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_seat_that_nobody_holds_is_told(districts, client):
    _response, text = ask(client, "point", at="0.5, 1.5")

    assert "Nobody sits for" in text
    assert "1 of 2 seats is empty now" in text


def test_on_a_border_both_sides_are_shown(districts, client):
    _response, text = ask(client, "point", at="0.5, 1")

    assert "lies on a border" in text
    assert "Ana Ortiz" in text


def test_out_at_sea_is_said_plainly(districts, client):
    assert "in none of our districts" in ask(client, "point", at="50, 50")[1]


def test_what_cannot_be_read_is_answered_beside_the_field(districts, client):
    response, text = ask(client, "point", at="my house")

    assert response.status_code == 422
    assert "We cannot read this as a point" in text


def test_nothing_of_what_is_asked_is_logged_or_stands_in_an_address(districts, client, caplog):
    with caplog.at_level(logging.DEBUG):
        response, _text = ask(client, "point", at="0.51234, 0.56789")

    assert "0.51234" not in caplog.text
    assert response.request["QUERY_STRING"] == ""


def test_a_finger_comes_nearer_and_then_meets_a_point(districts, client):
    window = str(Window(0.5, 0.5, 1.0))
    _response, text = ask(client, "map", window=window, **{"map.x": 160, "map.y": 160})
    near = str(Window(0.5, 0.5, 1.0).nearer((0.5, 0.5)))
    assert near in text

    small = str(Window(0.5, 0.5, 0.1))
    _response, text = ask(client, "map", window=small, **{"map.x": 10, "map.y": 300})
    assert "Ana Ortiz" in text


def test_a_key_pressed_on_the_map_chooses_no_place(districts, client):
    given = {"map.x": 0, "map.y": 0}
    response, text = ask(client, "map", window=str(Window(0.5, 0.5, 0.1)), **given)

    assert response.status_code == 422
    assert "needs a finger or a mouse" in text
    assert "North-west" in text


def test_with_keys_alone_the_map_comes_nearer_part_by_part_until_it_answers(districts, client):
    window = Window(0.5, 0.5, 1.0)
    steps = 0
    while not window.part(5).is_exact:
        _response, text = ask(client, "part", window=str(window), part="5")
        window = Window.read(str(window.part(5)))
        steps += 1
        assert f'name="window" value="{window}"' in text
    response, text = ask(client, "part", window=str(window), part="5")

    assert "Ana Ortiz" in text
    assert steps < 5
    assert not response.cookies
    assert ask(client, "part", window=str(window), part="77")[0].status_code == 302


def test_a_town_is_a_beginning(districts, client):
    official = make_shared_official("Ana Ortiz", division=LOWER)
    official.offices.create(name="Lynn", address="1 Main St", latitude=0.51, longitude=0.52)
    assert '<option value="0.5100, 0.5200">Lynn</option>' in client.get(PAGE).content.decode()

    _response, text = ask(client, "town", town="0.5100, 0.5200")

    assert str(Window.around_town((0.51, 0.52))) in text


@pytest.mark.once
def test_a_window_gives_back_the_point_of_a_pixel():
    window = Window.around((-73.5, 41.2, -69.9, 42.9))
    west, south, east, north = window.bounds

    assert west < -73.5 < -69.9 < east
    assert south < 41.2 < 42.9 < north
    assert window.met(0, 0) == pytest.approx((west, north))
    assert window.met(SIDE, SIDE) == pytest.approx((east, south))
    assert Window.read("1,2") is Window.read("0,0,9999") is None


def test_a_postal_code_that_crosses_districts_asks_which(districts, client, tmp_path):
    file = tmp_path / "zip.csv"
    file.write_text(
        f"postal_code,division_id,share\n02139,{LOWER},80\n02139,{UPPER},20\n02140,{LOWER},1\nx,,\n"
    )
    for _time in range(2):
        call_command("import_postal_codes", str(file))
    assert PostalPlace.objects.count() == 3

    assert "Ana Ortiz" in ask(client, "code", code="02140-1234")[1]
    _response, text = ask(client, "code", code="02139")
    assert "lies in more than one district" in text
    assert "80% of its land" in text
    assert "Ana Ortiz" in ask(client, "code", code="02139", district=LOWER)[1]
    assert ask(client, "code", code="99999")[0].status_code == 422


def test_a_code_that_crosses_districts_of_two_kinds_is_answered_when_one_of_each_is_chosen(
    districts, client, tmp_path
):
    houses = [f"{US}/state:ma/sldl:{number}" for number in (1, 2)]
    file = tmp_path / "zip.csv"
    rows = [f"02139,{one},1" for one in (LOWER, UPPER, *houses)]
    file.write_text("\n".join(["postal_code,division_id,share", *rows]))
    call_command("import_postal_codes", str(file))

    _response, first = ask(client, "code", code="02139")
    _response, second = ask(client, "code", code="02139", **{"district-cd": LOWER})
    both = {"district": LOWER, "district-sldl": houses[0]}
    _response, answered = ask(client, "code", code="02139", **both)

    assert set(re.findall(r'radio" name="([\w-]+)"', first)) == {"district-cd", "district-sldl"}
    assert set(re.findall(r'radio" name="([\w-]+)"', second)) == {"district-sldl"}
    assert "50% of its land" in first, "of the districts of a kind"
    assert f'name="district" value="{LOWER}"' in second, "what was chosen is not asked again"
    assert "Ana Ortiz" in answered


def test_a_relationship_file_of_the_census_bureau_is_read_as_it_is(districts, tmp_path):
    file = tmp_path / "tab20_cd11920_zcta520_natl.txt"
    file.write_text(
        "OID_CD119_20|GEOID_CD119_20|NAMELSAD_CD119_20|GEOID_ZCTA5_20|AREALAND_PART\n"
        "1|2507|Congressional District 7|02139|300\n2|2505|Congressional District 5|02139|100\n"
        "3|0200|Congressional District (at Large)|99501|7\n"
    )

    call_command("import_postal_codes", str(file))

    told = PostalPlace.objects.values_list("code", "division__ocd_id", "share")
    assert set(told) == {
        ("02139", f"{US}/state:ma/cd:7", 0.75),
        ("02139", f"{US}/state:ma/cd:5", 0.25),
        ("99501", f"{US}/state:ak/cd:at-large", 1.0),
    }


def test_points_of_a_code_answer_by_the_map(districts, client, tmp_path):
    file = tmp_path / "points.csv"
    file.write_text("zip,lat,lon\n02139,0.5,0.5\n02139,0.5,1.5\n02140,0.5,0.4\n")
    call_command("import_postal_codes", str(file))

    assert "Ana Ortiz" in ask(client, "code", code="02140")[1]
    assert "lies in more than one district" in ask(client, "code", code="02139")[1]
    mine = f"{LOWER}|{US}/state:ma|{US}"
    assert "Ana Ortiz" in ask(client, "code", code="02139", district=mine)[1]


def test_a_file_without_places_is_refused(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("zip,town\n02139,Cambridge\n")
    with pytest.raises(CommandError, match="needs a column with the postal code"):
        call_command("import_postal_codes", str(file))


def test_without_maps_and_codes_the_page_says_so(union, client):
    text = client.get(PAGE).content.decode()

    assert "There is no map here yet" in text
    assert "No list of ZIP codes is loaded" in text


def test_two_of_one_name_are_told_apart(districts, client):
    make_official(districts, "Ed Markey", title="Mayor", division_id=LOWER, is_public=True)

    assert "Not the other one of this name" in ask(client, "point", at="0.5, 0.5")[1]


def test_whom_an_organization_keeps_to_itself_is_neither_shown_nor_called_missing(
    districts, client
):
    make_official(districts, "Lee Landlord", title="Owner", division_id=LOWER)

    _response, text = ask(client, "point", at="0.5, 0.5")
    assert "Lee Landlord" not in text
    assert "Owner" not in text


def test_a_room_offers_what_to_do_next_with_the_point(districts, client, monkeypatch):
    monkeypatch.setattr(onward, "_registered", [])
    onward.register(lambda _organization, _language: [onward.Way("Write to them", "/write/")])

    text = ask(client, "point", at="0.5, 0.5")[1]
    assert 'action="/write/"><input type="hidden" name="at" value="0.50000,0.50000">' in text
    assert "?at=" not in text


def test_the_officials_of_a_point_are_found_by_kind_of_post(districts):
    day = datetime.date(2026, 11, 22)

    found = officials_for((0.5, 0.5), {"sen"}, day=day, organization=districts)

    assert [one.official.name for one in found] == ["Ana Ortiz", "Ed Markey"]
    assert officials_for((0.5, 0.5), {"mayor"}, day=day) == []


def test_an_answer_costs_as_many_queries_for_many_officials_as_for_one(
    districts, client, django_assert_max_num_queries
):
    for number in range(20):
        make_shared_official(f"Official {number}", division=LOWER)

    with django_assert_max_num_queries(14):
        ask(client, "point", at="0.5, 0.5")


def test_the_public_page_of_an_official_takes_word_that_something_is_wrong(
    union, client, monkeypatch
):
    monkeypatch.setattr(defence, "QUICKEST", 0)
    official = make_official(union, "Ana Ortiz", is_public=True)
    page = f"/en/o/elm-street/officials/{official.pk}/"
    assert b"Ana Ortiz" in client.get("/en/o/elm-street/officials/").content
    assert client.get(page).status_code == 200

    told = client.post(
        f"{page}wrong/", {"text": "The phone rings at a bakery.", "stamp": defence.new_stamp()}
    )

    assert told.status_code == 302
    assert official.corrections.get().organization == union


def test_whom_an_organization_does_not_show_has_no_public_page(union, client):
    official = make_official(union, "Lee Landlord")

    assert client.get(f"/en/o/elm-street/officials/{official.pk}/").status_code == 404
    assert b"Lee Landlord" not in client.get("/en/o/elm-street/officials/").content


def test_the_report_of_the_postal_import_is_told_for_machines(tmp_path, capsys):
    file = tmp_path / "zip.csv"
    file.write_text("zip,lat,lon\n1,2,3\n4,x,5\n")

    call_command("import_postal_codes", str(file), json=True)

    told = json.loads(capsys.readouterr().out)
    assert (told["added"], told["unreadable"]) == (1, ["zip.csv, row 2"])
