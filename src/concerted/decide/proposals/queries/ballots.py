"""The list of ballots that everybody can count again, and in which each finds their own."""

from __future__ import annotations

from dataclasses import dataclass

from concerted.decide.proposals.models import Ballot, Round, Via
from concerted.decide.proposals.queries.choices import in_words
from concerted.decide.proposals.queries.results import option_names


@dataclass(frozen=True)
class Listed:
    receipt: str
    words: str
    is_paper: bool


def ballot_list(vote: Round, language: str) -> list[Listed]:
    """The ballots of a counted round in the order of their random receipts; it has passed a gate."""
    names = option_names(vote, language)
    return [
        Listed(one.receipt, in_words(one.choice, names), one.via == Via.PAPER)
        for one in Ballot.objects.filter(round=vote).order_by("receipt")
    ]
