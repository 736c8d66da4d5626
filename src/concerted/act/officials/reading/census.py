"""Which division a piece of a map is, from the properties it has: of the Census Bureau, of Open States, or of a plain map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from concerted.act.officials.reading.divisions import (
    CHAMBER_KINDS,
    DIVISION,
    district_of,
    district_slug,
    slug,
)
from concerted.act.officials.reading.records import text
from concerted.act.officials.reading.states import (
    FIPS,
    NAMES,
    congressional_district,
    division_of_state,
)

WHOLE_ID = re.compile(r"(\d{3})[0-9A-Z]{2,6}US(\w*)", re.IGNORECASE)
"""``GEOIDFQ``, before 2023 ``AFFGEOID``: ``610U900US25D01`` is ``25D01`` of level 610."""
LEVELS = {
    "040": "state", "050": "county", "060": "place", "160": "place", "500": "cd", "610": "sldu",
    "620": "sldl", "950": "school_district", "960": "school_district", "970": "school_district",
}  # fmt: skip
"""What the first three digits of such an id say."""
CODES = (
    (re.compile(r"cd\d{2,3}(fp)?|cdfp"), "cd"), (re.compile(r"sldust?"), "sldu"),
    (re.compile(r"sldlst?"), "sldl"), (re.compile(r"(el|sc|un)sdlea"), "school_district"),
    (re.compile(r"placefp|cousubfp"), "place"), (re.compile(r"countyfp"), "county"),
)  # fmt: skip
"""The columns in which the Census Bureau keeps the code of a district, by its kind; the narrowest first."""
FEATURES = {
    "G4000": "state", "G4020": "county", "G4040": "place", "G4110": "place", "G5200": "cd",
    "G5210": "sldu", "G5220": "sldl", "G5400": "school_district", "G5410": "school_district",
    "G5420": "school_district",
}  # fmt: skip
"""What the Census Bureau's ``MTFCC`` says."""
BY_NAME = {
    "congressional district": "cd", "state senate district": "sldu", "senatorial district": "sldu",
    "state house district": "sldl", "assembly district": "sldl", "delegate district": "sldl",
    "state representative district": "sldl",
}  # fmt: skip
NOWHERE = re.compile(r"Z+")
"""The code of water that belongs to no district."""
CHAMBERS = {
    **CHAMBER_KINDS, "legislature": "sldu", "senate": "sldu", "house": "sldl", "assembly": "sldl",
    "sldu": "sldu", "sldl": "sldl", "cd": "cd", "congress": "cd", "us house": "cd",
}  # fmt: skip
COUNTIES = {"parish": "parish", "borough": "borough", "census area": "census_area"}
"""What stands in other states for a county."""
LENGTHS = {"cd": 4, "sldu": 5, "sldl": 5, "county": 5, "state": 2, "place": 7}
"""Of a ``geoid``; a spreadsheet drops its first zero."""


def division_of(value: str, properties: Mapping[str, Any], prefix: str) -> str:
    """The Open Civic Data id that a feature's properties speak of; empty where they do not say."""
    if value.lower().startswith(DIVISION):
        return value
    if prefix:
        return f"{prefix}{district_slug(value)}"
    told = _told(properties)
    kind, geoid, code = _kind(value, told)
    state = _state(told, geoid)
    if not state or NOWHERE.fullmatch(code):
        return ""
    whole = division_of_state(state)
    if kind == "cd":
        number = code or text(told.get("district")) or geoid[2:]
        return _congressional(state, number)
    if kind == "state":
        return whole
    name = _name(told) or text(told.get("district")) or code or geoid[2:] or value
    if kind in CHAMBER_KINDS.values():
        return district_of(whole, kind, name)
    if kind:
        short = text(told.get("name") or told.get("basename"), 160) or name
        return f"{whole}/{_local_kind(kind, told)}:{slug(short)}"
    return _congressional(state, text(told.get("district"))) if "district" in told else ""


def _told(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties by names in lower case and without the year of a census: ``GEOID20`` is ``geoid``."""
    told: dict[str, Any] = {}
    for name, content in properties.items():
        lower = str(name).lower().strip()
        told.setdefault(re.sub(r"(?<=[a-z])(10|20)$", "", lower), content)
    return told


def _kind(value: str, told: Mapping[str, Any]) -> tuple[str, str, str]:
    """The kind of a division, its ``geoid``, and its code within the state; each empty where nothing says it."""
    whole = next(
        (
            found
            for one in (value, told.get("geoidfq"), told.get("affgeoid"))
            if (found := WHOLE_ID.fullmatch(text(one)))
        ),
        None,
    )
    geoid = whole[2] if whole else text(told.get("geoid")) or value
    chamber = text(told.get("chamber") or told.get("type")).lower()
    kind, code = CHAMBERS.get(chamber, ""), ""
    for pattern, one in CODES:
        column = next((name for name in told if pattern.fullmatch(name)), None)
        if column is not None and kind in ("", one):
            kind, code = one, text(told[column])
            break
    if not kind and whole:
        kind = LEVELS.get(whole[1], "")
    if not kind:
        kind = FEATURES.get(text(told.get("mtfcc"))) or _kind_by_name(told, geoid)
    if geoid.isdigit() and len(geoid) == LENGTHS.get(kind, 0) - 1:
        geoid = geoid.zfill(LENGTHS[kind])
    return kind, geoid, code


def _kind_by_name(told: Mapping[str, Any], geoid: str) -> str:
    name = _name(told).lower()
    for words, kind in BY_NAME.items():
        if words in name:
            return kind
    is_numbered = geoid.isdigit() and len(geoid) == LENGTHS["cd"]
    return "cd" if "congress" in told or (is_numbered and geoid[:2] in FIPS) else ""


def _state(told: Mapping[str, Any], geoid: str) -> str:
    for name in ("state", "stusps", "state_abbr", "stusab", "state_name"):
        written = text(told.get(name)).lower()
        by_name = next((code for code, one in NAMES.items() if one.lower() == written), "")
        if written in NAMES or by_name:
            return by_name or written
    code = text(told.get("statefp") or told.get("state_fips") or told.get("state"))
    return FIPS.get(code.zfill(2), "") or FIPS.get(geoid[:2], "")


def _name(told: Mapping[str, Any]) -> str:
    return text(told.get("namelsad") or told.get("name") or told.get("basename"), 160)


def _local_kind(kind: str, told: Mapping[str, Any]) -> str:
    if kind != "county":
        return kind
    long = text(told.get("namelsad")).lower()
    return next((one for words, one in COUNTIES.items() if long.endswith(words)), kind)


def _congressional(state: str, number: str) -> str:
    """The Census Bureau writes 00 for a whole state and 98 for a delegate's."""
    if not number.isdigit():
        return ""
    return congressional_district(state, 0 if int(number) == 98 else int(number))
