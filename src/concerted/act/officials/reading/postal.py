"""Postal codes with their districts or points: from the Census Bureau's relationship files, its gazetteer, or a plain table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from concerted.act.officials.reading.divisions import DIVISION, district_of, kind_of
from concerted.act.officials.reading.records import degrees, text
from concerted.act.officials.reading.states import FIPS, congressional_district, division_of_state
from concerted.base.tables.files import Limits, Unreadable, gettext_noop, open_table

LIMITS = Limits(byte_count=200_000_000, row_count=2_000_000)
CODES = re.compile(r"(geoid_)?zcta\w*|zip( ?code)?|postal[ _]?code|code|c[oó]digo postal|geoid")
"""The column with the code, in lower case; in a gazetteer it is ``GEOID``."""
DISTRICTS = re.compile(r"geoid_(cd|sldu|sldl)\d*(_\d+)?")
"""The column with a district of the Census Bureau: its kind stands in its name."""
NAMES = re.compile(r"namelsad_(cd|sldu|sldl)\d*(_\d+)?")
POINTS = {"lat": ("lat", "latitude", "intptlat"), "lon": ("lon", "lng", "longitude", "intptlong")}
SHARES = ("share", "arealand_part")


def as_listed(written: str) -> str:
    """A code as lists have it: in capitals, of a ZIP+4 the first five."""
    code = written.strip().upper()
    return code[:5] if re.fullmatch(r"\d{5}-?\d{4}", code) else code


@dataclass(frozen=True)
class PostalTold:
    """A code with a division or a point (latitude, longitude), and how much of its land lies there."""

    code: str
    division_id: str = ""
    point: tuple[float, float] | None = None
    share: float | None = None


@dataclass
class PostalReading:
    told: list[PostalTold] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def read_postal_codes(path: Path) -> PostalReading:
    """A row for each code and what it lies in. A share is of the whole code, however the file measures it."""
    table = open_table(path, limits=LIMITS)
    columns = _columns(table.headers)
    if "code" not in columns or not {"division", "district", "lat"} & columns.keys():
        sentence = gettext_noop(
            "“%(name)s” needs a column with the postal code and one with a district or a point."
        )
        raise Unreadable(sentence, name=path.name)
    reading = PostalReading()
    for number, cells in table.rows():
        row = {ours: text(cells[place]) for ours, place in columns.items()}
        told = _told(row)
        if told is not None:
            reading.told.append(told)
        elif row["code"]:
            reading.unreadable.append(f"{path.name}, row {number}")
    reading.told = _shared(reading.told)
    return reading


def _columns(headers: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        name = header.strip().lower()
        ours = next((one for one, names in POINTS.items() if name in names), "")
        if name in SHARES:
            ours = "share"
        elif DISTRICTS.fullmatch(name):
            ours = "district"
        elif NAMES.fullmatch(name):
            ours = "name"
        elif name in ("division", "division_id", "ocd_id"):
            ours = "division"
        elif CODES.fullmatch(name):
            ours = "code"
        if ours:
            found.setdefault(ours, place)
    kinds = [DISTRICTS.fullmatch(header.strip().lower()) for header in headers]
    found |= {f"is_{kind[1]}": 0 for kind in kinds if kind}
    return found


def _told(row: Mapping[str, str]) -> PostalTold | None:
    code = row["code"].upper()[:16]
    share = degrees(row.get("share"), 1e15)
    division = row.get("division", "")
    if not division and row.get("district"):
        division = _district(row)
    if code and division.startswith(DIVISION):
        return PostalTold(code, division[:200], None, share)
    latitude, longitude = degrees(row.get("lat"), 90), degrees(row.get("lon"), 180)
    if code and latitude is not None and longitude is not None:
        return PostalTold(code, "", (latitude, longitude), share)
    return None


def _district(row: Mapping[str, str]) -> str:
    """``2507`` is the seventh of Massachusetts; districts of a legislature are known by their names."""
    geoid = row["district"]
    state = FIPS.get(geoid[:2], "")
    if not state:
        return ""
    if "is_cd" in row:
        number = geoid[2:]
        if not number.isdigit():
            return ""
        return congressional_district(state, 0 if int(number) == 98 else int(number))
    kind = "sldu" if "is_sldu" in row else "sldl"
    return district_of(division_of_state(state), kind, row.get("name") or geoid[2:])


def _shared(told: list[PostalTold]) -> list[PostalTold]:
    """Each code and place once, with shares of one among the districts of a kind."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    rows = {(one.code, one.division_id, one.point): one for one in told}
    for one in rows.values():
        sums[one.code, kind_of(one.division_id)] += one.share or 0
    return [
        PostalTold(
            one.code,
            one.division_id,
            one.point,
            round(one.share / sums[one.code, kind_of(one.division_id)], 4) if one.share else None,
        )
        for one in rows.values()
    ]
