"""What a partner takes along of the network when it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from concerted.organizations.models import Membership
from concerted.pool.network.models import Asked, Contribution, Outcome
from concerted.pool.network.queries.own import words_of
from concerted.pool.partners.registry import Cell


def answers_of(membership: Membership) -> Iterable[Mapping[str, Cell]]:
    """When the member was asked and what it said of itself.

    Not how it rates others: the coalition's team can hold this file too. The partner reads that on its own pages, also
    after it has left.
    """
    rows = Asked.objects.filter(
        organization=membership.organization_id, member=membership.member_id
    ).exclude(wave__opened_at=None)
    return [
        {
            "wave": one.wave.number,
            "closes_on": one.wave.closes_on.isoformat(),
            "sent_at": one.sent_at.isoformat() if one.sent_at is not None else "",
            "brings": words_of(one.contributions, Contribution),
            "outcomes": words_of(one.outcomes, Outcome),
        }
        for one in rows.select_related("wave").order_by("wave__number")
    ]
