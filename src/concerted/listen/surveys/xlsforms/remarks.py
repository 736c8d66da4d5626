"""What is said of a form that is read, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from concerted.base.tables.files import gettext_noop as gettext_noop


class Level(StrEnum):
    PROBLEM = "problem"
    """It must be put right first: nothing of the form is taken."""
    LEFT_OUT = "left out"
    """This part is not taken, the rest is."""
    NOTE = "note"
    """It is taken in our own way."""


@dataclass(frozen=True)
class Place:
    """A row of a sheet as the spreadsheet numbers it, and the header of a column; 0 and empty for all."""

    sheet: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Remark:
    """``sentence`` is English and marked for translators; ``values`` stand in it by name."""

    level: Level
    place: Place
    sentence: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.sentence % self.values


class Remarks:
    """A list of remarks that grows while a form is read."""

    def __init__(self) -> None:
        self._made: list[Remark] = []

    def problem(self, place: Place, sentence: str, **values: Any) -> None:
        self._made.append(Remark(Level.PROBLEM, place, sentence, values))

    def left_out(self, place: Place, sentence: str, **values: Any) -> None:
        self._made.append(Remark(Level.LEFT_OUT, place, sentence, values))

    def note(self, place: Place, sentence: str, **values: Any) -> None:
        self._made.append(Remark(Level.NOTE, place, sentence, values))

    @property
    def has_problem(self) -> bool:
        return any(one.level is Level.PROBLEM for one in self._made)

    def sorted(self) -> tuple[Remark, ...]:
        """In the order of the workbook: each sheet from the top."""
        order = {"": 0, "settings": 1, "survey": 2, "choices": 3}
        return tuple(
            sorted(self._made, key=lambda one: (order.get(one.place.sheet, 9), one.place.row))
        )
