"""What rooms above offer to do about a course, on its page in the workspace: to record what will change.

A room registers in its ``apps.py`` a function that takes a course and who reads, and answers with a step or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Course


@dataclass(frozen=True)
class Step:
    label: str
    url: str


Steps = Callable[[Course, Viewer], Step | None]

_registered: list[Steps] = []


def register(function: Steps) -> None:
    if function not in _registered:
        _registered.append(function)


def steps_of(course: Course, reader: Viewer) -> list[Step]:
    """What ``reader`` can do about ``course``."""
    found = (function(course, reader) for function in _registered)
    return [step for step in found if step is not None]
