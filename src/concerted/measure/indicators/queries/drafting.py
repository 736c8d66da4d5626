"""What a release would tell, as plain values; and how it differs from the last one."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from concerted.measure.indicators.models import (
    Figure,
    FigureStatus,
    Indicator,
    Intake,
    IntakeState,
    ObservationState,
    Preparation,
    Release,
    Veto,
)
from concerted.measure.indicators.queries.known import Known, known_figures
from concerted.measure.indicators.queries.protecting import (
    Decided,
    decide,
    pack_cells,
    parts_of,
    unpack_cells,
)

Row = list[Any]
"""A figure as it is kept: as ``FIELDS`` has it."""
FIELDS = (
    *("period_start", "period_end", "place", "partner_id", "subgroup_id", "dimension_id"),
    *("status", "value", "numerator", "denominator", "se", "n", "population", "source"),
)
WHERE = 5
"""So many of them say where a figure stands."""


def draft(indicator: Indicator) -> dict[str, Any]:
    """The figures that may be told now, and what is to be held of them."""
    known = known_figures(indicator)
    decided = decide(indicator, known, earlier_cells(indicator))
    rows = [_row(one, is_told=_is_told(indicator, one, decided), of=decided) for one in known]
    return {"rows": rows, "held": pack_cells(decided.held)}


def earlier_cells(indicator: Indicator) -> list[Any]:
    """What stands behind each release so far, the oldest first."""
    spent = Preparation.objects.filter(indicator=indicator).spent()
    return [unpack_cells(one.content["held"]) for one in spent]


def _is_told(indicator: Indicator, figure: Known, decided: Decided) -> bool:
    if figure.state != ObservationState.KNOWN:
        return False
    parts = parts_of(indicator, figure).keys() - {"of"}
    if not parts:
        return bool(figure.source)
    return all((figure.spot, part) in decided.published for part in parts)


def _row(figure: Known, *, is_told: bool, of: Decided) -> Row:
    spot = figure.spot
    where = [spot.start.isoformat(), spot.end.isoformat(), spot.place]
    keys = [str(one) if one else None for one in (spot.partner, spot.subgroup, figure.dimension)]
    if not is_told:
        is_missing = figure.state == ObservationState.MISSING or figure.people == 0
        status = FigureStatus.MISSING if is_missing else FigureStatus.HIDDEN
        return [*where, *keys, status.value, *[None] * 6, figure.source]
    population = figure.population
    if population is not None and population != figure.people and not figure.source:
        population = population if (spot, "of") in of.published else None
    told = [figure.value, figure.numerator, figure.denominator, figure.se, figure.n, population]
    return [*where, *keys, FigureStatus.SHOWN.value, *told, figure.source]


def figures_from(rows: Sequence[Row], release: Release) -> Iterator[Figure]:
    for row in rows:
        values = dict(zip(FIELDS, row, strict=True))
        for name in ("period_start", "period_end"):
            values[name] = datetime.date.fromisoformat(values[name])
        for name in ("partner_id", "subgroup_id", "dimension_id"):
            values[name] = uuid.UUID(values[name]) if values[name] else None
        yield Figure(release=release, **values)


def fingerprint_of(indicator: Indicator) -> str:
    """From what a release would be made now: it changes with each approval, veto, limit and release."""
    intakes = Intake.objects.filter(indicator=indicator, state=IntakeState.APPROVED)
    told = [
        *intakes.aggregate(Count("pk"), Max("decided_at")).values(),
        *sorted(map(str, Veto.objects.against(indicator).values_list("pk", flat=True))),
        *(indicator.threshold, indicator.kind, indicator.unit),
        Release.objects.filter(indicator=indicator).count(),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True)
class Difference:
    """Beside the last release: how many figures are new, changed, not shown any more, and gone."""

    new: int
    changed: int
    hidden: int
    gone: int

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.hidden or self.gone)


def difference(rows: Sequence[Row], last: Release | None) -> Difference | None:
    """How ``rows`` differ from what the last release told; nothing where there is none."""
    if last is None:
        return None
    now = {_where(row): row[-8:-1] for row in rows}
    before = {
        _where(row): row[-8:-1]
        for row in map(_plain, last.figures.values_list(*FIELDS).iterator())
    }
    moved: Counter[str] = Counter()
    for where, told in now.items():
        moved[_moved(before.get(where), told)] += 1
    gone = sum(1 for where, was in before.items() if where not in now and _is_shown(was))
    return Difference(moved["new"], moved["changed"], moved["hidden"], gone)


def _moved(before: Sequence[Any] | None, now: Sequence[Any]) -> str:
    was_shown = before is not None and _is_shown(before)
    if not was_shown:
        return "new" if _is_shown(now) else ""
    if not _is_shown(now):
        return "hidden"
    return "changed" if list(before or ()) != list(now) else ""


def _is_shown(told: Sequence[Any]) -> bool:
    return bool(told[0] == FigureStatus.SHOWN)


def _where(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(row[:WHERE])


def _plain(row: Sequence[Any]) -> Row:
    start, end, place, *keys = row[:6]
    texts = [str(one) if one else None for one in keys]
    return [start.isoformat(), end.isoformat(), place, *texts, *row[6:]]


@dataclass(frozen=True)
class Tally:
    """How many figures of a cut are shown, hidden and missing. Without a dimension they are of everybody."""

    dimension: uuid.UUID | None
    is_of_partners: bool
    shown: int
    hidden: int
    missing: int


def tallies(rows: Sequence[Row]) -> list[Tally]:
    """By cut, the whole before the partners' own."""
    counts: dict[tuple[bool, str], Counter[str]] = {}
    for row in rows:
        values: Mapping[str, Any] = dict(zip(FIELDS, row, strict=True))
        cut = (values["partner_id"] is not None, values["dimension_id"] or "")
        counts.setdefault(cut, Counter())[values["status"]] += 1
    return [
        Tally(
            uuid.UUID(dimension) if dimension else None,
            is_of_partners,
            *(found[status.value] for status in FigureStatus),
        )
        for (is_of_partners, dimension), found in sorted(counts.items())
    ]
