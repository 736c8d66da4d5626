"""Waves of the relationship survey, the partners asked in each, and what they report of each other."""

from __future__ import annotations

from concerted.pool.network.models.asked import Asked, Via
from concerted.pool.network.models.questions import (
    CANNOT_SAY,
    TRUST,
    VALUE,
    Contribution,
    Frequency,
    Outcome,
    Relationship,
    Score,
)
from concerted.pool.network.models.reports import Report
from concerted.pool.network.models.waves import Audience, Wave

__all__ = [
    "CANNOT_SAY",
    "TRUST",
    "VALUE",
    "Asked",
    "Audience",
    "Contribution",
    "Frequency",
    "Outcome",
    "Relationship",
    "Report",
    "Score",
    "Via",
    "Wave",
]
