"""Which cells to hide beside the small ones, so that none can be worked out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from concerted.analysis.privacy.moves import Mover, System
from concerted.analysis.privacy.tables import Flags, Wholes


@dataclass(frozen=True)
class Suppression:
    """What to hide, and what cannot be hidden any more.

    Attributes
    ----------
    hidden : (N,) cells to hide
    exposed : (N,) hidden cells that readers can narrow down more than allowed whatever is hidden
    """

    hidden: Flags
    exposed: Flags


class _Search:
    """Hides cells until each hidden one is proven uncertain enough; then shows again what it can."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.mover = Mover(system)
        self.hidden = system.hidden.copy()
        self.exposed = np.zeros(len(system.values), dtype=np.bool_)
        self.low = np.zeros(len(system.values), dtype=np.int64)
        self.high = np.zeros(len(system.values), dtype=np.int64)
        self.moves: list[Wholes] = []

    def keep(self, move: Wholes) -> None:
        """Remember a move, hide what it moves, and its reverse too where that is also a table."""
        new = np.flatnonzero((move != 0) & ~self.hidden)
        if len(new):
            self.hidden[new] = True
            self.mover.hide(new)
        room = (self.system.values - self.system.floors)[~self.system.fixed]
        for way in (move, -move):
            if (way[~self.system.fixed] >= -room).all():
                self.moves.append(way)
                np.minimum(self.low, way, out=self.low)
                np.maximum(self.high, way, out=self.high)

    def hide_until_safe(self) -> None:
        """Hide until every hidden cell can be ``widths`` apart in two tables that fit."""
        while True:
            lacking = self.hidden & ~self.exposed & (self.high - self.low < self.system.widths)
            if not lacking.any():
                return
            first = lacking & self.system.sensitive
            cells = np.flatnonzero(first if first.any() else lacking)
            cell = int(cells[np.argmax(self.system.values[cells])])
            if not self.widen(cell):
                self.exposed[cell] = True

    def widen(self, cell: int) -> bool:
        """Hide what lets ``cell`` move as far as it must; False when nothing does."""
        width = int(self.system.widths[cell])
        for by in (int(self.low[cell]) + width, int(self.high[cell]) - width):
            move = self.mover.move(cell, by)
            if move is not None:
                self.keep(move)
                return True
        for by in range(int(self.high[cell]) + 1, width):  # both ways, neither far enough alone
            move = self.mover.move(cell, by)
            if move is None:
                break
            self.keep(move)
        down = self.mover.move(cell, int(self.high[cell]) - width)
        if down is not None:
            self.keep(down)
        return down is not None

    def show_what_is_not_needed(self) -> None:
        """Show again, dearest first, each complementary cell without which all others stay safe."""
        extra = np.flatnonzero(self.hidden & ~self.system.hidden)
        for cell in extra[np.argsort(-self.system.costs[extra], kind="stable")]:
            self._try_to_show(int(cell))

    def _try_to_show(self, cell: int) -> None:
        kept = [move for move in self.moves if move[cell] == 0]
        low, high = _reach(kept, len(self.hidden))
        lacking = self.hidden & ~self.exposed & (high - low < self.system.widths)
        lacking[cell] = False
        self.mover.show(np.array([cell]))
        for other in np.flatnonzero(lacking):
            if high[other] - low[other] >= self.system.widths[other]:
                continue
            found = self._free_move(int(other), cell, low, high)
            if found is None:
                self.mover.hide(np.array([cell]))
                return
            kept.append(found)
            np.minimum(low, found, out=low)
            np.maximum(high, found, out=high)
        self.hidden[cell] = False
        self.moves, self.low, self.high = kept, low, high

    def _free_move(self, other: int, cell: int, low: Wholes, high: Wholes) -> Wholes | None:
        width = int(self.system.widths[other])
        for by in (int(low[other]) + width, int(high[other]) - width):
            move = self.mover.move(other, by, still=(cell,))
            if move is not None and self.hidden[move != 0].all():
                return move
        return None

    def guard_against_insiders(self, groups: list[Wholes]) -> None:
        """Keep small cells uncertain also for whoever knows the cells of one of ``groups``."""
        for known in groups:
            kept = [move for move in self.moves if not move[known].any()]
            low, high = _reach(kept, len(self.hidden))
            small = self.system.sensitive & ~self.exposed
            small[known] = False
            for cell in np.flatnonzero(small):
                width = int(self.system.widths[cell])
                if high[cell] - low[cell] >= width:
                    continue
                move = self.mover.move(int(cell), int(low[cell]) + width, still=known.tolist())
                if move is not None:
                    self.keep(move)
                    np.minimum(low, move, out=low)
                    np.maximum(high, move, out=high)
            self.hide_until_safe()


def _reach(moves: list[Wholes], size: int) -> tuple[Wholes, Wholes]:
    nothing = np.zeros(size, dtype=np.int64)
    if not moves:
        return nothing, nothing.copy()
    stacked = np.stack(moves)
    return np.minimum(stacked.min(axis=0), 0), np.maximum(stacked.max(axis=0), 0)


def suppress(system: System, insiders: list[Wholes] | None = None) -> Suppression:
    """Cells to hide so that each hidden cell of ``system`` stays as uncertain as it must.

    Small cells are taken one by one; for each the cheapest set of further cells is found with which
    it can move by its whole width (a linear program), and those are hidden. At the end each further
    cell is shown again if all others stay safe without it. Every move is a whole table that fits, so
    the result is proven, not only searched; it is not always the cheapest.

    Parameters
    ----------
    system : the cells
    insiders : for each contributor who knows some cells, their places in the system

    Returns
    -------
    Suppression

    References
    ----------
    Kelly, Golden & Assad (1992), Networks 22:397-417. Fischetti & Salazar (2001), Management Science
    47:1008-1027. Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4.
    """
    if not system.hidden.any():
        return Suppression(system.hidden.copy(), np.zeros(len(system.values), dtype=np.bool_))
    search = _Search(system)
    search.hide_until_safe()
    search.show_what_is_not_needed()
    if insiders:
        search.guard_against_insiders(insiders)
    return Suppression(search.hidden, search.exposed)
