from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from concerted.base.audit.models import AuditEntry
from concerted.base.audit.opening import opened
from concerted.base.audit.trail import note


def entry(union):
    note(verb="changed", subject=union, organization_id=union.pk)
    return AuditEntry.objects.get()


def test_the_database_refuses_to_change_an_entry(union):
    kept = entry(union)

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        AuditEntry.objects.update(verb="nothing")

    kept.refresh_from_db()
    assert kept.verb == "changed"


def test_the_database_refuses_to_delete_an_entry(union):
    entry(union)

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        AuditEntry.objects.all().delete()

    assert AuditEntry.objects.count() == 1


def test_entries_go_only_while_the_trail_is_opened(union):
    entry(union)

    with opened(reason="the organization is erased"):
        AuditEntry.objects.all().delete()
    entry(union)

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        AuditEntry.objects.all().delete()


def test_an_opening_ends_with_what_failed_in_it(union):
    entry(union)

    with pytest.raises(ZeroDivisionError), opened(reason="a try"):
        1 / 0  # noqa: B018

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        AuditEntry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_a_test_database_can_be_emptied(union, round_):
    entry(union)

    assert AuditEntry.objects.count() == 1
