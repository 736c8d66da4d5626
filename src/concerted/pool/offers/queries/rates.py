"""What an hour or a piece is worth: as the organization set it, or as is published for volunteers."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from concerted.organizations.models import Organization
from concerted.pool.offers.models import Kind, Rate
from concerted.pool.offers.queries.amounts import money

PUBLISHED = Path(__file__).parents[1] / "data" / "volunteer_hour.csv"


@dataclass(frozen=True)
class RateTold:
    """A rate that holds from ``starts_on`` until the next of its kind."""

    kind: str
    cents: int
    currency: str
    source: str
    starts_on: datetime.date


@cache
def published_rates() -> tuple[RateTold, ...]:
    """The value of a volunteer hour as it was published year by year, the latest first."""
    with PUBLISHED.open(newline="") as file:
        rows = [
            RateTold(
                Kind.VOLUNTEERS,
                int(row["cents"]),
                row["currency"],
                row["source"],
                datetime.date.fromisoformat(row["starts_on"]),
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda one: one.starts_on, reverse=True))


def rates_of(organization: Organization) -> Sequence[RateTold]:
    """Those of the organization before the published ones, the latest first. It has passed a gate."""
    rows = Rate.objects.filter(organization=organization).order_by("-starts_on")
    own = [RateTold(one.kind, one.cents, one.currency, one.source, one.starts_on) for one in rows]
    return (*own, *published_rates())


def rate_on(rates: Sequence[RateTold], kind: str, day: datetime.date) -> RateTold | None:
    """What holds on ``day``: an own rate where there is one, otherwise the published one."""
    return next((one for one in rates if one.kind == kind and one.starts_on <= day), None)


@dataclass(frozen=True)
class RateLine:
    """A rate as a page lists it."""

    kind: str
    value: str
    rate: RateTold


def rates_told(organization: Organization) -> list[RateLine]:
    """All rates in words."""
    labels = dict(Kind.choices)
    return [
        RateLine(str(labels[one.kind]), money(one.cents, one.currency), one)
        for one in rates_of(organization)
    ]
