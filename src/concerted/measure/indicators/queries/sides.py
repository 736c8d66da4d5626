"""The two sides of a comparison: what one release shows of them, period by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concerted.measure.indicators.models import Comparison, Figure, FigureStatus, Release
from concerted.measure.indicators.queries.figures import figures_in
from concerted.measure.indicators.queries.periods import Period, in_order, years

Told = Mapping[Period, Figure]


@dataclass(frozen=True)
class Sides:
    """Figures of the group where something began, and of the other one, where there is one."""

    periods: Sequence[Period]
    first: Told
    other: Told | None

    @property
    def lines(self) -> list[Told]:
        return [self.first] if self.other is None else [self.first, self.other]

    def of(self, name: str) -> list[list[float]]:
        """The field ``name`` as rows of sides by periods; NaN where it is not shown."""
        return [
            [_number(line.get(period), name) for period in self.periods] for line in self.lines
        ]

    @property
    def times(self) -> list[float]:
        """The middle of each period, in years."""
        return [(years(one.start) + years(one.end)) / 2 for one in self.periods]


def sides_of(comparison: Comparison, release: Release) -> Sides:
    """Two queries. Without a viewer: whoever may read the release may read these figures."""
    first = _line(
        release,
        subgroup=comparison.subgroup_id,
        place=comparison.place,
        partner=comparison.partner_id,
    )
    other = None
    if comparison.has_other:
        other = _line(
            release,
            subgroup=comparison.other_subgroup_id,
            place=comparison.other_place,
            partner=comparison.other_partner_id,
        )
    return Sides(in_order([*first, *(other or ())]), first, other)


def _line(release: Release, *, subgroup: Any, place: str, partner: Any) -> dict[Period, Figure]:
    rows = figures_in(release).filter(
        subgroup=subgroup,
        place=place,
        partner=partner,
        status=FigureStatus.SHOWN,
    )
    return {Period(one.period_start, one.period_end): one for one in rows}


def _number(figure: Figure | None, name: str) -> float:
    value = None if figure is None else getattr(figure, name)
    return float("nan") if value is None else float(value)
