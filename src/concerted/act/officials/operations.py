from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from concerted.act.officials.models import Official
from concerted.act.officials.reading import Reading
from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization


@transaction.atomic
def add_official(
    *, organization: Organization, values: Mapping[str, Any], by: Viewer | None
) -> Official:
    """A decision maker written down by hand. The same name, post and place again gives the one there is."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.officials.filter(
        name=values["name"],
        title=values.get("title", ""),
        jurisdiction=values.get("jurisdiction", ""),
    ).first()
    if same is not None:
        return same
    official = organization.officials.create(**values)
    note(verb="added", subject=official, by=by, after=values)
    return official


@transaction.atomic
def edit_official(*, official: Official, values: Mapping[str, Any], by: Viewer | None) -> Official:
    """Change what is known of a decision maker."""
    official = Official.objects.select_for_update().get(pk=official.pk)
    before, after = change(official, **values)
    if after:
        note(verb="edited", subject=official, by=by, before=before, after=after)
    return official


@dataclass(frozen=True)
class ImportReport:
    """What an import of officials did."""

    added: int
    changed: int
    unchanged: int
    ended: int
    """Whom we had, and whose post is over now."""
    left_out: int
    """Whose posts were over already; they are not stored."""
    repeated: list[str]
    unreadable: list[str]


@transaction.atomic
def import_officials(
    *,
    organization: Organization,
    reading: Reading,
    source: str,
    checked_on: datetime.date,
    by: Viewer | None,
) -> ImportReport:
    """Bring the officials of a source up to date, each known by its id there. A second time changes nothing.

    Who has left office is marked as past where we have them, and never added.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    known = {row.source_id: row for row in organization.officials.filter(source=source)}
    new, changed, unchanged = [], [], 0
    for record in reading.current:
        values = record.values()
        row = known.get(record.source_id)
        if row is None:
            new.append(
                Official(organization=organization, source=source, checked_on=checked_on, **values)
            )
        elif _take(row, {**values, "checked_on": checked_on}):
            changed.append(row)
        else:
            unchanged += 1
    ended = _end(known, reading.ended, checked_on)
    Official.objects.bulk_create(new, batch_size=500)
    Official.objects.bulk_update(
        [*changed, *ended], [*_columns(reading), "ends_on", "checked_on"], batch_size=100
    )
    report = ImportReport(
        added=len(new),
        changed=len(changed),
        unchanged=unchanged,
        ended=len(ended),
        left_out=len(reading.ended.keys() - known.keys()),
        repeated=reading.repeated,
        unreadable=reading.unreadable,
    )
    if new or changed or ended:
        note(
            verb="imported officials",
            subject=organization,
            organization_id=organization.pk,
            by=by,
            after={
                "source": source,
                "added": len(new),
                "changed": len(changed),
                "ended": len(ended),
            },
        )
    return report


def _columns(reading: Reading) -> list[str]:
    names = reading.current[0].values() if reading.current else {}
    return [name for name in names if name not in ("source_id", "ends_on")]


def _take(row: Official, values: Mapping[str, Any]) -> bool:
    """Give ``row`` its new values, and tell whether any was new."""
    told = [name for name, value in values.items() if getattr(row, name) != value]
    for name in told:
        setattr(row, name, values[name])
    return bool(told)


def _end(
    known: Mapping[str, Official],
    ended: Mapping[str, datetime.date | None],
    checked_on: datetime.date,
) -> list[Official]:
    past = []
    for source_id in ended.keys() & known.keys():
        row = known[source_id]
        if row.is_current:
            row.ends_on = ended[source_id] or checked_on - datetime.timedelta(days=1)
            row.checked_on = checked_on
            past.append(row)
    return past
