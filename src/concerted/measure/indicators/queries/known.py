"""What the office knows of an indicator: its approved figures, and their roll-up over partners."""

from __future__ import annotations

import datetime
import math
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    ExpressionWrapper,
    F,
    FloatField,
    Max,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from concerted.measure.indicators.models import (
    Indicator,
    Intake,
    Observation,
    ObservationState,
    Subgroup,
    Veto,
)

MANY = 100_000
"""Of more figures only the roll-up leaves the office: partners' own are too many to be protected beside it."""


class Spot(NamedTuple):
    """Where a figure stands: when, where, whose and for whom. Nothing is the whole."""

    start: datetime.date
    end: datetime.date
    place: str
    partner: uuid.UUID | None
    subgroup: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as the office knows it. ``source`` is where it was published already; empty for all others.

    ``largest`` belongs to a roll-up: the most people of one partner that are in, that are not, and in all.
    """

    spot: Spot
    dimension: uuid.UUID | None
    state: str
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    se: float | None = None
    n: int | None = None
    population: float | None = None
    source: str = ""
    largest: Mapping[str, int] = field(default_factory=dict)

    @property
    def people(self) -> int | None:
        return self.n if self.n is not None else self.denominator


def known_figures(indicator: Indicator) -> list[Known]:
    """All approved figures and the roll-up, without the cuts that a community does not want told."""
    vetoed = set(Veto.objects.against(indicator).values_list("dimension", flat=True))
    if None in vetoed:
        return []
    groups = dict(
        Subgroup.objects.filter(dimension__organization=indicator.organization_id)
        .exclude(dimension__in=vetoed)
        .values_list("pk", "dimension")
    )
    own = {one.spot: one for one in _entered(indicator, groups)}
    rolled = (one for one in rolled_up(indicator, groups) if one.spot not in own)
    return [*own.values(), *rolled]


def _entered(indicator: Indicator, groups: dict[uuid.UUID, uuid.UUID]) -> Iterator[Known]:
    public = dict(
        Intake.objects.filter(indicator=indicator, is_public_already=True).values_list(
            "pk", "source"
        )
    )
    rows = Observation.objects.filter(indicator=indicator).current().order_by()
    if rows.count() > MANY:
        rows = rows.filter(partner__isnull=True)
    names = ("period_start", "period_end", "place", "partner", "subgroup")
    told = ("state", "value", "numerator", "denominator", "se", "n", "population")
    for row in rows.values_list("intake", *names, *told).iterator():
        spot = Spot(*row[1:6])
        if spot.subgroup is None or spot.subgroup in groups:
            dimension = groups[spot.subgroup] if spot.subgroup else None
            values = dict(zip(told, row[6:], strict=True))
            yield Known(spot, dimension, source=public.get(row[0], ""), **values)


def rolled_up(
    indicator: Indicator, groups: dict[uuid.UUID, uuid.UUID] | None = None
) -> list[Known]:
    """Each figure of all partners together, added up by the database.

    Numerators and denominators are added. Where they are not known, and of averages, figures are weighed by the people
    behind them; without those there is no roll-up. Of medians there is none: it is missing. A figure that one partner
    has hidden hides it; one that is missing leaves it a figure of the others.
    """
    rows = Observation.objects.filter(indicator=indicator, partner__isnull=False).current()
    cells = ("subgroup", "period_start", "period_end", "place")
    sums = _sums(indicator.scale)
    found = rows.order_by().values(*cells).annotate(**sums).values_list(*cells, *sums)
    known = [
        _rolled(
            indicator,
            Spot(row[1], row[2], row[3], None, row[0]),
            dict(zip(sums, row[4:], strict=True)),
        )
        for row in found.iterator()
    ]
    if groups is None:
        return known
    return [
        replace(one, dimension=groups[one.spot.subgroup]) if one.spot.subgroup else one
        for one in known
        if one.spot.subgroup is None or one.spot.subgroup in groups
    ]


def _sums(scale: int) -> dict[str, Any]:
    """Of columns that the index holds alone. There is a value exactly where a figure is known."""
    people = Case(When(value__isnull=False, then=Coalesce("n", "denominator")))
    errors = _product(F("se"), people)
    weighed = _product(F("value"), people)
    return {
        "known": Count("value"),
        "suppressed": Count("state", filter=Q(state=ObservationState.SUPPRESSED)),
        "with_parts": Count("numerator"),
        "numerators": Sum("numerator"),
        "denominators": Sum("denominator", filter=Q(numerator__isnull=False)),
        "with_people": Count(people),
        "people": Sum(people),
        "weighed": Sum(weighed),
        "with_errors": Count("se"),
        "squares": Sum(_product(errors, errors)),
        "with_populations": Count("population", filter=Q(value__isnull=False)),
        "populations": Sum("population", filter=Q(value__isnull=False)),
        "largest": Max(people),
        "largest_yes": Max(weighed),
        "largest_no": Max(_product(Value(scale) - F("value"), people)),
    }


def _product(one: Any, other: Any) -> Any:
    return ExpressionWrapper(one * other, FloatField())


def _rolled(indicator: Indicator, spot: Spot, sums: Mapping[str, Any]) -> Known:
    count = sums["known"]
    if sums["suppressed"]:
        return Known(spot, None, ObservationState.SUPPRESSED)
    has_parts = indicator.is_rate and sums["with_parts"] == count
    if indicator.is_median or not count or (sums["with_people"] < count or not sums["people"]):
        return Known(spot, None, ObservationState.MISSING)
    people = int(sums["people"])
    value = sums["weighed"] / people
    if has_parts:
        value = indicator.scale * sums["numerators"] / sums["denominators"]
    is_sure = sums["with_errors"] == count
    return Known(
        spot,
        None,
        ObservationState.KNOWN,
        value=value,
        numerator=int(sums["numerators"]) if has_parts else None,
        denominator=int(sums["denominators"]) if has_parts else None,
        se=math.sqrt(sums["squares"]) / people if is_sure else None,
        n=people,
        population=float(sums["populations"]) if sums["with_populations"] == count else None,
        largest={
            "all": int(sums["largest"]),
            "yes": round(sums["largest_yes"] / indicator.scale),
            "no": round(sums["largest_no"] / indicator.scale),
        },
    )
