"""Petitions, who stands behind them, who signed."""

from __future__ import annotations

from concerted.act.petitions.models.answers import Answer, Stance
from concerted.act.petitions.models.deliveries import DeliveredSignature, Delivery, Scope, Way
from concerted.act.petitions.models.news import NewsItem
from concerted.act.petitions.models.paper import PaperRow, PaperSheet, RowState
from concerted.act.petitions.models.passing import Passing, Reason
from concerted.act.petitions.models.petitions import (
    PUBLISHED,
    TAKING,
    ListRule,
    NamesMode,
    Petition,
    PetitionState,
    Sponsorship,
)
from concerted.act.petitions.models.signatures import Display, Signature, Via
from concerted.base.papers import PaperSize

__all__ = [
    "PUBLISHED",
    "TAKING",
    "Answer",
    "DeliveredSignature",
    "Delivery",
    "Display",
    "ListRule",
    "NamesMode",
    "NewsItem",
    "PaperRow",
    "PaperSheet",
    "PaperSize",
    "Passing",
    "Petition",
    "PetitionState",
    "Reason",
    "RowState",
    "Scope",
    "Signature",
    "Sponsorship",
    "Stance",
    "Via",
    "Way",
]
