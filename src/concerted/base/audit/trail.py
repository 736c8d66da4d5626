"""Writing the trail."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models

from concerted.base.audit.models import AuditEntry
from concerted.base.gates import Viewer
from concerted.base.records import Record
from concerted.base.rows import insert_values

CHANGED = "changed"
"""Stands in the trail for a value that says who somebody is."""


def note(
    *,
    verb: str,
    subject: models.Model,
    organization_id: uuid.UUID | None = None,
    by: Viewer | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add to the trail that ``by`` did ``verb`` to ``subject``; private values are left out.

    The entry is the subject's organization's; ``organization_id`` names it where the subject is no row of one.
    Call it inside the operation's transaction, so that act and entry stand or fall together.
    """
    if organization_id is None:
        organization_id = getattr(subject, "organization_id", None)
    private = subject.private_fields if isinstance(subject, Record) else frozenset()
    insert_values(
        AuditEntry,
        organization_id=organization_id,
        actor_id=by.pk if by is not None else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        before=_told(before or {}, private),
        after=_told(after or {}, private),
    )


def _told(values: Mapping[str, Any], private: frozenset[str]) -> dict[str, Any]:
    return {
        name: CHANGED if name in private and value not in ("", None) else _plain(value)
        for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    """``value`` as JSON can hold it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return str(value)
