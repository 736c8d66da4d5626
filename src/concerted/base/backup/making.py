"""Writing a backup: a snapshot of the database, then the files, then the key that signed its links."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from concerted.base.backup.tables import (
    all_tables,
    applied_migrations,
    columns_of,
    count_rows,
    quoted,
)

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
TABLES = "tables"
FILES = "files"
KEY = "secret-key"
LAST = "last-backup"


def write_backup(target: Path) -> dict[str, Any]:
    """Write everything into ``target``, whole or not at all; what is in it. Without a viewer: it holds all.

    The file is as confidential as the installation itself, and only its owner may read it.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as raw,
            tarfile.open(fileobj=raw, mode="w:gz", compresslevel=4) as archive,
            tempfile.TemporaryDirectory() as scratch,
        ):
            add = _add_sqlite if connection.vendor == "sqlite" else _add_postgresql
            manifest = add(archive, Path(scratch))
            manifest |= {
                "format": FORMAT,
                "engine": connection.vendor,
                "made_at": timezone.now().isoformat(),
                "files": _add_files(archive),
            }
            _add_bytes(archive, KEY, settings.SECRET_KEY.encode())
            _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
            archive.close()
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    (Path(settings.DATA) / LAST).write_text(timezone.now().isoformat())
    return manifest


def _add_sqlite(archive: tarfile.TarFile, scratch: Path) -> dict[str, Any]:
    """SQLite's own backup: pages are copied while others read and write, and the copy is of one moment."""
    copy = scratch / DATABASE
    connection.ensure_connection()
    target = sqlite3.connect(copy)
    try:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        names = [
            row[0] for row in target.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        tables = sorted(name for name in names if not name.startswith("sqlite_"))
        counts = {
            name: target.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608
            for name in tables
        }
        applied = target.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = [list(row) for row in applied]
    finally:
        target.close()
    archive.add(copy, arcname=DATABASE)
    return {"rows": counts, "migrations": migrations}


def _add_postgresql(archive: tarfile.TarFile, scratch: Path) -> dict[str, Any]:
    """One transaction that sees one moment; each table copied as the server writes it, fast and exact."""
    connection.ensure_connection()
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables = all_tables()
        counts = count_rows(tables)
        columns = {table: columns_of(table) for table in tables}
        for table in tables:
            path = scratch / "table.copy"
            with path.open("wb") as file:
                for piece in _copy_out(table, columns[table]):
                    file.write(piece)
            archive.add(path, arcname=f"{TABLES}/{table}")
        migrations = [list(one) for one in applied_migrations()]
    return {"rows": counts, "columns": columns, "migrations": migrations}


def _copy_out(table: str, columns: list[str]) -> Iterator[bytes]:
    listed = ", ".join(quoted(column) for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY {quoted(table)} ({listed}) TO STDOUT") as copy,
    ):
        for piece in copy:
            yield bytes(piece)


def _add_files(archive: tarfile.TarFile) -> dict[str, int]:
    """Files people brought, with their sizes. They are never changed, so that those of the snapshot are there."""
    root = Path(settings.MEDIA_ROOT)
    sizes = {}
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(root).as_posix()
            archive.add(path, arcname=f"{FILES}/{name}")
            sizes[name] = path.stat().st_size
    return sizes


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    archive.addfile(entry, io.BytesIO(content))
