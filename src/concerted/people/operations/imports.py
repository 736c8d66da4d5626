"""Bringing in a file of people: look at it, take it in, and take it out again."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.tables.files import Table, Unreadable, open_table
from concerted.organizations.models import Organization
from concerted.people.importing.columns import Columns, guess_columns
from concerted.people.importing.consent import Answer as Said
from concerted.people.importing.fields import (
    GRANTS,
    REFUSED_BY_NO,
    REFUSED_BY_YES,
    Channel,
    Field,
)
from concerted.people.importing.rows import RowReader
from concerted.people.importing.values import clean_text
from concerted.people.models import Import
from concerted.people.operations.import_batches import Row, TagBox, take_rows
from concerted.people.operations.import_holds import count_answers
from concerted.people.operations.namelessness import refuse_names
from concerted.people.queries.imports import unreadable_words

ROWS_AT_ONCE = 2000


def start_import(
    *,
    organization: Organization,
    path: Path,
    file_name: str = "",
    keep_file: bool = True,
    by: Viewer | None = None,
) -> Import:
    """Read the file at ``path`` and guess its columns; nobody is taken in yet.

    Refused where the file is no table, or is in the list already. With ``keep_file`` it is kept until it is
    taken in. Refused, too, where the organization keeps no names.
    """
    refuse_names(organization=organization)
    file_name = clean_text((file_name or path.name)[-200:])
    try:
        table = open_table(path, file_name)
        columns = guess_columns(table)
        row_count = sum(1 for _row in table.rows())
    except Unreadable as unreadable:
        raise Refused(unreadable_words(unreadable), field="file") from unreadable
    digest = _digest(path)
    with transaction.atomic():
        _refuse_second(organization, digest)
        record = Import(
            organization=organization,
            file_name=file_name,
            digest=digest,
            format=table.description,
            headers=[clean_text(header, limit=200) for header in table.headers],
            fields=[str(one) for one in columns.fields],
            whole_file={str(channel): str(said) for channel, said in columns.whole_file.items()},
            row_count=row_count,
            by_id=by.pk if by is not None else None,
        )
        if keep_file:
            with path.open("rb") as file:
                record.file.save(f"{record.pk}{path.suffix[:8]}", File(file), save=False)
        record.save(force_insert=True)
    return record


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_second(organization: Organization, digest: str) -> None:
    """A file that was undone may come again; one that stands may not, for it would add people twice."""
    standing = Import.objects.filter(
        organization=organization, digest=digest, state__in=Import.STANDING
    ).first()
    if standing is not None:
        day = standing.created_at.date().isoformat()
        raise Refused(
            _("This file was imported on %(day)s as “%(name)s”. Undo that first.")
            % {"day": day, "name": standing.file_name},
            field="file",
        )


@transaction.atomic
def correct_columns(
    *, record: Import, fields: Sequence[str], whole_file: Mapping[str, str]
) -> Import:
    """Say what the columns of a file hold, before it is taken in."""
    record = Import.objects.select_for_update().get(pk=record.pk)
    if record.state != Import.State.READY:
        raise Refused(_("This file is being taken in already."))
    if len(fields) != len(record.headers):
        raise ValueError(f"{len(record.headers)} columns, but {len(fields)} fields")
    record.fields = [str(Field(one)) for one in fields]
    record.whole_file = {
        str(Channel(one)): str(Said(said)) for one, said in whole_file.items() if said
    }
    record.save(update_fields=["fields", "whole_file"])
    return record


@transaction.atomic
def request_import(*, record: Import, by: Viewer | None = None) -> bool:
    """Set a file that was checked to be taken in; false when it was set before."""
    record = Import.objects.select_for_update().select_related("organization").get(pk=record.pk)
    if record.state != Import.State.READY:
        return False
    if not set(record.fields) & _TELLING:
        raise Refused(_("Say which column holds names, e-mail addresses or phone numbers."))
    _refuse_second(record.organization, record.digest)
    record.state = Import.State.WAITING
    record.started_at = timezone.now()
    record.save(update_fields=["state", "started_at"])
    note(
        verb="import",
        subject=record,
        by=by,
        after={"file": record.file_name, "rows": record.row_count},
    )
    return True


_TELLING = {"full_name", "given_name", "family_name", "email", "phone"}


def run_import(*, record: Import, path: Path | None = None) -> Import:
    """Take in every row of the file of ``record``, or what is left of it; running twice adds nothing.

    Each batch of rows is a transaction of its own, so that others can write in between and an import that was
    cut off goes on where it was. No yes counts before the whole file was compared. For the worker and the
    command line: it has no viewer.
    """
    if not _begin(record):
        return record
    try:
        with file_of(record, path=path) as source:
            _take_all(record, open_table(source, record.file_name))
        record.state = Import.State.DONE
    except Unreadable as unreadable:
        with override(record.organization.language):
            problem = unreadable_words(unreadable)
        record.state, record.problem = Import.State.FAILED, problem[:300]
    except Exception:
        Import.objects.filter(pk=record.pk).update(state=Import.State.FAILED)
        raise
    if held := count_answers(record=record):
        record.counts["held"] = held
    _finish(record)
    return record


def _begin(record: Import) -> bool:
    with transaction.atomic():
        found = Import.objects.select_for_update().filter(
            pk=record.pk, state__in=(Import.State.WAITING, Import.State.RUNNING)
        )
        can_run = bool(found.update(state=Import.State.RUNNING))
    record.refresh_from_db()
    return can_run


def _take_all(record: Import, table: Table) -> None:
    columns = columns_of(record)
    tags = TagBox(record)
    words = _words(record, columns)
    rows = (row for row in _parsed(record, table, columns) if row[0] > record.rows_done)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        if not take_rows(record=record, rows=batch, tags=tags, words=words):
            return


def _parsed(record: Import, table: Table, columns: Columns) -> Iterator[Row]:
    reader = RowReader(
        table.headers,
        columns,
        today=timezone.localdate(),
        region=record.organization.region,
    )
    for number, cells in table.rows():
        yield number, reader.read(cells)


def columns_of(record: Import, /) -> Columns:
    """What the columns of ``record`` hold, as guessed or corrected."""
    return Columns(
        tuple(Field(one) for one in record.fields),
        {Channel(channel): Said(said) for channel, said in record.whole_file.items()},
    )


def _words(record: Import, columns: Columns) -> dict[str, str]:
    """By channel, the headers over what people answered, or the name of the file."""
    words: dict[str, str] = {}
    for channel in Channel:
        headers = [
            header
            for header, each in zip(record.headers, columns.fields, strict=True)
            if channel
            in (*GRANTS.get(each, ()), *REFUSED_BY_NO.get(each, ()), *REFUSED_BY_YES.get(each, ()))
        ]
        words[str(channel)] = " · ".join(headers or [record.file_name])[:2000]
    return words


@contextmanager
def file_of(record: Import, /, *, path: Path | None = None) -> Iterator[Path]:
    """The file of ``record`` on this machine, wherever it is kept."""
    if path is not None:
        yield path
        return
    with tempfile.NamedTemporaryFile(suffix=Path(str(record.file.name)).suffix) as copy:
        with record.file.open("rb") as file:
            shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


@transaction.atomic
def _finish(record: Import) -> None:
    record.finished_at = timezone.now()
    _forget_file(record)
    record.save(update_fields=["state", "problem", "counts", "finished_at", "file"])


def _forget_file(record: Import) -> None:
    name, storage = record.file.name, record.file.storage
    record.file = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def discard_import(*, record: Import) -> None:
    """Forget a file that was not taken in; one that was is undone instead."""
    record = Import.objects.select_for_update().get(pk=record.pk)
    if record.state != Import.State.READY:
        raise Refused(_("This file has been imported. Undo the import instead."))
    _forget_file(record)
    record.delete()


def discard_old_imports(*, before: datetime.datetime) -> int:
    """Forget files that nobody took in since; how many. For the clock."""
    old = Import.objects.filter(state=Import.State.READY, created_at__lt=before)
    count = 0
    for record in old:
        discard_import(record=record)
        count += 1
    return count
