"""What an organization pools, with a row behind every address of it."""

from __future__ import annotations

import datetime
from typing import Any

from concerted.accounts.models import User
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.agreements.models import Party
from concerted.pool.agreements.operations.signing import ask_signer
from concerted.pool.agreements.queries.links import token_of as signer_token
from concerted.pool.agreements.tests.factories import make_sent
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
from concerted.pool.workplan.operations.agenda import propose_item, write_minute
from concerted.pool.workplan.operations.meetings import record_attendance
from concerted.pool.workplan.operations.tasks import add_task
from concerted.pool.workplan.tests.factories import (
    make_activity,
    make_item,
    make_meeting,
    make_task,
)

TASKS = ("change_task", "hand_task", "finish_task", "reopen_task", "drop_task")
ITEMS = (
    *("change_item", "move_item_up", "remove_item", "write_minute"),
    *("add_task_of_item", "propose_item", "decide_item"),
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


def signed_by_mail(organization: Organization, partner: Organization, by: User) -> dict[str, Any]:
    """Values of the addresses of an agreement that waits for signatures, and of somebody who is asked by mail."""
    version = make_sent(organization, partner, languages=["en", "es"])
    party = Party.objects.get(agreement=version.agreement, partner=partner)
    signer = ask_signer(
        party=party,
        name="Sol",
        email="sol@example.org",
        language="es",
        asked_by=organization,
        by=by,
    )
    return {
        "number": version.agreement.number,
        "version": version.number,
        "kind": version.agreement.kind,
        "pk": signer.pk,
        "token": signer_token(signer),
    }


def planned(
    organization: Organization, goal: Goal, partner: Organization, by: User
) -> dict[str, dict[str, Any]]:
    """Values of the addresses of an activity with a task of ``partner``, and of a meeting that decides something."""
    activity = make_activity(organization, goal=goal, owner=partner)
    task = make_task(organization, activity=activity, partner=partner)
    item = make_item(make_meeting(organization))
    write_minute(item=item, said="We agreed to ask.", by=by)
    propose_item(item=item, by=by)
    record_attendance(meeting=item.meeting, partners=[partner], guest_count=2, by=by)
    add_task(organization=organization, item=item, title="Print flyers", by=by)
    make_meeting(organization, days=-1, title="The one after")
    of_plan = {
        "organization": organization.slug,
        "pk": activity.pk,
        "number": item.meeting.number,
    }
    return {
        "workplan": of_plan,
        **{f"workplan:{name}": {"pk": task.pk} for name in TASKS},
        **{f"workplan:{name}": {"pk": item.pk} for name in ITEMS},
    }
