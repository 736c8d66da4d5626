"""The features of a GeoJSON file one by one, so that a map of a whole nation needs no more memory than its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from concerted.act.officials.reading.records import Mapped, text
from concerted.base.tables.files import Unreadable, gettext_noop

BEGINNING = re.compile(r'"features"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,\x1e]*")
SYSTEM = re.compile(r'"crs"\s*:\s*(?=\{)')
DEGREES = frozenset({"4326", "CRS84", "CRS83", "4269", "4258", "4617", "6318", "7844", "4979"})
"""Systems of longitude and latitude that differ by no more than two meters, by their codes at EPSG and OGC."""
DECODER = json.JSONDecoder()


def features_of(path: Path) -> Iterator[Mapped]:
    """The features of a collection, of lines with a feature each, or of a file that is one feature.

    Raises ``Unreadable`` where the file is no GeoJSON, or is drawn in anything but degrees.
    """
    try:
        written = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        raise _refusal(gettext_noop("“%(name)s” is not GeoJSON."), path) from None
    _check_system(written, path)
    found = BEGINNING.search(written)
    at = found.end() if found else 0
    count = 0
    for told in _values(written, at, path):
        one = told if isinstance(told, Mapping) else {}
        if one.get("type") == "Topology":
            sentence = gettext_noop("“%(name)s” is TopoJSON. Save the map as GeoJSON.")
            raise _refusal(sentence, path)
        if "geometry" in one or one.get("type") == "Feature":
            count += 1
            yield one
    if not count:
        raise _refusal(gettext_noop("“%(name)s” holds no features."), path)


def _values(written: str, at: int, path: Path) -> Iterator[Any]:
    """The values that follow one another from ``at`` on, up to the end of their list or of the file."""
    while True:
        between = BETWEEN.match(written, at)
        at = between.end() if between else at
        if at >= len(written) or written[at] == "]":
            return
        try:
            told, at = DECODER.raw_decode(written, at)
        except (ValueError, RecursionError):
            raise _refusal(gettext_noop("“%(name)s” is not GeoJSON."), path) from None
        yield told


def _check_system(written: str, path: Path) -> None:
    """Refuse coordinates that are no degrees; where nothing is said, they are (RFC 7946)."""
    found = SYSTEM.search(written, 0, 20_000) or SYSTEM.search(
        written, max(len(written) - 2000, 0)
    )
    if found is None:
        return
    try:
        told, _end = DECODER.raw_decode(written, found.end())
    except ValueError:
        return
    properties = told.get("properties")
    name = text(properties.get("name") if isinstance(properties, Mapping) else "")
    code = re.split(r"[:/#]+", name.strip(":/"))[-1].upper()
    if name and code not in DEGREES:
        sentence = gettext_noop(
            "“%(name)s” is drawn in %(system)s. Save the map in degrees (WGS 84, EPSG:4326)."
        )
        raise Unreadable(sentence, name=path.name, system=name)


def _refusal(sentence: str, path: Path) -> Unreadable:
    return Unreadable(sentence, name=path.name)
