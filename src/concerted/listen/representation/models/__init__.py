"""Who lives in a place, what people tell of themselves, what is told of that, and who is asked to reach whom."""

from __future__ import annotations

from concerted.listen.representation.models.asks import AskState, OutreachAsk
from concerted.listen.representation.models.descriptions import Said, SelfDescription, State
from concerted.listen.representation.models.dimensions import Dimension, Subgroup
from concerted.listen.representation.models.occasions import KEPT, Occasion
from concerted.listen.representation.models.places import BenchmarkShare, Place
from concerted.listen.representation.models.releases import Release

__all__ = [
    "KEPT",
    "AskState",
    "BenchmarkShare",
    "Dimension",
    "Occasion",
    "OutreachAsk",
    "Place",
    "Release",
    "Said",
    "SelfDescription",
    "State",
    "Subgroup",
]
