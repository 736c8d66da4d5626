"""A figure as it stands in a cell: a number, hidden by who collected it, or not known. Zero is a number."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from concerted.base.tables.numbers import NO_VALUE, Mark, NotNumbers, mark_of, numbers
from concerted.people.folding import folded


class Cell(enum.StrEnum):
    """What a cell holds."""

    KNOWN = "known"
    SUPPRESSED = "suppressed"
    MISSING = "missing"


_HIDDEN = frozenset(
    {
        "*",
        "**",
        "***",
        "s",
        "(s)",
        "[s]",
        "(*)",
        "[*]",
        "(c)",
        "[c]",
        "x",
        "(x)",
        "c",
        "ds",
        "dsu",
        "supp",
        "suppressed",
        "hidden",
        "not shown",
    }
    | {
        "suppressed for privacy",
        "too few",
        "small n",
        "suprimido",
        "suprimida",
        "oculto",
        "oculta",
    }
)
_LACKING = NO_VALUE | {"no data", "not available", "not collected", "nd", "n.d.", "s/d", "sin datos", "no disponible",
                       "[x]", "[z]", "sin dato", "not reported", "nr", "desconocido", "faltante"}  # fmt: skip
_FEWER_THAN = re.compile(
    r"(?:<|≤|<=|less than|fewer than|under|menos de|up to|hasta)\s*\d+|\d+ ?- ?\d+"
)


@dataclass(frozen=True)
class Figure:
    """``decimals`` and the per cent sign as the number was written."""

    value: float
    is_percent: bool = False
    decimals: int = 0


def state_of(text: str) -> Cell:
    """Whether ``text`` is a figure, or a word for one that is hidden or lacking.

    >>> [str(state_of(text)) for text in ("0", "*", "<11", "n/a", "")]
    ['known', 'suppressed', 'suppressed', 'missing', 'missing']
    """
    word = folded(text.strip())
    if word in _LACKING:
        return Cell.MISSING
    is_hidden = word in _HIDDEN or _FEWER_THAN.fullmatch(word)
    return Cell.SUPPRESSED if is_hidden else Cell.KNOWN


def status_of(text: str) -> Cell:
    """What a column of states says of its row; a footnote of another kind says nothing.

    >>> str(status_of("Suppressed")), str(status_of("final")), str(status_of("missing"))
    ('suppressed', 'known', 'missing')
    """
    word = folded(text.strip())
    if word in _HIDDEN | {"yes", "true", "1", "si"}:
        return Cell.SUPPRESSED
    return Cell.MISSING if word and word in _LACKING else Cell.KNOWN


class FigureReader:
    """Reads the figures of one file, written one way: ``1,234.5`` or ``1.234,5``.

    Raises ``NotNumbers`` where the file is written both ways.
    """

    def __init__(self, texts: Iterable[str], usual: Mark, *, is_workbook: bool) -> None:
        self._is_workbook = is_workbook
        self._known: dict[str, Figure | None] = {}
        figures = [text for text in texts if state_of(text) is Cell.KNOWN and _looks_numeric(text)]
        self._mark = mark_of(figures, "value", usual, is_workbook=is_workbook)

    def read(self, text: str) -> Figure | None:
        """The figure in ``text``, or nothing where it is no number."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Figure | None:
        try:
            found = numbers([text], "value", self._mark, is_workbook=self._is_workbook)
        except NotNumbers:
            return None
        decimals = re.sub(r"\D", "", text.partition(self._mark.value)[2])
        return Figure(float(found.values[0]), found.is_percent, len(decimals))


def _looks_numeric(text: str) -> bool:
    return any(character.isdigit() for character in text)


_YES = frozenset(
    {"1", "1.0", "yes", "true", "y", "x", "si", "verdadero", "favourable", "favorable"}
)
_NO = frozenset({"0", "0.0", "no", "false", "n", "", "falso", "adverse", "-"})


def is_yes(text: str) -> bool | None:
    """Yes or no as files say it; nothing where it is neither."""
    word = folded(text.strip())
    return True if word in _YES else False if word in _NO else None
