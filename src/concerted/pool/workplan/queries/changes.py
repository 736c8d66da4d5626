"""How an activity was changed, in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from concerted.base.charts.numbers import MISSING
from concerted.base.languages import own_name
from concerted.pool.workplan.models import Activity, ActivityState, Adaptation, Work

DAYS = ("starts_on", "ends_on")


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    at: datetime.datetime
    reason: str
    by: str
    fields: Sequence[FieldChange]


def changes_of(activity: Activity) -> list[Change]:
    """The latest first; the activity has passed a gate."""
    rows = Adaptation.objects.filter(activity=activity).select_related("made_by")
    return [
        Change(
            at=one.created_at,
            reason=one.reason,
            by=str(one.made_by) if one.made_by else "",
            fields=[
                FieldChange(
                    _label(name), _said(name, one.before.get(name)), _said(name, one.after[name])
                )
                for name in one.after
            ],
        )
        for one in rows
    ]


def _label(name: str) -> str:
    if name == "partners":
        return _("Who helps")
    return capfirst(str(Activity._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _said(name: str, value: Any) -> str:
    if value in (None, "", []):
        return MISSING
    if isinstance(value, list):
        return ", ".join(value)
    if name in DAYS and (day := parse_date(value)):
        return date_format(day, "DATE_FORMAT")
    if name == "state":
        return str(ActivityState(value).label)
    if name == "kind":
        return str(Work(value).label)
    return own_name(value) if name in ("language", "spoken") else str(value)
