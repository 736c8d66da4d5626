"""A release as rows of a file, with columns that keep their names. docs/measure.md says what each holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import override

from concerted.analysis.inequality import MEASURES, REFUSALS, Estimate
from concerted.base.gates import Viewer
from concerted.base.tables.writing import Cell as FileCell
from concerted.base.tables.writing import Row
from concerted.measure.indicators.models import Indicator, Release
from concerted.measure.indicators.queries.figures import figures_for
from concerted.measure.indicators.queries.measuring import Facts, single
from concerted.measure.indicators.queries.reckoning import Measured, every_measured
from concerted.measure.indicators.queries.released import FIELDS, cells_of
from concerted.measure.indicators.queries.units import Words
from concerted.organizations.translations import renditions

NAMES = (
    "dimension__slug",
    "dimension__title",
    "subgroup__code",
    "subgroup__title",
    "partner__name",
)
FIGURE_COLUMNS = (
    *("indicator", "period_start", "period_end", "dimension", "group_code", "group"),
    *("place", "mark", "value", "unit", "lower_95", "upper_95", "se"),
    *(
        "numerator",
        "denominator",
        "n",
        "population",
        "source",
        "release",
        "released_on",
        "partner",
    ),
)
MEASURE_COLUMNS = (
    *("indicator", "period_start", "period_end", "dimension", "place", "code", "measure"),
    *("estimate", "se", "lower_95", "upper_95", "interval", "groups", "compared", "reason"),
)
BATCH = 2000


def figure_count(release: Release, reader: Viewer | None = None) -> int:
    """How many figures ``reader`` sees of ``release``, hidden and missing ones too."""
    return figures_for(reader).filter(release=release).count()


def figure_records(
    release: Release, reader: Viewer | None = None, which: slice = slice(None)
) -> Iterator[dict[str, Any]]:
    """Every figure that ``reader`` sees of ``release`` by the names of ``FIGURE_COLUMNS``, some thousands at a time.

    ``None`` reads as everybody does; people of a partner find their own figures besides. ``which`` of them, in an
    order that does not change.
    """
    rows = figures_for(reader).filter(release=release).values(*FIELDS, *NAMES)
    ordered = rows.order_by(
        *("period_start", "period_end", "dimension__slug", "subgroup__position", "place"),
        *(F("partner__name").asc(nulls_first=True), "pk"),
    )[which]
    batch: list[dict[str, Any]] = []
    for row in ordered.iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield from _records(release, batch)
            batch = []
    yield from _records(release, batch)


def _records(release: Release, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    indicator = release.indicator
    facts = Facts(Words(indicator.unit).scale, indicator.favourable)
    for row, cell in zip(rows, cells_of(rows, indicator), strict=True):
        found = None if cell.se is None else single(cell, facts)
        yield {
            "indicator": indicator.slug,
            "period_start": row["period_start"].isoformat(),
            "period_end": row["period_end"].isoformat(),
            "dimension": row["dimension__slug"] or "",
            "group_code": row["subgroup__code"] or "",
            "group": row["subgroup__title"] or "",
            "place": row["place"],
            "mark": row["status"],
            "value": row["value"],
            "unit": indicator.unit,
            "lower_95": None if found is None else found.lower,
            "upper_95": None if found is None else found.upper,
            "se": cell.se,
            "numerator": row["numerator"],
            "denominator": row["denominator"],
            "n": row["n"],
            "population": row["population"],
            "source": row["source"] or indicator.source,
            "release": release.number,
            "released_on": release.created_at.date().isoformat(),
            "partner": row["partner__name"] or "",
        }


def figure_rows(release: Release, reader: Viewer | None = None) -> Iterator[Row]:
    """The names of the columns, then a row for each figure, hidden and missing ones too."""
    yield FIGURE_COLUMNS
    for record in figure_records(release, reader):
        yield [_blank(record[name]) for name in FIGURE_COLUMNS]


def measure_records(release: Release, reader: Viewer | None = None) -> Iterator[dict[str, Any]]:
    """Every summary measure of every period, dimension and place, or why it is not given, at full precision."""
    for one in every_measured(release, reader):
        for code, found in one.results.items():
            yield {**_where(release.indicator, one, code), **_result(one, found)}


def _where(indicator: Indicator, one: Measured, code: str) -> dict[str, Any]:
    return {
        "indicator": indicator.slug,
        "period_start": one.period.start.isoformat(),
        "period_end": one.period.end.isoformat(),
        "dimension": one.cut.key,
        "place": one.cut.place,
        "code": code,
        "measure": MEASURES[code].name,
    }


def _result(one: Measured, found: Any) -> dict[str, Any]:
    if not isinstance(found, Estimate):
        nothing = dict.fromkeys(("estimate", "se", "lower_95", "upper_95"))
        return {**nothing, "interval": "", "groups": 0, "compared": "", "reason": REFUSALS[found]}
    return {
        "estimate": found.estimate,
        "se": found.se,
        "lower_95": found.lower,
        "upper_95": found.upper,
        "interval": found.interval.value,
        "groups": found.subgroups,
        "compared": " ".join(one.cut.groups[place].code for place in found.compared),
        "reason": "",
    }


def measure_rows(release: Release, reader: Viewer | None = None) -> Iterator[Row]:
    yield MEASURE_COLUMNS
    for record in measure_records(release, reader):
        yield [_blank(record[name]) for name in MEASURE_COLUMNS]


def definition_of(release: Release, language: str) -> Mapping[str, Any]:
    """What the figures are, by names that stay."""
    indicator = release.indicator
    text = renditions([indicator], language)[indicator.pk]
    with override("en"):
        return {
            "title": text.title,
            "definition": text.summary,
            "organization": indicator.organization.name,
            "kind": indicator.kind,
            "unit": indicator.unit,
            "more_is_better": indicator.favourable,
            "collected_by": indicator.collected_by,
            "frequency": indicator.frequency,
            "source": indicator.source,
            "ethical_note": text.ethical_note,
            "least_people_shown": indicator.threshold,
            "release": release.number,
            "released_on": release.created_at.date().isoformat(),
            "release_note": release.words,
        }


def about_rows(release: Release, language: str) -> Iterable[Row]:
    yield ("name", "value")
    for name, value in definition_of(release, language).items():
        yield (name, str(value))


def _blank(value: FileCell | None) -> FileCell:
    return "" if value is None else value
