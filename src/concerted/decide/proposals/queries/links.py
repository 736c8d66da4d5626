"""The mailed link of a voter: one for each proposal, for reading, discussing, voting, delegating and appealing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from concerted.base.codes import new_code
from concerted.base.links import read, sign
from concerted.decide.proposals.models import Elector, Proposal, ProposalState, Round, Voter

VOTER = "proposal-voter"
RECEIPT = "proposal-receipt"


@dataclass(frozen=True)
class VoterLink:
    """What a link proves: this voter, about this proposal."""

    voter: Voter
    proposal: Proposal


def token_of(voter: Voter, proposal: Proposal) -> str:
    return sign([voter.pk.hex, proposal.pk.hex], purpose=VOTER)


def path_of(voter: Voter, proposal: Proposal, language: str, name: str = "own_page") -> str:
    """Where ``voter`` reads and votes; only ever mailed to them, or shown to who acts for them."""
    with override(language):
        return reverse(f"proposals:{name}", args=[token_of(voter, proposal)])


def linked(token: str) -> VoterLink | None:
    """Whose link ``token`` is, and about what. The link itself is the gate."""
    given = read(token, purpose=VOTER)
    if not isinstance(given, list) or len(given) != 2:
        return None
    voter = Voter.objects.filter(pk=uuid.UUID(given[0])).select_related("organization").first()
    rows = Proposal.objects.exclude(state=ProposalState.DRAFT).with_everything()
    proposal = rows.filter(pk=uuid.UUID(given[1])).first()
    if voter is None or proposal is None:
        return None
    return VoterLink(voter, proposal)


def open_round(proposal: Proposal) -> Round | None:
    """The vote that is on. The proposal has passed a gate."""
    return Round.objects.filter(proposal=proposal).open().first()


def last_round(proposal: Proposal) -> Round | None:
    """The latest vote, on or over. The proposal has passed a gate."""
    return Round.objects.filter(proposal=proposal).first()


def elector_of(voter: Voter, vote: Round | None) -> Elector | None:
    """The place of ``voter`` on the list of a round, if they are on it."""
    if vote is None:
        return None
    return Elector.objects.filter(round=vote, voter=voter).select_related("voter").first()


def new_receipt() -> str:
    """Ten random letters, as in ``K7QDM-2XFPH``: nobody can guess it, and it tells nothing."""
    return new_code(5, 5)


def receipt_stamp(receipt: str) -> str:
    """A receipt as a hidden field carries it, so that nobody can choose their own."""
    return sign(receipt, purpose=RECEIPT)


def receipt_in(stamp: str) -> str:
    """The receipt that we gave with a ballot, or a new one where the stamp is not ours."""
    kept: Any = read(stamp, purpose=RECEIPT)
    return kept if isinstance(kept, str) else new_receipt()
