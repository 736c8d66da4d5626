"""What an organization pools, with a row behind every address of it."""

from __future__ import annotations

import datetime
from typing import Any

from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.offers.operations.budgets import spend
from concerted.pool.offers.operations.deliveries import record_delivery, send_letter
from concerted.pool.offers.operations.offers import GiverValues
from concerted.pool.offers.queries.links import token_of
from concerted.pool.offers.tests.factories import (
    DAY,
    HOUR,
    ROSA,
    make_line,
    make_need,
    make_offer,
    make_pledge,
    make_source,
)

OFFERS = ("offer", "withdraw_offer", "take_up_offer", "propose_pledge")
LINES = ("line", "change_line", "spend", "remove_spending")


def pooled(
    organization: Organization, goal: Goal, giver: GiverValues | None = None
) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room, by its name and by those of its routes that need others.

    The need is given in part; the pledge is late and waits for more, what came of it was thanked for, and one more part
    has come since.
    """
    need = make_need(organization, goal=goal, languages=["ht"], place="Elm Street")
    offer = make_offer(organization, languages=["ht"])
    pledge = make_pledge(need, 5 * HOUR, giver or ROSA, due_on=DAY)
    for number in (1, 2):
        part = record_delivery(
            pledge=pledge,
            amount=HOUR,
            delivered_on=DAY + datetime.timedelta(days=number),
            served_words="families",
            served_count=20,
            by=None,
        )
    send_letter(delivery=pledge.deliveries.get(number=1), by=None)
    line = make_line(organization, goal=goal)
    source = make_source(organization)
    spent = spend(line=line, source=source, purpose="staff", cents=5, spent_on=DAY, by=None)
    return {
        "offers": {
            "slug": need.slug,
            "pk": pledge.pk,
            "number": part.number,
            "kind": "csv",
            "token": token_of(pledge),
            "spending": spent.pk,
        },
        "offers:own_letter": {"number": 1},
        "offers:change_source": {"pk": source.pk},
        **{f"offers:{name}": {"pk": offer.pk} for name in OFFERS},
        **{f"offers:{name}": {"pk": line.pk} for name in LINES},
    }
