from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from concerted.act.officials.operations import ShapesReport, import_shapes
from concerted.act.officials.reading.shapes import Shapes, read_shapes
from concerted.base.tables.files import Unreadable


class Command(BaseCommand):
    """Works without a viewer: whoever can run it owns the installation."""

    help = "Import where divisions lie, from GeoJSON in degrees (WGS 84)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.geojson")
        parser.add_argument(
            "--valid-from",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the first day of this map; the one before holds until then",
        )
        parser.add_argument(
            "--id-property",
            required=True,
            metavar="NAME",
            help="the property with an Open Civic Data id, a GEOID or GEOIDFQ, or a name for --prefix",
        )
        parser.add_argument(
            "--prefix", default="", help="what makes an id of it: ocd-division/…/county:"
        )
        parser.add_argument("--source", default="", help="what the source is called")
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        shapes = _read(file, options["id_property"], options["prefix"])
        report = import_shapes(
            told=shapes.told,
            valid_from=options["valid_from"],
            source=options["source"] or file.name,
        )
        if options["json"]:
            told = {
                **asdict(report),
                "mended": shapes.mended,
                "in_parts": shapes.in_parts,
                "unreadable": shapes.unreadable,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for line in (*_sentences(report), *_sentences_of_file(shapes)):
            self.stdout.write(line)


def _read(file: Path, id_property: str, prefix: str) -> Shapes:
    if not file.is_file():
        raise CommandError(f"There is no {file}.")
    try:
        shapes = read_shapes(file, id_property=id_property, prefix=prefix)
    except Unreadable as problem:
        raise CommandError(str(problem)) from None
    if not shapes.told:
        reasons = "".join(f"\n  feature {one}" for one in shapes.unreadable[:5])
        raise CommandError(
            f"No feature of {file.name} says where a division lies and in “{id_property}” which division it is."
            f"{reasons}"
        )
    return shapes


def _sentences(report: ShapesReport) -> Iterator[str]:
    yield f"Added {report.added} shapes, changed {report.changed}, unchanged {report.unchanged}."
    if report.changed:
        came = ", ".join(report.replaced_sources)
        yield (
            f"The {report.changed} changed had another shape from the same day on (from {came}); "
            "this one took its place, and all other divisions were kept."
        )
    if report.ended:
        yield f"{report.ended} older divisions end with this map, which divides their land anew."
    for one in report.doubled:
        yield (
            f"Kept: {one} holds from the same day on, is not in this file, and lies under it. "
            "A point there has both."
        )


def _sentences_of_file(shapes: Shapes) -> Iterator[str]:
    if shapes.mended:
        yield f"{shapes.mended} outlines crossed themselves and were mended."
    if shapes.in_parts:
        yield f"{shapes.in_parts} divisions were made of several features each."
    for one in shapes.unreadable:
        yield f"Could not read feature {one}."
