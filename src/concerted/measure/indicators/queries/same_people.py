"""Other indicators that likely tell of the same people: each is protected by itself, so people must see to both."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce

from concerted.measure.indicators.models import FigureStatus, Indicator, Release
from concerted.measure.indicators.queries.drafting import FIELDS, Row
from concerted.measure.indicators.queries.figures import figures_in
from concerted.organizations.translations import Rendition, renditions

Where = tuple[datetime.date, datetime.date, str, uuid.UUID | None]


@dataclass(frozen=True)
class Beside:
    """An indicator that has released figures of as many people in the same groups and periods."""

    indicator: Indicator
    title: Rendition


def likely_same_people(indicator: Indicator, rows: Iterable[Row], language: str) -> list[Beside]:
    """Those that told of as many people in the same group or place and period as ``rows`` would; three queries.

    For the office: ``indicator`` has passed a gate.
    """
    people = _people(rows)
    if not people:
        return []
    others = Release.objects.filter(organization=indicator.organization_id)
    figures = figures_in(*others.exclude(indicator=indicator).newest()).filter(
        partner=None,
        status=FigureStatus.SHOWN,
        period_end__in={end for _start, end, _place, _group in people},
    )
    told = figures.annotate(people=Coalesce("denominator", "n")).values_list(
        *("release__indicator", "people", "period_start", "period_end", "place", "subgroup")
    )
    found = {key for key, count, *where in told.iterator() if people.get(tuple(where)) == count}  # type: ignore[call-overload]
    indicators: Sequence[Indicator] = list(
        Indicator.objects.filter(pk__in=found)
    )
    titles = renditions(indicators, language)
    return [Beside(one, titles[one.pk]) for one in indicators]


def _people(rows: Iterable[Row]) -> dict[Where, int]:
    """How many people are behind each figure of a group or a place, as far as it would be told."""
    found: dict[Where, int] = {}
    for row in rows:
        one: dict[str, Any] = dict(zip(FIELDS, row, strict=True))
        count, group = one["denominator"] or one["n"], one["subgroup_id"]
        if count and not one["partner_id"] and (group or one["place"]):
            start, end = (
                datetime.date.fromisoformat(one[name]) for name in ("period_start", "period_end")
            )
            found[start, end, one["place"], uuid.UUID(group) if group else None] = count
    return found
