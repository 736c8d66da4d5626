"""Individual rows reduced to sums that give every measure as well as the rows do.

To whoever writes a measure of individual data here: take a ``Sums`` (or make one from rows with
``sum_rows`` first). A million rows become a few thousand cells, an engine can make the cells where
the data are (``base.tables.engine`` does), and because everyone in a subgroup has the same rank,
every moment that the estimates and the linearised errors need is a sum of these. With ``units``
a cell is one subgroup in one sampling unit; without, every row is its own unit and the sums of
squared weights stand for the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.inequality.rank import codes

Codes = NDArray[np.int64]
# The largest weight must be this much at least, so that its square is still a number above 0.
SMALLEST_WEIGHT = 1e-150


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the rows of each cell; a cell is a subgroup (within a stratum and sampling unit).

    Attributes
    ----------
    subgroup : (C,) codes 0, 1, … K-1, in order from the most disadvantaged when there is one
    strata : (C,) codes 0, 1, …; all 0 when the sample has none
    units : (C,) codes 0, 1, … of the sampling units, or None: every row is its own unit. One code
        in two strata is two units.
    count : (C,) rows n
    weight : (C,) Σ w; without sampling weights w = 1
    outcome : (C,) Σ w y
    outcome_squares : (C,) Σ w y²
    weight_squares, weight_squares_outcome, weight_squares_outcome_squares : (C,) Σ w², Σ w² y,
        Σ w² y²
    is_weighted : whether the rows had sampling weights

    Examples
    --------
    >>> sum_rows([0, 0, 1], [1.0, 0.0, 1.0]).outcome
    array([1., 1.])
    """

    subgroup: Codes
    strata: Codes
    units: Codes | None
    count: Codes
    weight: Floats
    outcome: Floats
    outcome_squares: Floats
    weight_squares: Floats
    weight_squares_outcome: Floats
    weight_squares_outcome_squares: Floats
    is_weighted: bool

    def scaled(self, factor: float) -> Sums:
        """The same rows with every outcome multiplied by ``factor``, as 100 for per cent.

        Examples
        --------
        >>> sum_rows([0, 1], [1.0, 0.0]).scaled(100).outcome
        array([100.,   0.])
        """
        return replace(
            self,
            outcome=self.outcome * factor,
            outcome_squares=self.outcome_squares * factor**2,
            weight_squares_outcome=self.weight_squares_outcome * factor,
            weight_squares_outcome_squares=self.weight_squares_outcome_squares * factor**2,
        )


def sum_rows(
    subgroup: ArrayLike,
    outcome: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    units: ArrayLike | None = None,
) -> Sums:
    """The ``Sums`` of individual rows, cells in the order of stratum, unit, subgroup.

    Parameters
    ----------
    subgroup : (N,) whole numbers 0, 1, … K-1
    outcome : (N,) any finite numbers
    weight : (N,) sampling weights > 0, or None for 1 each
    strata, units : (N,) labels, numbers or texts, or None: one stratum; every row its own unit

    Returns
    -------
    Sums of C cells, one for each stratum, unit and subgroup that occurs.

    Raises
    ------
    ValueError: shapes differ, a value is missing, too large or too small to be summed, a subgroup
        is no whole number ≥ 0, or a weight is not above 0.

    References
    ----------
    Binder (1983), doi:10.2307/1402588: the sums from which linearised errors follow.

    Examples
    --------
    >>> sums = sum_rows([0, 0, 1, 1], [1, 0, 1, 1], weight=[1, 2, 3, 4])
    >>> sums.weight, sums.outcome
    (array([3., 7.]), array([1., 7.]))
    """
    y = finite(outcome, "outcome")
    w = np.ones_like(y) if weight is None else finite(weight, "weight", above=0)
    kinds = _whole(subgroup)
    alike(outcome=y, weight=w, subgroup=kinds.astype(np.float64))
    parts = [_numbered(strata, "strata", y), _numbered(units, "units", y), kinds]
    cell, at = _cells(parts)
    total = at.size
    with np.errstate(over="ignore"):
        largest = (w.max() * max(1.0, np.abs(y).max())) ** 2 * y.size
    if not np.isfinite(largest) or w.max() < SMALLEST_WEIGHT:
        raise ValueError(
            "The outcomes or weights are too large or too small to be summed; another unit is needed."
        )

    def summed(values: Floats) -> Floats:
        return np.asarray(np.bincount(cell, weights=values, minlength=total), dtype=np.float64)

    return Sums(
        subgroup=parts[2][at],
        strata=parts[0][at],
        units=None if units is None else parts[1][at],
        count=np.bincount(cell, minlength=total).astype(np.int64),
        weight=summed(w),
        outcome=summed(w * y),
        outcome_squares=summed(w * y * y),
        weight_squares=summed(w * w),
        weight_squares_outcome=summed(w * w * y),
        weight_squares_outcome_squares=summed(w * w * y * y),
        is_weighted=weight is not None,
    )


def _whole(subgroup: ArrayLike) -> Codes:
    given = finite(subgroup, "subgroup", at_least=0)
    whole = given.astype(np.int64)
    if (whole != given).any():
        raise ValueError("subgroup must be whole numbers 0, 1, …; number the subgroups first.")
    return whole


def _numbered(labels: ArrayLike | None, name: str, like: Floats) -> Codes:
    if labels is None:
        return np.zeros(like.shape, np.int64)
    numbers = codes(labels, name)[0].astype(np.int64, copy=False)
    alike(outcome=like, **{name: numbers.astype(np.float64)})
    return numbers


def _cells(parts: list[Codes]) -> tuple[Codes, Codes]:
    """The cell of each row, and the first row of each cell, cells in order of their codes."""
    key = np.zeros_like(parts[0])
    size = 1
    for numbers in parts:
        width = int(numbers.max()) + 1
        if size * width > max(4 * key.size, 1 << 20):
            _, key = np.unique(key, return_inverse=True)
            size = int(key.max()) + 1
        if size * width >= 1 << 62:
            raise ValueError("There are too many strata, units and subgroups for one table.")
        key = key * width + numbers
        size *= width
    if size > max(4 * key.size, 1 << 20):
        _, at, cell = np.unique(key, return_index=True, return_inverse=True)
        return cell, at
    first = np.full(size, -1, np.int64)
    first[key[::-1]] = np.arange(key.size - 1, -1, -1)
    used = first >= 0
    return (np.cumsum(used) - 1)[key], first[used]
