"""Bring the shares of a place's people from a file, all or none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from concerted.listen.representation.operations.places import (
    Imported,
    add_place,
    import_benchmarks,
)
from concerted.listen.representation.queries.benchmark_files import BenchmarkFile, read_benchmarks
from concerted.listen.representation.queries.known_words import known_words
from concerted.organizations.models import Organization


class Command(BaseCommand):
    help = "Bring benchmarks (CSV or XLSX: dimension, subgroup, share, source, date) of a place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--place", required=True, metavar="NAME", help="added where there is none of this name"
        )
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        owner = Organization.objects.filter(slug=options["organization"]).first()
        if owner is None:
            raise CommandError(f"There is no organization “{options['organization']}”.")
        name = " ".join(options["place"].split())
        if not name or len(name) > 120:
            raise CommandError("The name of the place needs 1 to 120 letters.")
        file = read_benchmarks(options["file"], known_words(owner))
        imported = _import(owner, name, file) if file.is_good else None
        told = {
            "organization": owner.slug,
            "place": imported.place.name if imported else name,
            "stored": imported is not None,
            "rows": len(file.lines),
            "dimensions": list(imported.dimensions) if imported else [],
            **{
                count: getattr(imported, count) if imported else 0
                for count in ("added", "changed", "removed", "same")
            },
            "problems": [{"row": one.row, "problem": one.words} for one in file.problems],
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            for line in _lines(told, file):
                self.stdout.write(line)
        if imported is None:
            raise CommandError("Nothing was stored; see above.")


@transaction.atomic
def _import(owner: Organization, name: str, file: BenchmarkFile) -> Imported:
    """The place is stored with its figures or not at all."""
    by_slug = owner.places.filter(slug=name).first()
    place = by_slug or add_place(organization=owner, name=name, by=None)
    return import_benchmarks(place=place, file=file, by=None)


def _lines(told: dict[str, Any], file: BenchmarkFile) -> list[str]:
    if not told["stored"]:
        return [str(one) for one in file.problems]
    return [
        f"{told['place']}: {told['rows']} shares in {', '.join(told['dimensions'])}"
        f" ({told['added']} added, {told['changed']} changed, {told['removed']} removed,"
        f" {told['same']} as they were)."
    ]
