"""Released figures place by place: some places at a time, the widest gap first, and no more than is drawn."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, Min, QuerySet, When

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Dimension, Figure, Release
from concerted.measure.indicators.models.figures import FigureQuerySet
from concerted.measure.indicators.queries.cuts import Cell, Cut
from concerted.measure.indicators.queries.periods import Period, in_order, spread
from concerted.measure.indicators.queries.released import FIELDS, cells_of, of_all

MOST_PERIODS = 12


@dataclass(frozen=True)
class PlaceCuts:
    """Some places with their figures, the widest gap of the last period first."""

    cuts: Sequence[Cut]
    apart: Mapping[str, float | None]
    """By place, from its lowest group to its highest; nothing where no two can be compared."""
    periods: Sequence[Period]
    widest: tuple[str, float | None]
    """The first place of all, and its gap."""
    total: int
    first: int
    """Which of all places the first of these is, counted from 1."""


def place_cuts(
    release: Release,
    reader: Viewer | None,
    cut: Cut,
    dimension: Dimension,
    *,
    groups: Collection[str],
    most: int,
    page: int = 1,
) -> PlaceCuts | None:
    """``most`` places on one page, with the figures of ``groups``; five queries, however many places there are.

    Nothing where no place is told.
    """
    figures = of_all(release, reader).filter(dimension=dimension, place__gt="")
    last = figures.order_by("-period_end", "-period_start").values_list(
        "period_start", "period_end"
    )[:1]
    if not (found := list(last)):
        return None
    now = Period(*found[0])
    ranked = _ranked(figures, now)
    total = ranked.count()
    at = min(max(page, 1), -(-total // most)) * most - most
    apart = dict(ranked[at : at + most])
    widest = next(iter(apart.items())) if at == 0 else ranked[0]
    periods = _periods(figures, next(iter(apart)))
    rows = list(
        figures.filter(place__in=list(apart), subgroup__in=map(uuid.UUID, groups))
        .filter(period_start__in={one.start for one in periods})
        .order_by("period_start")
        .values(*FIELDS)
    )
    by_place: dict[str, list[Cell]] = {place: [] for place in apart}
    for row, cell in zip(rows, cells_of(rows, release.indicator), strict=True):
        if cell.period in periods:
            by_place[row["place"]].append(cell)
    drawn = tuple(one for one in cut.groups if one.key in groups)
    cuts = [
        Cut(cut.title, drawn, tuple(cells), cut.is_ordered, place=place, key=cut.key)
        for place, cells in by_place.items()
    ]
    return PlaceCuts(cuts, apart, periods, widest, total, at + 1)


def _ranked(figures: FigureQuerySet, period: Period) -> QuerySet[Figure, tuple[str, float | None]]:
    """Each place of ``period`` with its gap, the widest first; read from an index alone."""
    apart = Case(When(shown__gt=1, then=Max("value") - Min("value")))
    return (
        figures.filter(period_start=period.start, period_end=period.end)
        .order_by()
        .values("place")
        .annotate(shown=Count("value"), apart=apart)
        .order_by(F("apart").desc(nulls_last=True), "place")
        .values_list("place", "apart")
    )


def _periods(figures: FigureQuerySet, place: str) -> list[Period]:
    """Some of the periods told of ``place``, the first and the last among them: those of all pictures."""
    rows = figures.filter(place=place).order_by().values_list("period_start", "period_end")
    return spread(in_order(Period(*row) for row in rows.distinct()), MOST_PERIODS)
