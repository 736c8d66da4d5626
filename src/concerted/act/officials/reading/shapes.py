"""Pieces of the map from GeoJSON, with the division each is the shape of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from concerted.act.officials.reading.census import division_of
from concerted.act.officials.reading.divisions import key
from concerted.act.officials.reading.geojson import features_of
from concerted.act.officials.reading.records import text

SPOILED = (
    *(KeyError, TypeError, ValueError, AttributeError, IndexError, ShapelyError),
    *(RecursionError, NotImplementedError),
)
AREAS = frozenset({"Polygon", "MultiPolygon"})


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
    """The features that say no place or no division, each by its number and with the reason."""
    mended: int = 0
    """Outlines that crossed themselves and were put right."""
    in_parts: int = 0
    """Divisions that several features tell of; all of them together are its shape."""


def read_shapes(path: Path, *, id_property: str, prefix: str = "") -> Shapes:
    """The shapes of a GeoJSON file.

    ``id_property`` names the property that says which division it is: an Open Civic Data id, a ``geoid`` of the Census Bureau, or
    any name that ``prefix`` makes an id of, as in ``ocd-division/country:us/state:ma/county:``.
    """
    shapes = Shapes()
    parts: dict[str, tuple[str, str, list[BaseGeometry]]] = {}
    for number, feature in enumerate(features_of(path), 1):
        properties = feature.get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        value = _value(properties, id_property)
        division = division_of(value, properties, prefix) if value else ""
        outline = _outline(feature.get("geometry")) if division else None
        if outline is None or isinstance(outline, str):
            reason = outline or f"“{id_property}” does not say which division it is"
            shapes.unreadable.append(f"{number} ({value or '–'}): {reason}")
            continue
        if not outline.is_valid:
            outline = _areas(shapely.make_valid(outline))
            shapes.mended += 1
        name = text(properties.get("name") or properties.get("NAME"), 160) or value
        parts.setdefault(key(division), (division, name, []))[2].append(outline)
    for division, name, outlines in parts.values():
        whole = outlines[0] if len(outlines) == 1 else shapely.union_all(outlines)
        shapes.in_parts += len(outlines) > 1
        shapes.told.append(ShapeTold(division, name, shapely.to_wkb(whole)))
    return shapes


def _value(properties: Mapping[str, Any], id_property: str) -> str:
    """What the named property says, however its name is written."""
    if id_property in properties:
        return text(properties[id_property])
    wanted = id_property.lower()
    return next((text(one) for name, one in properties.items() if name.lower() == wanted), "")


def _outline(geometry: Any) -> BaseGeometry | str:
    """The area of a geometry within the world; else, in words, why there is none."""
    try:
        told = shapely.force_2d(shape(geometry))
    except SPOILED:
        return "it has no outline"
    area = _areas(told)
    if area.is_empty:
        return "it has no area"
    if not np.isfinite(area.bounds).all():
        return "its outline has no end"
    west, south, east, north = area.bounds
    if south < -90 or north > 90 or west < -360 or east > 360:
        return "its outline is not in degrees (longitude, latitude)"
    return _in_one_world(area)


def _areas(told: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry; lines and points among them are no land."""
    if told.geom_type in AREAS:
        return told
    parts = [one for one in _simple(told) if one.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _simple(told: BaseGeometry) -> list[BaseGeometry]:
    parts = [told]
    while any(hasattr(one, "geoms") for one in parts):
        parts = [each for one in parts for each in getattr(one, "geoms", [one])]
    return parts


def _in_one_world(area: BaseGeometry) -> BaseGeometry:
    """An outline over the 180th meridian, cut there: one that leaps from 179 to -179, and one that goes on to 181."""
    west, _south, east, _north = area.bounds
    if west >= -180 and east <= 180:
        rings = shapely.get_rings(_simple(area))
        points, ring_of = shapely.get_coordinates(rings, return_index=True)
        leaps = np.abs(np.diff(points[:, 0])) > 180
        if not (leaps & (np.diff(ring_of) == 0)).any():
            return area
        area = _unleaped(area)
    whole = area if area.is_valid else _areas(shapely.make_valid(area))
    pieces = [
        shapely.transform(
            shapely.intersection(whole, shapely.box(-180 + turn, -90, 180 + turn, 90)),
            lambda points, turn=turn: points - [turn, 0],
        )
        for turn in (-360, 0, 360)
    ]
    return _areas(shapely.union_all(pieces))


def _unleaped(area: BaseGeometry) -> BaseGeometry:
    """The same with rings that go on beyond 180 where they leapt around the world."""

    def onward(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([np.unwrap(points[:, 0], period=360), points[:, 1]])

    parts = [
        shapely.Polygon(
            onward(shapely.get_coordinates(one.exterior)),
            [onward(shapely.get_coordinates(hole)) for hole in one.interiors],
        )
        for one in _simple(area)
    ]
    return shapely.union_all(parts)
