"""Every act that may be lobbying. The rooms above register theirs, each in a line of its ``apps.py``:

    acts.register("petition", _("Petition"), Petition, "petitions:petition")

From then on its acts wait to be classified, hours are booked on them, and a desk page that puts
``classified(record, viewer)`` of ``lobbying.queries.classified`` into its context as ``classified`` includes
``lobbying/_classified.html``.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise

from concerted.base.gates import Viewer
from concerted.organizations.models import Organization

Officials = str | Callable[[Any], Iterable[uuid.UUID]]
"""Who decides: the key of one official in a row, or a function that gives the keys of several."""
Taken = Callable[[Organization], models.QuerySet[Any, Any]]
"""The keys of those rows of a table that are our acts, where not all are."""


@dataclass(frozen=True)
class ActKind:
    """A kind of act: its table with the gates ``visible_to`` and ``editable_by``, and its desk page, if it has one."""

    name: str
    label: Promise | str
    model: type[models.Model]
    desk: str
    by: str
    """The field that names a row in the address of its desk."""
    officials: Officials
    audience: str
    call: str
    taken: Taken | None


@dataclass(frozen=True)
class Act:
    kind: str
    label: str
    pk: uuid.UUID
    organization: Organization
    title: str
    language: str
    url: str
    find_officials: Callable[[], Sequence[uuid.UUID]]
    policy: uuid.UUID | None
    """The policy that it is for, where its table has one."""
    day: datetime.date
    row: Any
    audience: str
    """To whom its kind speaks, as ``classifier.Audience`` names it; nothing where that differs."""
    call: str
    """What its kind asks people to do, as ``classifier.Call`` names it."""
    is_taken: bool = True
    """False where nobody of ours has a part in it, as in a hearing of others: then nothing waits to be said of it."""

    @property
    def key(self) -> str:
        """As forms name it."""
        return f"{self.kind}:{self.pk}"

    @property
    def officials(self) -> Sequence[uuid.UUID]:
        """Who decides. It may ask the database, so lists of acts leave it alone."""
        return self.find_officials()


_kinds: dict[str, ActKind] = {}


def register(
    name: str,
    label: Promise | str,
    model: type[models.Model],
    desk: str = "",
    *,
    by: str = "slug",
    officials: Officials = "official_id",
    audience: str = "",
    call: str = "",
    taken: Taken | None = None,
) -> None:
    """Let the rows of ``model`` be classified.

    ``desk`` names a URL of the organization's slug and the row's ``by``; without one, the record's own page serves.
    ``audience`` and ``call`` are what the questions begin with for acts of this kind.
    """
    _kinds[name] = ActKind(name, label, model, desk, by, officials, audience, call, taken)


def label_of(kind: str) -> str:
    return str(_kinds[kind].label) if kind in _kinds else kind


def kind_of(record: models.Model) -> str:
    """The name under which the table of ``record`` is registered."""
    return next(name for name, kind in _kinds.items() if isinstance(record, kind.model))


def _told(kind: ActKind, organization: Organization, row: Any, *, is_taken: bool = True) -> Act:
    return Act(
        kind=kind.name,
        label=str(kind.label),
        pk=row.pk,
        organization=organization,
        title=str(row),
        language=getattr(row, "language", ""),
        url=_desk(kind, organization, row),
        find_officials=partial(_officials, kind, row),
        policy=getattr(row, "policy_id", None),
        day=row.created_at.date(),
        row=row,
        audience=kind.audience,
        call=kind.call,
        is_taken=is_taken,
    )


def _officials(kind: ActKind, row: Any) -> Sequence[uuid.UUID]:
    if not isinstance(kind.officials, str):
        return list(kind.officials(row))
    found = getattr(row, kind.officials)
    return [found] if found is not None else []


def _desk(kind: ActKind, organization: Organization, row: Any) -> str:
    if kind.desk:
        return reverse(kind.desk, args=[organization.slug, getattr(row, kind.by)])
    return reverse("lobbying:act", args=[organization.slug, kind.name, row.pk])


def act_of(record: Any) -> Act:
    """A row that has passed a gate, as an act."""
    return _told(_kinds[kind_of(record)], record.organization, record)


def acts_of(organization: Organization, viewer: Viewer) -> list[Act]:
    """Every act of ``organization`` that ``viewer`` may see, newest first; one query for each kind, two for some."""
    found = [
        _told(kind, organization, row, is_taken=taken is None or row.pk in taken)
        for kind in _kinds.values()
        for taken in [_taken(kind, organization)]
        for row in _rows(kind).visible_to(viewer).filter(organization=organization)
    ]
    return sorted(found, key=lambda act: (act.day, str(act.pk)), reverse=True)


def _taken(kind: ActKind, organization: Organization) -> set[uuid.UUID] | None:
    return set(kind.taken(organization)) if kind.taken is not None else None


def one_act(
    organization: Organization, viewer: Viewer, kind: str, pk: uuid.UUID, *, edits: bool = False
) -> Act | None:
    """The act, if ``viewer`` may see it, or change it where ``edits``."""
    if kind not in _kinds:
        return None
    rows = _rows(_kinds[kind])
    gated = rows.editable_by(viewer) if edits else rows.visible_to(viewer)
    row = gated.filter(organization=organization, pk=pk).first()
    return _told(_kinds[kind], organization, row) if row is not None else None


def titles_of(keys: Iterable[tuple[str, uuid.UUID]]) -> Mapping[tuple[str, uuid.UUID], str]:
    """What acts are called that stand in a record which has passed a gate."""
    wanted = set(keys)
    return {
        (name, row.pk): str(row)
        for name, kind in _kinds.items()
        if (pks := {pk for one, pk in wanted if one == name})
        for row in _rows(kind).filter(pk__in=pks)
    }


def _rows(kind: ActKind) -> Any:
    return kind.model._default_manager.all()
