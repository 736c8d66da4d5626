"""Taking a whole import out of the list again."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.models import AuditEntry
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.people import registry
from concerted.people.importing.remarks import Reason
from concerted.people.models import (
    Answer,
    Consent,
    ContactPoint,
    Import,
    ImportRow,
    Merge,
    Person,
    PostalAddress,
    Tag,
    Tagging,
)
from concerted.people.operations.import_holds import answers_of

ROWS_AT_ONCE = 500
TABLES: dict[str, Any] = {"postaladdress": PostalAddress, "tagging": Tagging}


@transaction.atomic
def request_undo(*, record: Import, by: Viewer | None = None) -> bool:
    """Set a whole import to be undone; false when it was undone before or is being so."""
    record = Import.objects.select_for_update().get(pk=record.pk)
    if record.state in (Import.State.UNDOING, Import.State.UNDONE):
        return False
    if record.state not in (Import.State.DONE, Import.State.FAILED):
        raise Refused(_("This file has not been imported yet."))
    record.state = Import.State.UNDOING
    record.save(update_fields=["state"])
    note(verb="undo import", subject=record, by=by, after={"file": record.file_name})
    return True


def undo_import(*, record: Import) -> Import:
    """Restore what was there before ``record``, from its last row to its first.

    People it added are deleted, with what it knew of them; people it joined lose what it added. Who signed,
    answered, was changed by hand or came again in another file since stays, without the answers of this
    file. Each group of rows is a transaction of its own; undoing twice, or again after a crash, does no harm.
    It has no viewer.
    """
    record.refresh_from_db()
    while record.state == Import.State.UNDOING and record.rows_done:
        _undo_rows(record)
    if record.state == Import.State.UNDOING:
        _finish(record)
    return record


@transaction.atomic
def _undo_rows(record: Import) -> None:
    record.rows_done = (
        Import.objects.select_for_update().values_list("rows_done", flat=True).get(pk=record.pk)
    )
    first = max(0, record.rows_done - ROWS_AT_ONCE)
    found = ImportRow.objects.filter(
        import_record=record, number__gt=first, number__lte=record.rows_done
    )
    rows = list(found.order_by("-number"))
    people = {row.person_id for row in rows if row.person_id is not None}
    answers_of(record).filter(person_id__in=people).delete()
    _take_back(row for row in rows if row.change)
    _delete_added([row for row in rows if row.outcome == ImportRow.Outcome.ADDED], record)
    record.rows_done = first
    record.save(update_fields=["rows_done"])


def _take_back(rows: Iterable[ImportRow]) -> None:
    """Take from people who were there before what their rows added."""
    new: defaultdict[str, list[str]] = defaultdict(list)
    filled: dict[uuid.UUID, dict[str, Any]] = {}
    for row in rows:
        for table, key in row.change.get("new", ()):
            new[table].append(key)
        if row.person_id is not None and "filled" in row.change:
            filled.setdefault(row.person_id, {}).update(row.change["filled"])
    for table, keys in new.items():
        if table == "contactpoint":
            _remove_points(keys)
        else:
            TABLES[table].objects.filter(pk__in=keys).delete()
    for person in Person.objects.filter(pk__in=filled):
        _empty(person, filled[person.pk])


def _remove_points(keys_as_text: Iterable[str]) -> None:
    """Points about which something was answered elsewhere become former; the others go."""
    keys = [uuid.UUID(key) for key in keys_as_text]
    answered = set(
        Consent.objects.filter(contact_point_id__in=keys).values_list(
            "contact_point_id", flat=True
        )
    )
    points = ContactPoint.objects.filter(pk__in=keys)
    points.filter(pk__in=answered).update(status=ContactPoint.Status.FORMER, is_primary=False)
    points.exclude(pk__in=answered).delete()


def _empty(person: Person, filled: dict[str, Any]) -> None:
    """Empty what was filled, where nobody has changed it since."""
    changed = []
    for name, value in filled.items():
        if name == "custom_fields":
            person.custom_fields = {
                key: text
                for key, text in person.custom_fields.items()
                if key not in value or value[key] != text
            }
            changed.append(name)
        elif str(getattr(person, name)) == value:
            setattr(person, name, None if name == "birth_date" else "")
            changed.append(name)
    if changed:
        person.save(update_fields=[*changed, "name_key"])


def _delete_added(rows: Sequence[ImportRow], record: Import) -> None:
    people = {row.person_id for row in rows if row.person_id is not None}
    stay = _touched_since(people, record)
    kept = [row for row in rows if row.person_id in stay]
    for row in kept:
        row.remarks = [*row.remarks, [Reason.KEPT_ON_UNDO, ""]]
    ImportRow.objects.bulk_update(kept, ["remarks"])
    Person.objects.filter(pk__in=people - stay).delete()


def _touched_since(people: set[uuid.UUID], record: Import) -> set[uuid.UUID]:
    """Who of ``people`` did or got something since that did not come with ``record``."""
    touched: set[Any] = set()
    for reference in registry.references():
        rows = reference.model._default_manager.filter(**{f"{reference.column}__in": people})
        if reference.model is not ImportRow:
            touched |= set(rows.values_list(reference.column, flat=True))
    others = ImportRow.objects.filter(person_id__in=people).exclude(import_record=record)
    others = others.exclude(import_record__state=Import.State.UNDONE)
    touched |= set(others.values_list("person_id", flat=True))
    answers = Consent.objects.filter(person_id__in=people).exclude(source_ref=str(record.pk))
    touched |= set(answers.exclude(answer=Answer.HELD).values_list("person_id", flat=True))
    noted = AuditEntry.objects.filter(subject_type="people.person", subject_id__in=people)
    touched |= set(noted.values_list("subject_id", flat=True))
    for side in ("kept_id", "gone_id"):
        merged = Merge.objects.filter(**{f"{side}__in": people}, undone_at__isnull=True)
        touched |= set(merged.values_list(side, flat=True))
    return touched


def forget_person(person: Person, /) -> None:
    """Take what identifies an erased ``person`` out of the reports of imports."""
    ImportRow.objects.filter(person=person).update(remarks=[], change={})


@transaction.atomic
def _finish(record: Import) -> None:
    """Let go of whom this file held, and of the tags that nobody else has."""
    answers_of(record).delete()
    in_use = Tagging.objects.filter(tag_id__in=record.tags_made).values("tag_id")
    Tag.objects.filter(pk__in=record.tags_made).exclude(pk__in=in_use).delete()
    record.tags_made = []
    record.state = Import.State.UNDONE
    record.undone_at = timezone.now()
    record.save(update_fields=["state", "undone_at", "tags_made"])
