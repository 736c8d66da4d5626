from __future__ import annotations

import datetime

from concerted.act.officials.models import Official
from concerted.act.officials.operations import add_official, import_officials
from concerted.act.officials.reading.records import Place, Reading, Term, Told


def make_official(organization, name="Ana Ortiz", **values):
    values = {"title": "Councilmember", "jurisdiction": "Riverside", **values, "name": name}
    return add_official(organization=organization, values=values, by=None)


def make_shared_official(name="Ed Markey", *, division="ocd-division/country:us/state:ma", **term):
    """Somebody in everybody's directory."""
    place = Place("United States", "ocd-jurisdiction/country:us/legislature", "national")
    terms = [Term(place, "sen", "U.S. Senator", division_id=division, seats=2, **term)]
    told = Told(
        name, name, family_name=name.split()[-1], identifiers={"bioguide": name[:4]}, terms=terms
    )
    reading = Reading("congress-legislators", [told])
    import_officials(
        organization=None, reading=reading, checked_on=datetime.date(2026, 9, 1), by=None
    )
    return Official.objects.get(source_id=name)
