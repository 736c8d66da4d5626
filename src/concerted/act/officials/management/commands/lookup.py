from __future__ import annotations

import datetime
import json
import math
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from concerted.act.officials.queries.representing import (
    Representation,
    Sitting,
    districts_on,
    represented,
)
from concerted.act.officials.reading.coordinates import point_of
from concerted.act.officials.reading.records import degrees
from concerted.base.tables.files import Limits, Unreadable, open_table
from concerted.base.tables.writing import csv_of

COLUMNS = {
    "id": ("id", "point", "point_id", "name", "nombre"),
    "lat": ("lat", "latitude", "latitud", "intptlat", "y"),
    "lon": ("lon", "lng", "long", "longitude", "longitud", "intptlong", "x"),
}
"""What the columns are called; points without an id are known by the number of their row."""
LIMITS = Limits(byte_count=200_000_000, row_count=2_000_000)
MANY = 20_000


class Command(BaseCommand):
    """Works without a viewer: whoever can run it owns the installation. Nothing leaves the machine."""

    help = (
        "Say for each point (CSV: id, lat, lon) in which divisions it lies and who sits for them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="POINTS.csv")
        parser.add_argument(
            "--on",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="with the map and the officials of that day (today)",
        )
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            rows = _read(options["file"])
        except Unreadable as problem:
            raise CommandError(str(problem)) from None
        day = options["on"] or timezone.localdate()
        told = list(_told(rows, day))
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(csv_of(_rows(told)).decode("utf-8-sig"), ending="")
        self._warn(rows, told, day)

    def _warn(self, rows: list[Row], told: list[dict[str, Any]], day: datetime.date) -> None:
        """Name the rows without a point, and say where latitude and longitude seem to have changed places."""
        lost = [row for row, answer in zip(rows, told, strict=True) if not answer["divisions"]]
        turned = [
            row
            for row in lost
            if row.lat is not None
            and row.lon is not None
            and districts_on(day).at(row.lat, row.lon)
        ]
        if turned:
            names = ", ".join(row.id for row in turned[:10])
            self.stderr.write(
                f"{len(turned)} points lie in no division, but would with latitude and longitude exchanged: {names}."
            )
        problems = [row for row in rows if row.lat is None]
        for row in problems:
            self.stderr.write(f"Row {row.number}: “{row.written}” is not a point.")
        if problems:
            raise CommandError(f"{len(problems)} rows have no point; see above.")


@dataclass(frozen=True)
class Row:
    """A row of the file; its point is missing where ``written`` is none."""

    number: int
    id: str
    written: str
    lat: float | None = None
    lon: float | None = None


def _read(path: Path) -> list[Row]:
    """The rows of the file that say anything."""
    table = open_table(path, limits=LIMITS)
    headers = [header.strip().strip('"').lower() for header in table.headers]
    places = {
        ours: next((headers.index(name) for name in names if name in headers), None)
        for ours, names in COLUMNS.items()
    }
    missing = [ours for ours, place in places.items() if place is None and ours != "id"]
    if missing:
        raise CommandError(f"{path.name} has no column {', '.join(missing)}.")
    rows = []
    for number, cells in table.rows():
        given = {ours: cells[at].strip() for ours, at in places.items() if at is not None}
        if any(cell.strip() for cell in cells):
            rows.append(_row(number, given))
    return rows


def _row(number: int, given: dict[str, str]) -> Row:
    name, written = given.get("id") or str(number), f"{given['lat']}, {given['lon']}"
    lat, lon = degrees(given["lat"], 90), degrees(given["lon"], 180)
    if all(degrees(given[one], math.inf) is None for one in ("lat", "lon")):
        # Degrees, minutes and seconds, or N and W, are no plain numbers.
        lat, lon = point_of(written) or (None, None)
    if lat is None or lon is None:
        return Row(number, name, written)
    return Row(number, name, written, lat, lon)


def _told(rows: list[Row], day: datetime.date) -> Iterator[dict[str, Any]]:
    for start in range(0, len(rows), MANY):
        some = rows[start : start + MANY]
        points = [
            (row.lon, row.lat) for row in some if row.lat is not None and row.lon is not None
        ]
        answers = iter(represented(points, day=day))
        for row in some:
            told = {"id": row.id, "lat": row.lat, "lon": row.lon}
            if row.lat is None:
                problem = f"“{row.written}” is not a point."
                yield {**told, **_answer(Representation([])), "problem": problem}
            else:
                yield {**told, **_answer(next(answers))}


def _answer(found: Representation) -> dict[str, Any]:
    return {
        "divisions": found.divisions,
        "officials": [_official(one) for one in found.sitting],
        "vacant": found.vacant,
    }


def _official(sitting: Sitting) -> dict[str, Any]:
    official, post = sitting.tenure.official, sitting.tenure.post
    expires_on = sitting.tenure.ends_on or sitting.tenure.expires_on
    return {
        "name": official.name,
        "title": post.title,
        "role": post.role,
        "body": post.body,
        "district": post.district,
        "jurisdiction": post.jurisdiction.name,
        "division": sitting.division_id,
        "is_acting": sitting.tenure.is_acting,
        "expires_on": expires_on.isoformat() if expires_on else None,
        "source": official.source,
        "source_id": official.source_id,
        "identifiers": official.identifiers,
        **{one: official.identifiers[one] for one in IDS if one in official.identifiers},
    }


IDS = ("bioguide", "ocd-person")
"""Identifiers told by their own names too."""


def _rows(told: list[dict[str, Any]]) -> Iterator[list[Any]]:
    yield ["id", "lat", "lon", "divisions", "officials", "source_ids", "vacant"]
    for one in told:
        officials = one["officials"]
        yield [
            one["id"],
            one["lat"],
            one["lon"],
            ";".join(one["divisions"]),
            ";".join(official["name"] for official in officials),
            ";".join(official["source_id"] for official in officials),
            ";".join(one["vacant"]),
        ]
