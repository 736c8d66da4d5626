"""A map of the newest figures by place, where shapes of places are known."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from concerted.base.charts import Area, Areas, Chart, draw_areas, plain
from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Figure, FigureStatus, Place, Release
from concerted.measure.indicators.queries.ahead import NOTHING
from concerted.measure.indicators.queries.figures import figures_for
from concerted.measure.indicators.queries.periods import Period, name_of
from concerted.measure.indicators.queries.units import Words

LEAST_PLACES = 3
"""Of fewer places a map says no more than a list."""
MOST_PLACES = 200
"""Of more a page would grow too heavy."""
MOST_FIGURES = 5000


@dataclass(frozen=True)
class PlaceMap:
    finding: str
    chart: Chart
    sources: Sequence[str]
    unplaced: Sequence[str]
    """Places with a figure and without a shape."""


def map_of(
    release: Release,
    reader: Viewer | None,
    words: Words,
    title: str,
    *,
    subgroup: uuid.UUID | None = None,
) -> PlaceMap | None:
    """The last period that has a figure of a place, for ``subgroup`` or everybody; three queries at most.

    Nothing where fewer than three places of it have a shape, or where there are too many shapes.
    """
    rows = figures_for(reader).filter(
        release=release, subgroup=subgroup, partner=None, place__gt=""
    )
    if subgroup is None:
        rows = rows.filter(dimension=None)
    last = rows.filter(value__isnull=False).order_by("-period_end", "-period_start").first()
    if last is None:
        return None
    period = Period(last.period_start, last.period_end)
    here = rows.filter(period_start=period.start, period_end=period.end)
    figures = {one.place: one for one in here[:MOST_FIGURES]}
    shapes = _shapes(release, period)
    if len(shapes) > MOST_PLACES or sum(name in shapes for name in figures) < LEAST_PLACES:
        return None
    areas = [_area(place, figures.get(name)) for name, place in shapes.items()]
    named = f"{title}, {name_of(period)}"
    drawn = draw_areas(Areas(named, areas, value_heading=name_of(period), words=words.figure))
    people = [_people(figures.get(one.name)) for one in areas]
    table = tuple((*row, many) for row, many in zip(drawn.rows, people, strict=True))
    return PlaceMap(
        _finding(figures, period, words),
        replace(drawn, headings=(*drawn.headings, _("People")), rows=table),
        sorted({place.source for place in shapes.values() if place.source}),
        sorted(set(figures) - set(shapes)),
    )


def _shapes(release: Release, period: Period) -> dict[str, Place]:
    """Of each place of the organization the shape that was valid last when the period ended."""
    rows = Place.objects.filter(
        organization=release.organization_id, valid_from__lte=period.end
    ).order_by("name", "valid_from")
    return {one.name: one for one in rows}


def _area(place: Place, figure: Figure | None) -> Area:
    is_hidden = figure is not None and figure.status == FigureStatus.HIDDEN
    value = None if figure is None else figure.value
    return Area(place.name, place.rings, value, is_hidden, place.label_at)


def _people(figure: Figure | None) -> str:
    """How many stand behind it."""
    if figure is None:
        return NOTHING
    many = figure.n if figure.n is not None else figure.denominator
    return NOTHING if many is None else plain(many)


def _finding(figures: Mapping[str, Figure], period: Period, words: Words) -> str:
    known = {name: one.value for name, one in figures.items() if one.value is not None}
    high, low = max(known, key=lambda name: known[name]), min(known, key=lambda name: known[name])
    told = {
        "period": name_of(period),
        "first": high,
        "high": words.figure(known[high]),
        "last": low,
        "low": words.figure(known[low]),
    }
    if known[high] == known[low]:
        return _("%(period)s: all places are at %(high)s.") % told
    return (
        _("%(period)s: %(first)s has the highest figure, %(high)s; %(last)s the lowest, %(low)s.")
        % told
    )
