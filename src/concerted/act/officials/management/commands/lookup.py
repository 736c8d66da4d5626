from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from concerted.act.officials.queries.representing import Representation, Sitting, represented
from concerted.act.officials.reading.records import degrees
from concerted.base.tables.files import Limits, Unreadable, open_table
from concerted.base.tables.writing import csv_of

COLUMNS = {"id": ("id",), "lat": ("lat", "latitude"), "lon": ("lon", "lng", "longitude")}
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
            points, problems = _points(options["file"])
        except Unreadable as problem:
            raise CommandError(str(problem)) from None
        day = options["on"] or timezone.localdate()
        told = list(_told(points, day))
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(csv_of(_rows(told)).decode("utf-8-sig"), ending="")
        for one in problems:
            self.stderr.write(one)
        if problems:
            raise CommandError(f"{len(problems)} rows have no point; see above.")


def _points(path: Path) -> tuple[list[tuple[str, float, float]], list[str]]:
    """The points of the file, and what is wrong with the rows that hold none."""
    table = open_table(path, limits=LIMITS)
    headers = [header.strip().lower() for header in table.headers]
    places = {
        ours: next((headers.index(name) for name in names if name in headers), None)
        for ours, names in COLUMNS.items()
    }
    missing = [ours for ours, place in places.items() if place is None]
    if missing:
        raise CommandError(f"{path.name} has no column {', '.join(missing)}.")
    points, problems = [], []
    for number, cells in table.rows():
        given = {ours: cells[place].strip() for ours, place in places.items() if place is not None}
        lat, lon = degrees(given["lat"], 90), degrees(given["lon"], 180)
        if lat is None or lon is None:
            problems.append(f"Row {number}: “{given['lat']}, {given['lon']}” is not a point.")
        else:
            points.append((given["id"], lat, lon))
    return points, problems


def _told(points: list[tuple[str, float, float]], day: datetime.date) -> Iterator[dict[str, Any]]:
    for start in range(0, len(points), MANY):
        some = points[start : start + MANY]
        answers = represented([(lon, lat) for _id, lat, lon in some], day=day)
        for (name, lat, lon), answer in zip(some, answers, strict=True):
            yield {"id": name, "lat": lat, "lon": lon, **_answer(answer)}


def _answer(found: Representation) -> dict[str, Any]:
    return {
        "divisions": found.divisions,
        "officials": [_official(one) for one in found.sitting],
        "vacant": found.vacant,
    }


def _official(sitting: Sitting) -> dict[str, Any]:
    official, post = sitting.tenure.official, sitting.tenure.post
    return {
        "name": official.name,
        "title": post.title,
        "role": post.role,
        "body": post.body,
        "district": post.district,
        "jurisdiction": post.jurisdiction.name,
        "division": sitting.division_id,
        "is_acting": sitting.tenure.is_acting,
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
