"""The tables of the database as a backup copies them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

PASSING = {"base_workerpulse", "base_clockmark", "base_dailysalt", "base_allowance"}
MADE_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}


def all_tables() -> list[str]:
    """Tables, sorted, without the views and what the engine itself keeps."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_list(cursor)
    return sorted(
        one.name for one in found if one.type == "t" and not one.name.startswith("sqlite_")
    )


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [
            column.name for column in connection.introspection.get_table_description(cursor, table)
        ]


def count_rows(tables: Iterable[str]) -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def filled_tables() -> list[str]:
    """Tables in which an installation has put something of its own."""
    skipped = PASSING | MADE_BY_MIGRATIONS
    counts = count_rows(table for table in all_tables() if table not in skipped)
    return [table for table, count in counts.items() if count]


def applied_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).applied_migrations())
