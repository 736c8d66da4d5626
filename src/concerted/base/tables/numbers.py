"""Numbers as people type them: ``1,234``, ``1.234,5``, ``12.5 %``, ``n/a``; a column is read as one."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NO_VALUE = frozenset(
    {"", "na", "n/a", "n.a.", "nan", "none", "null", "nil", "-", "--", "–", "—", ".", "..", "…"}
    | {"#n/a", "missing", "unknown", "?"}
)
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")


class Mark(StrEnum):
    """What stands before the decimals."""

    POINT = "."
    COMMA = ","

    @property
    def other(self) -> Mark:
        return Mark.COMMA if self is Mark.POINT else Mark.POINT


class NotNumbers(ValueError):
    """A column holds what is no number; ``row`` counts from 1 below the headers."""

    def __init__(self, sentence: str, row: int = 0) -> None:
        super().__init__(sentence)
        self.row = row


@dataclass(frozen=True)
class NumberColumn:
    """``values`` with NaN where nothing was given; ``is_percent`` when cells carried the sign."""

    values: Floats
    is_percent: bool


def numbers(
    cells: Sequence[str], name: str, usual: Mark = Mark.POINT, *, is_workbook: bool = False
) -> NumberColumn:
    """The column ``name`` as numbers; NaN for empty cells and for words such as n/a.

    Whether ``1,234`` is above a thousand or near one is settled by the whole column: a cell that can
    only be read one way decides for all; where none does, ``usual`` does. In a workbook a point is
    always before decimals.

    Raises ``NotNumbers`` with the row and the value that is none, or the two that contradict.

    >>> numbers(["1,234", "n/a", "12.5 %"], "rate").values
    array([1234. ,    nan,   12.5])
    >>> numbers(["1.234,5", "7"], "rate").values
    array([1234.5,    7. ])
    """
    try:
        values = np.array([float(cell) if cell else math.nan for cell in cells], np.float64)
    except ValueError:
        return _read(cells, name, usual, is_workbook)
    is_open = usual is Mark.COMMA and any("." in cell for cell in cells)
    if is_open or np.isinf(values).any() or any("_" in cell for cell in cells):
        return _read(cells, name, usual, is_workbook)
    return NumberColumn(values, is_percent=False)


def mark_of(
    cells: Sequence[str], name: str, usual: Mark = Mark.POINT, *, is_workbook: bool = False
) -> Mark:
    """The decimal mark of a column, by the cells that can be read only one way.

    >>> str(mark_of(["1.234", "12,5"], "rate"))
    ','
    """
    seen: dict[Mark, tuple[int, str]] = {}
    for row, cell in enumerate(cells, 1):
        mark = _evidence(_plain(cell)[0], is_workbook)
        if mark is not None and mark not in seen:
            seen[mark] = row, cell.strip()
    if len(seen) == 2:
        (row, cell), (other, second) = seen.values()
        raise NotNumbers(
            f"“{name}” mixes decimal points and commas: “{cell}” in row {row}, “{second}” in row"
            f" {other}. Write all numbers one way.",
            other,
        )
    return next(iter(seen), usual)


def _evidence(text: str, is_workbook: bool) -> Mark | None:
    """The decimal mark that ``text`` proves; None if it could be read both ways."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return Mark.POINT if text.rindex(".") > text.rindex(",") else Mark.COMMA
    if points + commas == 0:
        return None
    used = Mark.POINT if points else Mark.COMMA
    if is_workbook and points == 1:
        return Mark.POINT
    if points + commas > 1:
        return used.other
    return None if _GROUPS.fullmatch(text) else used


def _plain(cell: str) -> tuple[str, bool]:
    """Without blanks, per cent sign and the long minus; empty when it stands for no value."""
    text = cell.strip()
    if text.lower() in NO_VALUE:
        return "", False
    is_percent = text.endswith("%")
    text = _SPACES.sub("", text.removesuffix("%").replace("−", "-"))
    return text.strip(), is_percent


def _read(cells: Sequence[str], name: str, usual: Mark, is_workbook: bool) -> NumberColumn:
    known: dict[str, tuple[str, bool]] = {}
    for cell in cells:
        if cell not in known:
            known[cell] = _plain(cell)
    bad = {cell for cell, (text, _) in known.items() if text and not _NUMBER.fullmatch(text)}
    if bad:
        raise _not_a_number(cells, bad, name)
    mark = mark_of(cells, name, usual, is_workbook=is_workbook)
    values: dict[str, float] = {}
    for cell, (text, _) in known.items():
        try:
            values[cell] = _value(text, mark)
        except ValueError:
            raise _not_a_number(cells, {cell}, name) from None
    is_percent = any(has_sign for _, has_sign in known.values())
    return NumberColumn(np.array([values[cell] for cell in cells], np.float64), is_percent)


def _value(text: str, mark: Mark) -> float:
    if not text:
        return math.nan
    whole, _, decimals = text.partition(mark.value)
    if mark.other.value in whole and not _GROUPS.fullmatch(whole):
        raise ValueError(text)
    whole = whole.replace(mark.other.value, "")
    value = float(f"{whole}.{decimals}" if decimals else whole)
    if math.isinf(value):
        raise ValueError(text)
    return value


def _not_a_number(cells: Sequence[str], bad: set[str], name: str) -> NotNumbers:
    count = sum(1 for cell in cells if cell in bad)
    row, cell = next((row, cell) for row, cell in enumerate(cells, 1) if cell in bad)
    more = f" {count - 1:,} more rows are like it." if count > 1 else ""
    return NotNumbers(
        f"“{name}” must hold numbers, but row {row} has “{cell.strip()[:40]}”.{more}", row
    )
