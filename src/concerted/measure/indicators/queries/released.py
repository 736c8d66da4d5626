"""Released figures as plain cuts. Every page, picture and file outside the office begins here."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Dimension, Indicator, Release
from concerted.measure.indicators.models.figures import FigureQuerySet
from concerted.measure.indicators.queries.cuts import Cell, Cut, Group
from concerted.measure.indicators.queries.errors import errors_of
from concerted.measure.indicators.queries.figures import figures_for
from concerted.measure.indicators.queries.periods import Days, Period, in_order
from concerted.organizations.translations import Rendition, renditions

FIELDS = (
    *("subgroup_id", "period_start", "period_end", "place", "status", "value", "se"),
    *("n", "numerator", "denominator", "population", "source"),
)


@dataclass(frozen=True)
class Timeline:
    """The periods of a cut, in order: of which something is told, and in which two groups can be compared."""

    told: Sequence[Period]
    known: Sequence[Period]
    everybody: Sequence[Period]
    """Those with a figure of all groups together."""

    def __bool__(self) -> bool:
        return bool(self.told or self.everybody)

    def within(self, days: Days) -> Timeline:
        """Of the periods that end in ``days`` alone."""
        lists = (self.told, self.known, self.everybody)
        return Timeline(*([one for one in some if one.is_over_in(days)] for some in lists))


def of_all(release: Release, reader: Viewer | None) -> FigureQuerySet:
    """What ``reader`` may see of ``release``, of all partners together."""
    return figures_for(reader).filter(release=release, partner=None)


def dimensions_of(release: Release, reader: Viewer | None) -> list[Dimension]:
    """By what the whole is told apart in ``release``, with their subgroups."""
    whole = of_all(release, reader).filter(place="", dimension__isnull=False)
    keys = whole.order_by().values("dimension").distinct()
    return list(Dimension.objects.filter(pk__in=keys).prefetch_related("subgroups"))


def timeline_of(
    release: Release, reader: Viewer | None, dimension: Dimension | None, place: str = ""
) -> Timeline:
    """Of which periods there are figures by ``dimension``, without reading them; one query."""
    rows = of_all(release, reader).filter(_wanted(dimension), place=place).order_by()
    counted = rows.values_list("dimension", "period_start", "period_end").annotate(Count("value"))
    found = [(key, Period(start, end), shown) for key, start, end, shown in counted]
    return Timeline(
        told=in_order(period for key, period, _shown in found if key),
        known=in_order(period for key, period, shown in found if key and shown > 1),
        everybody=in_order(period for key, period, shown in found if not key and shown),
    )


def _wanted(dimension: Dimension | None) -> Q:
    return Q(dimension=None) if dimension is None else Q(dimension=None) | Q(dimension=dimension)


def cut_of(
    release: Release,
    reader: Viewer | None,
    dimension: Dimension | None,
    names: Mapping[uuid.UUID, Rendition],
    language: str,
    *,
    place: str = "",
    periods: Collection[Period] | None = None,
    groups: Collection[str] | None = None,
) -> tuple[Cut, Sequence[str]]:
    """The figures by ``dimension`` at ``place``, with those of everybody beside; and where they come from.

    Of ``periods`` and ``groups`` alone where they are given: a page reads what it draws.
    """
    whole = of_all(release, reader).filter(_wanted(dimension), place=place)
    if periods is not None:
        ends = {one.end for one in periods}
        whole = whole.filter(period_start__in={one.start for one in periods}, period_end__in=ends)
    if groups is not None:
        whole = whole.filter(Q(dimension=None) | Q(subgroup__in=groups))
    rows = list(whole.order_by("period_start").values(*FIELDS))
    sources = list(dict.fromkeys(row["source"] for row in rows if row["source"]))
    cells = [
        one
        for one in cells_of(rows, release.indicator)
        if periods is None or one.period in periods
    ]
    everybody = tuple(one for one in cells if not one.group)
    if dimension is None:
        return Cut(_("Everybody"), (), (), everybody=everybody, place=place), sources
    own = tuple(one for one in cells if one.group)
    told = {one.group for one in own}
    cut = Cut(
        title=names[dimension.pk].title,
        groups=tuple(one for one in groups_of(dimension, language) if one.key in told),
        cells=own,
        is_ordered=dimension.is_ordered,
        everybody=everybody,
        place=place,
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
