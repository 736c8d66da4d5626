"""Bring a survey from an XLSForm, the workbook of KoboToolbox and ODK."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from concerted.base.errors import Refused
from concerted.base.tables.files import Unreadable
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.operations.importing import import_reading
from concerted.listen.surveys.xlsforms.reading import FormReading, read_form
from concerted.organizations.models import Organization


class Command(BaseCommand):
    help = "Bring a survey as a draft, from an XLSForm (XLSX)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--check", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        owner = Organization.objects.filter(slug=options["organization"]).first()
        if owner is None:
            raise CommandError(f"There is no organization “{options['organization']}”.")
        file: Path = options["file"]
        try:
            reading = read_form(file, language=owner.language)
        except Unreadable as unreadable:
            raise CommandError(str(unreadable)) from unreadable
        told = _told(reading)
        if reading.definition is not None and not options["check"]:
            try:
                brought = import_reading(
                    organization=owner, reading=reading, file=file.name, by=None
                )
            except Refused as refused:
                raise CommandError(refused.message) from refused
            told |= _survey(brought.survey, is_new=brought.is_new)
        self.stdout.write(
            json.dumps(told, ensure_ascii=False, indent=1) if options["json"] else _words(told)
        )
        if reading.definition is None:
            raise CommandError("Nothing was taken: correct the form first.")


def _told(reading: FormReading) -> dict[str, Any]:
    definition = reading.definition
    return {
        "title": definition.title[definition.language] if definition else None,
        "language": definition.language if definition else None,
        "sections": len(definition.sections) if definition else 0,
        "questions": len(list(definition.questions())) if definition else 0,
        "survey": None,
        "is_new": False,
        "remarks": [
            {
                "level": one.level.value,
                "sheet": one.place.sheet,
                "row": one.place.row,
                "column": one.place.column,
                "text": one.text,
            }
            for one in reading.remarks
        ],
    }


def _survey(survey: Survey, *, is_new: bool) -> dict[str, Any]:
    return {"survey": survey.slug, "is_new": is_new, "url": survey.get_absolute_url()}


def _words(told: dict[str, Any]) -> str:
    lines = [
        f"{one['sheet'] or 'form'} {one['row'] or ''} {one['level']}: {one['text']}".replace(
            "  ", " "
        )
        for one in told["remarks"]
    ]
    if told["title"] is not None:
        what = f"“{told['title']}”: {told['questions']} questions on {told['sections']} pages"
        came = "is a draft now" if told["is_new"] else "was here already; nothing was changed"
        lines.append(f"{what}, {came}." if told["survey"] else f"{what}; nothing was written.")
    return "\n".join(lines)
