"""Bring figures of an indicator from a file or a table, all rows or none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from concerted.base.errors import Refused
from concerted.base.tables.files import Unreadable
from concerted.base.tables.numbers import NotNumbers
from concerted.base.tables.progress import Progress
from concerted.measure.indicators.importing.arranging import arranged
from concerted.measure.indicators.importing.expected import readings_of
from concerted.measure.indicators.importing.lines import Delivery
from concerted.measure.indicators.importing.roles import Role
from concerted.measure.indicators.importing.tables import Wanted, read_table
from concerted.measure.indicators.models import Frequency, Indicator, Kind, Unit, Via
from concerted.measure.indicators.operations.deliveries import (
    HandedIn,
    hand_in,
    indicator_called,
)
from concerted.measure.indicators.operations.intakes import approve_intake
from concerted.measure.indicators.queries.expecting import expected_for, fingerprint_of
from concerted.organizations.models import Organization

TOLD = 20
"""Rows with something to say that are told one by one; --json tells all."""


def _pair(text: str) -> tuple[str, str]:
    name, is_said, value = text.partition("=")
    if not is_said or not name.strip():
        raise ValueError(text)
    return name.strip(), value.strip()


def _column(text: str) -> tuple[str, Role]:
    role, header = _pair(text)
    return header, Role(role)


_column.__name__ = "KIND=COLUMN"
_pair.__name__ = "A=B"


class Command(BaseCommand):
    help = "Bring figures of an indicator (CSV, XLSX, Parquet, a table of a database) as an intake that waits for approval."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", metavar="PATH", help="a file, or the name of a table on --engine"
        )
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--indicator", required=True, metavar="SLUG")
        parser.add_argument("--partner", metavar="SLUG", help="the member whose figures these are")
        parser.add_argument("--approve", action="store_true", help="let the figures count at once")
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would happen, and change nothing"
        )
        parser.add_argument("--json", action="store_true", help="tell it for machines, all rows")
        _add_reading(parser)
        _add_people(parser)
        _add_source(parser)
        _add_creating(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        owner = Organization.objects.filter(slug=options["organization"]).first()
        if owner is None:
            raise CommandError(f"There is no organization “{options['organization']}”.")
        with transaction.atomic():
            told, handed = self._bring(owner, options)
            is_kept = handed is not None and not options["dry_run"]
            if not is_kept:
                transaction.set_rollback(True)
        told["stored"] = is_kept
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            for line in _lines(told, is_dry=options["dry_run"]):
                self.stdout.write(line)
        if handed is None:
            raise CommandError("Nothing was stored; see above.")

    def _bring(
        self, owner: Organization, options: dict[str, Any]
    ) -> tuple[dict[str, Any], HandedIn | None]:
        try:
            partner = _partner(owner, options["partner"])
            wanted = _wanted(options)
            indicator = _indicator(owner, options, wanted)
            expected = expected_for(indicator, **_expected(options))
            with Progress("Reading") as progress:
                delivery = read_table(wanted, expected, progress)
            delivery = arranged(delivery, _listed(options["ordered"]), options["reference"])
            told = _told(indicator, delivery, every_row=options["json"])
            if not delivery.is_good:
                return told, None
            handed = hand_in(
                indicator=indicator,
                delivery=delivery,
                fingerprint=fingerprint_of(delivery, expected, partner=options["partner"] or ""),
                title=options["intake_title"] or delivery.name,
                via=Via.ENGINE if options["engine"] or options["outcome"] else Via.FILE,
                partner=partner,
                source=options["source"] or ", ".join(delivery.sources),
                note=options["note"],
                is_public_already=options["public_already"],
                by=None,
            )
            if options["approve"]:
                approve_intake(intake=handed.intake, by=None)
        except (Unreadable, NotNumbers) as error:
            raise CommandError(str(error)) from error
        except Refused as refused:
            raise CommandError(refused.message) from refused
        handed.intake.refresh_from_db()
        state = {
            "intake": str(handed.intake.pk),
            "state": handed.intake.state,
            "is_new": handed.is_new,
        }
        return told | state, handed


def _add_reading(parser: CommandParser) -> None:
    group = parser.add_argument_group("how the table is read")
    group.add_argument("--column", action="append", default=[], type=_column, metavar="KIND=COLUMN",
                       help="what a column holds: " + ", ".join(Role))  # fmt: skip
    group.add_argument("--by", default="", metavar="COLUMN", help="the column of groups")
    group.add_argument(
        "--dimension", default="", metavar="SLUG", help="the kind of groups, such as language"
    )
    group.add_argument("--only", action="append", default=[], type=_pair, metavar="COLUMN=WORD",
                       help="only rows with this word in this column")  # fmt: skip
    group.add_argument("--read", action="append", default=[], type=_pair, metavar="WORD=MEANING",
                       help="a group, kind, period, place or partner by another name")  # fmt: skip
    group.add_argument("--period", default="", help="the period of rows that name none")
    group.add_argument(
        "--scale",
        type=float,
        help="1 where rates are shares, 100 where per cent, 1000 where of 1,000",
    )
    group.add_argument(
        "--engine", metavar="URL", help="where the table is, as concerted measure takes it"
    )


def _add_people(parser: CommandParser) -> None:
    group = parser.add_argument_group("rows of single people")
    group.add_argument("--outcome", metavar="COLUMN", help="0 or 1, or a quantity; needs --by")
    for name in ("weight", "strata", "psu"):
        group.add_argument(f"--{name}", metavar="COLUMN")


def _add_source(parser: CommandParser) -> None:
    group = parser.add_argument_group("where the figures are from")
    group.add_argument("--source", default="", help="the source to cite; else the file's own")
    group.add_argument(
        "--public-already",
        action="store_true",
        help="published elsewhere: never hidden, told with their source",
    )
    group.add_argument("--note", default="", help="what to know about them")
    group.add_argument(
        "--intake-title", default="", metavar="TITLE", help="else the name of the file"
    )


def _add_creating(parser: CommandParser) -> None:
    group = parser.add_argument_group("what is added where it is missing")
    group.add_argument(
        "--create",
        action="store_true",
        help="add the indicator, the kind of groups and the groups",
    )
    group.add_argument("--title", default="", help="of the indicator")
    group.add_argument("--kind", choices=Kind.values, default=Kind.RATE)
    group.add_argument(
        "--unit", choices=Unit.values, help="per_cent unless the file says otherwise"
    )
    group.add_argument("--frequency", choices=Frequency.values, default=Frequency.YEAR)
    direction = group.add_mutually_exclusive_group()
    direction.add_argument(
        "--favourable", action="store_true", default=None, help="more is better"
    )
    direction.add_argument(
        "--adverse", action="store_false", dest="favourable", help="less is better"
    )
    group.add_argument(
        "--ordered", default="", metavar="A,B,C", help="the groups from the most disadvantaged"
    )
    group.add_argument(
        "--reference", default="", metavar="GROUP", help="the others are compared with it"
    )


def _listed(text: str) -> list[str]:
    separator = "|" if "|" in text else ","
    return [part.strip() for part in text.split(separator) if part.strip()]


def _partner(owner: Organization, slug: str | None) -> Organization | None:
    if not slug:
        return None
    found = Organization.objects.filter(slug=slug, memberships__organization=owner).first()
    if found is None:
        raise CommandError(f"“{slug}” is no member of “{owner.slug}”.")
    return found


def _wanted(options: dict[str, Any]) -> Wanted:
    if options["outcome"] and not (
        options["by"] or Role.SUBGROUP in dict(options["column"]).values()
    ):
        raise CommandError("--outcome needs the column of groups: --by COLUMN.")
    names = ("engine", "by", "outcome", "weight", "strata", "psu")
    return Wanted(
        path=options["path"],
        columns=dict(options["column"]),
        only=dict(options["only"]),
        **{name: options[name] or "" for name in names},
    )


def _expected(options: dict[str, Any]) -> dict[str, Any]:
    return {
        "dimension": options["dimension"],
        "may_add": options["create"],
        "readings": readings_of(options["read"]),
        "period": options["period"],
        "scale": options["scale"],
    }


def _indicator(owner: Organization, options: dict[str, Any], wanted: Wanted) -> Indicator:
    found = Indicator.objects.filter(organization=owner, slug=options["indicator"]).first()
    if found is not None:
        return found
    if not options["create"]:
        raise CommandError(
            f"“{owner.slug}” has no indicator “{options['indicator']}”. Give --create to add it."
        )
    favourable, scale = wanted.said_of_all()
    if options["favourable"] is not None:
        favourable = options["favourable"]
    if favourable is None:
        raise CommandError("Say whether more is better (--favourable) or less (--adverse).")
    by_scale = Unit.PER_THOUSAND if scale == 1000 else Unit.PER_CENT
    return indicator_called(
        organization=owner,
        slug=options["indicator"],
        title=options["title"] or options["indicator"].replace("-", " ").capitalize(),
        kind=options["kind"],
        unit=options["unit"] or (by_scale if options["kind"] == Kind.RATE else Unit.NUMBER),
        favourable=favourable,
        frequency=options["frequency"],
        by=None,
    )


def _told(indicator: Indicator, delivery: Delivery, *, every_row: bool) -> dict[str, Any]:
    most = None if every_row else TOLD
    states = [str(line.state) for line in delivery.lines]
    return {
        "organization": indicator.organization.slug,
        "indicator": indicator.slug,
        "file": delivery.name,
        "rows": delivery.row_count,
        "figures": len(delivery.lines),
        **{state: states.count(state) for state in ("known", "suppressed", "missing")},
        "columns": dict(zip(delivery.headers, map(str, delivery.roles), strict=True)),
        "new_dimensions": [one.slug for one in delivery.dimensions],
        "new_groups": [f"{one.dimension}: {one.title}" for one in delivery.groups],
        "problems": _rows(delivery.problems, most),
        "remarks": _rows(delivery.remarks, most),
        "more": sum(
            max(0, len(told) - (most or len(told)))
            for told in (delivery.problems, delivery.remarks)
        ),
        "intake": None,
        "state": None,
        "is_new": False,
    }


def _rows(found: Sequence[Any], most: int | None) -> list[dict[str, Any]]:
    return [{"row": one.row, "problem": one.words} for one in found[:most]]


def _lines(told: dict[str, Any], *, is_dry: bool) -> Iterator[str]:
    yield f"{told['file']}: {told['rows']} rows, {told['figures']} figures"
    yield "  columns: " + ", ".join(
        f"{a} → {b}" for a, b in told["columns"].items() if b != "nothing"
    )
    for one in (*told["problems"], *told["remarks"]):
        yield f"  row {one['row']}: {one['problem']}" if one["row"] else f"  {one['problem']}"
    if told["more"]:
        yield f"  and {told['more']} more; --json tells all"
    if told["intake"] is None:
        return
    for name in ("new_dimensions", "new_groups"):
        if told[name]:
            yield f"  {name.replace('_', ' ')}: {', '.join(told[name])}"
    yield f"  {told['known']} known, {told['suppressed']} suppressed, {told['missing']} missing"
    if is_dry:
        yield "Nothing was changed: this was a dry run."
    elif told["is_new"]:
        waits = " and waits for approval" if told["state"] == "draft" else ""
        yield f"Stored as intake {told['intake']} ({told['state']}){waits}."
    else:
        yield f"These figures are here already, as intake {told['intake']} ({told['state']})."
