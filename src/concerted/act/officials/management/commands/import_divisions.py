from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from concerted.act.officials.operations import import_shapes
from concerted.act.officials.reading.shapes import read_shapes
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
            help="the property with an Open Civic Data id, a geoid, or a name for --prefix",
        )
        parser.add_argument(
            "--prefix", default="", help="what makes an id of it: ocd-division/…/county:"
        )
        parser.add_argument("--source", default="", help="what the source is called")
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no {file}.")
        try:
            shapes = read_shapes(
                file, id_property=options["id_property"], prefix=options["prefix"]
            )
        except Unreadable as problem:
            raise CommandError(str(problem)) from None
        if not shapes.told:
            raise CommandError(
                f"No feature of {file.name} says in “{options['id_property']}” which division it is."
            )
        report = import_shapes(
            told=shapes.told,
            valid_from=options["valid_from"],
            source=options["source"] or file.name,
        )
        if options["json"]:
            told = {**asdict(report), "mended": shapes.mended, "unreadable": shapes.unreadable}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            f"Added {report.added} shapes, changed {report.changed}, unchanged {report.unchanged}; "
            f"{shapes.mended} crossed themselves and were mended."
        )
        for one in shapes.unreadable:
            self.stdout.write(f"Could not read feature {one}.")
