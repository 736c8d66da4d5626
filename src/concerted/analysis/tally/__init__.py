"""Ways to decide together: consent and consensus, majorities, approval and scores, Schulze, transferable votes."""

from __future__ import annotations

from concerted.analysis.tally.ballots import (
    Ballots,
    RankedBallots,
    ballots_from_arrays,
    ranked_ballots,
)
from concerted.analysis.tally.committees import (
    Committee,
    CommitteeRound,
    equal_shares,
    sequential_pav,
)
from concerted.analysis.tally.condorcet import (
    SchulzeResult,
    pairwise_preferences,
    schulze,
    schulze_of_pairwise,
)
from concerted.analysis.tally.consent import (
    ConsensusResult,
    ConsentResult,
    Objection,
    Outcome,
    Position,
    Resolution,
    Silence,
    consensus,
    consent,
)
from concerted.analysis.tally.meek import MeekCount, MeekStage, meek_stv
from concerted.analysis.tally.rules import (
    ApprovalResult,
    Base,
    Blank,
    Majority,
    MajorityResult,
    ScoreResult,
    Summary,
    approval,
    least_number,
    majority,
    score,
)
from concerted.analysis.tally.shares import share_out
from concerted.analysis.tally.ties import Choice, LastResort, Tie, TieRule, drawn_order
from concerted.analysis.tally.transferable import (
    ScottishCount,
    Stage,
    Transfer,
    TransferKind,
    scottish_stv,
)

__all__ = [
    "ApprovalResult",
    "Ballots",
    "Base",
    "Blank",
    "Choice",
    "Committee",
    "CommitteeRound",
    "ConsensusResult",
    "ConsentResult",
    "LastResort",
    "Majority",
    "MajorityResult",
    "MeekCount",
    "MeekStage",
    "Objection",
    "Outcome",
    "Position",
    "RankedBallots",
    "Resolution",
    "SchulzeResult",
    "ScoreResult",
    "ScottishCount",
    "Silence",
    "Stage",
    "Summary",
    "Tie",
    "TieRule",
    "Transfer",
    "TransferKind",
    "approval",
    "ballots_from_arrays",
    "consensus",
    "consent",
    "drawn_order",
    "equal_shares",
    "least_number",
    "majority",
    "meek_stv",
    "pairwise_preferences",
    "ranked_ballots",
    "schulze",
    "schulze_of_pairwise",
    "score",
    "scottish_stv",
    "sequential_pav",
    "share_out",
]
