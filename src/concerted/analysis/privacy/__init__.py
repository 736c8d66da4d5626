"""Small-cell protection: publish tables of people without telling on any of them."""

from __future__ import annotations

from concerted.analysis.privacy.attack import Bounds, audit, subtract
from concerted.analysis.privacy.cells import Cells, ProtectedCells, protect_cells
from concerted.analysis.privacy.groups import tellable_groups
from concerted.analysis.privacy.protected import Protected, protect
from concerted.analysis.privacy.rates import ProtectedRates, protect_rates
from concerted.analysis.privacy.releases import (
    Earlier,
    ProtectedRelease,
    Relation,
    protect_release,
)
from concerted.analysis.privacy.tables import Layout, Status, lay_out
from concerted.analysis.privacy.together import ProtectedTogether, Told, protect_together
from concerted.analysis.privacy.weighted import weighted_share_is_safe

__all__ = [
    "Bounds",
    "Cells",
    "Earlier",
    "Layout",
    "Protected",
    "ProtectedCells",
    "ProtectedRates",
    "ProtectedRelease",
    "ProtectedTogether",
    "Relation",
    "Status",
    "Told",
    "audit",
    "lay_out",
    "protect",
    "protect_cells",
    "protect_rates",
    "protect_release",
    "protect_together",
    "subtract",
    "tellable_groups",
    "weighted_share_is_safe",
]
