"""The ids of Open Civic Data: how they are made of names, and when two of them mean one place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

DIVISION = "ocd-division/"
JURISDICTION = "ocd-jurisdiction/"
ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th",
    "twelfth": "12th", "thirteenth": "13th", "fourteenth": "14th", "fifteenth": "15th",
    "sixteenth": "16th", "seventeenth": "17th", "eighteenth": "18th", "nineteenth": "19th",
    "twentieth": "20th",
}  # fmt: skip
FILLERS = frozenset({"and", "the", "district", "districts", "no"})
COUNTY_FILLERS = FILLERS | {"county"}
"""In the districts of a legislature: “Belknap County No. 1” at the Census Bureau is “Belknap 1” at Open States."""
CHAMBERS = re.compile(
    r"^((state|general|house of|city|council|school board) )*"
    r"((congressional|house|senate|assembly|legislative|senatorial|representative|delegates?|council) )?"
    r"((sub)?district|distrito|subdistrict district|ward) (no\.? |number )?(?!of )(?=\w)|\s+districts?$",
    re.IGNORECASE,
)
"""The words around the name of a district: “State House District 12”, “19th Middlesex District”, “Ward 3”."""
AT_LARGE = re.compile(r"\bat[- ]?large\b|^(statewide|citywide|countywide)$", re.IGNORECASE)
POSITION = re.compile(
    r"^(at[- ]?large[ ,/-]*)?(position|pos\.?|seat|place|puesto|asiento|escaño)[ #.]*\w{1,3}$",
    re.IGNORECASE,
)
"""A seat of several that all stand for the whole place: “Position 2”, “Seat B”, “Place 5”."""
CHAMBER_KINDS = {"upper": "sldu", "lower": "sldl"}
"""What Open Civic Data calls the districts of a chamber."""
SEAT_LETTERS = "abcd"


def slug(name: str) -> str:
    """A name as ids hold it: ``Norfolk, Bristol and Middlesex`` is ``norfolk_bristol_and_middlesex``."""
    plain = unicodedata.normalize("NFC", name.strip()).lower()
    return re.sub(r"[^\w.~-]+", "~", re.sub(r"[\s_]+", "_", re.sub(r"[,'’()]", "", plain)))


def district_slug(name: str) -> str:
    """A district's name without what it is a district of: ``State House District 010A`` is ``10a``."""
    bare = CHAMBERS.sub("", " ".join(name.split()))
    joined = re.sub(r"^0*(\d+)[ -]?([a-z]?)$", r"\1\2", bare, flags=re.IGNORECASE)
    return slug(joined or name)


def is_at_large(district: str) -> bool:
    """Whether somebody sits for the whole place and not for a part of it."""
    return bool(AT_LARGE.search(district) or POSITION.match(district))


def district_of(division_id: str, kind: str, district: str) -> str:
    """The division of a district of ``kind`` within a place; of a seat at large, the place."""
    if not district or not division_id or is_at_large(district):
        return division_id
    if division_id.endswith("/district:dc"):
        # The capital has wards where a state has districts of its legislature.
        kind = "ward"
    return f"{division_id}/{kind}:{district_slug(district)}"


def key(division_id: str) -> str:
    """What is the same for two ids of one place.

    Sources spell districts differently: “Berkshire-Hampden-Franklin-Hampshire” at the Census Bureau is “Berkshire, Hampden,
    Franklin and Hampshire” at Open States, and “First Essex” may be “1st Essex” or “01”.
    """
    *path, last = division_id.lower().split("/")
    kind, _colon, name = last.partition(":")
    words = [ORDINALS.get(word, word) for word in re.split(r"[\W_]+", name) if word]
    fillers = COUNTY_FILLERS if kind in CHAMBER_KINDS.values() else FILLERS
    told = [word.lstrip("0") or "0" for word in words if word not in fillers]
    return "/".join([*path, f"{kind}:{'_'.join(told) or name}"])


def ancestors(division_id: str) -> Iterator[str]:
    """The division and all it lies in, from the smallest to the country."""
    parts = division_id.removeprefix(DIVISION).split("/")
    for length in range(len(parts), 0, -1):
        yield DIVISION + "/".join(parts[:length])


def of_jurisdiction(jurisdiction_id: str) -> str:
    """The division that a jurisdiction governs: its id without ``/government``, ``/legislature`` and the like."""
    stem = jurisdiction_id.removeprefix(JURISDICTION)
    places = [part for part in stem.split("/") if ":" in part]
    return DIVISION + "/".join(places) if places else ""


def kind_of(division_id: str) -> str:
    """``cd``, ``sldu``, ``place``, …: what the last part of an id says."""
    return division_id.rpartition("/")[2].partition(":")[0]


def name_of(division_id: str) -> str:
    """A readable name where no source gives one: ``…/place:north_adams`` is North Adams."""
    return division_id.rpartition(":")[2].replace("_", " ").title()
