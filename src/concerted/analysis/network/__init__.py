"""A coalition as a network: how closely it is knit, whom it trusts, what it reaches, and what holds it together."""

from __future__ import annotations

from concerted.analysis.network.change import (
    NetworkChange,
    NetworkFigures,
    network_change,
    network_figures,
)
from concerted.analysis.network.coalition import Coalition, Reported, coalition
from concerted.analysis.network.layout import layout
from concerted.analysis.network.relations import (
    RatingScores,
    Side,
    relative_connectivity,
    trust_scores,
    value_scores,
)
from concerted.analysis.network.resilience import (
    Coverage,
    Departure,
    bridges,
    bridging_ties,
    coverage,
    departure,
)
from concerted.analysis.network.structure import (
    Degree,
    Positions,
    centralization,
    confirmed_share,
    density,
    positions,
    response_rate,
)
from concerted.analysis.network.telling import (
    LEAST_RATERS,
    ToldMean,
    ToldScores,
    told_mean,
    told_scores,
)

__all__ = [
    "LEAST_RATERS",
    "Coalition",
    "Coverage",
    "Degree",
    "Departure",
    "NetworkChange",
    "NetworkFigures",
    "Positions",
    "RatingScores",
    "Reported",
    "Side",
    "ToldMean",
    "ToldScores",
    "bridges",
    "bridging_ties",
    "centralization",
    "coalition",
    "confirmed_share",
    "coverage",
    "density",
    "departure",
    "layout",
    "network_change",
    "network_figures",
    "positions",
    "relative_connectivity",
    "response_rate",
    "told_mean",
    "told_scores",
    "trust_scores",
    "value_scores",
]
