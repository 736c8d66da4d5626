"""What a reader can work out of a protected table, from nothing but what it shows."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from concerted.analysis.arrays import Floats
from concerted.analysis.privacy.moves import CLOSE, start_solver
from concerted.analysis.privacy.protected import Protected
from concerted.analysis.privacy.tables import Flags, Status, Wholes


@dataclass(frozen=True, eq=False)
class Bounds:
    """The least and the greatest value that each cell could have.

    Attributes
    ----------
    lower, upper : (shown shape) people; the number itself where published, NaN where missing;
        ``upper`` is inf where nothing limits it
    narrow : (shown shape) hidden cells whose interval is shorter than the width that was asked for
    """

    lower: Floats
    upper: Floats
    narrow: Flags

    @property
    def safe(self) -> bool:
        """Whether no hidden cell is narrowed down more than allowed."""
        return not bool(self.narrow.any())


def subtract(protected: Protected) -> Floats:
    """Fill in every hidden cell that follows from others by subtraction alone, again and again.

    Wherever all but one number of a sum are known, so is the last. The quickest attack, and too weak
    to show that a table is safe; for that see :func:`audit`.

    Parameters
    ----------
    protected : a table

    Returns
    -------
    (shown shape) array, people: published numbers and those worked out; NaN for all others

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.3.

    Examples
    --------
    >>> from concerted.analysis.privacy import protect
    >>> bool(np.isnan(subtract(protect([2, 3, 40], threshold=5))).any())
    True
    """
    known = protected.values.ravel().copy()
    relations = protected.layout.relations()
    entries = abs(relations)
    while True:
        unknown = np.isnan(known)
        alone = np.asarray(entries @ unknown.astype(np.float64)) == 1
        if not alone.any():
            return known.reshape(protected.values.shape)
        rows = relations[alone]
        sums = np.asarray(rows @ np.where(unknown, 0.0, known))
        pointed = sparse.coo_array(rows)
        last = unknown[pointed.col]
        known[pointed.col[last]] = -sums[pointed.row[last]] / pointed.data[last]


def audit(protected: Protected, *, zeros_known: bool = True, whole: bool = True) -> Bounds:
    """How closely a reader can know each hidden cell, by linear programs.

    For each hidden cell x: min x and max x over all tables that add up, agree with every published
    number, and are whole and not negative. It uses nothing but ``protected``.

    Parameters
    ----------
    protected : a table
    zeros_known : where zeros are published, the reader concludes that hidden cells are at least 1
    whole : the reader knows that people are whole; matters in three dimensions and more

    Returns
    -------
    Bounds

    Raises
    ------
    ValueError: the published numbers do not add up to any table.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.3 (audit).

    Examples
    --------
    >>> from concerted.analysis.privacy import protect
    >>> bounds = audit(protect([2, 3, 40], threshold=5, margins=False))
    >>> bounds.lower
    array([ 1.,  1., 40.])
    >>> bounds.upper
    array([inf, inf, 40.])
    """
    flat = protected.values.ravel()
    missing = (protected.status == Status.MISSING).ravel()
    hidden = np.flatnonzero(protected.hidden.ravel())
    lower, upper = flat.copy(), flat.copy()
    floor = 1.0 if zeros_known and not protected.suppress_zeros else 0.0
    reader = _Reader(protected, hidden, missing, floor)
    for place, cell in enumerate(hidden):
        lower[cell] = reader.furthest(place, 1.0, whole)
        upper[cell] = -reader.furthest(place, -1.0, whole)
    narrow = np.zeros(flat.shape, dtype=np.bool_)
    narrow[hidden] = upper[hidden] - lower[hidden] < _widths(protected)[hidden]
    shape = protected.values.shape
    return Bounds(lower.reshape(shape), upper.reshape(shape), narrow.reshape(shape))


def _widths(protected: Protected) -> Wholes:
    if protected.widths is not None:
        return protected.widths.ravel()
    return np.full(protected.values.size, protected.width, dtype=np.int64)


class _Reader:
    """The linear programs of a reader: one column for each hidden cell, one row for each sum."""

    def __init__(
        self, protected: Protected, hidden: np.ndarray, missing: Flags, floor: float
    ) -> None:
        relations = protected.layout.relations()
        relations = relations[np.asarray(abs(relations) @ missing.astype(np.float64)) == 0]
        published = np.nan_to_num(protected.values.ravel())
        needed = -np.asarray(relations @ published)
        matrix = sparse.csc_array(relations[:, hidden])
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(hidden), len(needed)
        program.col_cost_ = np.zeros(len(hidden))
        program.col_lower_ = np.full(len(hidden), floor)
        program.col_upper_ = np.full(len(hidden), highspy.kHighsInf)
        program.row_lower_, program.row_upper_ = needed, needed
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = matrix.indptr
        program.a_matrix_.index_ = matrix.indices
        program.a_matrix_.value_ = matrix.data
        self.solver = start_solver(program)
        self.solver.setOptionValue("simplex_strategy", 4)  # primal: only the aim changes
        self.columns = np.arange(len(hidden), dtype=np.int32)

    def furthest(self, place: int, way: float, whole: bool) -> float:
        """The least ``way`` times cell ``place``: -inf where nothing limits it."""
        self.solver.changeColCost(place, way)
        self.solver.run()
        if whole and self._is_broken():
            self._kind(highspy.HighsVarType.kInteger)
            self.solver.run()
            least = self._least()
            self._kind(highspy.HighsVarType.kContinuous)
        else:
            least = self._least()
        self.solver.changeColCost(place, 0.0)
        return least

    def _least(self) -> float:
        status = self.solver.getModelStatus()
        if status in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            return -np.inf
        if status != highspy.HighsModelStatus.kOptimal:
            raise ValueError(f"the published numbers do not add up to any table ({status.name}).")
        least = self.solver.getInfo().objective_function_value
        return float(np.rint(least)) if abs(least - np.rint(least)) < CLOSE else float(least)

    def _is_broken(self) -> bool:
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        values = np.asarray(self.solver.getSolution().col_value)
        return bool(np.abs(values - np.rint(values)).max(initial=0.0) > CLOSE)

    def _kind(self, kind: highspy.HighsVarType) -> None:
        kinds = np.full(len(self.columns), int(kind), dtype=np.uint8)
        self.solver.changeColsIntegrality(len(self.columns), self.columns, kinds)
