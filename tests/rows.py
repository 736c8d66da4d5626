"""What requests leave in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

WRITES = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


MODELS = {
    model._meta.label: model
    for model in apps.get_models()
    if model.__module__.startswith("concerted.")
}
LABELS = {model._meta.db_table: label for label, model in MODELS.items()}


def fingerprint(*labels):
    """All rows of the models of these labels, every value as text."""
    return {
        label: sorted(tuple(map(str, row)) for row in MODELS[label].objects.values_list())
        for label in labels
    }


@contextmanager
def written() -> Iterator[set[str]]:
    """The labels of the models whose tables are written within, also by what is taken back."""
    found: set[str] = set()

    def watch(execute, sql, params, many, context):
        found.update(LABELS[table] for table in WRITES.findall(sql) if table in LABELS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found
