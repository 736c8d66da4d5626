from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from concerted.act.officials.operations import ImportReport, import_officials
from concerted.act.officials.reading import read_officials
from concerted.act.officials.reading.records import Reading
from concerted.base.tables.files import Unreadable
from concerted.organizations.models import Organization


class Command(BaseCommand):
    """Works without a viewer: whoever can run it owns the installation."""

    help = (
        "Import officials: congress-legislators or Open States people (YAML, JSON), Popolo JSON, "
        "or a table (CSV, XLSX) with a row for each post; a file, or a folder of them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, or one file")
        parser.add_argument(
            "--organization", metavar="SLUG", help="whose list it is; without it, everybody's"
        )
        parser.add_argument("--source", default="", help="what the source is called")
        parser.add_argument(
            "--checked",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day the source was true (today)",
        )
        parser.add_argument(
            "--public",
            action="store_true",
            help="show new ones on the organization's public pages; without one they are public",
        )
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["path"]
        organization = _organization(options["organization"])
        if not path.exists():
            raise CommandError(f"There is no {path}.")
        try:
            reading = read_officials(path)
        except Unreadable as problem:
            raise CommandError(str(problem)) from None
        if not any((reading.people, reading.more, reading.places, reading.vacant)):
            raise CommandError(f"{path} holds nobody in a known format.")
        report = import_officials(
            organization=organization,
            reading=reading,
            checked_on=options["checked"] or reading.checked_on or timezone.localdate(),
            by=None,
            source=options["source"],
            is_public=options["public"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False, indent=1))
            return
        for line in _sentences(report, reading):
            self.stdout.write(line)


def _sentences(report: ImportReport, reading: Reading) -> Iterator[str]:
    yield (
        f"Added {report.added}, changed {report.changed}, unchanged {report.unchanged}, "
        f"now past {report.ended}, left out as past {report.left_out}."
    )
    if reading.more:
        yield f"Offices and accounts added to {report.completed}."
    if report.vacant:
        yield f"Vacant seats: {report.vacant}."
    if report.passed_over:
        yield f"Passed over {len(report.passed_over)} files of committees."
    for name in report.repeated:
        yield f"Left out: {name}, listed twice for one post."
    for name in report.unreadable:
        yield f"Could not read: {name}."


def _organization(slug: str | None) -> Organization | None:
    if slug is None:
        return None
    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no organization {slug}.")
    return found
