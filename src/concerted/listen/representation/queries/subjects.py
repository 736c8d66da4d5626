"""The rows of other rooms that people take part in, through what those rooms registered."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from concerted.base.gates import Viewer
from concerted.listen.representation import occasions
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.occasions import Subject


def subjects_of(rows: Iterable[Occasion], language: str) -> dict[uuid.UUID, Subject]:
    """What the rooms tell of each occasion; one whose row is gone is left out. A query for each kind.

    Without a viewer: the occasions have passed a gate.
    """
    by_kind: dict[str, dict[uuid.UUID, Occasion]] = defaultdict(dict)
    for one in rows:
        by_kind[one.kind][one.subject_id] = one
    found: dict[uuid.UUID, Subject] = {}
    for name, some in by_kind.items():
        kind = occasions.kind_named(name)
        if kind is None:
            continue
        held = kind.model._default_manager.filter(pk__in=some).select_related("organization")
        with override(language):
            for pk, subject in kind.describe(list(held), language).items():
                found[some[pk].pk] = subject
    return found


def subject_of(occasion: Occasion, language: str = "en") -> Subject | None:
    return subjects_of([occasion], language).get(occasion.pk)


def editable_row(kind: str, pk: uuid.UUID, viewer: Viewer) -> Any | None:
    """The row of a room on whose occasion ``viewer`` may ask, by the room's own gate."""
    found = occasions.kind_named(kind)
    if found is None:
        return None
    rows = found.model._default_manager.editable_by(viewer)
    return rows.filter(pk=pk).select_related("organization").first()
