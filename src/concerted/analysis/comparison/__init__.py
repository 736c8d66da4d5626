"""What became of a group where something began, beside one where it did not, or beside its own path before."""

from __future__ import annotations

from concerted.analysis.comparison.differences import (
    DifferenceInDifferences,
    EventPoint,
    difference_in_differences,
)
from concerted.analysis.comparison.finding import (
    ASSUMPTIONS,
    SENTENCES,
    comparison_finding,
    refusal_finding,
    trend_finding,
)
from concerted.analysis.comparison.fitting import Effect, Errors
from concerted.analysis.comparison.refusals import REFUSALS, CannotCompare, Refusal
from concerted.analysis.comparison.series import InterruptedTimeSeries, interrupted_time_series

__all__ = [
    "ASSUMPTIONS",
    "REFUSALS",
    "SENTENCES",
    "CannotCompare",
    "DifferenceInDifferences",
    "Effect",
    "Errors",
    "EventPoint",
    "InterruptedTimeSeries",
    "Refusal",
    "comparison_finding",
    "difference_in_differences",
    "interrupted_time_series",
    "refusal_finding",
    "trend_finding",
]
