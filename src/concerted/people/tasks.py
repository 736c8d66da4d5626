from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.organizations.models import Organization
from concerted.people import operations
from concerted.people.models import Import, RetentionPeriod


@job
def apply_retention(organization_id: str) -> int:
    """Erase the people of one organization whose time is over."""
    organization = Organization.objects.get(pk=organization_id)
    return operations.apply_retention(organization=organization)


@every(seconds=24 * 3600)
def apply_all_retention() -> None:
    """Once a day, over all organizations that set a period."""
    for key in RetentionPeriod.objects.values_list("organization_id", flat=True):
        enqueue(apply_retention, key)


@job
def run_import(import_id: str) -> None:
    """Take in the rows of a file that was checked."""
    operations.run_import(record=Import.objects.select_related("organization").get(pk=import_id))


@job
def undo_import(import_id: str) -> None:
    """Take an import out of the list again."""
    operations.undo_import(record=Import.objects.get(pk=import_id))


UNTOUCHED_FOR = datetime.timedelta(days=7)
"""A file that nobody took in is forgotten after so long."""


@every(seconds=24 * 3600)
def discard_old_imports() -> None:
    operations.discard_old_imports(before=timezone.now() - UNTOUCHED_FOR)
