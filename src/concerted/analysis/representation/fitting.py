"""Fitting a table to new margins: raking where only the table is known, not its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats, finite
from concerted.analysis.representation.raking import fit_cells

APART = 1e-6  # of their mean, for totals that ought to be one


@dataclass(frozen=True, slots=True, eq=False)
class FittedTable:
    """A table with the margins that were asked for, as near as could be.

    Attributes
    ----------
    table : of the shape given, in the unit of the margins
    converged : whether every share of every margin is within the tolerance
    record : (rounds,) the largest absolute gap of a share after each round
    """

    table: Floats
    converged: bool
    record: Floats


def fit_table(
    table: ArrayLike,
    margins: Sequence[ArrayLike],
    *,
    tolerance: float = 1e-9,
    max_rounds: int = 1000,
) -> FittedTable:
    """A table with the given margins and the odds ratios of ``table`` (iterative proportional fitting).

    Every axis in turn, each slice is multiplied by its margin / its sum, until all margins fit. The
    result is the table with these margins that is nearest to the given one in Kullback-Leibler
    distance; cells of 0 stay 0.

    Parameters
    ----------
    table : array of one dimension or more, ≥ 0, such as an old census or a sample
    margins : for each axis, its totals, ≥ 0, in one unit; they must have one sum
    tolerance : > 0, of shares
    max_rounds : ≥ 1

    Returns
    -------
    FittedTable; ``converged`` is False where the zeros of the table leave no table with these margins

    Raises
    ------
    ValueError: the table is empty, missing, infinite, negative or all 0; the margins are not those of
        its axes or have different sums; a slice is all 0 and its margin is not.

    References
    ----------
    Deming & Stephan (1940), Annals of Mathematical Statistics 11:427-444. Bishop, Fienberg & Holland
    (1975), Discrete Multivariate Analysis, MIT Press, section 3.5.

    Examples
    --------
    >>> fit_table([[40, 30], [35, 50]], [[60, 40], [50, 50]]).table.round(2)
    array([[33.83, 26.17],
           [16.17, 23.83]])
    """
    given = finite(table, "table", dimensions=None, at_least=0)
    if given.ndim == 0 or given.max() == 0:
        raise ValueError("table must have an axis, and a cell above 0.")
    totals = _totals(given, margins)
    filled = np.nonzero(given)
    weight = given[filled] / given[filled].mean()
    shares = [total / total.sum() for total in totals]
    codes = [place.astype(np.int64) for place in filled]
    weight, record = fit_cells(
        weight, np.ones(len(weight)), codes, shares, (-np.inf, np.inf), (tolerance, max_rounds)
    )
    fitted = np.zeros(given.shape)
    fitted[filled] = weight * (totals[0].sum() / weight.sum())
    return FittedTable(fitted, bool(record[-1] <= tolerance), record)


def _totals(given: Floats, margins: Sequence[ArrayLike]) -> list[Floats]:
    if len(margins) != given.ndim:
        raise ValueError(f"margins must be one for each of {given.ndim} axes, got {len(margins)}.")
    totals = [finite(margin, f"margin {axis}", at_least=0) for axis, margin in enumerate(margins)]
    sums = np.array([total.sum() for total in totals])
    if sums.max() == 0 or np.ptp(sums) > APART * sums.mean():
        raise ValueError(f"margins must have one sum above 0, got {', '.join(map(str, sums))}.")
    for axis, total in enumerate(totals):
        if len(total) != given.shape[axis]:
            raise ValueError(
                f"margin {axis} must have {given.shape[axis]} totals, got {len(total)}."
            )
        others = tuple(k for k in range(given.ndim) if k != axis)
        empty = np.flatnonzero((given.sum(axis=others) == 0) & (total > 0))
        if len(empty):
            raise ValueError(
                f"slice {empty[0]} of axis {axis} is all 0, and its margin is {total[empty[0]]:g};"
                " join it with another one."
            )
    return totals
