"""The whole chain as one table: a row for each need, pledge and delivery, as text files and workbooks hold it."""

from __future__ import annotations

import datetime

from concerted.base.gates import Viewer
from concerted.base.tables.writing import Cell
from concerted.organizations.models import Organization
from concerted.pool.offers.models import Delivery, Need, Pledge
from concerted.pool.offers.queries.amounts import whole
from concerted.pool.offers.queries.desk import Names
from concerted.pool.offers.queries.public import served_counts

HEADERS = (
    "record",
    "goal",
    "need",
    "kind",
    "unit",
    "amount",
    "currency",
    "giver",
    "state",
    "date",
    "value",
    "value_currency",
    "rate",
    "rate_source",
    "who_benefited",
    "people",
)
UNITS = {"cents": "money", "minutes": "hours", "pieces": "pieces"}


def pool_table(organization: Organization, viewer: Viewer) -> list[list[Cell]]:
    """Rows under ``HEADERS``, of what ``viewer`` may see; givers by name only where ``viewer`` may read names."""
    needs = Need.objects.visible_to(viewer).filter(organization=organization)
    pledges = Pledge.objects.visible_to(viewer).filter(organization=organization)
    deliveries = Delivery.objects.visible_to(viewer).filter(organization=organization)
    names = Names(organization, viewer)
    found = [_need(one) for one in needs.select_related("goal")]
    found += [_pledge(one, names) for one in pledges.with_everything()]
    parts = list(
        deliveries.select_related(
            "pledge__need__goal", "pledge__offer__goal", "pledge__giver__partner"
        )
    )
    served = served_counts({one.pk: one.served_count or 0 for one in parts})
    return found + [_delivery(one, names, served[one.pk]) for one in parts]


def _counted(row: Need | Pledge | Delivery) -> list[Cell]:
    amount = float(whole(row.kind, row.amount))
    return [row.kind, UNITS[row.unit], amount, row.currency]


def _day(day: datetime.date | datetime.datetime | None) -> str:
    if isinstance(day, datetime.datetime):
        day = day.date()
    return day.isoformat() if day is not None else ""


def _need(need: Need) -> list[Cell]:
    state = (
        "draft"
        if need.is_draft
        else "met"
        if need.is_met
        else "closed"
        if need.is_closed
        else "open"
    )
    goal = need.goal.title if need.goal is not None else ""
    start: list[Cell] = ["need", goal, need.title, *_counted(need)]
    return [*start, "", state, _day(need.published_at), *[""] * 6]


def _named(pledge: Pledge) -> list[Cell]:
    subject = pledge.need if pledge.need is not None else pledge.offer
    goal = subject.goal.title if subject is not None and subject.goal is not None else ""
    return [goal, str(pledge)]


def _pledge(pledge: Pledge, names: Names) -> list[Cell]:
    start: list[Cell] = ["pledge", *_named(pledge), *_counted(pledge)]
    return [*start, names.of(pledge.giver), pledge.state, _day(pledge.due_on), *[""] * 6]


def _delivery(delivery: Delivery, names: Names, served: str) -> list[Cell]:
    pledge = delivery.pledge
    value: list[Cell] = [
        delivery.value_cents / 100 if delivery.value_cents is not None else "",
        delivery.value_currency,
        delivery.rate_cents / 100 if delivery.rate_cents is not None else "",
        delivery.rate_source,
    ]
    start: list[Cell] = ["delivery", *_named(pledge), *_counted(delivery)]
    about: list[Cell] = [names.of(pledge.giver), "received", _day(delivery.delivered_on)]
    return [*start, *about, *value, delivery.served_words, served]
