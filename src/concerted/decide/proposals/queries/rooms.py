"""What can be decided by those who sit in one room, and whom to ask there."""

from __future__ import annotations

import uuid

from concerted.decide.proposals.models import WITH_OPTIONS, Electorate, Proposal, ProposalState
from concerted.organizations.models import ENTERERS, Membership, Organization, Role

OPEN = (ProposalState.DRAFT, ProposalState.DISCUSSION)


def can_decide_in_room(proposal: Proposal) -> bool:
    """Whether answers said aloud decide it: by members or the team, not in secret, yes or no to a text."""
    return (
        proposal.state in OPEN
        and proposal.electorate != Electorate.INVITED
        and not proposal.is_secret
        and proposal.rule not in WITH_OPTIONS
    )


def seats_in_room(proposal: Proposal) -> list[tuple[tuple[uuid.UUID, int], str]]:
    """Who has a vote, as things stand: each seat of a member organization, or each user of the team, with its name.

    It has passed a gate that lets those in who write down the answers.
    """
    organization = proposal.organization
    if proposal.electorate == Electorate.SEATS:
        members = Membership.objects.public().filter(organization=organization)
        rows = members.select_related("member").order_by("member__name")
        return [
            ((one.member_id, number), seat_name(one.member, number))
            for one in rows
            for number in range(1, one.seat_count + 1)
        ]
    roles = Role.objects.filter(organization=organization, kind__in=ENTERERS)
    found = roles.select_related("user").order_by("user__name", "user__email")
    return [((one.user_id, 1), str(one.user)) for one in found]


def seat_name(member: Organization, number: int) -> str:
    """How a seat is called; the first is called like the organization."""
    return member.name if number == 1 else f"{member.name[:110]} ({number})"
