"""A record that is drafted first: shown to everybody, closed, and taken up again.

A room's own operations say these in its words: ``publish_goal``, ``close_campaign``.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.organizations.publishing import PublishedRecord

Published = TypeVar("Published", bound=PublishedRecord)


@transaction.atomic
def publish(*, record: Published, by: Viewer | None) -> Published:
    """Show a draft to everybody. Asked twice, the first day stays."""
    record = _locked(record)
    if record.is_draft:
        record.published_at = timezone.now()
        record.save(update_fields=["published_at"])
        note(verb="published", subject=record, by=by)
    return record


@transaction.atomic
def close(*, record: Published, if_draft: str, by: Viewer | None) -> Published:
    """End what was published; its page stays. A draft is refused with the sentence ``if_draft``."""
    record = _locked(record)
    if record.is_draft:
        raise Refused(if_draft)
    if not record.is_closed:
        record.closed_at = timezone.now()
        record.save(update_fields=["closed_at"])
        note(verb="closed", subject=record, by=by)
    return record


@transaction.atomic
def reopen(*, record: Published, by: Viewer | None) -> Published:
    """Take up again what was closed."""
    record = _locked(record)
    if record.is_closed:
        record.closed_at = None
        record.save(update_fields=["closed_at"])
        note(verb="reopened", subject=record, by=by)
    return record


def _locked(record: Published) -> Published:
    rows = type(record)._default_manager.select_for_update(of=("self",))
    return rows.select_related("organization").get(pk=record.pk)
