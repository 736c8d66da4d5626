"""Shapes of places from GeoJSON files: read, put right, and made as coarse as a small map needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry import shape as as_geometry

from concerted.base.errors import Refused

MOST_BYTES = 20_000_000
MOST_SHAPES = 2000
MOST_POINTS = 6000
"""Corners of a whole file after it was made coarse."""
FINEST = 2000
"""The first try leaves out what is smaller than one part in so many of the whole width."""
NEARLY = 1e-9


@dataclass(frozen=True)
class Shape:
    """A place by name: its rings as [[[longitude, latitude], …], …], and a point within."""

    name: str
    code: str
    rings: list[list[list[float]]]
    label_at: list[float]


def read_shapes(data: bytes, *, name_property: str, code_property: str = "") -> list[Shape]:
    """The polygons of a GeoJSON file in degrees, simplified together so that neighbors still touch.

    Several features of one name become one shape. Raises ``Refused`` with what is wrong in the file.
    """
    found: dict[str, tuple[str, list[Any]]] = {}
    for number, feature in enumerate(_features(data), 1):
        properties = feature.get("properties") or {}
        name = str(properties.get(name_property) or "").strip()
        if not name:
            known = ", ".join(sorted(map(str, properties))[:12]) or "–"
            words = _("Shape %(number)d has no “%(property)s”. It has: %(known)s.")
            told = {"number": number, "property": name_property, "known": known}
            raise Refused(words % told, field="name_property")
        code = str(properties.get(code_property) or "").strip() if code_property else ""
        found.setdefault(name, (code, []))[1].append(_polygons(feature, name))
    if len(found) > MOST_SHAPES:
        raise Refused(
            _("A map has at most %(most)d places.") % {"most": MOST_SHAPES}, field="file"
        )
    whole = np.array([shapely.union_all(parts) for _code, parts in found.values()])
    return [
        Shape(name, code, _rings(coarse), _inside(coarse))
        for (name, (code, _parts)), coarse in zip(found.items(), _simplified(whole), strict=True)
    ]


def _features(data: bytes) -> Sequence[Mapping[str, Any]]:
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than 20 MB."), field="file")
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(_("This is not a GeoJSON file."), field="file") from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused(
            _("This file has no shapes. We read GeoJSON “FeatureCollection”s."), field="file"
        )
    if not all(isinstance(one, dict) for one in features):
        raise Refused(_("This is not a GeoJSON file."), field="file")
    return features


def _polygons(feature: Mapping[str, Any], name: str) -> Any:
    told = {"name": name}
    try:
        found = as_geometry(feature["geometry"])
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise Refused(_("The shape of “%(name)s” cannot be read.") % told, field="file") from error
    if found.geom_type not in ("Polygon", "MultiPolygon") or found.is_empty:
        raise Refused(_("“%(name)s” is no area.") % told, field="file")
    west, south, east, north = found.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        words = _("“%(name)s” is not in degrees (WGS 84). Please convert the file first.")
        raise Refused(words % told, field="file")
    return shapely.make_valid(shapely.force_2d(found))


def _simplified(whole: Any) -> Any:
    """As fine as may be with at most so many corners."""
    west, south, east, north = shapely.total_bounds(whole)
    tolerance = max(east - west, north - south) / FINEST
    coarse = whole
    while shapely.get_num_coordinates(coarse).sum() > MOST_POINTS and tolerance < 1:
        coarse = shapely.coverage_simplify(whole, tolerance)
        tolerance *= 1.5
    return coarse


def _parts(geometry: Any) -> list[Any]:
    """The polygons in it, the largest first; a repaired shape may carry lines and points besides."""
    parts = [one for one in shapely.get_parts(geometry) if one.geom_type == "Polygon"]
    for one in shapely.get_parts(geometry):
        if one.geom_type == "MultiPolygon":
            parts += list(one.geoms)
    return sorted(parts, key=lambda one: -one.area)


def _rings(geometry: Any) -> list[list[list[float]]]:
    return [
        [[round(x, 5), round(y, 5)] for x, y in ring.coords]
        for part in _parts(geometry)
        for ring in (part.exterior, *part.interiors)
        if part.area > NEARLY
    ]


def _inside(geometry: Any) -> list[float]:
    parts = _parts(geometry)
    if not parts:
        return []
    point = parts[0].representative_point()
    return [round(point.x, 5), round(point.y, 5)]
