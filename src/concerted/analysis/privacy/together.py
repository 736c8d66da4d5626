"""Protecting several tables of the same people that come out at once, and again later.

The tables of a survey share sums: each question is counted by the same groups, and how many were asked a question
follows from the answers to an earlier one. A cell that is hidden in one table must not follow from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from concerted.analysis.privacy.moves import System
from concerted.analysis.privacy.protected import (
    Protected,
    assemble,
    check_limits,
    small_cells,
    table_system,
)
from concerted.analysis.privacy.releases import FREE
from concerted.analysis.privacy.suppression import Suppression, suppress
from concerted.analysis.privacy.tables import Flags, Layout, Wholes, lay_out, whole_counts

Place = tuple[int, ...]
Term = tuple[int, Place, int]
"""A table by its number, a cell of it as shown, and how often it is taken (1 or -1, mostly)."""


@dataclass(frozen=True, eq=False)
class Told:
    """Tables that are out already, with the true counts behind them.

    Attributes
    ----------
    counts : for each table its true counts without margins
    tables : what was published of each
    """

    counts: Sequence[ArrayLike]
    tables: Sequence[Protected]


@dataclass(frozen=True, eq=False)
class ProtectedTogether:
    """Tables that may be shown side by side, and beside those that are out.

    Attributes
    ----------
    tables : what may be shown of each
    exposed : for each table, hidden cells that stay less uncertain than asked, whatever is hidden now
    exposed_earlier : whether that is so of a cell, or of a small difference, of an earlier release
    """

    tables: tuple[Protected, ...]
    exposed: tuple[Flags, ...]
    exposed_earlier: bool

    @property
    def safe(self) -> bool:
        """Whether all stays as uncertain as asked; if not, the tables should not be published."""
        return not self.exposed_earlier and not any(bool(one.any()) for one in self.exposed)


def protect_together(
    tables: Sequence[ArrayLike],
    equations: Sequence[Sequence[Term]] = (),
    *,
    earlier: Sequence[Told] = (),
    threshold: int = 11,
    width: int | None = None,
    suppress_zeros: bool = False,
) -> ProtectedTogether:
    """Hide small counts of several tables, and as few others as keep them from being worked out from all.

    As :func:`protect` does for one table, with all margins: every hidden cell x keeps max x - min x ≥
    ``width`` over all whole tables that fit everything published, of any table, and the ``equations``
    that readers know to hold between them. Beside an earlier release also each small change of a cell
    (1 ≤ \\|change\\| < ``threshold``) is such an x; where no count fell, readers know that too.

    Parameters
    ----------
    tables : arrays of whole numbers ≥ 0, people in each cell without margins
    equations : sums of cells that are 0, each a list of (table, place as shown, factor)
    earlier : releases of the same tables, the oldest first; the same equations held in each
    threshold, width, suppress_zeros : as for :func:`protect`

    Returns
    -------
    ProtectedTogether

    Raises
    ------
    ValueError: as :func:`protect`; a count is missing; an equation does not hold, or names a cell that is
        not there; an earlier release has other tables, or does not show its counts.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.4 (linked tables). Fischetti &
    Salazar (2001), Management Science 47:1008-1027.

    Examples
    --------
    How many were asked a second question tells how many said yes to the first; so it is hidden as well.

    >>> first = [[3, 30], [40, 50]]  # yes and no, by two groups
    >>> second = [[3, 30], [40, 50]]  # asked and not asked
    >>> same = [[(0, (0, 0), 1), (1, (0, 0), -1)]]
    >>> found = protect_together([first, second], same, threshold=5)
    >>> [int(one.hidden.sum()) for one in found.tables]
    [4, 4]
    """
    width = check_limits(threshold, width)
    rule = (threshold, width, suppress_zeros)
    now = _Release(tables, rule)
    now.check(equations)
    before = [_Release(one.counts, rule, one.tables) for one in earlier]
    for number, one in enumerate(before):
        one.check(equations, f"earlier release {number}: ")
        if one.shapes != now.shapes:
            raise ValueError(
                f"earlier release {number} has tables of shapes {one.shapes}, the new one {now.shapes}."
            )
    found = _suppressed(_joined([now, *before], equations, rule))
    return _told(now, found, rule)


class _Release:
    """All tables of one release, one behind the other."""

    def __init__(
        self,
        tables: Sequence[ArrayLike],
        rule: tuple[int, int, bool],
        told: Sequence[Protected] | None = None,
    ) -> None:
        threshold, width, suppress_zeros = rule
        counts = [whole_counts(one, f"table {number}") for number, one in enumerate(tables)]
        if not counts or any(np.isnan(one).any() for one in counts):
            raise ValueError("tables must be there, and have no missing counts.")
        self.layouts: list[Layout] = [lay_out(one.shape) for one in counts]
        self.shown = [
            layout.expand(one) for layout, one in zip(self.layouts, counts, strict=True)
        ]
        self.shapes = [one.shape for one in self.shown]
        self.small = [small_cells(one, threshold, suppress_zeros) for one in self.shown]
        self.starts = np.cumsum([0, *(one.size for one in self.shown)])
        self.systems = [
            table_system(layout, shown, small, width, suppress_zeros)
            for layout, shown, small in zip(self.layouts, self.shown, self.small, strict=True)
        ]
        if told is not None:
            self._fix(told)

    @property
    def values(self) -> Wholes:
        return np.concatenate([one.values for one in self.systems])

    def _fix(self, told: Sequence[Protected]) -> None:
        """What is out stays out, and what was hidden stays hidden."""
        for number, (one, shown) in enumerate(zip(told, self.shown, strict=True)):
            published = ~np.isnan(one.values)
            if one.values.shape != shown.shape or (one.values != shown)[published].any():
                raise ValueError(f"table {number} of an earlier release does not show its counts.")
            hidden = one.hidden.ravel()
            small = self.small[number].ravel() & hidden
            self.systems[number] = replace(
                self.systems[number], fixed=~hidden, hidden=hidden.copy(), sensitive=small
            )

    def relations(self, equations: Sequence[Sequence[Term]]) -> sparse.csr_array:
        """Of the sums within each table, and of ``equations`` between them."""
        sums = sparse.block_diag([one.relations for one in self.systems], format="csr")
        return sparse.csr_array(sparse.vstack([sums, self._rows(equations)], format="csr"))

    def _rows(self, equations: Sequence[Sequence[Term]]) -> sparse.csr_array:
        """``equations`` over the cells of all tables."""
        rows, columns, factors = [], [], []
        for number, equation in enumerate(equations):
            for table, place, factor in equation:
                rows.append(number)
                columns.append(self._cell(table, place))
                factors.append(float(factor))
        shape = (len(equations), int(self.starts[-1]))
        return sparse.csr_array((factors, (rows, columns)), shape=shape)

    def _cell(self, table: int, place: Place) -> int:
        if not 0 <= table < len(self.shapes):
            raise ValueError(f"an equation names table {table}; there are {len(self.shapes)}.")
        try:
            return int(self.starts[table] + np.ravel_multi_index(place, self.shapes[table]))
        except ValueError:
            raise ValueError(
                f"an equation names cell {place} of table {table}, of shape {self.shapes[table]}."
            ) from None

    def check(self, equations: Sequence[Sequence[Term]], name: str = "") -> None:
        """Raise ValueError where an equation does not hold of the true counts."""
        off = np.flatnonzero(self._rows(equations) @ self.values)
        if len(off):
            raise ValueError(f"{name}equation {off[0]} does not hold of the counts.")


def _joined(
    releases: Sequence[_Release],
    equations: Sequence[Sequence[Term]],
    rule: tuple[int, int, bool],
) -> System:
    """One system of all cells: of now, of each earlier release, and of what changed between them.

    Each release, and each change, is a block of as many columns as a release has cells.
    """
    pairs = [(0, one) for one in range(1, len(releases))]
    pairs += [(one, one - 1) for one in range(2, len(releases))]
    parts = [system for release in releases for system in release.systems]
    changes = [_change(releases[new], releases[old], rule) for new, old in pairs]
    blocks = len(releases) + len(pairs)
    rows = [_placed({k: one.relations(equations)}, blocks) for k, one in enumerate(releases)]
    one = sparse.eye_array(int(releases[0].starts[-1]), format="csr")
    for number, (new, old) in enumerate(pairs):
        rows.append(_placed({new: one, old: -one, len(releases) + number: -one}, blocks))
    fields = ("values", "floors", "fixed", "hidden", "sensitive", "widths", "costs")
    columns = {
        name: np.concatenate([getattr(one, name) for one in (*parts, *changes)]) for name in fields
    }
    return System(relations=sparse.csr_array(sparse.vstack(rows, format="csr")), **columns)


def _placed(given: dict[int, sparse.csr_array], blocks: int) -> sparse.csr_array:
    """Rows over all blocks that are 0 outside those that are given."""
    nothing = sparse.csr_array(next(iter(given.values())).shape)
    return sparse.csr_array(
        sparse.hstack([given.get(place, nothing) for place in range(blocks)], format="csr")
    )


def _change(new: _Release, old: _Release, rule: tuple[int, int, bool]) -> System:
    """How each cell changed, as cells of their own. Where none fell, readers know that none did."""
    threshold, width, _suppress_zeros = rule
    step: Wholes = new.values - old.values
    small = (np.abs(step) < threshold) & (step != 0)
    grew = bool((step >= 0).all())
    return System(
        values=step,
        floors=np.zeros_like(step) if grew else step - FREE,
        relations=sparse.csr_array((0, len(step))),
        fixed=np.zeros(len(step), dtype=np.bool_),
        hidden=np.ones(len(step), dtype=np.bool_),
        sensitive=small,
        widths=np.where(small, width, 0).astype(np.int64),
        costs=np.ones(len(step)),
    )


def _suppressed(system: System) -> Suppression:
    """Each part of ``system`` that no relation joins to the rest is solved by itself."""
    free = ~system.fixed
    matrix = sparse.csc_array(system.relations)
    linked = abs(sparse.csr_array(matrix[:, np.flatnonzero(free)]))
    _count, labels = connected_components(linked.T @ linked, directed=False)
    cells = np.flatnonzero(free)
    hidden = system.hidden.copy()
    exposed = np.zeros(len(hidden), dtype=np.bool_)
    for label in np.unique(labels[(system.hidden & (system.widths > 0))[cells]]):
        part = cells[labels == label]
        found = suppress(_part(system, part))
        hidden[part], exposed[part] = found.hidden, found.exposed
    return Suppression(hidden, exposed)


def _part(system: System, cells: Wholes) -> System:
    """The cells alone; what joins them to fixed cells is a constant, and stays as it is."""
    relations = sparse.csr_array(sparse.csc_array(system.relations)[:, cells])
    kept = np.flatnonzero(np.diff(relations.indptr))
    return System(
        values=system.values[cells],
        floors=system.floors[cells],
        relations=sparse.csr_array(relations[kept]),
        fixed=system.fixed[cells],
        hidden=system.hidden[cells].copy(),
        sensitive=system.sensitive[cells],
        widths=system.widths[cells],
        costs=system.costs[cells],
    )


def _told(
    now: _Release, found: Suppression, rule: tuple[int, int, bool]
) -> ProtectedTogether:
    size, cuts = int(now.starts[-1]), now.starts[1:-1]
    hidden = np.split(found.hidden[:size], cuts)
    exposed = np.split(found.exposed[:size], cuts)
    tables = tuple(
        assemble(layout, shown, small, part, rule)
        for layout, shown, small, part in zip(
            now.layouts, now.shown, now.small, hidden, strict=True
        )
    )
    shaped: list[Flags] = [
        part.reshape(shape) for part, shape in zip(exposed, now.shapes, strict=True)
    ]
    return ProtectedTogether(tables, tuple(shaped), bool(found.exposed[size:].any()))
