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
    "twelfth": "12th",
}  # fmt: skip
FILLERS = frozenset({"and", "the", "district", "districts", "no"})
CHAMBERS = re.compile(
    r"^(congressional|(state )?(house|senate|assembly|legislative|senatorial|representative))( subdistrict)? district (no\.? )?|^ward ",
    re.IGNORECASE,
)
CHAMBER_KINDS = {"upper": "sldu", "lower": "sldl"}
"""What Open Civic Data calls the districts of a chamber."""


def slug(name: str) -> str:
    """A name as ids hold it: ``Norfolk, Bristol and Middlesex`` is ``norfolk_bristol_and_middlesex``."""
    plain = unicodedata.normalize("NFC", CHAMBERS.sub("", name.strip())).lower()
    return re.sub(r"[^\w.~-]+", "~", re.sub(r"[\s_]+", "_", re.sub(r"[,'’()]", "", plain)))


def key(division_id: str) -> str:
    """What is the same for two ids of one place.

    Sources spell districts differently: “Berkshire-Hampden-Franklin-Hampshire” at the Census Bureau is “Berkshire, Hampden,
    Franklin and Hampshire” at Open States, and “First Essex” may be “1st Essex” or “01”.
    """
    *path, last = division_id.split("/")
    kind, _colon, name = last.partition(":")
    words = [ORDINALS.get(word, word) for word in re.split(r"[\W_]+", name.lower()) if word]
    told = [word.lstrip("0") or "0" for word in words if word not in FILLERS]
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
