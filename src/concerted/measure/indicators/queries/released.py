"""Released figures as plain cuts. Every page, picture and file outside the office begins here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Dimension, Figure, Indicator, Release
from concerted.measure.indicators.queries.cuts import Cell, Cut, Group
from concerted.measure.indicators.queries.errors import errors_of
from concerted.measure.indicators.queries.figures import figures_for
from concerted.measure.indicators.queries.periods import Period
from concerted.organizations.translations import Rendition, renditions

FIELDS = (
    *("subgroup_id", "period_start", "period_end", "place", "status", "value", "se"),
    *("n", "numerator", "denominator", "population", "source"),
)


@dataclass(frozen=True)
class PlaceCuts:
    """The places that are furthest apart, the widest gap first, each with its figures; and how many there are."""

    cuts: Sequence[Cut]
    total: int


def of_all(release: Release, reader: Viewer | None) -> QuerySet[Figure]:
    """What ``reader`` may see of ``release``, of all partners together."""
    return figures_for(reader).filter(release=release, partner=None)


def dimensions_of(release: Release, reader: Viewer | None) -> list[Dimension]:
    """By what the whole is told apart in ``release``, with their subgroups."""
    whole = of_all(release, reader).filter(place="", dimension__isnull=False)
    keys = whole.order_by().values("dimension").distinct()
    return list(Dimension.objects.filter(pk__in=keys).prefetch_related("subgroups"))


def cut_of(
    release: Release,
    reader: Viewer | None,
    dimension: Dimension | None,
    names: Mapping[uuid.UUID, Rendition],
    language: str,
) -> tuple[Cut, Sequence[str]]:
    """The whole by ``dimension``, with the figures of everybody beside; and where they come from."""
    wanted = Q(dimension=None) if dimension is None else Q(dimension=None) | Q(dimension=dimension)
    whole = of_all(release, reader).filter(wanted, place="")
    rows = list(whole.order_by("period_start").values(*FIELDS))
    sources = list(dict.fromkeys(row["source"] for row in rows if row["source"]))
    cells = cells_of(rows, release.indicator)
    everybody = tuple(one for one in cells if not one.group)
    if dimension is None:
        return Cut(_("Everybody"), (), (), everybody=everybody), sources
    own = tuple(one for one in cells if one.group)
    told = {one.group for one in own}
    cut = Cut(
        title=names[dimension.pk].title,
        groups=tuple(one for one in groups_of(dimension, language) if one.key in told),
        cells=own,
        is_ordered=dimension.is_ordered,
        everybody=everybody,
        key=dimension.slug,
    )
    return cut, sources


def groups_of(dimension: Dimension, language: str) -> list[Group]:
    subgroups = list(dimension.subgroups.all())
    texts = renditions(subgroups, language)
    return [
        Group(str(one.pk), one.code, texts[one.pk].title, one.is_reference) for one in subgroups
    ]


def cells_of(rows: Sequence[Mapping[str, Any]], indicator: Indicator) -> list[Cell]:
    """Rows of figures as plain cells. Where people were counted, the counts tell the error that was not given."""
    errors = errors_of(rows, indicator)
    return [
        Cell(
            group=str(row["subgroup_id"] or ""),
            period=Period(row["period_start"], row["period_end"]),
            status=row["status"],
            value=row["value"],
            se=error,
            n=row["n"] if row["n"] is not None else row["denominator"],
            population=_weight(row),
        )
        for row, error in zip(rows, errors, strict=True)
    ]


def _weight(row: Mapping[str, Any]) -> float | None:
    """How many a figure stands for when groups are weighed."""
    found = (row[name] for name in ("population", "denominator", "n") if row[name] is not None)
    return next(found, None)


def place_cuts(
    release: Release,
    reader: Viewer | None,
    cut: Cut,
    dimension: Dimension,
    *,
    most: int,
    with_series: int,
) -> PlaceCuts:
    """The ``most`` places with the widest gap in the last period; of the first ``with_series`` all periods."""
    if not cut.periods:
        return PlaceCuts((), 0)
    last = cut.periods[-1]
    figures = of_all(release, reader).filter(dimension=dimension)
    now = figures.filter(period_start=last.start, period_end=last.end, place__gt="")
    places = list(
        now.order_by()
        .values("place")
        .annotate(apart=Max("value") - Min("value"))
        .order_by(F("apart").desc(nulls_last=True), "place")
        .values_list("place", flat=True)
    )
    if not places:
        return PlaceCuts((), 0)
    told = Q(place__in=places[:with_series]) | Q(
        place__in=places[with_series:most], period_start=last.start, period_end=last.end
    )
    rows = list(figures.filter(told).order_by("period_start").values(*FIELDS))
    by_place: dict[str, list[Cell]] = {place: [] for place in places[:most]}
    for row, cell in zip(rows, cells_of(rows, release.indicator), strict=True):
        by_place[row["place"]].append(cell)
    cuts = [
        Cut(cut.title, cut.groups, tuple(cells), cut.is_ordered, place=place, key=cut.key)
        for place, cells in by_place.items()
    ]
    return PlaceCuts(cuts, len(places))
