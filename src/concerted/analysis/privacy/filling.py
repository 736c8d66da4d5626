"""Counts that whoever counted them hid, as sums tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

PATIENCE = 10.0
"""Seconds to look for what was hidden; after them the best that was found."""
Label = Any
"""Whatever can be hashed says what a cell counts."""
Sum = tuple[Label, Sequence[Label]]
"""A total and its parts. Where they fall short of it, or exceed it, the rest is a cell of its own that nobody is told."""


def filled(counts: Mapping[Label, float], sums: Sequence[Sum]) -> dict[Label, float]:
    """Counts with those that are NaN as a table would have them in which as many sums as can be hold.

    Readers take sums to hold wherever they can. What is in no sum is left out, for readers cannot work it out either.
    """
    found = dict(counts)
    rows = [
        (total, parts)
        for total, parts in sums
        if all(one in counts for one in (total, *parts))
        and any(np.isnan(counts[one]) for one in (total, *parts))
    ]
    summed = {label for total, parts in rows for label in (total, *parts)}
    unknown = [label for label, count in counts.items() if np.isnan(count) and label in summed]
    if unknown:
        found.update(zip(unknown, _likeliest(counts, rows, unknown), strict=True))
    return {label: count for label, count in found.items() if not np.isnan(count)}


def _likeliest(
    counts: Mapping[Label, float], rows: Sequence[Sum], unknown: Sequence[Label]
) -> list[float]:
    """Whole numbers for ``unknown``, somebody each, with which the rests of all sums are as small as can be, in all."""
    place = {label: column for column, label in enumerate(unknown)}
    matrix = np.zeros((len(rows), len(unknown)))
    short = np.zeros(len(rows))
    for row, (total, parts) in enumerate(rows):
        for label, sign in [(total, -1.0), *((part, 1.0) for part in parts)]:
            if label in place:
                matrix[row, place[label]] += sign
            else:
                short[row] -= sign * counts[label]
    rests = np.eye(len(rows))
    found = milp(
        np.repeat([0.0, 1.0], [len(unknown), 2 * len(rows)]),
        integrality=np.ones(len(unknown) + 2 * len(rows), dtype=np.int64),
        constraints=LinearConstraint(np.hstack([matrix, rests, -rests]), short, short),
        bounds=Bounds(np.repeat([1.0, 0.0], [len(unknown), 2 * len(rows)]), np.inf),
        options={"time_limit": PATIENCE},
    )
    if found.x is None:
        raise ValueError("the sums of what is hidden do not fit any counts.")
    return [float(round(one)) for one in found.x[: len(unknown)]]
