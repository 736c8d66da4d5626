"""Points as people paste them, from a map, a phone or a sheet of paper."""

from __future__ import annotations

import re

NUMBER = r"[-+\u2212]?\d{1,3}(?:[.,]\d+)?"
HEMISPHERES = {"N": 1, "S": -1, "E": 1, "W": -1, "O": -1}
"""West is ``O`` in Spanish and French."""
DEGREES = re.compile(
    r"""(?P<before>[NSEWO])?\s*
    (?P<degrees>[-+]?\d{1,3}(?:\.\d+)?)\s*[°º]?\s*
    (?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?
    (?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:"|″|”|'')\s*)?
    (?P<after>[NSEWO])?""",
    re.VERBOSE,
)
IN_ADDRESS = re.compile(r"(?:@|geo:|[?&](?:q|ll)=|#map=\d+/)(-?\d+\.\d+)[,/](-?\d+\.\d+)")
Point = tuple[float, float]


def point_of(written: str) -> Point | None:
    """Latitude and longitude of ``42.36, -71.06``, ``42,36 -71,06``, ``42°21'N 71°03'W`` or the address of a map; else nothing."""
    if found := IN_ADDRESS.search(written):
        return _in_the_world(float(found[1]), float(found[2]))
    told = " ".join(written.replace("\u2212", "-").upper().split()).strip("()[] ")
    halves = _halves(told)
    if halves is None:
        return None
    numbers = [_degrees(one) for one in halves]
    if numbers[0] is None or numbers[1] is None:
        return None
    (first, first_axis), (second, second_axis) = numbers[0], numbers[1]
    if first_axis and first_axis == second_axis:
        return None
    if first_axis == "x" or second_axis == "y" or abs(first) > 90:
        first, second = second, first
    return _in_the_world(first, second)


def _halves(told: str) -> tuple[str, str] | None:
    """The two numbers of a point: at a semicolon, after the first hemisphere, at a comma, or at a space."""
    if not re.search(r"[NSEWO'′’]", told):
        told = re.sub(r"\s*[°º]", "", told)
    plain = re.fullmatch(rf"({NUMBER})(?:\s*[;/]\s*|,\s+|\s+)({NUMBER})", told)
    if plain is None:
        plain = re.fullmatch(r"([-+]?\d{1,3}(?:\.\d+)?)\s*,\s*([-+]?\d{1,3}(?:\.\d+)?)", told)
    if plain is not None:
        return plain[1].replace(",", "."), plain[2].replace(",", ".")
    after = re.fullmatch(r"(\d[^NSEWO]*[NSEWO])\s*[,;]?\s*(\d[^NSEWO]*[NSEWO])", told)
    before = re.fullmatch(r"([NSEWO][^NSEWO]*?)\s*[,;]?\s*([NSEWO][^NSEWO]*)", told)
    halves = after or before
    return (halves[1], halves[2]) if halves is not None else None


def _degrees(told: str) -> tuple[float, str] | None:
    """Degrees, and whether they are of latitude (``y``), of longitude (``x``), or do not say."""
    found = DEGREES.fullmatch(told.strip(" ,;"))
    if found is None:
        return None
    hemisphere = found["before"] or found["after"] or ""
    number = float(found["degrees"])
    sign = -1 if number < 0 else 1
    number += sign * (float(found["minutes"] or 0) / 60 + float(found["seconds"] or 0) / 3600)
    axis = "y" if hemisphere and hemisphere in "NS" else "x" if hemisphere else ""
    return number * HEMISPHERES.get(hemisphere, 1), axis


def _in_the_world(latitude: float, longitude: float) -> Point | None:
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return latitude, longitude
    return None
