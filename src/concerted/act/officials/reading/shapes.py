"""Pieces of the map from GeoJSON, with the division each is the shape of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely import to_wkb, union_all
from shapely.geometry import shape
from shapely.validation import make_valid

from concerted.act.officials.reading.divisions import CHAMBER_KINDS, DIVISION, slug
from concerted.act.officials.reading.records import Mapped, rows, text
from concerted.act.officials.reading.states import FIPS, congressional_district, division_of_state
from concerted.base.tables.files import Unreadable, gettext_noop


@dataclass(frozen=True)
class ShapeTold:
    division_id: str
    name: str
    outline: bytes
    """Well-known binary of degrees."""


@dataclass
class Shapes:
    told: list[ShapeTold] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    mended: int = 0
    """Outlines that crossed themselves and were put right."""


def read_shapes(path: Path, *, id_property: str, prefix: str = "") -> Shapes:
    """The shapes of a GeoJSON file.

    ``id_property`` names the property that says which division it is: an Open Civic Data id, a ``geoid`` of the Census Bureau, or
    any name that ``prefix`` makes an id of, as in ``ocd-division/country:us/state:ma/county:``.
    """
    shapes = Shapes()
    parts: dict[str, tuple[str, list[Any]]] = {}
    for number, feature in enumerate(_features(path), 1):
        properties = feature.get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        value = text(properties.get(id_property))
        division = division_of(value, properties, prefix) if value else ""
        try:
            outline = shape(feature["geometry"]) if division else None
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            outline = None
        if outline is None or outline.is_empty or not _is_in_degrees(outline.bounds):
            shapes.unreadable.append(f"{number}: {value or id_property}")
            continue
        if not outline.is_valid:
            outline = make_valid(outline)
            shapes.mended += 1
        name = text(properties.get("name") or properties.get("NAME"), 160) or value
        parts.setdefault(division, (name, []))[1].append(outline)
    for division, (name, outlines) in parts.items():
        whole = outlines[0] if len(outlines) == 1 else union_all(outlines)
        shapes.told.append(ShapeTold(division, name, to_wkb(whole)))
    return shapes


def _features(path: Path) -> Iterator[Mapped]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError):
        raise Unreadable(gettext_noop("“%(name)s” is not GeoJSON."), name=path.name) from None
    features = told.get("features") if isinstance(told, Mapping) else None
    if not rows(features):
        raise Unreadable(gettext_noop("“%(name)s” holds no features."), name=path.name)
    yield from rows(features)


def _is_in_degrees(bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def division_of(value: str, properties: Mapping[str, Any], prefix: str) -> str:
    """The Open Civic Data id that a feature's properties speak of; empty where they do not say."""
    if value.startswith(DIVISION):
        return value
    if prefix:
        return f"{prefix}{slug(value)}"
    told = {str(name).lower(): content for name, content in properties.items()}
    state = text(told.get("state") or told.get("stusps")).lower()
    if state not in FIPS.values():
        state = FIPS.get(text(told.get("statefp") or told.get("geoid"))[:2], "")
    if not state:
        return ""
    chamber = CHAMBER_KINDS.get(text(told.get("chamber")).lower())
    if chamber is not None:
        return f"{division_of_state(state)}/{chamber}:{slug(text(told.get('name')) or value)}"
    number = _congressional_number(told, value)
    return congressional_district(state, number) if number is not None else ""


def _congressional_number(told: Mapping[str, Any], value: str) -> int | None:
    """The number of a district of the House; the Census Bureau writes 00 for a whole state and 98 for a delegate's."""
    given = next((content for name, content in told.items() if name.startswith("cd1")), None)
    number = text(told.get("district") if told.get("district") is not None else given)
    if not number and ("congress" in told or given is not None) and len(value) == 4:
        number = value[2:]
    if not number.isdigit():
        return None
    return 0 if int(number) in (0, 98) else int(number)
