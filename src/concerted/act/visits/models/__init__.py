"""Meeting those who decide: visits to their offices, what they promised there, and speaking at their hearings."""

from __future__ import annotations

from concerted.act.visits.models.commitments import Commitment, CommitmentState
from concerted.act.visits.models.hearings import Attendee, Part, Preparation
from concerted.act.visits.models.packets import Packet, Way
from concerted.act.visits.models.testimonies import Shown, Testimony
from concerted.act.visits.models.visits import Goer, GoerRole, Visit, VisitState

__all__ = [
    "Attendee",
    "Commitment",
    "CommitmentState",
    "Goer",
    "GoerRole",
    "Packet",
    "Part",
    "Preparation",
    "Shown",
    "Testimony",
    "Visit",
    "VisitState",
    "Way",
]
