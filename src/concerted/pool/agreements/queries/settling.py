"""Which parties still have to say what became of shared data. Without a viewer: operations ask."""

from __future__ import annotations

import datetime

from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import Agreement, Kind, Party
from concerted.pool.agreements.queries.standing import standing_of


def over_since(
    agreement: Agreement, party: Party, today: datetime.date | None = None
) -> datetime.date | None:
    """The day from which data sharing binds ``party`` no more; nothing while it does, or never did."""
    binding = standing_of(agreement).binding
    if agreement.kind != Kind.DATA_SHARING or binding is None:
        return None
    days = [day for day in (agreement.ended_on, party.left_on) if day is not None]
    if binding.ends_on is not None:
        days.append(binding.ends_on + datetime.timedelta(days=1))
    today = today or today_in(agreement.organization)
    return min(days) if days and min(days) <= today else None


def to_settle(agreement: Agreement, today: datetime.date) -> list[tuple[Party, datetime.date]]:
    """The parties that noted nothing yet, each with the day from which it is free."""
    waiting = agreement.parties.filter(settled_on=None).select_related("partner")
    found = [(one, over_since(agreement, one, today)) for one in waiting]
    return [(one, since) for one, since in found if since is not None]
