"""Bring files of people into the list of an organization."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from concerted.base.errors import Refused
from concerted.organizations.models import Organization
from concerted.people import operations
from concerted.people.models import Import, ImportRow
from concerted.people.queries.imports import said

TOLD = 20
"""Rows with something to say that are told one by one; --json tells all."""


class Command(BaseCommand):
    help = "Bring people from files (CSV, TSV, TXT, XLSX) into the list of an organization."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would happen, and change nothing"
        )
        parser.add_argument("--json", action="store_true", help="tell it for machines, all rows")

    def handle(self, *_args: Any, **options: Any) -> None:
        owner = Organization.objects.filter(slug=options["organization"]).first()
        if owner is None:
            raise CommandError(f"There is no organization “{options['organization']}”.")
        with transaction.atomic() if options["dry_run"] else nullcontext():
            reports = [_report(owner, path, all_rows=options["json"]) for path in options["files"]]
            if options["dry_run"]:
                transaction.set_rollback(True)
        if options["json"]:
            answer = {"dry_run": options["dry_run"], "files": reports}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            for line in _lines(reports, dry_run=options["dry_run"]):
                self.stdout.write(line)
        if any("problem" in report for report in reports):
            raise CommandError("Not every file was taken in; see above.")


def _report(owner: Organization, path: Path, *, all_rows: bool) -> dict[str, Any]:
    try:
        record = operations.start_import(organization=owner, path=path, keep_file=False)
        operations.request_import(record=record)
        record.refresh_from_db()
        operations.run_import(record=record, path=path)
    except Refused as refused:
        return {"file": path.name, "problem": str(refused)}
    report: dict[str, Any] = {
        "file": record.file_name,
        "import": str(record.pk),
        "format": record.format,
        "columns": dict(zip(record.headers, record.fields, strict=True)),
        "whole_file": record.whole_file,
        "rows": record.rows_done,
        **{name: record.counts.get(name, 0) for name in ("added", "joined", "junk", "held")},
        "answers": {name: count for name, count in record.counts.items() if " " in name},
        "remarks": list(_remarks(record, None if all_rows else TOLD)),
    }
    if record.state == Import.State.FAILED:
        report["problem"] = record.problem
    return report


def _remarks(record: Import, most: int | None) -> Iterator[dict[str, Any]]:
    rows = ImportRow.objects.filter(import_record=record).exclude(remarks=[])
    if most is not None:
        rows = rows.filter(outcome=ImportRow.Outcome.JUNK)
    for row in rows[:most]:
        yield {"row": row.number, "outcome": row.outcome, "said": said(row)}


def _lines(reports: Iterable[dict[str, Any]], *, dry_run: bool) -> Iterator[str]:
    for report in reports:
        yield f"{report['file']}"
        if "rows" in report:
            yield f"  {report['format']}; {report['rows']} rows"
            yield "  columns: " + ", ".join(f"{a} → {b}" for a, b in report["columns"].items())
            for channel, answer in report["whole_file"].items():
                yield f"  being in this file means: {channel} {answer}"
            yield (
                f"  {report['added']} added, {report['joined']} joined, {report['junk']} left out,"
                f" {report['held']} yes held"
            )
            yield "  answers: " + ", ".join(f"{a}: {b}" for a, b in report["answers"].items())
            for remark in report["remarks"]:
                yield f"  row {remark['row']}: {' '.join(remark['said'])}"
        if "problem" in report:
            yield f"  NOT TAKEN IN: {report['problem']}"
    if dry_run:
        yield "Nothing was changed: this was a dry run."
