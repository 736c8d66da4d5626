"""Other states than ours: as Open States, the Census Bureau and city clerks write them."""

from __future__ import annotations

import datetime
import json

import pytest
import shapely
from django.core.management import CommandError, call_command

from concerted.act.officials.models import Official, Post, Shape, Tenure
from concerted.act.officials.operations import import_officials
from concerted.act.officials.queries.representing import represented
from concerted.act.officials.reading import read_officials
from concerted.act.officials.reading.divisions import district_slug, key
from concerted.act.officials.reading.seats import sort_out
from concerted.act.officials.reading.shapes import read_shapes
from concerted.act.officials.tests.test_lookup import draw, geojson, square

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = datetime.date(2026, 11, 22)
US = "ocd-division/country:us"
JURISDICTION = "ocd-jurisdiction/country:us/{place}/government"


def write(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def person(number, place, type, district, **role):
    roles = [
        {
            "type": type,
            "district": district,
            "jurisdiction": JURISDICTION.format(place=place),
            **role,
        }
    ]
    return json.dumps({"id": f"ocd-person/{number}", "name": f"Person {number}", "roles": roles})


def bring_in(path, day=TODAY):
    return import_officials(
        organization=None, reading=read_officials(path), checked_on=day, by=None
    )


def sitting(path):
    """Who of a file sits, as name and division or district of each post."""
    people = sort_out(read_officials(path).people, TODAY).sitting
    return [
        (one.name, term.division_id.removeprefix(f"{US}/") or term.district)
        for one in people
        for term in one.terms
    ]


@pytest.mark.parametrize(
    ("place", "type", "district", "division"),
    [
        ("state:mn", "lower", "10A", "state:mn/sldl:10a"),
        ("state:wa", "lower", 10, "state:wa/sldl:10"),
        ("state:ak", "upper", "A", "state:ak/sldu:a"),
        ("state:nh", "lower", "Belknap 1", "state:nh/sldl:belknap_1"),
        ("state:vt", "upper", "Grand Isle-Chittenden", "state:vt/sldu:grand_isle-chittenden"),
        ("territory:pr", "lower", "At-Large", "territory:pr"),
        ("territory:gu", "legislature", "At-Large", "territory:gu"),
        ("state:mn/place:duluth", "councilmember", "Ward 3", "state:mn/place:duluth/ward:3"),
        ("state:mn/place:duluth", "councilmember", "4", "state:mn/place:duluth/council_district:4"),
        ("state:mn/place:duluth", "mayor", "", "state:mn/place:duluth"),
    ],
)  # fmt: skip
def test_a_district_of_open_states_is_a_division(tmp_path, place, type, district, division):
    assert sitting(write(tmp_path, "a.json", person(1, place, type, district)))[0][1] == division


@pytest.mark.parametrize(
    ("census", "open_states"),
    [
        ("State House District 010A", "10A"),
        ("State Legislative Subdistrict 1A", "1A"),
        ("General Assembly District 1", "1"),
        ("Belknap County No. 1", "Belknap 1"),
        ("19th Middlesex District", "Nineteenth Middlesex"),
        ("Norfolk-Bristol-Middlesex", "Norfolk, Bristol and Middlesex"),
        ("4-A", "4A"),
    ],
)
def test_the_census_bureau_and_open_states_mean_the_same_district(census, open_states):
    names = [key(f"{US}/state:xx/sldl:{district_slug(one)}") for one in (census, open_states)]

    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("properties", "id_property", "division"),
    [
        ({"ocd_id": f"{US}/state:il/sldl:1"}, "OCD_ID", "state:il/sldl:1"),
        ({"GEOID": "1701", "STATEFP": "17", "CD119FP": "01"}, "GEOID", "state:il/cd:1"),
        ({"GEOIDFQ": "610U900US17012"}, "GEOIDFQ", "state:il/sldu:12"),
        ({"GEOIDFQ": "5001900US0200"}, "GEOIDFQ", "state:ak/cd:at-large"),
        ({"GEOID": "27010A", "STATEFP": "27", "SLDLST": "10A", "NAMELSAD": "State House District 10A"}, "GEOID", "state:mn/sldl:10a"),
        ({"GEOID20": "11001", "STATEFP20": "11", "SLDUST20": "001", "NAMELSAD20": "Ward 1"}, "GEOID20", "district:dc/ward:1"),
        ({"GEOID": "31001", "STATEFP": "31", "SLDUST": "001", "NAMELSAD": "State Legislative District 1"}, "GEOID", "state:ne/sldu:1"),
        ({"geoid": 101, "state": "AL", "district": 1, "congress": 119}, "geoid", "state:al/cd:1"),
        ({"GEOID": "22071", "STATEFP": "22", "COUNTYFP": "071", "NAME": "Orleans", "NAMELSAD": "Orleans Parish"}, "GEOID", "state:la/parish:orleans"),
        ({"GEOID": "17ZZZ", "STATEFP": "17", "SLDUST": "ZZZ", "NAMELSAD": "State Senate Districts not defined"}, "GEOID", None),
        ({"GEOID": "99001", "STATEFP": "99", "SLDUST": "001"}, "GEOID", None),
    ],
)  # fmt: skip
def test_a_map_of_any_maker_says_its_divisions(tmp_path, properties, id_property, division):
    shapes = read_shapes(
        geojson(tmp_path / "x.geojson", (properties, square(0, 0))), id_property=id_property
    )

    assert [one.division_id for one in shapes.told] == ([f"{US}/{division}"] if division else [])
    assert len(shapes.unreadable) == (division is None)


LINE = {"type": "LineString", "coordinates": [[0, 0], [9, 9]]}
HOLE = [[[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]


@pytest.mark.parametrize(
    ("geometry", "area"),
    [
        ({"type": "Polygon", "coordinates": HOLE}, 8),
        ({"type": "Polygon", "coordinates": [HOLE[0][::-1], HOLE[1][::-1]]}, 8),
        ({"type": "GeometryCollection", "geometries": [square(0, 0), LINE]}, 1),
        ({"type": "Polygon", "coordinates": [[[*one, 7] for one in HOLE[0]]]}, 9),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}, 0.5),
        ({"type": "Polygon", "coordinates": [[[179, 50], [-179, 50], [-179, 51], [179, 51], [179, 50]]]}, 2),
        (square(179, 50, 2), 4),
        ({"type": "MultiPolygon", "coordinates": [square(179, 50)["coordinates"], square(-180, 50)["coordinates"]]}, 2),
        (None, None), (LINE, None), ({"type": "Point", "coordinates": [0, 0]}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, None),
        ({"type": "Polygon", "coordinates": [[[0, 0], ["x", 1], [1, 1], [0, 0]]]}, None),
        (square(500_000, 4_000_000), None),
    ],
)  # fmt: skip
def test_an_outline_is_the_land_it_encloses_or_is_named_as_none(tmp_path, geometry, area):
    path = geojson(tmp_path / "x.geojson", ({"id": f"{US}/state:ak/sldl:1"}, geometry))

    shapes = read_shapes(path, id_property="id")

    if area is None:
        assert (shapes.told, len(shapes.unreadable)) == ([], 1)
        return
    [told] = shapes.told
    outline = shapely.from_wkb(told.outline)
    assert outline.area == pytest.approx(area)
    assert outline.bounds[0] >= -180
    assert outline.bounds[2] <= 180


CRS = '{"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:%s"}}, "features": []}'


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (CRS % "EPSG::3857", "EPSG::3857"),
        (CRS % "OGC:1.3:CRS84", "holds no features"),
        ('{"type": "Topology"}', "TopoJSON"),
        ('{"features": [{"type": "Feat', "not GeoJSON"),
        ("", "holds no features"),
    ],
)
def test_a_map_that_cannot_be_read_is_refused_with_the_reason(tmp_path, written, reason):
    file = write(tmp_path, "x.geojson", written)

    with pytest.raises(CommandError, match=reason):
        call_command("import_divisions", str(file), id_property="id")


def test_a_point_has_both_holders_of_lettered_seats_that_no_map_divides(tmp_path):
    draw(tmp_path / "x.geojson", ({"id": f"{US}/state:id/sldl:1"}, square(0, 0)))
    for letter in "AB":
        write(tmp_path, f"{letter}.json", person(letter, "state:id", "lower", f"1{letter}"))
    bring_in(tmp_path / "A.json")
    bring_in(tmp_path / "B.json")

    [found] = represented([(0.5, 0.5)], day=TODAY)

    assert [one.official.name for one in found.sitting] == ["Person A", "Person B"]
    assert found.vacant == []


def test_a_seat_of_two_that_one_holds_is_half_vacant(tmp_path):
    draw(tmp_path / "x.geojson", ({"id": f"{US}/state:wa/sldl:10"}, square(0, 0)))
    bring_in(write(tmp_path, "a.json", person(1, "state:wa", "lower", "10")))

    [found] = represented([(0.5, 0.5)], day=TODAY)

    assert found.vacant == ["State Representative, 10"]


def test_a_newer_map_ends_the_districts_it_divides_anew_under_other_names(tmp_path, capsys):
    upper = f"{US}/state:vt/sldu:"
    old, new = datetime.date(2023, 1, 4), datetime.date(2027, 1, 6)
    two = [
        ({"id": f"{upper}{name}"}, square(west, 0))
        for name, west in (("addison", 0), ("rutland", 1))
    ]
    draw(tmp_path / "old.geojson", *two, ({"id": f"{upper}windsor"}, square(5, 0)), valid_from=old)

    report = draw(
        tmp_path / "new.geojson", ({"id": f"{upper}champlain"}, square(0, 0, 2)), valid_from=new
    )

    def at(west, day):
        [found] = represented([(west, 0.5)], day=day)
        return [one.rpartition(":")[2] for one in found.divisions if "sldu" in one]

    assert report.ended == 2
    points = write(tmp_path, "points.csv", "id,lat,lon\n1,0.5,0.5\n")
    for day, name in ((new - datetime.timedelta(days=1), "addison"), (new, "champlain")):
        call_command("lookup", str(points), on=day, json=True)
        [told] = json.loads(capsys.readouterr().out)
        assert told["divisions"][0] == f"{upper}{name}"
    assert at(0.5, new - datetime.timedelta(days=1)) == ["addison"]
    assert at(0.5, new) == at(1.5, new) == ["champlain"]
    assert at(5.5, new) == ["windsor"], "a map of a part says nothing of the rest"


def test_of_two_maps_of_one_day_the_later_one_draws_what_both_name_and_the_command_says_so(
    tmp_path, capsys
):
    day = datetime.date(2025, 1, 3)
    house = f"{US}/state:ma/cd:"
    both = [({"id": f"{house}{number}"}, square(number, 0)) for number in (1, 2)]
    draw(tmp_path / "first.geojson", *both, valid_from=day)
    file = geojson(tmp_path / "second.geojson", ({"id": f"{house}1"}, square(1, 0, 2)))

    call_command("import_divisions", str(file), id_property="id", valid_from=day)

    said = capsys.readouterr().out
    assert "(from test); this one took its place, and all other divisions were kept" in said
    assert f"Kept: {house}2 holds from the same day on" in said
    assert Shape.objects.count() == 2


COUNCIL = """\
Member Name;Office;Council;City;Ward;Email (public);Term Start;Term Expires;Status
Ana Ortiz;Councilor;City Council;Lynn;Ward 1;ana@example.org;1/3/2025;12/31/2026;
Vacant;Councilor;City Council;Lynn;Ward 2;;;;
VACANT (since May);Councilor;City Council;Lynn;At-Large;;;;
Bo Lee;Councilor;City Council;Lynn;At-Large;n/a;;;
Cy Dow;Mayor;;Lynn;;;;12/31/2030;former
Di Fox;Manager;;Lynn;;;;;acting
Jo Smith;Councilor;City Council;Lynn;Ward 3;;;;
Jo Smith;Councilor;City Council;Lynn;Ward 4;;;;
"""


def test_a_clerks_table_has_vacancies_acting_and_former_holders_and_two_of_one_name(tmp_path):
    report = bring_in(write(tmp_path, "council.csv", f"\ufeff{COUNCIL}"))

    assert (report.added, report.vacant, report.left_out, report.unreadable) == (5, 2, 1, [])
    assert Post.objects.get(district="At-Large").seats == 2
    assert not Post.objects.get(district="Ward 2").tenures.exists()
    assert Tenure.objects.get(official__name="Di Fox").is_acting
    ana = Tenure.objects.get(official__name="Ana Ortiz")
    assert (ana.starts_on, ana.expires_on) == (
        datetime.date(2025, 1, 3),
        datetime.date(2026, 12, 31),
    )
    assert Official.objects.filter(name="Jo Smith").count() == 2
    assert not Official.objects.get(name="Bo Lee").email


def test_two_of_one_family_in_a_council_are_two_and_of_two_mayors_one_is_told_twice(tmp_path):
    for number, type in enumerate(("council member", "council member", "mayor", "mayor")):
        told = json.loads(person(number, "state:wa/place:spokane", type, ""))
        write(tmp_path, f"{number}.json", json.dumps({**told, "family_name": "Lee"}))

    report = bring_in(tmp_path)

    assert (report.added, report.repeated) == (3, ["Person 3"])
    assert Post.objects.get(role="council member").seats == 2


def test_who_is_replaced_or_whose_seat_is_called_vacant_has_left(tmp_path):
    bring_in(write(tmp_path, "council.csv", COUNCIL))
    later = COUNCIL.replace("Ana Ortiz", "Vacant").replace("Bo Lee", "Bea Lane")

    report = bring_in(write(tmp_path, "council.csv", later))

    assert report.ended == 2
    current = Official.objects.current().values_list("name", flat=True)
    assert sorted(current) == ["Bea Lane", "Di Fox", "Jo Smith", "Jo Smith"]


def member(bioguide, state, start, end):
    term = {
        "type": "rep",
        "state": state,
        "district": 1,
        "start": start,
        "end": end,
        "party": "Democrat",
    }
    return {
        "id": {"bioguide": bioguide},
        "name": {"first": "A", "last": bioguide},
        "terms": [term],
    }


def test_former_members_of_congress_never_sit_and_a_file_of_one_state_ends_nobody_elsewhere(
    tmp_path,
):
    now = [
        member("M1", "MN", "2025-01-03", "2027-01-03"),
        member("O1", "OH", "2025-01-03", "2027-01-03"),
    ]
    bring_in(write(tmp_path, "legislators-current.json", json.dumps(now)))
    past = [
        member("X1", "MN", "2023-01-03", "2025-01-03"),
        member("X2", "MN", "2025-01-03", "2026-03-01"),
    ]
    one_state = [member("M2", "MN", "2026-06-01", "2027-01-03")]

    report = bring_in(write(tmp_path, "h/legislators-historical.json", json.dumps(past)))
    assert (report.added, report.left_out) == (0, 2)
    assert (
        bring_in(write(tmp_path, "mn/legislators-current.json", json.dumps(one_state))).ended == 1
    )

    current = Official.objects.current().values_list("source_id", flat=True)
    assert sorted(current) == ["M2", "O1"]


def test_committees_are_passed_over_and_who_lies_among_the_retired_has_left(tmp_path):
    write(tmp_path, "data/mn/committees/a.yml", "id: ocd-organization/1\nname: Health\n")
    write(tmp_path, "data/mn/retired/old.json", person(1, "state:mn", "lower", "1A"))
    write(tmp_path, "data/mn/legislature/new.json", person(2, "state:mn", "lower", "1A"))

    report = bring_in(tmp_path)

    assert (report.added, report.left_out, report.unreadable) == (1, 1, [])
    assert report.passed_over == ["data/mn/committees/a.yml"]


def test_points_of_any_spelling_are_answered_and_exchanged_ones_are_named(tmp_path, capsys):
    draw(tmp_path / "x.geojson", ({"id": f"{US}/state:mn/sldl:1"}, square(-94, 44)))
    rows = "ID;Latitude;Longitude\n\na;44,5;-93,5\n;;\nb;44°30'N;93°30'W\nc;-93.5;44.5\nd;0;0\ne;-40;44.5\n"

    with pytest.raises(CommandError, match="1 rows have no point"):
        call_command("lookup", str(write(tmp_path, "p.csv", rows)), json=True)

    out = capsys.readouterr()
    told = {one["id"]: one["divisions"][:1] for one in json.loads(out.out)}
    house = [f"{US}/state:mn/sldl:1"]
    assert told == {"a": house, "b": house, "c": [], "d": [], "e": []}
    assert "“-93.5, 44.5” is not a point" in out.err


def test_a_point_with_latitude_and_longitude_exchanged_is_named(tmp_path, capsys):
    draw(tmp_path / "x.geojson", ({"id": f"{US}/state:ga/sldl:1"}, square(-84, 33)))

    call_command("lookup", str(write(tmp_path, "p.csv", "lat,lng\n-83.5,33.5\n")))

    assert "with latitude and longitude exchanged: 1." in capsys.readouterr().err
