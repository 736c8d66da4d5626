"""Moves: other tables that fit everything that is published, found by linear programs.

A reader sees the published numbers and knows how a table adds up. Every table that fits both could be
the true one. A *move* is the difference of such a table from the truth: 0 wherever a number is
published, and 0 in every relation. Two moves that differ by w in a hidden cell prove that nobody can
know this cell within less than w. One linear program both finds the cheapest cells to hide so that a
cell can move, and proves that it can (Kelly, Golden & Assad 1992; Fischetti & Salazar 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from concerted.analysis.arrays import Floats
from concerted.analysis.privacy.tables import Flags, Wholes

ROOM = 4  # no cell moves further than this many widths: enough to be safe, and exact in floats
CLOSE = 1e-6
GAP = 0.3  # a whole move may cost this share more than the cheapest one


@dataclass(frozen=True)
class System:
    """Cells of one or more tables and how they add up.

    Attributes
    ----------
    values : (N,) true numbers
    floors : (N,) the least that a reader believes each could be
    relations : (M, N) every row times the values is 0 or a constant that readers know
    fixed : (N,) known to readers whatever is done (zeros, earlier releases)
    hidden : (N,) hidden from the start
    sensitive : (N,) small themselves; a part of ``hidden``
    widths : (N,) how uncertain a hidden cell must stay
    costs : (N,) > 0, what is lost when a cell is hidden
    """

    values: Wholes
    floors: Wholes
    relations: sparse.csr_array
    fixed: Flags
    hidden: Flags
    sensitive: Flags
    widths: Wholes
    costs: Floats


class Mover:
    """Finds moves of a :class:`System`, one linear program each, every one starting from the last.

    Columns are, for each cell that is not fixed, how far it rises and how far it falls.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.cells = np.flatnonzero(~system.fixed)
        self.column = np.full(len(system.values), -1)
        self.column[self.cells] = np.arange(len(self.cells))
        room = ROOM * int(system.widths.max(initial=1))
        self.fall = np.minimum(system.values - system.floors, room)[self.cells].astype(np.float64)
        self.rise = np.full(len(self.cells), float(room))
        self.matrix = sparse.csc_array(system.relations[:, self.cells])
        costs = np.where(system.hidden, 0.0, system.costs)[self.cells]
        self.solver = _solver(self.matrix, self.rise, self.fall, costs)
        self.solver.setOptionValue("mip_rel_gap", GAP)

    def hide(self, cells: Wholes) -> None:
        """From now on these cells may move at no cost."""
        self._price(cells, np.zeros(len(cells)))

    def show(self, cells: Wholes) -> None:
        """These cells cost again what it costs to hide them."""
        self._price(cells, self.system.costs[cells])

    def _price(self, cells: Wholes, costs: Floats) -> None:
        columns = self.column[cells]
        both = np.concatenate([columns, columns + len(self.cells)]).astype(np.int32)
        self.solver.changeColsCost(len(both), both, np.concatenate([costs, costs]))

    def move(self, cell: int, by: int, still: Sequence[int] = ()) -> Wholes | None:
        """The cheapest whole move in which ``cell`` moves by ``by`` and ``still`` cells do not.

        Returns
        -------
        (N,) move, or None when there is none.
        """
        column = int(self.column[cell])
        bounds = [(column, *((by, by) if by > 0 else (0, 0)))]
        bounds.append((column + len(self.cells), *((-by, -by) if by < 0 else (0, 0))))
        capacity = self.rise[column] if by > 0 else self.fall[column]
        if abs(by) > capacity:
            return None
        for other in still:
            if self.column[other] >= 0:
                bounds.append((int(self.column[other]), 0, 0))
                bounds.append((int(self.column[other]) + len(self.cells), 0, 0))
        return self._within(bounds)

    def _within(self, bounds: list[tuple[int, int, int]]) -> Wholes | None:
        for column, low, high in bounds:
            self.solver.changeColBounds(column, float(low), float(high))
        found = self._solve()
        if found is not None and not self._is_whole(found):
            found = self._solve_whole()
        for column, _, _ in bounds:
            self.solver.changeColBounds(column, 0.0, self._most(column))
        if found is None:
            return None
        whole = np.zeros(len(self.system.values), dtype=np.int64)
        whole[self.cells] = np.rint(found).astype(np.int64)
        return whole

    def _most(self, column: int) -> float:
        size = len(self.cells)
        return float(self.rise[column] if column < size else self.fall[column - size])

    def _solve(self) -> Floats | None:
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = np.asarray(self.solver.getSolution().col_value)
        return np.asarray(found[: len(self.cells)] - found[len(self.cells) :], dtype=np.float64)

    def _is_whole(self, found: Floats) -> bool:
        whole = np.rint(found)
        if np.abs(found - whole).max(initial=0.0) > CLOSE:
            return False
        return not np.abs(self.matrix @ whole).max(initial=0.0) > CLOSE

    def _solve_whole(self) -> Floats | None:
        count = 2 * len(self.cells)
        columns = np.arange(count, dtype=np.int32)
        self._kind(columns, highspy.HighsVarType.kInteger)
        self.solver.setOptionValue("presolve", "choose")
        found = self._solve()
        self.solver.setOptionValue("presolve", "off")
        self._kind(columns, highspy.HighsVarType.kContinuous)
        return found if found is not None and self._is_whole(found) else None

    def _kind(self, columns: NDArray[np.int32], kind: highspy.HighsVarType) -> None:
        kinds = np.full(len(columns), int(kind), dtype=np.uint8)
        self.solver.changeColsIntegrality(len(columns), columns, kinds)


def _solver(matrix: sparse.csc_array, rise: Floats, fall: Floats, costs: Floats) -> highspy.Highs:
    both = sparse.csc_array(sparse.hstack([matrix, -matrix], format="csc"))
    program = highspy.HighsLp()
    program.num_col_ = both.shape[1]
    program.num_row_ = both.shape[0]
    program.col_cost_ = np.concatenate([costs, costs])
    program.col_lower_ = np.zeros(both.shape[1])
    program.col_upper_ = np.concatenate([rise, fall])
    program.row_lower_ = np.zeros(both.shape[0])
    program.row_upper_ = np.zeros(both.shape[0])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = both.indptr
    program.a_matrix_.index_ = both.indices
    program.a_matrix_.value_ = both.data
    return start_solver(program)


def start_solver(program: highspy.HighsLp) -> highspy.Highs:
    """A silent HiGHS on one thread that starts each program from where the last one ended."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")
    solver.passModel(program)
    return solver
