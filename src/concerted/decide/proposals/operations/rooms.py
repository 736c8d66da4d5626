"""Deciding in one room: those who are there answer aloud, and the answers are counted by the proposal's own rule."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Elector, Proposal, ProposalState, Round, Via, Voter
from concerted.decide.proposals.operations.casting import cast_ballot
from concerted.decide.proposals.operations.proposals import open_discussion
from concerted.decide.proposals.operations.rounds import begin_round, close_round
from concerted.decide.proposals.queries.links import new_receipt
from concerted.decide.proposals.queries.rooms import OPEN, can_decide_in_room

MEANWHILE = datetime.timedelta(minutes=1)
"""So long the round takes ballots: as long as this operation."""
Seat = tuple[uuid.UUID, int]
"""A member organization and which of its seats, or a user of the team and 1."""
Answer = tuple[Mapping[str, Any], str]
"""A choice, and the reason given for it."""


@transaction.atomic
def decide_in_room(
    *, proposal: Proposal, answers: Mapping[Seat, Answer], by: Viewer | None
) -> Round:
    """Count what those in the room answered, by seat, in a round that is over at once.

    The list of who votes is the same as online, so that quorum, trust and who was missing are told in the same way,
    and everybody on it gets the result by mail. A proposal that is decided already gives the round that decided it.
    """
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("organization")
    proposal = rows.get(pk=proposal.pk)
    if proposal.state == ProposalState.DECIDED:
        return Round.objects.filter(proposal=proposal, counted_at__isnull=False).latest("number")
    if proposal.state not in OPEN:
        raise Refused(_("This is being voted on already, or was withdrawn."))
    if not can_decide_in_room(proposal):
        raise Refused(_("This is decided by ballots. Please open the voting instead."))
    open_discussion(proposal=proposal, by=by, is_told=False)
    proposal.refresh_from_db()
    vote = begin_round(proposal=proposal, closes_at=timezone.now() + MEANWHILE, is_told=False)
    electors = Elector.objects.filter(round=vote).select_related("voter")
    seats = {_seat(one.voter): one for one in electors}
    if not set(answers) <= set(seats):
        raise Refused(_("Somebody answered who has no vote here."))
    for seat, (choice, reason) in answers.items():
        cast_ballot(
            elector=seats[seat],
            choice=choice,
            receipt=new_receipt(),
            reason=reason,
            via=Via.ROOM,
        )
    vote.closes_at = timezone.now()
    vote.save(update_fields=["closes_at"])
    return close_round(vote=vote, by=by)


def _seat(voter: Voter) -> tuple[uuid.UUID | None, int]:
    return (voter.member_id or voter.user_id, voter.seat)
