"""Who took part against who lives there, and what was said once that is set right."""

from __future__ import annotations

from concerted.analysis.representation.finding import (
    SENTENCES,
    group_findings,
    mix_finding,
    raking_findings,
    reading_findings,
)
from concerted.analysis.representation.fitting import FittedTable, fit_table
from concerted.analysis.representation.gaps import Representation, Test, representation
from concerted.analysis.representation.intervals import (
    Method,
    critical_value,
    difference_interval,
    ratio_interval,
    score_interval,
)
from concerted.analysis.representation.means import Mean, mean_of
from concerted.analysis.representation.raking import (
    Empty,
    Hint,
    Missing,
    Raking,
    effective_size,
    rake,
)
from concerted.analysis.representation.rereading import Reading, Verdict, reread, reread_votes

__all__ = [
    "SENTENCES",
    "Empty",
    "FittedTable",
    "Hint",
    "Mean",
    "Method",
    "Missing",
    "Raking",
    "Reading",
    "Representation",
    "Test",
    "Verdict",
    "critical_value",
    "difference_interval",
    "effective_size",
    "fit_table",
    "group_findings",
    "mean_of",
    "mix_finding",
    "rake",
    "raking_findings",
    "ratio_interval",
    "reading_findings",
    "representation",
    "reread",
    "reread_votes",
    "score_interval",
]
