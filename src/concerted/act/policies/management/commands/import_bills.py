from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from concerted.act.policies.operations.importing import import_bills
from concerted.act.policies.reading.bills import read_bills
from concerted.base.tables.files import Unreadable
from concerted.organizations.models import Organization

REASONS = {
    "several": "several of that name sit there",
    "nobody": "nobody of that name sits there",
}


class Command(BaseCommand):
    """Works without a viewer: whoever can run it owns the installation."""

    help = (
        "Import bills with their actions, sponsors and votes, as drafts: JSON of Open States, "
        "from its API (version 3) or its scrapers; a file, or a folder of them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, or one file")
        parser.add_argument("--organization", metavar="SLUG", required=True, help="who follows it")
        parser.add_argument(
            "--jurisdiction",
            default="",
            metavar="ID",
            help="whose bills they are, where the files do not say: ocd-jurisdiction/…",
        )
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["path"]
        organization = Organization.objects.filter(slug=options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']}.")
        if not path.exists():
            raise CommandError(f"There is no {path}.")
        try:
            reading = read_bills(path, jurisdiction=options["jurisdiction"])
        except Unreadable as problem:
            raise CommandError(str(problem)) from None
        if not reading.bills:
            raise CommandError(f"{path} holds no bill in a known format.")
        report = import_bills(organization=organization, reading=reading, by=None)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            f"Added {report.added} bills, changed {report.changed}, unchanged {report.unchanged}; "
            f"{report.votes} votes with {report.ballots} voters."
        )
        for bill, about, name, why in report.unmatched:
            self.stdout.write(f"Given to nobody: “{name}” ({bill}, {about}): {REASONS[why]}.")
        for name in report.unreadable:
            self.stdout.write(f"Could not read: {name}.")
