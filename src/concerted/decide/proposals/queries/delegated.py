"""Who votes for whom."""

from __future__ import annotations

import uuid

from django.db.models import Q

from concerted.decide.proposals.models import Delegation, Elector, Proposal, Roll, Round


def takers(proposal: Proposal) -> dict[uuid.UUID, uuid.UUID]:
    """By voter whom they let vote on ``proposal``: what they said of it, or else what they said of every one."""
    rows = Delegation.objects.standing().filter(
        Q(proposal=proposal) | Q(proposal__isnull=True),
        organization_id=proposal.organization_id,
    )
    told: dict[uuid.UUID, uuid.UUID] = {}
    for one in rows:
        if one.proposal_id is not None or one.giver_id not in told:
            told[one.giver_id] = one.taker_id
    return told


def represented(vote: Round, roll: Roll, elector: Elector) -> list[Elector]:
    """Those on the list who have not voted and whose trust leads, by others who have not, to ``elector``."""
    to = takers(vote.proposal)
    if not to:
        return []
    rows = Elector.objects.filter(round=vote).select_related("voter")
    silent = {one.voter_id: one for one in rows if not roll.has(one) and one.pk != elector.pk}
    return [one for voter, one in silent.items() if _leads(voter, elector.voter_id, to, silent)]


def _leads(
    voter: uuid.UUID,
    end: uuid.UUID,
    to: dict[uuid.UUID, uuid.UUID],
    silent: dict[uuid.UUID, Elector],
) -> bool:
    """Whether the chain from ``voter`` reaches ``end``. It cannot go round: ``delegate`` refuses circles."""
    seen = {voter}
    at = to.get(voter)
    while at is not None and at not in seen:
        if at == end:
            return True
        if at not in silent:
            return False
        seen.add(at)
        at = to.get(at)
    return False


def leads_back(giver: uuid.UUID, taker: uuid.UUID, to: dict[uuid.UUID, uuid.UUID]) -> bool:
    """Whether the chain from ``taker`` comes to ``giver``: then they would vote for each other."""
    seen: set[uuid.UUID] = set()
    at: uuid.UUID | None = taker
    while at is not None and at not in seen:
        if at == giver:
            return True
        seen.add(at)
        at = to.get(at)
    return False
