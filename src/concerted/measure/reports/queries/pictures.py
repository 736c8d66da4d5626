"""The picture of a goal: its main figure against the agreed path, from what was released."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from concerted.goals.models import Goal
from concerted.measure.reports.documents import Picture


def pictures_of(
    goals: Sequence[Goal],  # noqa: ARG001
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Picture]:
    """For each of ``goals`` that is measured."""
    return {}
