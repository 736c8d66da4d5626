"""Putting a backup back into an installation that is empty."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from concerted.base.backup.making import DATABASE, FILES, FORMAT, KEY, MANIFEST, TABLES
from concerted.base.backup.tables import all_tables, count_rows, filled_tables, quoted
from concerted.base.errors import Refused

BLOCK = 1 << 20


def read_backup(source: Path) -> dict[str, Any]:
    """Fill this installation from ``source``; what was in it. Without a viewer: it holds all.

    Raises ``Refused`` when something is there already, or when the backup is of a newer version, of another
    kind of database, or damaged.
    """
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = _manifest(archive)
            _refuse_unfit(manifest)
            if connection.vendor == "sqlite":
                _restore_sqlite(archive)
            else:
                _restore_postgresql(archive, manifest)
            _compare(manifest)
            _restore_files(archive, manifest)
            _restore_key(archive)
    except (tarfile.TarError, EOFError, OSError, ValueError) as damage:
        raise Refused(f"{source} cannot be read as a backup: {damage}") from damage
    call_command("migrate", verbosity=0, interactive=False)
    return manifest


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    try:
        read: dict[str, Any] = json.load(_member(archive, MANIFEST))
    except KeyError as missing:
        raise Refused("This file is not a backup of Concerted.") from missing
    return read


def _refuse_unfit(manifest: dict[str, Any]) -> None:
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    newer = [one for one in manifest["migrations"] if tuple(one) not in known]
    if manifest["format"] > FORMAT or newer:
        raise Refused("The backup is of a newer version. Install that version, or a later one.")
    if manifest["engine"] != connection.vendor:
        raise Refused(
            f"The backup is of {manifest['engine']}, and this database is {connection.vendor}."
        )
    filled = filled_tables()
    if filled:
        raise Refused(f"The database is not empty (it has rows in {', '.join(filled[:3])}).")
    root = Path(settings.MEDIA_ROOT)
    if root.is_dir() and any(path.is_file() for path in root.rglob("*")):
        raise Refused(f"There are files in {root} already.")


def _restore_sqlite(archive: tarfile.TarFile) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / DATABASE
        with copy.open("wb") as file:
            shutil.copyfileobj(_member(archive, DATABASE), file, BLOCK)
        source = sqlite3.connect(copy)
        try:
            if source.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Refused("The database in the backup is damaged.")
            connection.ensure_connection()
            source.backup(connection.connection)
        finally:
            source.close()
    # The copy brought its own way of writing along; the next connection sets ours again.
    connection.close()


def _restore_postgresql(archive: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    """Make the tables as they were when the backup was made, and fill them in one transaction."""
    _migrate_to(manifest["migrations"])
    known = set(all_tables())
    with transaction.atomic():
        for table, count in count_rows(known).items():
            if count:
                with connection.cursor() as cursor:
                    cursor.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608
        for table, columns in manifest["columns"].items():
            if table not in known:
                raise Refused(f"This version has no table {table}.")
            _copy_in(table, columns, _member(archive, f"{TABLES}/{table}"))
        _move_sequences(manifest["columns"])


def _migrate_to(migrations: list[list[str]]) -> None:
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, name in migrations}
    graph = executor.loader.graph
    last = [
        node
        for node in wanted
        if not any(child.key in wanted for child in graph.node_map[node].children)
    ]
    executor.migrate(sorted(last))


def _copy_in(table: str, columns: list[str], source: IO[bytes]) -> None:
    listed = ", ".join(quoted(column) for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY {quoted(table)} ({listed}) FROM STDIN") as copy,
    ):
        for piece in _pieces(source):
            copy.write(piece)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(BLOCK):
        yield piece


def _move_sequences(columns: dict[str, list[str]]) -> None:
    """Let counters go on after the last key that was restored."""
    with connection.cursor() as cursor:
        for table in columns:
            for sequence in connection.introspection.get_sequences(cursor, table):
                name, column = quoted(table), quoted(sequence["column"])
                statement = (
                    "SELECT setval(pg_get_serial_sequence(%s, %s), "  # noqa: S608
                    f"coalesce((SELECT max({column}) FROM {name}), 1))"
                )
                cursor.execute(statement, [name, sequence["column"]])


def _compare(manifest: dict[str, Any]) -> None:
    there = count_rows(manifest["rows"])
    if there != manifest["rows"]:
        wrong = [table for table, count in there.items() if count != manifest["rows"][table]]
        raise Refused(f"The restored tables have other numbers of rows: {', '.join(wrong)}.")


def _restore_files(archive: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    root = Path(settings.MEDIA_ROOT).resolve()
    for name, size in manifest["files"].items():
        target = (root / name).resolve()
        if not target.is_relative_to(root):
            raise Refused(f"The backup has a file outside its folder: {name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(_member(archive, f"{FILES}/{name}"), file, BLOCK)
        if target.stat().st_size != size:
            raise Refused(f"The file {name} is not whole in the backup.")


def _restore_key(archive: tarfile.TarFile) -> None:
    """Links in mail that is under way were signed with it; a key from the environment goes before it."""
    target = Path(settings.DATA) / KEY
    target.touch(mode=0o600)
    target.write_bytes(_member(archive, KEY).read())


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    found = archive.extractfile(name)
    if found is None:
        raise Refused(f"The backup has no {name}.")
    return found
