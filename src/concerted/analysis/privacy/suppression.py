"""Which cells to hide beside the small ones, so that none can be worked out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from concerted.analysis.arrays import Floats
from concerted.analysis.privacy.moves import CLOSE, Mover, System
from concerted.analysis.privacy.tables import Flags, Wholes

FEW = 4  # cells that are moved one by one rather than at once
PROGRESS = 0.9  # go on moving many at once while at most this part of them is left


@dataclass(frozen=True, eq=False)
class Suppression:
    """What to hide, and what cannot be hidden any more.

    Attributes
    ----------
    hidden : (N,) cells to hide
    exposed : (N,) hidden cells that readers can narrow down more than allowed whatever is hidden; they
        are as uncertain as they can be
    """

    hidden: Flags
    exposed: Flags


class _Proof:
    """Moves found so far, and how far each cell goes in them."""

    def __init__(self, size: int) -> None:
        self.moves: list[Floats] = []
        self.low = np.zeros(size)
        self.high = np.zeros(size)

    def add(self, move: Floats) -> bool:
        """Take a move in; False when it takes no cell further than the others did."""
        if (move >= self.low).all() and (move <= self.high).all():
            return False
        self.moves.append(move)
        self.low = np.minimum(self.low, move)
        self.high = np.maximum(self.high, move)
        return True

    def without(self, cells: Wholes) -> _Proof:
        """The proof from those moves alone in which none of ``cells`` moves."""
        rest = _Proof(len(self.low))
        for move in self.moves:
            if not move[cells].any():
                rest.add(move)
        return rest

    def reaches(self, widths: Wholes) -> Flags:
        """Which cells go as far as they must."""
        return np.asarray(self.high - self.low > widths - CLOSE, dtype=np.bool_)


class _Search:
    """Hides cells until each hidden one can move far enough; shows again what it can; proves it.

    ``some`` are all moves, ``whole`` those of whole people. The search uses the first, which come from
    linear programs alone; only the proof at its end needs the second.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.mover = Mover(system)
        self.hidden = system.hidden.copy()
        self.widths = system.widths.copy()
        self.exposed = np.zeros(len(system.values), dtype=np.bool_)
        self.some, self.whole = _Proof(len(system.values)), _Proof(len(system.values))
        self.room = np.where(system.fixed, np.inf, system.values - system.floors)
        self.columns = sparse.csc_array(system.relations)
        self.rng = np.random.default_rng(len(system.values))

    def lacking(self, proof: _Proof) -> Flags:
        """Hidden cells that do not yet go as far as they must."""
        return self.hidden & ~proof.reaches(self.widths)

    def keep(self, move: Floats) -> None:
        """Remember a move, hide what it moves, and its reverse too where that is also a table."""
        new = np.flatnonzero((move != 0) & ~self.hidden)
        if len(new):
            self.hidden[new] = True
            self.mover.hide(new)
        is_whole = self.mover.is_whole(move)
        for way in (move, -move):
            if (way >= -self.room).all():
                self.some.add(way)
                if is_whole:
                    self.whole.add(way)

    def hide_until_safe(self, *, whole: bool = False) -> None:
        """Hide until every hidden cell can be ``widths`` apart in two tables that fit."""
        proof = self.whole if whole else self.some
        self.spread(proof, whole=whole)
        while True:
            lacking = self.lacking(proof)
            if not lacking.any():
                return
            first = lacking & self.system.sensitive
            cells = np.flatnonzero(first if first.any() else lacking)
            cell = int(cells[np.argmax(self.system.values[cells])])
            if not self.widen(cell, proof, whole=whole) or self.lacking(proof)[cell]:
                self.exposed[cell] = True  # no more can be asked of it than it has now
                self.widths[cell] = math.floor(proof.high[cell] - proof.low[cell] + CLOSE)

    def spread(self, proof: _Proof, *, whole: bool) -> None:
        """Move many cells at once, as long as this settles a good part of those that lack."""
        lacking = self.lacking(proof)
        while lacking.sum() >= FEW:
            self.keep(self._scatter(lacking, self.hidden, whole=whole))
            before, lacking = lacking, self.lacking(proof)
            if lacking.sum() > PROGRESS * before.sum():
                return

    def _scatter(self, lacking: Flags, hidden: Flags, *, whole: bool) -> Floats:
        ways = self.rng.choice([-1.0, 1.0], len(lacking))
        far = int(self.widths[lacking].max())
        return self.mover.spread(np.where(lacking, ways, 0.0), hidden, far, whole=whole)

    def widen(self, cell: int, proof: _Proof, *, whole: bool) -> bool:
        """Hide what lets ``cell`` move as far as it must, or else as far as it can; whether it must."""
        width = int(self.widths[cell])
        low, high = math.ceil(proof.low[cell] - CLOSE), math.floor(proof.high[cell] + CLOSE)
        for by in (low + width, high - width):
            if self._move(cell, by, whole):
                return True
        for by in range(high + 1, low + width):  # both ways, neither far enough alone
            if not self._move(cell, by, whole):
                break
            high = by
        return all(self._move(cell, by, whole) for by in range(low - 1, high - width - 1, -1))

    def _move(self, cell: int, by: int, whole: bool) -> bool:
        move = self.mover.move(cell, by, whole=whole)
        if move is not None:
            self.keep(move)
        return move is not None

    def show_what_is_not_needed(self) -> None:
        """Show again, dearest first, each complementary cell without which all others stay safe."""
        extra = np.flatnonzero(self.hidden & ~self.system.hidden)
        for cell in extra[np.argsort(-self.system.costs[extra], kind="stable")]:
            self._try_to_show(int(cell))

    def _try_to_show(self, cell: int) -> None:
        one = np.array([cell])
        rest = self.some.without(one)
        self.mover.show(one)
        if not self._is_safe_without(cell, rest):
            self.mover.hide(one)
            return
        self.hidden[cell] = False
        self.some, self.whole = rest, _Proof(len(rest.low))
        for move in rest.moves:
            if self.mover.is_whole(move):
                self.whole.add(move)

    def _is_safe_without(self, cell: int, rest: _Proof) -> bool:
        lacking = self._lacking_without(cell, rest)
        near = self._near(cell)
        for first in (lacking & near, lacking):  # where it fails, it mostly fails in the same sums
            if first is lacking:
                self._spread_without(cell, rest)
            for other in np.flatnonzero(first):
                width = int(self.widths[other])
                if rest.high[other] - rest.low[other] > width - CLOSE:
                    continue
                found = self._free_move(int(other), width, cell, rest)
                if found is None:
                    return False
                rest.add(found)
        return True

    def _lacking_without(self, cell: int, rest: _Proof) -> Flags:
        lacking = self.lacking(rest)
        lacking[cell] = False
        return lacking

    def _spread_without(self, cell: int, rest: _Proof) -> None:
        hidden = self.hidden.copy()
        hidden[cell] = False
        lacking = self._lacking_without(cell, rest)
        while lacking.sum() >= FEW:
            rest.add(self._scatter(lacking, hidden, whole=False))
            before, lacking = lacking, self._lacking_without(cell, rest)
            if lacking.sum() > PROGRESS * before.sum():
                return

    def _near(self, cell: int) -> Flags:
        sums = np.flatnonzero(self.columns[:, [cell]].toarray()[:, 0])
        return np.asarray(abs(self.system.relations[sums]).sum(axis=0) > 0, dtype=np.bool_).ravel()

    def _free_move(self, other: int, width: int, cell: int, rest: _Proof) -> Floats | None:
        low, high = math.ceil(rest.low[other] - CLOSE), math.floor(rest.high[other] + CLOSE)
        for by in (low + width, high - width):
            move = self.mover.move(other, by, still=(cell,))
            if move is not None and self.hidden[move != 0].all():
                return move
        return None

    def guard_against_insiders(self, groups: list[Wholes]) -> None:
        """Keep small cells uncertain also for whoever knows the cells of one of ``groups``."""
        for known in groups:
            rest = self.whole.without(known)
            small = self.system.sensitive & ~self.exposed
            small[known] = False
            for cell in np.flatnonzero(small):
                width = int(self.system.widths[cell])
                if rest.high[cell] - rest.low[cell] >= width:
                    continue
                by = int(rest.low[cell]) + width
                move = self.mover.move(int(cell), by, still=known.tolist(), whole=True)
                if move is not None:
                    self.keep(move)
                    rest.add(move)
            self.hide_until_safe(whole=True)


def suppress(
    system: System, insiders: list[Wholes] | None = None, *, pares: bool = True
) -> Suppression:
    """Cells to hide so that each hidden cell of ``system`` stays as uncertain as it must.

    Small cells are taken one by one; for each the cheapest set of further cells is found with which
    it can move by its whole width (a linear program), and those are hidden. At the end each further
    cell is shown again if all others stay safe without it. Every move is a whole table that fits, so
    the result is proven, not only searched; it is not always the cheapest.

    Parameters
    ----------
    system : the cells
    insiders : for each contributor who knows some cells, their places in the system
    pares : try each further cell again; without, more stays hidden, and it takes a fraction of the time

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
    search = _searched(system, insiders, pares)
    while True:
        # A cell that others limit too closely to be hidden itself is often no good for hiding another.
        useless = search.exposed & ~system.hidden
        if not useless.any():
            break
        system = replace(system, fixed=system.fixed | useless)
        without = _searched(system, insiders, pares)
        if (without.widths < search.widths)[system.hidden].any():
            break
        search = without
    return Suppression(search.hidden, search.exposed)


def _searched(system: System, insiders: list[Wholes] | None, pares: bool) -> _Search:
    search = _Search(system)
    search.hide_until_safe()
    if pares:
        search.show_what_is_not_needed()
    search.hide_until_safe(whole=True)
    if insiders:
        search.guard_against_insiders(insiders)
    return search
