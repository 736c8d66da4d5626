"""The lobbying record: what an act is, what it cost and who paid, and the status by which it is judged."""

from __future__ import annotations

from concerted.act.lobbying.models.candidates import Candidacy, ElectionWindow
from concerted.act.lobbying.models.classifications import Classification, OtherAct
from concerted.act.lobbying.models.efforts import Activity, Effort, EntryMode
from concerted.act.lobbying.models.status import (
    StateReminder,
    StatusKind,
    TaxElection,
    TaxStatus,
    YearFigures,
)

__all__ = [
    "Activity",
    "Candidacy",
    "Classification",
    "Effort",
    "ElectionWindow",
    "EntryMode",
    "OtherAct",
    "StateReminder",
    "StatusKind",
    "TaxElection",
    "TaxStatus",
    "YearFigures",
]
