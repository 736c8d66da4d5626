"""What is asked of a table of individual rows, and the sums that answer it."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.inequality.sums import Sums
from concerted.base.tables.files import Unreadable

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Place = tuple[str, str]
"""A setting and a period; either is empty when the table has no such column."""

_ROW_SQUARES = (
    "weight_squares",
    "weight_squares_outcome",
    "weight_squares_outcome_squares",
)


class Misasked(Unreadable):
    """The table is well, but does not hold what it was asked for."""


@dataclass(frozen=True)
class Question:
    """The columns of a table of individual rows that measures need."""

    outcome: str
    subgroup: str
    weight: str | None = None
    strata: str | None = None
    units: str | None = None
    setting: str | None = None
    period: str | None = None
    order: str | None = None

    @property
    def keys(self) -> dict[str, str]:
        """The columns of labels that are there, by their role."""
        roles = ("setting", "period", "strata", "units", "subgroup", "order")
        named = {role: getattr(self, role) for role in roles}
        return {role: column for role, column in named.items() if column is not None}

    @property
    def roles(self) -> tuple[str, ...]:
        """What a row must have, in the order in which a lack is told."""
        numbers = ("outcome",) if self.weight is None else ("outcome", "weight")
        return (*self.keys, *numbers)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is said of a row that is left out, one for each of ``roles`` and one for weight 0."""
        named = tuple(f"without “{getattr(self, role)}”" for role in self.roles)
        return named if self.weight is None else (*named, f"with a “{self.weight}” of 0")

    @property
    def columns(self) -> tuple[str, ...]:
        numbers = (self.outcome, self.weight)
        return tuple(dict.fromkeys([*self.keys.values(), *(c for c in numbers if c is not None)]))


@dataclass(frozen=True)
class Answer:
    """Sums of each setting and period, their subgroups numbered alike.

    ``left_out`` counts rows by what they lacked; ``lowest`` and ``highest`` are the range of the
    outcome in what remained; ``orders`` has the numbers of the question's order column.
    """

    subgroups: tuple[str, ...]
    sums: Mapping[Place, Sums]
    row_count: int
    left_out: Mapping[str, int]
    lowest: float
    highest: float
    orders: Mapping[str, float]


def answer_of(
    *,
    keys: Mapping[str, NDArray[np.integer[Any]]],
    labels: Mapping[str, Sequence[object]],
    sums: Mapping[str, NDArray[Any]],
    row_count: int,
    left_out: Mapping[str, int],
    extent: tuple[float | None, float | None],
) -> Answer:
    """The ``Answer`` from cells with their labels as codes, subgroups in the order of their labels.

    ``sums`` has at least count, outcome and outcome_squares; without weight, rows weigh 1 each.
    Raises ``Unreadable`` when a sum is too large to be a number.
    """
    spelled, codes = _renumbered(keys["subgroup"], labels["subgroup"])
    columns = _filled(sums)
    if not all(np.isfinite(column).all() for column in columns.values()):
        raise Unreadable("The values are too large to be summed; tell them in another unit.")
    places = _places(keys, labels, codes.size)
    summed = {
        place: _sums_of(at, codes, keys, columns, is_weighted="weight" in sums)
        for place, at in sorted(places.items(), key=lambda item: tuple(map(natural, item[0])))
    }
    return Answer(
        subgroups=spelled,
        sums=summed,
        row_count=row_count,
        left_out={lack: count for lack, count in left_out.items() if count},
        lowest=math.nan if extent[0] is None else float(extent[0]),
        highest=math.nan if extent[1] is None else float(extent[1]),
        orders=_orders(spelled, codes, keys["order"], labels["order"]) if "order" in keys else {},
    )


def _orders(
    subgroups: Sequence[str],
    subgroup: Codes,
    codes: NDArray[np.integer[Any]],
    labels: Sequence[object],
) -> dict[str, float]:
    pairs = np.unique(np.stack([subgroup, codes.astype(np.int64)]), axis=1)
    return order_of((subgroups[one], label(labels[other])) for one, other in pairs.T.tolist())


def order_of(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """The number that orders each label, from pairs of both.

    Raises ``Misasked`` when an order is no number or a label has two.

    >>> order_of([("poor", "1"), ("rich", "2"), ("poor", "1")])
    {'poor': 1.0, 'rich': 2.0}
    """
    found: dict[str, float] = {}
    for name, text in pairs:
        try:
            place = float(text)
        except ValueError:
            raise Misasked(
                f"--order must be a column of numbers, but holds “{text[:40]}”."
            ) from None
        if found.setdefault(name, place) != place:
            raise Misasked(f"--order gives “{name}” two places, {found[name]:g} and {place:g}.")
    return found


def _filled(sums: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    count = sums["count"].astype(np.float64)
    zero = np.zeros_like(count)
    given = {name: column.astype(np.float64) for name, column in sums.items()}
    if "weight" in sums:
        usual = dict.fromkeys(_ROW_SQUARES, zero)
    else:
        alone = (count, given["outcome"], given["outcome_squares"])
        usual = {"weight": count, **dict(zip(_ROW_SQUARES, alone, strict=True))}
    return usual | given


def _sums_of(
    at: Codes,
    subgroup: Codes,
    keys: Mapping[str, NDArray[np.integer[Any]]],
    columns: Mapping[str, Floats],
    *,
    is_weighted: bool,
) -> Sums:
    def numbered(role: str) -> Codes:
        return np.asarray(np.unique(keys[role][at], return_inverse=True)[1], dtype=np.int64)

    return Sums(
        subgroup=subgroup[at],
        strata=numbered("strata") if "strata" in keys else np.zeros(at.size, np.int64),
        units=numbered("units") if "units" in keys else None,
        count=columns["count"][at].astype(np.int64),
        is_weighted=is_weighted,
        **{name: columns[name][at] for name in ("weight", "outcome", "outcome_squares")},
        **{name: columns[name][at] for name in _ROW_SQUARES},
    )


def _places(
    keys: Mapping[str, NDArray[np.integer[Any]]],
    labels: Mapping[str, Sequence[object]],
    cell_count: int,
) -> dict[Place, Codes]:
    """The cells of each setting and period."""
    code = np.zeros(cell_count, np.int64)
    names: list[Place] = [("", "")]
    for role in ("setting", "period"):
        if role in keys:
            spelled = [label(item) for item in labels[role]]
            code = code * len(spelled) + keys[role]
            names = [
                (one, "") if role == "setting" else (name[0], one)
                for name in names
                for one in spelled
            ]
    order = np.argsort(code, kind="stable")
    present, start = np.unique(code[order], return_index=True)
    cells = np.split(order, start[1:])
    return {names[at]: cell for at, cell in zip(present.tolist(), cells, strict=True)}


def _renumbered(
    codes: NDArray[np.integer[Any]], labels: Sequence[object]
) -> tuple[tuple[str, ...], Codes]:
    """Labels as texts in natural order, and the codes that point to them."""
    spelled = [label(item) for item in labels]
    order = sorted(set(spelled), key=natural)
    number = {text: at for at, text in enumerate(order)}
    points = np.array([number[text] for text in spelled], np.int64)
    return tuple(order), points[codes]


def label(value: object) -> str:
    """A cell that names something, as text: a whole number without decimals.

    >>> label(3.0), label(" Q1 "), label(2019)
    ('3', 'Q1', '2019')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def natural(text: str) -> tuple[tuple[bool, float, str], ...]:
    """A key that sorts Q2 before Q10.

    >>> sorted(["Q10", "Q2", "Q1"], key=natural)
    ['Q1', 'Q2', 'Q10']
    """
    return tuple(
        (True, 0.0, part) if not part[0].isdecimal() else (False, float(part), "")
        for part in re.findall(r"\d+|\D+", text)
    )


def check_columns(wanted: Sequence[str], present: Sequence[str], name: str) -> None:
    """Refuse a column that is not there, with the nearest that is.

    Raises ``Misasked``.
    """
    for column in wanted:
        if column not in present:
            raise Misasked(unknown(column, present, f"“{name}” has no column"))
        if list(present).count(column) > 1:
            raise Misasked(f"“{name}” has several columns “{column}”. Rename all but one.")


def unknown(word: str, known: Sequence[str], beginning: str) -> str:
    """A sentence for what is not there, with what may have been meant, or all there is.

    >>> unknown("poplation", ["population", "rate"], "There is no column")
    'There is no column “poplation”. Did you mean “population”?'
    """
    lower = {item.lower(): item for item in reversed(known)}
    near = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    if near:
        return f"{beginning} “{word}”. Did you mean “{lower[near[0]]}”?"
    listed = ", ".join(f"“{item}”" for item in known[:30])
    return f"{beginning} “{word}”. There are: {listed}{'…' if len(known) > 30 else ''}."
