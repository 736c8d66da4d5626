"""What real folders hold besides what they should: nothing of it may lose the rest, or put somebody in office."""

from __future__ import annotations

import datetime
import json

import pytest

from concerted.act.officials.models import Official, Post
from concerted.act.officials.operations import import_officials
from concerted.act.officials.reading import read_officials

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = datetime.date(2026, 11, 22)
PERSON = """\
id: ocd-person/{id}
name: {name}
roles:
- type: {type}
  district: {district}
  jurisdiction: ocd-jurisdiction/country:us/{place}/government
  start_date: {start}
offices:
- classification: district
  address: 1 Main St;Lynn, MA 01701
  voice: 6175550100
  favorite_color: {{not: known}}
"""
ANA = {"id": "1", "name": "Ana Núñez", "type": "lower", "district": "07", "place": "state:il"}


def person(**values):
    return PERSON.format(**{**ANA, "start": "2023-02-30", **values})


def bring_in(folder):
    return import_officials(
        organization=None, reading=read_officials(folder), checked_on=TODAY, by=None
    )


def write(folder, name, text, encoding="utf-8"):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding=encoding)


def test_spoiled_files_are_named_with_their_folder_and_the_rest_comes_in(tmp_path):
    write(tmp_path, "legislature/ana.yml", person())
    write(tmp_path, "legislature/broken.yml", "id: [")
    write(tmp_path, "executive/list.json", json.dumps([1, 2]))
    write(tmp_path, "executive/odd.json", json.dumps([{"id": {"bioguide": "X"}, "terms": 7}]))
    write(tmp_path, ".hidden/b.yml", "id: [")
    write(tmp_path, "empty.yml", "")

    report = bring_in(tmp_path)

    assert report.added == 1
    assert report.unreadable == ["empty.yml", "executive/list.json", "legislature/broken.yml"]
    assert bring_in(tmp_path).unchanged == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_old_encoding_keeps_the_name(tmp_path, encoding):
    write(tmp_path, "ana.yml", person(), encoding)

    bring_in(tmp_path)

    assert Official.objects.get().name == "Ana Núñez"


def test_what_yaml_takes_for_numbers_and_dates_stays_as_written(tmp_path):
    write(tmp_path, "ana.yml", person())

    bring_in(tmp_path)

    ana = Official.objects.get()
    assert ana.tenure.post.district == "07"
    assert ana.tenure.starts_on is None, "the thirtieth of February is no day, and loses nobody"
    assert ana.offices.get().address == "1 Main St, Lynn, MA 01701"
    assert ana.phone == "6175550100"


def test_nobody_sits_because_a_file_of_former_members_tells_of_no_post(tmp_path):
    write(tmp_path, "legislature/ana.yml", person())
    write(tmp_path, "retired/bo.yml", "id: ocd-person/2\nname: Bo Former\nroles: []\n")
    write(
        tmp_path,
        "retired/ana.yml",
        "id: ocd-person/1\nname: Ana Núñez\nroles:\n- {type: upper, end_date: '2020-01-01', district: 3, "
        "jurisdiction: ocd-jurisdiction/country:us/state:il/government}\n",
    )

    for _time in range(2):
        report = bring_in(tmp_path)

    assert (report.unchanged, report.left_out, report.ended) == (1, 1, 0)
    assert Official.objects.get().is_current


@pytest.mark.parametrize(
    ("place", "district", "division"),
    [
        ("state:ne", "12", "state:ne/sldu:12"),
        ("district:dc", "Ward 2", "district:dc/ward:2"),
        ("district:dc", "At-Large", "district:dc"),
    ],
)
def test_a_legislature_of_one_chamber_has_districts_too(tmp_path, place, district, division):
    write(tmp_path, "a.yml", person(place=place, district=district, type="legislature"))

    bring_in(tmp_path)

    assert Post.objects.get().division.ocd_id == f"ocd-division/country:us/{division}"
