"""From a point on the map to who represents it, on the day that is asked for."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from concerted.act.officials.models import Division, Shape
from concerted.act.officials.operations import import_shapes
from concerted.act.officials.queries.representing import represented
from concerted.act.officials.reading.census import division_of
from concerted.act.officials.reading.divisions import key
from concerted.act.officials.reading.shapes import read_shapes
from concerted.act.officials.tests.factories import make_shared_official

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)
SHARED = Path(__file__).parents[6] / "shared" / "data" / "officials"
US = "ocd-division/country:us"
LOWER = f"{US}/state:ma/cd:1"


def square(west, south, size=1.0):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def geojson(path, *features):
    told = [{"type": "Feature", "properties": one, "geometry": where} for one, where in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told}))
    return path


def draw(path, *features, valid_from=None, id_property="id"):
    shapes = read_shapes(geojson(path, *features), id_property=id_property)
    return import_shapes(told=shapes.told, valid_from=valid_from, source="test")


def at(longitude, latitude, day=TODAY):
    [found] = represented([(longitude, latitude)], day=day)
    return found


def test_a_point_has_the_officials_of_its_district_and_of_all_it_lies_in(tmp_path):
    draw(
        tmp_path / "x.geojson",
        ({"id": LOWER}, square(0, 0)),
        ({"id": f"{US}/state:ma/cd:2"}, square(1, 0)),
    )
    make_shared_official("Ed Markey")
    make_shared_official("Ed Markey of One", division=LOWER)

    found = at(0.5, 0.5)

    assert found.divisions == [LOWER, f"{US}/state:ma", US]
    assert [one.tenure.official.name for one in found.sitting] == ["Ed Markey of One", "Ed Markey"]
    assert at(9, 9).divisions == []


def test_a_district_nobody_sits_for_is_told_as_vacant(tmp_path):
    draw(tmp_path / "x.geojson", ({"id": LOWER}, square(0, 0)))

    assert at(0.5, 0.5).vacant == [], (
        "where no member of Congress is known, nobody knows of a vacancy"
    )
    make_shared_official("Ed Markey", division=f"{US}/state:ma/cd:2")
    assert at(0.5, 0.5).vacant == [LOWER]


def test_a_point_on_a_border_is_told_both_sides(tmp_path):
    draw(
        tmp_path / "x.geojson",
        ({"id": LOWER}, square(0, 0)),
        ({"id": f"{US}/state:ma/cd:2"}, square(1, 0)),
    )

    assert {LOWER, f"{US}/state:ma/cd:2"} <= set(at(1.0, 0.5).divisions)


def test_a_new_map_holds_from_its_day_and_the_old_one_until_then(tmp_path):
    draw(
        tmp_path / "old.geojson",
        ({"id": LOWER}, square(0, 0)),
        valid_from=datetime.date(2025, 1, 3),
    )
    assert LOWER in at(0.5, 0.5).divisions
    draw(
        tmp_path / "new.geojson",
        ({"id": LOWER}, square(5, 5)),
        valid_from=datetime.date(2027, 1, 3),
    )

    assert LOWER in at(0.5, 0.5).divisions
    assert LOWER not in at(5.5, 5.5).divisions
    after = datetime.date(2027, 1, 3)
    assert LOWER not in at(0.5, 0.5, after).divisions
    assert LOWER in at(5.5, 5.5, after).divisions
    assert Shape.objects.get(valid_from=datetime.date(2025, 1, 3)).valid_until == after


def test_a_map_imported_twice_changes_nothing_and_a_corrected_one_takes_its_place(tmp_path):
    day = datetime.date(2025, 1, 3)
    draw(tmp_path / "x.geojson", ({"id": LOWER}, square(0, 0)), valid_from=day)

    assert LOWER in at(0.5, 0.5).divisions
    assert (
        draw(tmp_path / "x.geojson", ({"id": LOWER}, square(0, 0)), valid_from=day).unchanged == 1
    )
    assert draw(tmp_path / "x.geojson", ({"id": LOWER}, square(7, 7)), valid_from=day).changed == 1
    assert LOWER not in at(0.5, 0.5).divisions
    assert LOWER in at(7.5, 7.5).divisions, "the shapes that were kept ready were not read again"


@pytest.mark.parametrize(
    ("value", "properties", "division"),
    [
        ("2507", {"geoid": "2507", "state": "MA", "district": 7, "congress": 119}, "state:ma/cd:7"),
        ("0200", {"geoid": "0200", "state": "AK", "district": 0}, "state:ak/cd:at-large"),
        ("1198", {"GEOID": "1198", "STATEFP": "11", "CD119FP": "98"}, "district:dc"),
        ("25003", {"geoid": "25003", "state": "MA", "chamber": "lower", "name": "3rd Barnstable"}, "state:ma/sldl:3rd_barnstable"),
        ("17012", {"geoid": "17012", "state": "IL", "chamber": "upper", "name": "State Senate District 12"}, "state:il/sldu:12"),
    ],
)  # fmt: skip
def test_a_feature_says_which_division_it_is(value, properties, division):
    assert division_of(value, properties, "") == f"{US}/{division}"


def test_names_of_one_district_in_two_sources_have_one_key():
    upper = f"{US}/state:ma/sldu:"
    assert key(f"{upper}berkshire_hampden_franklin_and_hampshire") == key(
        f"{upper}berkshire-hampden-franklin-hampshire"
    )
    assert key(f"{upper}first_essex") == key(f"{upper}1st_essex") != key(f"{upper}second_essex")
    assert key(f"{US}/state:il/sldl:007") == key(f"{US}/state:il/sldl:7")


def test_a_feature_without_a_place_or_out_of_the_world_is_named_and_stops_nothing(tmp_path):
    path = geojson(
        tmp_path / "x.geojson",
        ({"id": LOWER}, square(0, 0)),
        ({"id": f"{US}/state:ma/cd:2"}, square(400, 0)),
        ({"name": "no id"}, square(0, 0)),
        ({"id": f"{US}/state:ma/cd:3"}, {"type": "Polygon", "coordinates": []}),
    )

    shapes = read_shapes(path, id_property="id")

    assert [one.division_id for one in shapes.told] == [LOWER]
    assert len(shapes.unreadable) == 3


def test_the_command_answers_for_machines_and_names_rows_without_a_point(tmp_path, capsys):
    draw(tmp_path / "x.geojson", ({"id": LOWER}, square(0, 0)))
    make_shared_official("Ed Markey")
    points = tmp_path / "points.csv"
    points.write_text("id,lat,lon\nhome,0.5,0.5\nnowhere,441.5,0\n")

    with pytest.raises(CommandError, match="1 rows have no point"):
        call_command("lookup", str(points), json=True)

    out = capsys.readouterr()
    home, nowhere = json.loads(out.out)
    assert (home["id"], home["divisions"][0]) == ("home", LOWER)
    assert home["officials"][0]["bioguide"] == "Ed M"
    assert (nowhere["lat"], nowhere["divisions"], nowhere["officials"]) == (None, [], [])
    assert "441.5" in nowhere["problem"]
    assert "Row 2" in out.err


def test_the_command_says_what_is_missing(tmp_path):
    points = tmp_path / "points.csv"
    points.write_text("id,north\n1,2\n")
    with pytest.raises(CommandError, match="no column lat, lon"):
        call_command("lookup", str(points))
    with pytest.raises(CommandError, match="which division"):
        call_command(
            "import_divisions",
            str(geojson(tmp_path / "x.geojson", ({"a": 1}, square(0, 0)))),
            id_property="b",
        )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not beside this checkout")
def test_forty_places_in_massachusetts_have_the_districts_and_officials_that_they_have(capsys):
    for folder in ("us", "ma"):
        call_command("import_officials", str(SHARED / folder), checked=TODAY)
    for name in (
        "ma_congressional_districts_119",
        "ma_state_senate_districts",
        "ma_state_house_districts",
    ):
        call_command("import_divisions", str(SHARED / f"{name}.geojson"), id_property="geoid")
    with (SHARED / "ma_points.csv").open(encoding="utf-8") as file:
        expected = {row["id"]: row for row in csv.DictReader(file)}

    points = [(float(row["lon"]), float(row["lat"])) for row in expected.values()]
    answers = dict(zip(expected, represented(points, day=TODAY), strict=True))

    assert len(answers) == 40
    for name, row in expected.items():
        told = answers[name]
        assert f"{US}/state:ma/cd:{row['congressional_district']}" in told.divisions
        assert bioguides(told, "rep") == {row["us_representative_bioguide"]}
        assert bioguides(told, "sen") == set(row["us_senators_bioguide"].split(";"))
        for kind, column in (("sldu", "state_senate_district"), ("sldl", "state_house_district")):
            if row[column]:
                slug = row[column].lower().replace(" ", "_")
                assert key(f"{US}/state:ma/{kind}:{slug}") in {key(one) for one in told.divisions}
    assert Division.objects.filter(kind="sldu").count() == 40


def bioguides(told, role):
    sitting = [one.tenure for one in told.sitting if one.tenure.post.role == role]
    return {one.official.identifiers["bioguide"] for one in sitting}
