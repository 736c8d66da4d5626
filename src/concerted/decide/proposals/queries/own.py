"""A voter's own page: the proposal, their ballot, whom they let vote for them, their appeal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from concerted.decide.proposals.models import (
    Appeal,
    Ballot,
    Elector,
    ProposalState,
    Roll,
    Round,
    Voter,
)
from concerted.decide.proposals.queries.choices import in_words
from concerted.decide.proposals.queries.delegated import takers
from concerted.decide.proposals.queries.links import (
    VoterLink,
    elector_of,
    last_round,
    new_receipt,
    open_round,
    receipt_stamp,
)
from concerted.decide.proposals.queries.pages import ProposalPage, proposal_page
from concerted.decide.proposals.queries.results import option_names
from concerted.organizations.models import Role, RoleKind

SMALL = 5
"""Up to so many voters a secret vote warns of what its result may give away."""
OFFERED = 200
"""Voters that one can choose from to vote in one's place."""


@dataclass(frozen=True)
class Asked:
    """A vote that is on, and the place of a voter on its list."""

    vote: Round
    elector: Elector
    names: dict[int, str]


@dataclass(frozen=True)
class OwnPage:
    page: ProposalPage
    vote: Round | None
    """The vote that is on, where this voter is on its list."""
    has_voted: bool
    own_words: str
    """What they said, where the vote is open."""
    receipt: str
    stamp: str
    others: Sequence[Voter]
    taker: Voter | None
    appeal: Appeal | None
    can_appeal: bool
    is_small: bool


def ballot_asked(link: VoterLink, language: str) -> Asked | None:
    """The vote in which the holder of the link may vote now."""
    vote = open_round(link.proposal)
    elector = elector_of(link.voter, vote)
    if vote is None or elector is None:
        return None
    return Asked(vote, elector, option_names(vote, language))


def took_part(link: VoterLink) -> bool:
    """Whether the holder of the link voted in the latest vote, on the web or on paper."""
    vote = last_round(link.proposal)
    elector = elector_of(link.voter, vote)
    roll = Roll.objects.filter(round=vote).first() if vote is not None else None
    return roll is not None and elector is not None and roll.has(elector)


def others_of(link: VoterLink) -> list[Voter]:
    """Who could vote for the holder of the link: the others on the list, or who decide as things stand."""
    vote = open_round(link.proposal)
    if vote is None:
        return []
    rows = Voter.objects.filter(electors__round=vote).exclude(pk=link.voter.pk)
    return list(rows[:OFFERED])


def own_page_of(link: VoterLink, language: str) -> OwnPage:
    asked = ballot_asked(link, language)
    roll = Roll.objects.filter(round=asked.vote).first() if asked is not None else None
    has_voted = roll is not None and asked is not None and roll.has(asked.elector)
    page = proposal_page(link.proposal, language, with_names=True)
    to = takers(link.proposal).get(link.voter.pk)
    receipt = new_receipt()
    decision = page.decision.decision if page.decision is not None else None
    appeal = Appeal.objects.filter(decision=decision, voter=link.voter).first()
    was_asked = Elector.objects.filter(voter=link.voter, round__decision=decision).exists()
    is_decided = link.proposal.state == ProposalState.DECIDED and decision is not None
    return OwnPage(
        page=page,
        vote=asked.vote if asked is not None and asked.vote.takes_ballots() else None,
        has_voted=has_voted,
        own_words=_own_words(asked) if has_voted else "",
        receipt=receipt,
        stamp=receipt_stamp(receipt),
        others=others_of(link) if not has_voted else [],
        taker=Voter.objects.filter(pk=to).first() if to is not None else None,
        appeal=appeal if decision is not None else None,
        can_appeal=is_decided and was_asked and appeal is None,
        is_small=page.asked_count <= SMALL,
    )


def _own_words(asked: Asked | None) -> str:
    if asked is None or asked.vote.is_secret:
        return ""
    ballot = Ballot.objects.filter(elector=asked.elector).first()
    return in_words(ballot.choice, asked.names) if ballot is not None else ""


def own_voter(asked_of: Round, user_id: Any) -> Voter | None:
    """As whom a user may vote in a round: in person, or for a seat of an organization that they own.

    Of several seats the first that has not voted, or else the first.
    """
    rows = Elector.objects.filter(round=asked_of).select_related("voter")
    mine = rows.filter(voter__user_id=user_id).first()
    if mine is not None:
        return mine.voter
    owned = Role.objects.filter(user_id=user_id, kind=RoleKind.OWNER).values("organization_id")
    seats = list(rows.filter(voter__member__in=owned).order_by("voter__name", "voter__seat"))
    free = [one for one in seats if not asked_of.roll.has(one)] if len(seats) > 1 else seats
    return (free or seats)[0].voter if seats else None
