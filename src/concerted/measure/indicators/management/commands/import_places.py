from __future__ import annotations

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.measure.indicators.operations.places import import_places
from concerted.organizations.models import Organization


class Command(BaseCommand):
    """Works without a viewer: whoever can run it owns the installation."""

    help = "Import shapes of places from a GeoJSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a GeoJSON file with areas in degrees")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--name-property", default="name", help="as the figures say it")
        parser.add_argument("--code-property", default="")
        parser.add_argument("--source", default="", help="where the shapes come from")
        parser.add_argument(
            "--valid-from", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD", help="(today)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        organization = Organization.objects.filter(slug=options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']}.")
        try:
            report = import_places(
                organization=organization,
                data=path.read_bytes(),
                name_property=options["name_property"],
                code_property=options["code_property"],
                source=options["source"],
                valid_from=options["valid_from"] or timezone.localdate(),
                by=None,
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"Read {report.read} places, {report.added} of them new.")
