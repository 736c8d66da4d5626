"""How long a need waits for a pledge and for the first delivery, and how many needs are met."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from concerted.measure.indicators.extracts.calendars import by_period
from concerted.measure.indicators.extracts.registry import Asked, Drawn, Extract
from concerted.measure.indicators.importing.lines import Line
from concerted.measure.indicators.models import Kind, Unit
from concerted.pool.offers.models import Need


def _needs(asked: Asked) -> Any:
    """Needs published until then. For the office: it has passed a gate."""
    return Need.objects.filter(organization=asked.organization, published_at__lt=asked.moment)


def _waits(asked: Asked, rows: Iterable[Mapping[str, Any]]) -> Drawn:
    """The median of the days between publication and the day in ``rows``, by the period of publication."""
    dated = [
        (start, max(0, (row["day"] - start).days))
        for row in rows
        if row["day"] is not None
        for start in (asked.day(row["published_at"]),)
    ]
    lines = tuple(
        Line(
            row=0,
            start=span.start,
            end=span.end,
            value=float(statistics.median(days)),
            n=len(days),
        )
        for span, days in by_period(asked, dated).items()
    )
    return Drawn(lines)


def _until_pledge(asked: Asked) -> Drawn:
    first = Min("pledges__confirmed_at", filter=Q(pledges__confirmed_at__lt=asked.moment))
    rows = _needs(asked).annotate(first=first).values("published_at", "first")
    return _waits(
        asked,
        [
            {**row, "day": None if row["first"] is None else asked.day(row["first"])}
            for row in rows
        ],
    )


def _until_delivery(asked: Asked) -> Drawn:
    known = Q(
        pledges__deliveries__delivered_on__lte=asked.until,
        pledges__deliveries__created_at__lt=asked.moment,
    )
    rows = _needs(asked).annotate(day=Min("pledges__deliveries__delivered_on", filter=known))
    return _waits(asked, rows.values("published_at", "day"))


def _met(asked: Asked) -> Drawn:
    dated: list[tuple[datetime.date, bool]] = [
        (asked.day(published_at), met_at is not None and met_at < asked.moment)
        for published_at, met_at in _needs(asked).values_list("published_at", "met_at")
    ]
    lines = tuple(
        Line(
            row=0,
            start=span.start,
            end=span.end,
            value=100 * sum(met) / len(met),
            numerator=sum(met),
            denominator=len(met),
            n=len(met),
        )
        for span, met in by_period(asked, dated).items()
    )
    return Drawn(lines)


DAYS_TO_PLEDGE = Extract(
    name="days-to-pledge",
    version=1,
    title=_("Days until somebody pledges"),
    words=_(
        "The median of the days from the publication of a need to its first confirmed pledge, by when the need was"
        " published. Needs that nobody has pledged for yet are left out."
    ),
    kind=Kind.MEDIAN,
    unit=Unit.DAYS,
    favourable=False,
    draw=_until_pledge,
)
DAYS_TO_DELIVERY = Extract(
    name="days-to-delivery",
    version=1,
    title=_("Days until the first delivery"),
    words=_(
        "The median of the days from the publication of a need to the first delivery for it, by when the need was"
        " published. Needs for which nothing has come yet are left out."
    ),
    kind=Kind.MEDIAN,
    unit=Unit.DAYS,
    favourable=False,
    draw=_until_delivery,
)
NEEDS_MET = Extract(
    name="needs-met",
    version=1,
    title=_("Needs met"),
    words=_(
        "Of the needs published in a period, how many had been met in full by the last day that counts."
    ),
    kind=Kind.RATE,
    unit=Unit.PER_CENT,
    favourable=True,
    draw=_met,
)
