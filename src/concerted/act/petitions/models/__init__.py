"""Petitions, who stands behind them, who signed."""

from __future__ import annotations

from concerted.act.petitions.models.petitions import (
    PUBLISHED,
    TAKING,
    NamesMode,
    Petition,
    PetitionState,
    Sponsorship,
)
from concerted.act.petitions.models.signatures import Display, Signature, Via

__all__ = [
    "PUBLISHED",
    "TAKING",
    "Display",
    "NamesMode",
    "Petition",
    "PetitionState",
    "Signature",
    "Sponsorship",
    "Via",
]
