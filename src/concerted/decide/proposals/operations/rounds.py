"""The voting: opened with a frozen rule and a frozen list of who votes, reminded of, closed and counted."""

from __future__ import annotations

import datetime
import uuid
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import (
    Ballot,
    Decision,
    Elector,
    Outcome,
    Proposal,
    ProposalState,
    Roll,
    Round,
    Voter,
)
from concerted.decide.proposals.operations.mailing import tell_voters
from concerted.decide.proposals.operations.voters import voters_of
from concerted.decide.proposals.queries.counting import count_of
from concerted.decide.proposals.queries.pages import wording
from concerted.goals.operations import publish_goal

SOONEST = datetime.timedelta(hours=1)
ANEW = datetime.timedelta(days=3)
"""After an amendment there is at least so long to vote on the new text."""


@transaction.atomic
def open_voting(*, proposal: Proposal, closes_at: datetime.datetime, by: Viewer | None) -> Round:
    """Open the voting until ``closes_at``: rule, text and who votes are frozen, and each gets a link by mail."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("organization")
    proposal = rows.get(pk=proposal.pk)
    known = Round.objects.filter(proposal=proposal).open().first()
    if known is not None:
        return known
    if proposal.state != ProposalState.DISCUSSION:
        raise Refused(_("Put it up for discussion first: people vote on what they have read."))
    if closes_at < timezone.now() + SOONEST:
        raise Refused(_("Please give people at least an hour to vote."), field="closes_at")
    if proposal.has_options and proposal.options.count() < 2:
        raise Refused(_("Please write at least two options to choose among."))
    vote = begin_round(proposal=proposal, closes_at=closes_at)
    note(verb="opened", subject=vote, by=by, after={"rule": vote.rule, "closes_at": closes_at})
    return vote


def begin_round(
    *,
    proposal: Proposal,
    closes_at: datetime.datetime,
    is_amended: bool = False,
    is_told: bool = True,
) -> Round:
    """The next round, its list of electors and an empty roll. Part of the transaction that asks for it.

    Who votes gets a link, unless ``is_told`` is false: then they are in one room and answer at once.
    """
    voters = voters_of(proposal=proposal)
    if not voters:
        raise Refused(_("Nobody can vote yet. Please invite those who decide first."))
    if is_amended:
        closes_at = max(closes_at, timezone.now() + ANEW)
    vote = Round.objects.create(
        organization=proposal.organization,
        proposal=proposal,
        number=Round.objects.filter(proposal=proposal).count() + 1,
        version=proposal.version,
        closes_at=closes_at,
        **proposal.ruled(),
    )
    Roll.objects.create(round=vote)
    Elector.objects.bulk_create(
        Elector(organization=proposal.organization, round=vote, voter=voter) for voter in voters
    )
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.VOTING)
    proposal.state = ProposalState.VOTING
    if is_told:
        _tell(vote, voters, "amended" if is_amended else "vote")
    return vote


def _tell(vote: Round, voters: list[Voter], kind: str) -> None:
    zone = ZoneInfo(vote.proposal.organization.time_zone)
    told = {"closes_at": vote.closes_at.astimezone(zone).isoformat(timespec="minutes")}
    tell_voters(proposal=vote.proposal, voters=voters, kind=kind, context=told, vote=vote)


def end_without_count(*, vote: Round, outcome: Outcome) -> Round:
    """Close a round whose ballots are void."""
    Roll.objects.select_for_update().get(round=vote)
    vote.outcome = outcome
    vote.save(update_fields=["outcome"])
    return vote


@transaction.atomic
def remind_voters(*, vote: Round) -> None:
    """Write once to those who have not voted. Without a viewer: the clock asks."""
    vote = Round.objects.select_for_update().get(pk=vote.pk)
    if vote.reminded_at is not None or not vote.takes_ballots():
        return
    roll = Roll.objects.get(round=vote)
    rows = Elector.objects.filter(round=vote).select_related("voter")
    silent = [one.voter for one in rows if not roll.has(one)]
    vote.reminded_at = timezone.now()
    vote.save(update_fields=["reminded_at"])
    _tell(vote, silent, "reminder")


@transaction.atomic
def close_round(*, vote: Round, by: Viewer | None = None) -> Round:
    """Count a round that is over, or in which everybody has voted, and write down what was decided."""
    Proposal.objects.select_for_update().get(pk=vote.proposal_id)
    roll = Roll.objects.select_for_update().get(round_id=vote.pk)
    vote = Round.objects.select_related("proposal__organization", "proposal__goal").get(pk=vote.pk)
    if not vote.is_open:
        return vote
    electors = Elector.objects.filter(round=vote).count()
    if vote.takes_ballots() and len(roll.voted) < electors:
        raise Refused(_("The voting goes on: its day has not come, and some have not voted."))
    _check_paper(vote, roll)
    if vote.is_secret:
        shuffle_ballots(vote=vote)
    count = count_of(vote)
    vote.outcome, vote.counted_at = count.outcome, timezone.now()
    vote.save(update_fields=["outcome", "counted_at"])
    note(verb="counted", subject=vote, by=by, after={"outcome": vote.outcome})
    _settle(vote, by)
    return vote


def _check_paper(vote: Round, roll: Roll) -> None:
    if vote.paper_ballots.waiting().exists():
        raise Refused(_("A paper ballot still waits for a second person to compare it."))
    on_paper = Ballot.objects.filter(round=vote, via="paper").count()
    if on_paper > len(roll.on_paper):
        raise Refused(
            _("There are more paper ballots than people marked as having voted on paper.")
        )


def _settle(vote: Round, by: Viewer | None) -> None:
    """What the outcome makes of the proposal: decided, or back to the discussion."""
    proposal = vote.proposal
    if vote.outcome in (Outcome.PASSED, Outcome.REJECTED):
        proposal.state, proposal.closed_at = ProposalState.DECIDED, timezone.now()
        Decision.objects.create(
            organization=proposal.organization,
            proposal=proposal,
            round=vote,
            language=proposal.language,
            passed=vote.outcome == Outcome.PASSED,
            text=wording(proposal.title, proposal.summary),
        )
    else:
        proposal.state = ProposalState.DISCUSSION
    proposal.save(update_fields=["state", "closed_at"])
    if vote.outcome == Outcome.PASSED and proposal.adopts_goal and proposal.goal is not None:
        publish_goal(goal=proposal.goal, by=by)
    voters = [one.voter for one in vote.electors.select_related("voter")]
    tell_voters(
        proposal=proposal, voters=voters, kind="counted", context={"outcome": vote.outcome}
    )


def shuffle_ballots(*, vote: Round) -> None:
    """Write the ballots of a secret round anew, in the order of their random receipts, with new keys.

    The order in which a database happens to keep rows then tells nothing of the order in which they came.
    """
    kept = list(Ballot.objects.filter(round=vote).order_by("receipt"))
    Ballot.objects.filter(round=vote).delete()
    for ballot in kept:
        ballot.pk = uuid.uuid4()
    Ballot.objects.bulk_create(kept)
