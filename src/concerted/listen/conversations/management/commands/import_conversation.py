"""Bring a conversation held elsewhere, from a folder of pol.is files."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from concerted.listen.conversations.operations.importing import import_conversation
from concerted.listen.conversations.operations.readings import read_map
from concerted.listen.conversations.queries.folders import read_conversation
from concerted.listen.conversations.queries.summaries import import_summary
from concerted.organizations.models import Organization


class Command(BaseCommand):
    help = "Bring a conversation from a folder of pol.is files (votes.csv, comments.csv, …)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument(
            "--language", default="", metavar="CODE", help="the language people wrote in"
        )
        parser.add_argument(
            "--credit", default="", metavar="TEXT", help="whose data it is, and its licence"
        )
        parser.add_argument(
            "--draft", action="store_true", help="for the team alone, until somebody opens it"
        )
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        owner = Organization.objects.filter(slug=options["organization"]).first()
        if owner is None:
            raise CommandError(f"There is no organization “{options['organization']}”.")
        began = time.perf_counter()
        try:
            files = read_conversation(options["folder"])
            brought = import_conversation(
                organization=owner,
                files=files,
                language=options["language"],
                credit=options["credit"],
                is_draft=options["draft"],
                by=None,
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        imported = time.perf_counter()
        read_map(conversation=brought.conversation)
        told = {
            "organization": owner.slug,
            "is_new": brought.is_new,
            **import_summary(brought.conversation, files),
            "import_seconds": round(imported - began, 2),
            "map_seconds": round(time.perf_counter() - imported, 2),
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(_words(told))


def _words(told: dict[str, Any]) -> str:
    groups = ", ".join(
        f"{one['letter']} {'few' if one['size'] is None else one['size']}"
        for one in told["groups"]
    )
    came = "is new" if told["is_new"] else "was here already; nothing was changed"
    return (
        f"“{told['title']}” {came}: {told['votes']} votes of {told['participants']} people on "
        f"{told['statements']} statements ({told['rejected']} rejected).\n"
        f"{told['outcome'] or 'No map yet'}{': ' + groups if groups else ''}\n{told['url']}"
    )
