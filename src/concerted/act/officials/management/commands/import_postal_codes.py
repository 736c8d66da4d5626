from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from concerted.act.officials.operations import import_postal_codes
from concerted.act.officials.reading.postal import read_postal_codes
from concerted.base.tables.files import Unreadable


class Command(BaseCommand):
    """Works without a viewer: whoever can run it owns the installation."""

    help = (
        "Import which districts a postal code lies in: a relationship file of the Census Bureau, "
        "or a table with the columns postal_code and division_id, or postal_code, lat and lon."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--source", default="", help="what the source is called")
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            reading = read_postal_codes(file)
        except Unreadable as problem:
            raise CommandError(str(problem)) from None
        report = import_postal_codes(told=reading.told, source=options["source"] or file.name)
        if options["json"]:
            told = {**asdict(report), "unreadable": reading.unreadable}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            f"Added {report.added}, removed {report.removed}, unchanged {report.unchanged}."
        )
        for one in reading.unreadable[:50]:
            self.stdout.write(f"Could not read: {one}.")
        if len(reading.unreadable) > 50:
            self.stdout.write(f"And {len(reading.unreadable) - 50} rows more.")
