"""The count of a round: by ``analysis.tally``, from the ballots alone, and the same whenever it is asked for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from concerted.analysis import tally
from concerted.decide.proposals.models import (
    HIGHEST,
    Ballot,
    Elector,
    Option,
    Outcome,
    Round,
    Rule,
    Via,
)
from concerted.decide.proposals.queries.choices import Stand, YesNo

OF_TALLY = {
    tally.Outcome.PASSES: Outcome.PASSED,
    tally.Outcome.OBJECTED: Outcome.OBJECTED,
    tally.Outcome.NO_QUORUM: Outcome.NO_QUORUM,
    tally.Outcome.TOO_MANY_STAND_ASIDE: Outcome.REJECTED,
}

Detail = (
    tally.ConsentResult
    | tally.ConsensusResult
    | tally.MajorityResult
    | tally.ApprovalResult
    | tally.ScoreResult
    | tally.SchulzeResult
    | tally.ScottishCount
)


@dataclass(frozen=True)
class Count:
    """What the ballots of a round come to.

    ``detail`` is the record of ``analysis.tally``; options in it are numbered by their places, ``numbers`` says which
    each is. Nothing where nobody answered, or too few to go on to the count.
    """

    vote: Round
    outcome: Outcome
    asked: int
    answered: int
    quorum: int
    online: int
    on_paper: int
    ballots: Sequence[Ballot] = field(repr=False)
    numbers: tuple[int, ...] = ()
    seed: str = ""
    detail: Detail | None = None
    winners: tuple[int, ...] = ()
    """Options by number, in the order in which they won."""

    @property
    def is_unanimous(self) -> bool:
        """Whether all who answered said the same: then everybody knows how each of them voted."""
        return self.answered > 0 and all(
            one.choice == self.ballots[0].choice for one in self.ballots
        )


def count_of(vote: Round) -> Count:
    """The count of ``vote`` in three queries. Its proposal has passed a gate, or the clock asks."""
    ballots = list(Ballot.objects.filter(round=vote).order_by("receipt"))
    asked = Elector.objects.filter(round=vote).count()
    numbers: tuple[int, ...] = ()
    if vote.has_options:
        rows = Option.objects.filter(proposal=vote.proposal_id).order_by("number")
        numbers = tuple(rows.values_list("number", flat=True))
    quorum = tally.least_number(asked, Fraction(min(vote.quorum, 100), 100))
    paper = sum(one.via == Via.PAPER for one in ballots)
    seed = seed_of(ballots)
    detail, outcome, winners = _counted(vote, ballots, asked, max(1, quorum), numbers, seed)
    return Count(
        vote=vote,
        outcome=outcome,
        asked=asked,
        answered=len(ballots),
        quorum=max(1, quorum),
        online=len(ballots) - paper,
        on_paper=paper,
        ballots=ballots,
        numbers=numbers,
        seed=seed,
        detail=detail,
        winners=winners,
    )


def seed_of(ballots: Sequence[Ballot]) -> str:
    """From what ties are drawn: all receipts in order. Nobody knows them before the last; everybody can check after."""
    receipts = "\n".join(sorted(one.receipt for one in ballots))
    return hashlib.sha256(receipts.encode()).hexdigest()


def _counted(
    vote: Round,
    ballots: Sequence[Ballot],
    asked: int,
    quorum: int,
    numbers: tuple[int, ...],
    seed: str,
) -> tuple[Detail | None, Outcome, tuple[int, ...]]:
    if not ballots:
        return None, Outcome.NO_QUORUM, ()
    if vote.rule in (Rule.CONSENT, Rule.CONSENSUS):
        return _agreed(vote, ballots, asked, quorum)
    if vote.rule == Rule.MAJORITY:
        return _majority(vote, ballots, asked, quorum)
    detail, places = _chosen(vote, ballots, numbers, seed)
    winners = tuple(numbers[place - 1] for place in places)
    if len(ballots) < quorum:
        return detail, Outcome.NO_QUORUM, ()
    return detail, Outcome.PASSED if winners else Outcome.REJECTED, winners


def _agreed(
    vote: Round, ballots: Sequence[Ballot], asked: int, quorum: int
) -> tuple[Detail, Outcome, tuple[int, ...]]:
    """Consent or consensus; members are numbered, so that a secret ballot is counted like an open one."""
    members = range(asked)
    stands = [Stand(one.choice["position"]) for one in ballots]
    result: tally.ConsentResult | tally.ConsensusResult
    if vote.rule == Rule.CONSENSUS:
        positions: dict[Hashable, tally.Position] = {
            place: tally.Position(stand.value) for place, stand in enumerate(stands)
        }
        result = tally.consensus(members, positions, quorum=quorum)
    else:
        objections = [
            tally.Objection(place, ballots[place].reason)
            for place, stand in enumerate(stands)
            if stand is Stand.BLOCK
        ]
        result = tally.consent(members, range(len(ballots)), objections, quorum=quorum)
    return result, OF_TALLY[result.outcome], ()


def _majority(
    vote: Round, ballots: Sequence[Ballot], asked: int, quorum: int
) -> tuple[Detail, Outcome, tuple[int, ...]]:
    said = Counter(one.choice["vote"] for one in ballots)
    result = tally.majority(
        said[YesNo.YES],
        said[YesNo.NO],
        said[YesNo.ABSTAIN],
        members=asked,
        rule=tally.Majority(vote.needed),
        quorum=quorum,
    )
    if not result.is_quorate:
        return result, Outcome.NO_QUORUM, ()
    return result, Outcome.PASSED if result.passes else Outcome.REJECTED, ()


def _chosen(
    vote: Round, ballots: Sequence[Ballot], numbers: tuple[int, ...], seed: str
) -> tuple[Detail, tuple[int, ...]]:
    """The record and the places of who wins among the options."""
    place = {number: at for at, number in enumerate(numbers, start=1)}
    if vote.rule == Rule.APPROVAL:
        approvals = [(1, [place[one] for one in ballot.choice["approves"]]) for ballot in ballots]
        approved = tally.approval(approvals, len(numbers), vote.seat_count, seed=seed)
        some = tuple(one for one in approved.elected if approved.approvals[one - 1] > 0)
        return approved, some
    if vote.rule == Rule.SCORE:
        table = np.array(
            [[ballot.choice["scores"][str(one)] for one in numbers] for ballot in ballots], float
        )
        scored = tally.score(table, lowest=0, highest=HIGHEST, seats=vote.seat_count, seed=seed)
        return scored, scored.elected
    rankings = [(1, [place[one] for one in ballot.choice["ranking"]]) for ballot in ballots]
    if vote.rule == Rule.SCHULZE:
        best = tally.schulze(rankings, len(numbers), seed=seed)
        return best, (best.winner,)
    elected = tally.scottish_stv(rankings, len(numbers), vote.seat_count, seed=seed)
    return elected, elected.elected
