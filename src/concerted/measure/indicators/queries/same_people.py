"""Other indicators that likely tell of the same people: each is protected by itself, so people must see to both."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from concerted.measure.indicators.models import FigureStatus, Indicator, Release
from concerted.measure.indicators.queries.figures import figures_in
from concerted.measure.indicators.queries.known import Known, known_figures
from concerted.organizations.translations import Rendition, renditions

Where = tuple[datetime.date, datetime.date, str, uuid.UUID | None]


@dataclass(frozen=True)
class Beside:
    """An indicator that has released figures of as many people in the same groups and periods."""

    indicator: Indicator
    title: Rendition


def likely_same_people(indicator: Indicator, language: str) -> list[Beside]:
    """Those that told of as many people in a group or place and a period as the office knows of here.

    For the office: ``indicator`` has passed a gate.
    """
    others = Release.objects.filter(organization=indicator.organization_id)
    newest = list(others.exclude(indicator=indicator).newest())
    if not newest:
        return []
    people = _people(known_figures(indicator))
    figures = figures_in(*newest).filter(
        partner=None,
        status=FigureStatus.SHOWN,
        period_end__in={end for _start, end, _place, _group in people},
    )
    told = figures.annotate(people=Coalesce("n", "denominator")).values_list(
        *("release__indicator", "people", "period_start", "period_end", "place", "subgroup")
    )
    found = set()
    for key, count, start, end, place, subgroup in told.iterator():
        if count is not None and people.get((start, end, place, subgroup)) == count:
            found.add(key)
    indicators = list(Indicator.objects.filter(pk__in=found))
    titles = renditions(indicators, language)
    return [Beside(one, titles[one.pk]) for one in indicators]


def _people(figures: Iterable[Known]) -> dict[Where, int]:
    """How many people are behind each figure of a group or a place, hidden ones too."""
    found: dict[Where, int] = {}
    for one in figures:
        spot = one.spot
        if one.people and spot.partner is None and (spot.subgroup or spot.place):
            found[spot.start, spot.end, spot.place, spot.subgroup] = one.people
    return found
