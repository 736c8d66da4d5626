"""Proposals: the text and its versions, who may vote, the rounds of voting, the ballots, what was decided."""

from __future__ import annotations

from concerted.decide.proposals.models.appeals import Appeal
from concerted.decide.proposals.models.ballots import Ballot, Roll, Via
from concerted.decide.proposals.models.decisions import Decision
from concerted.decide.proposals.models.delegations import Delegation
from concerted.decide.proposals.models.discussion import Comment, CommentKind
from concerted.decide.proposals.models.paper import PaperBallot
from concerted.decide.proposals.models.proposals import (
    Option,
    Origin,
    Proposal,
    ProposalState,
    Version,
)
from concerted.decide.proposals.models.rounds import Elector, Outcome, Round
from concerted.decide.proposals.models.rules import (
    HIGHEST,
    WITH_OPTIONS,
    Electorate,
    Needed,
    Rule,
)
from concerted.decide.proposals.models.taken import Taken
from concerted.decide.proposals.models.voters import Voter

__all__ = [
    "HIGHEST",
    "WITH_OPTIONS",
    "Appeal",
    "Ballot",
    "Comment",
    "CommentKind",
    "Decision",
    "Delegation",
    "Elector",
    "Electorate",
    "Needed",
    "Option",
    "Origin",
    "Outcome",
    "PaperBallot",
    "Proposal",
    "ProposalState",
    "Roll",
    "Round",
    "Rule",
    "Taken",
    "Version",
    "Via",
    "Voter",
]
