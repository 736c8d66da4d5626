"""Protecting several tables of the same people that come out at once, and again later.

The tables of a survey share sums: each question is counted by the same groups, and how many were asked a question
follows from the answers to an earlier one. A cell that is hidden in one table must not follow from another.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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
    equations : as they held between them; those of the new tables if None
    labels : for each table, what each cell as shown counts, flat; those of the new tables if None
    """

    counts: Sequence[ArrayLike]
    tables: Sequence[Protected]
    equations: Sequence[Sequence[Term]] | None = None
    labels: Sequence[Sequence[Hashable]] | None = None


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
    labels: Sequence[Sequence[Hashable]] | None = None,
    threshold: int = 11,
    width: int | None = None,
    suppress_zeros: bool = False,
) -> ProtectedTogether:
    """Hide small counts of several tables, and as few others as keep them from being worked out from all.

    As :func:`protect` does for one table, with all margins: every hidden cell x keeps max x - min x ≥
    ``width`` over all whole tables that fit everything published, of any table, and the ``equations``
    that readers know to hold between them. Beside an earlier release also each small change of a cell
    (1 ≤ |change| < ``threshold``) is such an x; where no count fell, readers know that too.

    Parameters
    ----------
    tables : arrays of whole numbers ≥ 0, people in each cell without margins
    equations : sums of cells that are 0, each a list of (table, place as shown, factor)
    earlier : what is out already, the oldest first
    labels : for each table, what each cell as shown counts, flat; cells of two releases with one label
        count the same category, and have a change. Their number and place if None.
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
    now = _Release(Told(tables, (), equations, labels), rule)
    before = [
        _Release(
            replace(
                one,
                equations=equations if one.equations is None else one.equations,
                labels=labels if one.labels is None else one.labels,
            ),
            rule,
        )
        for one in earlier
    ]
    found = suppress_parts(_joined([now, *before], rule))
    return _told(now, found, rule)


class _Release:
    """All tables of one release, one behind the other."""

    def __init__(self, given: Told, rule: tuple[int, int, bool]) -> None:
        threshold, width, suppress_zeros = rule
        counts = [whole_counts(one, f"table {number}") for number, one in enumerate(given.counts)]
        if not counts or any(np.isnan(one).any() for one in counts):
            raise ValueError("tables must be there, and have no missing counts.")
        self.layouts: list[Layout] = [lay_out(one.shape) for one in counts]
        self.shown = [layout.expand(one) for layout, one in zip(self.layouts, counts, strict=True)]
        self.shapes = [one.shape for one in self.shown]
        self.small = [small_cells(one, threshold, suppress_zeros) for one in self.shown]
        self.starts = np.cumsum([0, *(one.size for one in self.shown)])
        self.systems = [
            table_system(layout, shown, small, width, suppress_zeros)
            for layout, shown, small in zip(self.layouts, self.shown, self.small, strict=True)
        ]
        self.equations = self._rows(given.equations or ())
        self.labels = self._labels(given.labels)
        off = np.flatnonzero(self.equations @ self.values)
        if len(off):
            raise ValueError(f"equation {off[0]} does not hold of the counts.")
        if given.tables:
            self._fix(given.tables)

    @property
    def size(self) -> int:
        return int(self.starts[-1])

    def _labels(self, given: Sequence[Sequence[Hashable]] | None) -> dict[Hashable, int]:
        flat: list[Hashable] = (
            [(k, cell) for k, one in enumerate(self.shown) for cell in range(one.size)]
            if given is None
            else [label for labels in given for label in labels]
        )
        found = {label: cell for cell, label in enumerate(flat)}
        if len(flat) != self.size or len(found) != self.size:
            raise ValueError(f"labels must be one for each of {self.size} cells, each its own.")
        return found

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

    @property
    def relations(self) -> sparse.csr_array:
        """Of the sums within each table, and of the equations between them."""
        sums = sparse.block_diag([one.relations for one in self.systems], format="csr")
        return sparse.csr_array(sparse.vstack([sums, self.equations], format="csr"))

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


def _joined(releases: Sequence[_Release], rule: tuple[int, int, bool]) -> System:
    """One system of all cells: of now, of each earlier release, and of what changed between them."""
    pairs = [(0, one) for one in range(1, len(releases))]
    pairs += [(one, one - 1) for one in range(2, len(releases))]
    changes = [_Change(releases[new], releases[old]) for new, old in pairs]
    systems = [system for release in releases for system in release.systems]
    systems += [change.system(rule) for change in changes]
    sizes = [one.size for one in releases] + [one.size for one in changes]
    rows = [_placed({k: one.relations}, sizes) for k, one in enumerate(releases)]
    for number, ((new, old), change) in enumerate(zip(pairs, changes, strict=True)):
        own = -sparse.eye_array(change.size, format="csr")
        at = {new: change.new_rows, old: -change.old_rows, len(releases) + number: own}
        rows.append(_placed(at, sizes))
    fields = ("values", "floors", "fixed", "hidden", "sensitive", "widths", "costs")
    columns = {name: np.concatenate([getattr(one, name) for one in systems]) for name in fields}
    return System(relations=sparse.csr_array(sparse.vstack(rows, format="csr")), **columns)


def _placed(given: dict[int, sparse.csr_array], sizes: Sequence[int]) -> sparse.csr_array:
    """Rows over all blocks of columns that are 0 outside those that are given."""
    count = next(iter(given.values())).shape[0]
    blocks = [
        given[place] if place in given else sparse.csr_array((count, size))
        for place, size in enumerate(sizes)
    ]
    return sparse.csr_array(sparse.hstack(blocks, format="csr"))


class _Change:
    """How the cells that two releases have in common changed, as cells of their own."""

    def __init__(self, new: _Release, old: _Release) -> None:
        common = [label for label in new.labels if label in old.labels]
        self.size = len(common)
        self.new_rows = _picked([new.labels[one] for one in common], new.size)
        self.old_rows = _picked([old.labels[one] for one in common], old.size)
        self.step: Wholes = (self.new_rows @ new.values - self.old_rows @ old.values).astype(
            np.int64
        )

    def system(self, rule: tuple[int, int, bool]) -> System:
        """Where no count fell, readers know that none did."""
        threshold, width, _suppress_zeros = rule
        step = self.step
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


def _picked(cells: Sequence[int], size: int) -> sparse.csr_array:
    """One row for each of ``cells``, 1 there."""
    count = len(cells)
    return sparse.csr_array((np.ones(count), (np.arange(count), cells)), shape=(count, size))


def suppress_parts(system: System, *, most_pared: int | None = None) -> Suppression:
    """Each part of ``system`` that no relation joins to the rest is solved by itself.

    Parts of more than ``most_pared`` cells hide more than they must, which is found sooner.
    """
    free = ~system.fixed
    matrix = sparse.csc_array(system.relations)
    linked = abs(sparse.csr_array(matrix[:, np.flatnonzero(free)]))
    _count, labels = connected_components(linked.T @ linked, directed=False)
    cells = np.flatnonzero(free)
    hidden = system.hidden.copy()
    exposed = np.zeros(len(hidden), dtype=np.bool_)
    for label in np.unique(labels[(system.hidden & (system.widths > 0))[cells]]):
        part = cells[labels == label]
        found = suppress(_part(system, part), pares=most_pared is None or len(part) <= most_pared)
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


def _told(now: _Release, found: Suppression, rule: tuple[int, int, bool]) -> ProtectedTogether:
    size, cuts = now.size, now.starts[1:-1]
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
