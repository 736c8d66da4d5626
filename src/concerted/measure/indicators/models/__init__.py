"""What is counted, by whom people are told apart, the figures, what was agreed, and what left the office."""

from __future__ import annotations

from concerted.measure.indicators.models.cells import CELL
from concerted.measure.indicators.models.comparisons import Comparison, Method, Outcome
from concerted.measure.indicators.models.courses import Course, Measure
from concerted.measure.indicators.models.dimensions import OMB, Dimension, Subgroup
from concerted.measure.indicators.models.figures import Figure, FigureStatus
from concerted.measure.indicators.models.indicators import (
    LEAST_THRESHOLD,
    RATE_UNITS,
    SCALES,
    SUBJECT,
    Frequency,
    Indicator,
    Kind,
    Unit,
)
from concerted.measure.indicators.models.intakes import Intake, IntakeState, Via
from concerted.measure.indicators.models.observations import Observation, ObservationState
from concerted.measure.indicators.models.places import Place
from concerted.measure.indicators.models.preparations import Preparation, Trouble
from concerted.measure.indicators.models.releases import Release
from concerted.measure.indicators.models.uploads import Upload
from concerted.measure.indicators.models.vetoes import Veto

__all__ = [
    "CELL",
    "LEAST_THRESHOLD",
    "OMB",
    "RATE_UNITS",
    "SCALES",
    "SUBJECT",
    "Comparison",
    "Course",
    "Dimension",
    "Figure",
    "FigureStatus",
    "Frequency",
    "Indicator",
    "Intake",
    "IntakeState",
    "Kind",
    "Measure",
    "Method",
    "Observation",
    "ObservationState",
    "Outcome",
    "Place",
    "Preparation",
    "Release",
    "Subgroup",
    "Trouble",
    "Unit",
    "Upload",
    "Veto",
    "Via",
]
