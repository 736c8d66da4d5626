"""Mentors to mentees, and scarce seats to applicants: stable, best in total, fair, and explained."""

from __future__ import annotations

from concerted.analysis.matching.assignment import Assignment, Outcome, best_assignment
from concerted.analysis.matching.audit import published, read_published, verify
from concerted.analysis.matching.criteria import (
    DEFAULT_WEIGHTS,
    Compatibility,
    Hard,
    Profile,
    Requirements,
    Soft,
    compatibility,
    weighted_quality,
)
from concerted.analysis.matching.fairness import Counted, FairAssignment, fair_assignment
from concerted.analysis.matching.preferences import (
    Preferences,
    preferences,
    preferences_from_scores,
)
from concerted.analysis.matching.seats import (
    Applicant,
    ReserveOrder,
    SeatEntry,
    SeatOutcome,
    SeatRecord,
    SeatRule,
    allocate_seats,
    applicants_digest,
    lot,
)
from concerted.analysis.matching.stable import (
    Side,
    StableMatching,
    TieRule,
    blocking_pairs,
    stable_matching,
)
from concerted.analysis.matching.why import ENGLISH, Explanation, why, why_not

__all__ = [
    "DEFAULT_WEIGHTS",
    "ENGLISH",
    "Applicant",
    "Assignment",
    "Compatibility",
    "Counted",
    "Explanation",
    "FairAssignment",
    "Hard",
    "Outcome",
    "Preferences",
    "Profile",
    "Requirements",
    "ReserveOrder",
    "SeatEntry",
    "SeatOutcome",
    "SeatRecord",
    "SeatRule",
    "Side",
    "Soft",
    "StableMatching",
    "TieRule",
    "allocate_seats",
    "applicants_digest",
    "best_assignment",
    "blocking_pairs",
    "compatibility",
    "fair_assignment",
    "lot",
    "preferences",
    "preferences_from_scores",
    "published",
    "read_published",
    "stable_matching",
    "verify",
    "weighted_quality",
    "why",
    "why_not",
]
