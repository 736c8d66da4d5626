"""Decisions that others take and that people try to move: their way, their dates, who stands where."""

from __future__ import annotations

from concerted.act.policies.models.dates import Deadline, DeadlineKind, Hearing
from concerted.act.policies.models.policies import (
    Outcome,
    PolicyItem,
    Position,
    StageMove,
)
from concerted.act.policies.models.stances import (
    Evidence,
    Influence,
    Leaning,
    Power,
    PublicScorecard,
    Stance,
)
from concerted.act.policies.models.votes import Ballot, Choice, Vote
from concerted.act.policies.stages import Kind

__all__ = [
    "Ballot",
    "Choice",
    "Deadline",
    "DeadlineKind",
    "Evidence",
    "Hearing",
    "Influence",
    "Kind",
    "Leaning",
    "Outcome",
    "PolicyItem",
    "Position",
    "Power",
    "PublicScorecard",
    "StageMove",
    "Stance",
    "Vote",
]
