"""What partners say and decide in proposals, counted. Without a viewer: only sums of groups leave the room."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping

from concerted.decide.proposals.models import Comment, Elector, Roll
from concerted.organizations.models import Organization


def comments_by_partner(organization: Organization) -> Mapping[uuid.UUID, int]:
    """What was said in discussions for the seat of each partner."""
    rows = Comment.objects.filter(organization=organization, voter__member__isnull=False)
    return Counter(rows.values_list("voter__member", flat=True))


def votes_by_partner(organization: Organization) -> Mapping[uuid.UUID, int]:
    """Votes that are counted and in which the seat of a partner took part, whatever it said."""
    rolls = Roll.objects.filter(round__organization=organization, round__counted_at__isnull=False)
    voted = {(roll.round_id, key) for roll in rolls for key in roll.voted}
    electors = Elector.objects.filter(
        round__in=[one for one, _key in voted], voter__member__isnull=False
    )
    seats = electors.values_list("round", "pk", "voter__member")
    return Counter(member for vote, pk, member in set(seats) if (vote, pk.hex) in voted)
