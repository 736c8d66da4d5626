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


@dataclass(frozen=True, eq=False)
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

    def move(
        self, cell: int, by: int, still: Sequence[int] = (), *, whole: bool = False
    ) -> Floats | None:
        """The cheapest move in which ``cell`` moves by ``by`` and ``still`` cells do not.

        Parameters
        ----------
        cell, still : places in the system
        by : how far, up or down
        whole : people are whole; without, the move may have parts of them (only in three dimensions
            and more does this make a difference)

        Returns
        -------
        (N,) move, or None when there is none
        """
        column, size = int(self.column[cell]), len(self.cells)
        if abs(by) > (self.rise[column] if by > 0 else self.fall[column]):
            return None
        ends = np.array([max(by, 0), max(-by, 0)], dtype=np.float64)
        fixed = self.column[list(still)]
        fixed = fixed[fixed >= 0]
        columns = np.concatenate([[column, column + size], fixed, fixed + size]).astype(np.int32)
        bounds = np.concatenate([ends, np.zeros(2 * len(fixed))])
        self.solver.changeColsBounds(len(columns), columns, bounds, bounds)
        found = self._solve()
        if whole and found is not None and not self._is_whole(found):
            found = self._solve_whole()
        self._free(columns)
        return None if found is None else self._placed(found)

    def spread(self, aims: Floats, hidden: Flags, far: int, *, whole: bool = False) -> Floats:
        """One move that takes many cells far at once and leaves every cell still that is not hidden.

        Parameters
        ----------
        aims : (N,) 1 for cells that should rise, -1 for those that should fall, else 0
        hidden : (N,) cells that may move
        far : how far is far enough
        whole : people are whole

        Returns
        -------
        (N,) move, all 0 when nothing moves
        """
        aim = aims[self.cells]
        limit = np.where(hidden[self.cells], np.where(aim != 0, far, np.inf), 0.0)
        columns = np.arange(2 * len(self.cells), dtype=np.int32)
        most = np.minimum(np.concatenate([self.rise, self.fall]), np.concatenate([limit, limit]))
        self.solver.changeColsBounds(len(columns), columns, np.zeros(len(columns)), most)
        costs = np.array(self.solver.getLp().col_cost_)
        self.solver.changeColsCost(len(columns), columns, np.concatenate([-aim, aim]))
        found = self._solve()
        if whole and found is not None and not self._is_whole(found):
            found = self._solve_whole()
        self.solver.changeColsCost(len(columns), columns, costs)
        self._free(columns)
        return self._placed(np.zeros(len(self.cells)) if found is None else found)

    def is_whole(self, move: Floats) -> bool:
        """Whether a move is of whole people, and exact."""
        return self._is_whole(move[self.cells])

    def _free(self, columns: NDArray[np.int32]) -> None:
        most = np.concatenate([self.rise, self.fall])[columns]
        self.solver.changeColsBounds(len(columns), columns, np.zeros(len(columns)), most)

    def _placed(self, found: Floats) -> Floats:
        nearest = np.rint(found)
        move = np.zeros(len(self.system.values))
        move[self.cells] = np.where(np.abs(found - nearest) < CLOSE, nearest, found)
        return move

    def _solve(self) -> Floats | None:
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = np.asarray(self.solver.getSolution().col_value)
        return np.asarray(found[: len(self.cells)] - found[len(self.cells) :], dtype=np.float64)

    def _is_whole(self, found: Floats) -> bool:
        nearest = np.rint(found)
        if np.abs(found - nearest).max(initial=0.0) > CLOSE:
            return False
        return not np.abs(self.matrix @ nearest).max(initial=0.0) > CLOSE

    def _solve_whole(self) -> Floats | None:
        columns = np.arange(2 * len(self.cells), dtype=np.int32)
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
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("presolve", "off")
    solver.passModel(program)
    return solver
