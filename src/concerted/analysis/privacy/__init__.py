"""Small-cell protection: publish tables of people without telling on any of them."""

from __future__ import annotations

from concerted.analysis.privacy.attack import Bounds, audit, subtract
from concerted.analysis.privacy.protected import Protected, protect
from concerted.analysis.privacy.rates import ProtectedRates, protect_rates
from concerted.analysis.privacy.releases import (
    Earlier,
    ProtectedRelease,
    Relation,
    protect_release,
)
from concerted.analysis.privacy.tables import Layout, Status, lay_out

__all__ = [
    "Bounds",
    "Earlier",
    "Layout",
    "Protected",
    "ProtectedRates",
    "ProtectedRelease",
    "Relation",
    "Status",
    "audit",
    "lay_out",
    "protect",
    "protect_rates",
    "protect_release",
    "subtract",
]
