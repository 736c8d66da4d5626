"""What public projects publish and what organizers keep, read as they write it."""

from __future__ import annotations

import datetime
import json

import pytest

from concerted.act.officials.models import Official, Post, Tenure
from concerted.act.officials.operations import import_officials
from concerted.act.officials.reading import read_officials
from concerted.base.tables.files import Unreadable

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)
MEMBER = """\
- id: {{bioguide: {id}, govtrack: {number}}}
  name: {{first: Ana, last: Ortiz, official_full: Ana Ortiz}}
  terms:
  - {{type: rep, start: '2019-01-03', end: '2021-01-03', state: MA, district: 3, party: Democrat}}
  - {{type: {kind}, start: '2025-01-03', end: '2026-11-03', state: {state}, {seat}, party: Democrat, phone: 202-555-0101}}
"""
COUNCIL = """\
Nombre,Cargo,Organismo,Lugar,Distrito,Correo,Desde,Hasta,Interino,Escaños
Ana Ortiz,Concejala,Concejo,Riverside,1,ana@example.org,2024-01-01,,,
Bea Cole,Concejala,Concejo,Riverside,At large,bea@example.org,2024,,sí,2
Cy Dow,Concejal,Concejo,Riverside,At large,,2024-01-01,2025-06-30,,2
,,,,,x@example.org,,,,
"""


def bring_in(path, day=TODAY):
    return import_officials(
        organization=None, reading=read_officials(path), checked_on=day, by=None
    )


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def member(id="O000001", kind="rep", state="MA", seat="district: 7", number=1):
    return MEMBER.format(id=id, kind=kind, state=state, seat=seat, number=number)


@pytest.mark.parametrize(
    ("kind", "state", "seat", "title", "division"),
    [
        ("rep", "MA", "district: 7", "U.S. Representative", "state:ma/cd:7"),
        ("rep", "AK", "district: 0", "U.S. Representative", "state:ak/cd:at-large"),
        ("rep", "DC", "district: 0", "Delegate", "district:dc"),
        ("rep", "PR", "district: 0", "Resident Commissioner", "territory:pr"),
        ("sen", "MA", "class: 1", "U.S. Senator", "state:ma"),
    ],
)
def test_a_member_of_congress_sits_for_a_division(tmp_path, kind, state, seat, title, division):
    write(tmp_path, "current.yaml", member(kind=kind, state=state, seat=seat))

    bring_in(tmp_path)

    post = Post.objects.get()
    assert (post.title, post.division.ocd_id) == (title, f"ocd-division/country:us/{division}")
    assert post.seats == (2 if kind == "sen" else 1)


def test_the_file_and_not_the_date_says_who_sits_in_congress(tmp_path):
    file = write(
        tmp_path, "current.yaml", member() + member("P000001", seat="district: 8", number=2)
    )
    bring_in(file)
    assert Official.objects.current().count() == 2, "a term that has run out ends nothing"

    write(tmp_path, "current.yaml", member())
    report = bring_in(file)

    assert report.ended == 1
    assert Official.objects.current().get().source_id == "O000001"


def test_offices_and_accounts_come_to_whom_they_belong_and_stay(tmp_path):
    member_file = write(tmp_path, "current.yaml", member())
    bring_in(member_file)
    more = tmp_path / "more"
    more.mkdir()
    office = {"city": "Lynn", "address": "1 Main St", "state": "MA", "zip": "01901"}
    told = [{"id": {"bioguide": "O000001"}, "offices": [office | {"latitude": 441.5}]}]
    write(more, "offices.json", json.dumps(told))
    write(
        more,
        "social.json",
        json.dumps([{"id": {"bioguide": "O000001"}, "social": {"twitter": "ana"}}]),
    )

    assert bring_in(more).completed == 2
    bring_in(member_file)

    ana = Official.objects.get()
    lynn = ana.offices.get(kind="district")
    assert (lynn.address, lynn.latitude) == ("1 Main St, Lynn, MA 01901", None)
    assert ana.contacts.get(kind="twitter").url == "https://twitter.com/ana"


def test_a_table_in_spanish_gives_acting_and_former_holders_and_seats_of_many(tmp_path):
    report = bring_in(write(tmp_path, "concejo.csv", COUNCIL))

    assert (report.added, report.left_out, report.unreadable) == (2, 1, ["concejo.csv, row 4"])
    bea = Tenure.objects.get(official__name="Bea Cole")
    assert bea.is_acting
    assert bea.starts_on == datetime.date(2024, 1, 1)
    assert bea.post.seats == 2


def test_a_table_without_names_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="no column for the name"):
        read_officials(write(tmp_path, "x.csv", "Cargo,Correo\nMayor,a@example.org\n"))


def test_a_parliament_in_popolo_gives_seats_parties_and_legislative_periods(tmp_path):
    popolo = {
        "persons": [
            {"id": "p1", "name": "Ana Ortiz", "email": "ana@example.org",
             "contact_details": [{"type": "voice", "value": "555"}, {"type": "twitter", "value": "ana"}],
             "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}]},
            {"id": "p2", "name": "Bo Former"},
        ],
        "organizations": [
            {"id": "parl", "name": "National Assembly", "classification": "legislature"},
            {"id": "red", "name": "Red Party", "classification": "party"},
        ],
        "areas": [{"id": "a1", "name": "North", "identifier": "ocd-division/country:xx/area:north"}],
        "events": [
            {"id": "t2", "classification": "legislative period", "start_date": "2024-02"},
            {"id": "t1", "start_date": "2020", "end_date": "2024-01"},
        ],
        "memberships": [
            {"person_id": "p1", "organization_id": "parl", "area_id": "a1", "role": "member",
             "on_behalf_of_id": "red", "legislative_period_id": "t2"},
            {"person_id": "p1", "organization_id": "red"},
            {"person_id": "p2", "organization_id": "parl", "role": "member", "legislative_period_id": "t1"},
        ],
    }  # fmt: skip

    report = bring_in(write(tmp_path, "popolo.json", json.dumps(popolo)))

    ana = Official.objects.get()
    assert (report.added, report.left_out) == (1, 1)
    assert (ana.party, ana.phone, ana.identifiers) == ("Red Party", "555", {"wikidata": "Q1"})
    assert ana.tenure.starts_on == datetime.date(2024, 2, 1)
    assert ana.tenure.post.division.ocd_id == "ocd-division/country:xx/area:north"
    assert ana.jurisdiction == "National Assembly"
