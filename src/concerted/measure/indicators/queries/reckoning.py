"""Every summary measure of a release: of the whole in every period and dimension, and of each place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from concerted.analysis.inequality.simulation import DRAWS
from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Figure, Indicator, Release
from concerted.measure.indicators.queries.cuts import Cell, Cut
from concerted.measure.indicators.queries.measuring import Facts, Results, measured
from concerted.measure.indicators.queries.periods import Period
from concerted.measure.indicators.queries.released import (
    FIELDS,
    cells_of,
    cut_of,
    dimensions_of,
    of_all,
)
from concerted.measure.indicators.queries.units import Words
from concerted.organizations.translations import renditions

MOST_DRAWN = 40
"""Tables whose intervals are simulated, from the last period on; of others only formulas give intervals."""
MOST_OF_PLACES = 300
"""Tables of places that are reckoned; their figures are in the file in any case."""


@dataclass(frozen=True)
class Measured:
    cut: Cut
    period: Period
    results: Results


def every_measured(release: Release, reader: Viewer | None) -> Iterator[Measured]:
    """Of all partners together: the whole first, then places by name; the last period first."""
    indicator = release.indicator
    facts = Facts(Words(indicator.unit).scale, indicator.favourable)
    drawn = 0
    for cut in _cuts(release, reader):
        for period in reversed(cut.periods):
            drawn += 1
            draws = DRAWS if drawn <= MOST_DRAWN else 0
            yield Measured(cut, period, measured(cut, facts, period, draws=draws))


def _cuts(release: Release, reader: Viewer | None) -> Iterator[Cut]:
    dimensions = dimensions_of(release, reader)
    names = renditions(dimensions, release.indicator.language)
    wholes = [
        cut_of(release, reader, one, names, release.indicator.language)[0] for one in dimensions
    ]
    yield from wholes
    left = MOST_OF_PLACES
    for dimension, cut in zip(dimensions, wholes, strict=True):
        figures = of_all(release, reader).filter(dimension=dimension)
        for one in _of_places(figures, release.indicator, cut, left):
            yield one
            left -= len(one.periods)


def _of_places(
    figures: QuerySet[Figure], indicator: Indicator, cut: Cut, most: int
) -> Iterator[Cut]:
    """Places by name, as long as their tables are no more than ``most``."""
    rows = figures.filter(place__gt="").order_by("place").values(*FIELDS)
    size = most * max(1, len(cut.groups))
    found = list(rows[:size])
    by_place: dict[str, list[Cell]] = {}
    for row, cell in zip(found, cells_of(found, indicator), strict=True):
        by_place.setdefault(row["place"], []).append(cell)
    if len(found) == size and by_place:
        by_place.popitem()
    for place, cells in by_place.items():
        yield Cut(cut.title, cut.groups, tuple(cells), cut.is_ordered, place=place, key=cut.key)
