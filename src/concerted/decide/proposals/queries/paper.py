"""How far the paper ballots of a round are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Ballot, Elector, PaperBallot, Roll, Round, Via
from concerted.decide.proposals.queries.choices import in_words


def is_paper_in(vote: Round) -> bool:
    """Whether every ballot that was handed in on paper is typed and compared. Without a viewer: for the clock."""
    roll = Roll.objects.filter(round=vote).first()
    if roll is None or PaperBallot.objects.filter(round=vote).waiting().exists():
        return roll is None
    return Ballot.objects.filter(round=vote, via=Via.PAPER).count() >= len(roll.on_paper)


@dataclass(frozen=True)
class Typed:
    """A typed ballot that waits to be compared."""

    ballot: PaperBallot
    words: str
    is_mine: bool


@dataclass(frozen=True)
class PaperPage:
    vote: Round
    typed: Sequence[Typed]
    handed_in_count: int
    checked_count: int
    open_electors: Sequence[Elector]
    """Who has not voted yet, for those who may see names."""


def paper_page(vote: Round, viewer: Viewer, names: Mapping[int, str]) -> PaperPage:
    """The paper of a round: what was typed, and who can still hand in."""
    roll = Roll.objects.filter(round=vote).first() or Roll(round=vote)
    rows = PaperBallot.objects.visible_to(viewer).filter(round=vote)
    electors = Elector.objects.visible_to(viewer).filter(round=vote).select_related("voter")
    return PaperPage(
        vote=vote,
        typed=[
            Typed(one, in_words(one.choice, names), one.typed_by_id == viewer.pk)
            for one in rows.waiting()
        ],
        handed_in_count=len(roll.on_paper),
        checked_count=Ballot.objects.filter(round=vote, via=Via.PAPER).count(),
        open_electors=[one for one in electors if not roll.has(one)],
    )
