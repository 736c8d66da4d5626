from __future__ import annotations

import datetime
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from concerted.base.errors import Refused
from concerted.measure.indicators.models import Place
from concerted.measure.indicators.operations.places import import_places, remove_places
from concerted.measure.indicators.queries.map import map_of
from concerted.measure.indicators.queries.units import Words
from concerted.measure.indicators.tests.factories import make_figure, make_indicator, make_release

DAY = datetime.date(2020, 1, 1)
NAMES = ("Canal Street", "Harbor", "Mill Hill", "Old Town")


def square(x, y):
    return [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]


def geojson(*shapes):
    """Of (name, coordinates); squares beside each other where none are given."""
    shapes = shapes or [(name, square(-71 + place, 42)) for place, name in enumerate(NAMES)]
    features = [
        {
            "type": "Feature",
            "properties": {"hood": name, "id": f"N{place}"},
            "geometry": {"type": "Polygon", "coordinates": coordinates},
        }
        for place, (name, coordinates) in enumerate(shapes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def imported(organization, data=None, **values):
    values = {"name_property": "hood", "valid_from": DAY, "by": None} | values
    return import_places(organization=organization, data=data or geojson(), **values)


@pytest.fixture
def release(union):
    """Three places with a figure, one of them hidden, and one that has none."""
    release = make_release(make_indicator(union))
    for name, value in zip(NAMES, (40, 60, None), strict=False):
        make_figure(release, None, value, place=name)
    return release


def test_a_map_shows_each_place_and_hatches_what_it_may_not_say(union, release):
    imported(union, source="City of Riverside")

    told = map_of(release, None, Words("per_cent"), "Passed")

    assert (
        told.finding == "2025: Harbor has the highest figure, 60%; Canal Street the lowest, 40%."
    )
    assert told.chart.rows == (
        ("Canal Street", "40%", "–"),
        ("Harbor", "60%", "–"),
        ("Mill Hill", "hidden", "–"),
        ("Old Town", "missing", "–"),
    )
    assert "<title>Mill Hill: hidden</title>" in told.chart.svg
    assert told.chart.svg.count("-hidden)") == 2  # the place and the key
    assert told.sources == ["City of Riverside"]


def test_there_is_no_map_of_fewer_than_three_places(union, release):
    imported(union, geojson(*[(name, square(0, 0)) for name in NAMES[:2]]))

    assert map_of(release, None, Words("per_cent"), "Passed") is None


def test_a_place_without_a_shape_is_named_beside_the_map(union, release):
    imported(union)
    make_figure(release, None, 50, place="Riverside Park")

    assert map_of(release, None, Words("per_cent"), "Passed").unplaced == ["Riverside Park"]


def test_the_shape_counts_that_was_valid_when_the_figures_were(union, release):
    imported(union, code_property="id")
    imported(union, geojson(("Harbor", square(5, 5))), valid_from=datetime.date(2024, 1, 1))
    imported(union, geojson(("Harbor", square(9, 9))), valid_from=datetime.date(2026, 6, 1))

    chart = map_of(release, None, Words("per_cent"), "Passed").chart

    assert chart.rows[1][:2] == ("Harbor", "60%")
    assert Place.objects.get(name="Harbor", valid_from=DAY).code == "N1"
    assert Place.objects.filter(name="Harbor").count() == 3


def test_reading_a_file_twice_replaces_and_adds_nothing(union):
    first = imported(union)
    again = imported(union, source="corrected")

    assert (first.read, first.added) == (4, 4)
    assert (again.read, again.added) == (4, 0)
    assert {one.source for one in Place.objects.all()} == {"corrected"}


def test_neighbors_still_touch_after_they_were_made_coarse(union):
    """A wavy border of 8,000 corners is shared by both sides, and stays the same on both."""
    wave = [[0.5 + (step % 7) / 500, step / 8000] for step in range(8001)]
    left = [[[0, 0], *wave, [0, 1], [0, 0]]]
    right = [[[1, 0], *wave, [1, 1], [1, 0]]]
    imported(union, geojson(("West", left), ("East", right)))

    west, east = (Place.objects.get(name=name).rings[0] for name in ("West", "East"))

    border = {tuple(one) for one in west} - {(0, 0), (0, 1)}
    assert len(west) < 6000
    assert border <= {tuple(one) for one in east}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "not a GeoJSON file"),
        (b'{"type": "FeatureCollection", "features": []}', "has no shapes"),
        (geojson(("", square(0, 0))), "has no “hood”"),
        (geojson(("Far", square(900000, 100))), "not in degrees"),
        (geojson(("Odd", [[[0, 0], [1]]])), "cannot be read"),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_the_reason(union, data, words):
    with pytest.raises(Refused, match=words):
        imported(union, data)

    assert not Place.objects.exists()


def test_olga_uploads_shapes_and_removes_them(client, olga, union):
    client.force_login(olga)
    file = SimpleUploadedFile("hoods.geojson", geojson(), "application/geo+json")
    given = {"name_property": "hood", "valid_from": "2020-01-01"}

    bad = client.post(reverse("indicators:import_places", args=[union.slug]), given)
    client.post(reverse("indicators:import_places", args=[union.slug]), {**given, "file": file})
    page = client.get(reverse("indicators:places", args=[union.slug])).content.decode()

    assert bad.status_code == 422
    assert "Canal Street" in page
    client.post(reverse("indicators:remove_places", args=[union.slug]))
    assert not Place.objects.exists()


def test_the_command_reads_a_file(union, tmp_path, capsys):
    path = tmp_path / "hoods.geojson"
    path.write_bytes(geojson())

    call_command("import_places", path, organization=union.slug, name_property="hood")

    assert "Read 4 places, 4 of them new." in capsys.readouterr().out
    assert remove_places(organization=union, by=None) == 4
