from __future__ import annotations

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from concerted.act.officials.operations import import_officials
from concerted.act.officials.reading import OPEN_STATES, read_officials
from concerted.organizations.models import Organization


class Command(BaseCommand):
    """Works without a viewer: whoever can run it owns the installation."""

    help = "Import officials from a folder of Open States people files (YAML)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, or one file")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--source", default=OPEN_STATES, help="what the source is called")
        parser.add_argument(
            "--checked",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day the source was true (today)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"There is no {path}.")
        organization = Organization.objects.filter(slug=options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']}.")
        today = timezone.localdate()
        report = import_officials(
            organization=organization,
            reading=read_officials(path, today=today),
            source=options["source"],
            checked_on=options["checked"] or today,
            by=None,
        )
        self.stdout.write(
            f"Added {report.added}, changed {report.changed}, unchanged {report.unchanged}, "
            f"now past {report.ended}, left out as past {report.left_out}."
        )
        for name in report.repeated:
            self.stdout.write(f"Left out: {name}, listed twice for one post.")
        for name in report.unreadable:
            self.stdout.write(f"Could not read: {name}.")
