"""Protecting one table: what is published of it, and the proof of what is not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.privacy.moves import System
from concerted.analysis.privacy.suppression import suppress
from concerted.analysis.privacy.tables import (
    Flags,
    Layout,
    Status,
    Wholes,
    lay_out,
    whole_counts,
)


@dataclass(frozen=True, eq=False)
class Protected:
    """A table that may be shown: it holds no number that is not published.

    Attributes
    ----------
    values : (shown shape) published numbers; NaN where one is hidden or missing
    status : (shown shape) :class:`Status` of each cell, for the office; readers get :attr:`marks`
    threshold : the least number of people that may be shown
    width : how far apart the least and the greatest possible value of each hidden cell are, at least
    suppress_zeros : whether a hidden cell may be 0
    layout : how the table is laid out; the inside is the first block of ``values``
    widths : (shown shape) the width asked of each cell where public numbers outside the table leave
        some less room; None where it is ``width`` for all
    """

    values: Floats
    status: NDArray[np.int8]
    threshold: int
    width: int
    suppress_zeros: bool
    layout: Layout
    widths: Wholes | None = None

    @property
    def inside(self) -> Floats:
        """The published numbers without margins."""
        return self.values[tuple(slice(size) for size in self.layout.inside)]

    @property
    def hidden(self) -> Flags:
        """Where a number is hidden, for whichever reason."""
        return np.isin(self.status, (Status.PRIMARY, Status.COMPLEMENTARY))

    @property
    def marks(self) -> NDArray[np.str_]:
        """What readers see: the number, ``*`` where it is hidden, ``..`` where it is missing."""
        shown = np.full(self.values.shape, "*", dtype="<U24")
        published = self.status == Status.PUBLISHED
        shown[published] = [f"{value:.0f}" for value in self.values[published]]
        shown[self.status == Status.MISSING] = ".."
        return shown


def protect(
    counts: ArrayLike,
    *,
    threshold: int = 11,
    width: int | None = None,
    suppress_zeros: bool = False,
    margins: bool | Sequence[int] = True,
    groups: Mapping[int, Sequence[ArrayLike]] | None = None,
    sensitive: ArrayLike | None = None,
    insiders: bool = False,
    costs: ArrayLike | None = None,
) -> Protected:
    """Hide small counts of a cross-table, and as few others as keep them from being worked out.

    A cell, inside or margin, is PRIMARY when 1 ≤ count < ``threshold``. COMPLEMENTARY cells are hidden
    until, for every hidden cell x of either kind,

        max x - min x ≥ ``width``   over all tables of whole numbers that fit what is published,

    where readers also know that published zeros are all the zeros there are (so each hidden cell is at
    least 1; at least 0 with ``suppress_zeros``). With the default width (the threshold) the greatest
    possible value of a hidden cell is at least the threshold, so the arithmetic never shows that
    a count is small, and never gives one value. Cells are hidden by lowest count first, found by linear
    programs; the result is proven safe, though not always the smallest possible.

    Parameters
    ----------
    counts : array of 1 or more dimensions of whole numbers ≥ 0, people in each cell without margins;
        NaN where unknown. A margin over an unknown cell is MISSING too.
    threshold : ≥ 1, people; 11 is the rule of the US Centers for Medicare & Medicaid Services
    width : ≥ 1, people; the threshold by default
    suppress_zeros : count 0 as small (where nobody of a group is somewhere can itself be private).
        Otherwise zeros are published and never used to hide others: readers may know why they are 0.
    margins : True for totals on every axis, False for none, or the axes that have totals
    groups : subtotals, for an axis its labellings from fine to coarse (see :func:`lay_out`)
    sensitive : (shape of counts) bool, cells to hide as PRIMARY whatever their count, such as those
        that one contributor dominates
    insiders : a contributor alone in a cell knows it is 1; keep small cells uncertain for them too
    costs : (shape with margins) > 0, what hiding each cell costs; the count by default

    Returns
    -------
    Protected

    Raises
    ------
    ValueError: counts are empty, infinite, negative or not whole; threshold or width below 1; shapes
        differ; a named axis does not exist; groups are not nested.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4 (tables).
    Fischetti & Salazar (2001), Solving the cell suppression problem on tabular data with linear
    constraints, Management Science 47:1008-1027.

    Examples
    --------
    Three counties by two age groups; one small cell hides three others.

    >>> safe = protect([[2, 30], [40, 50], [60, 70]], threshold=5)
    >>> print(safe.marks)
    [['*' '*' '32']
     ['*' '*' '90']
     ['60' '70' '130']
     ['102' '150' '252']]
    """
    table = whole_counts(counts)
    width = check_limits(threshold, width)
    layout = lay_out(table.shape, margins, groups)
    shown = layout.expand(table)
    small = small_cells(shown, threshold, suppress_zeros)
    small[tuple(slice(size) for size in layout.inside)] |= _marked(sensitive, table)
    system = table_system(layout, shown, small, width, suppress_zeros, costs)
    found = suppress(system, _lone_contributors(layout, table, shown) if insiders else None)
    hidden = found.hidden
    if found.exposed.any():  # cannot happen while every cell may be hidden; then hide them all
        hidden = ~system.fixed
    return assemble(layout, shown, small, hidden, (threshold, width, suppress_zeros))


def check_limits(threshold: int, width: int | None) -> int:
    """The width to use, after both limits are found to be whole numbers of at least 1."""
    width = threshold if width is None else width
    for name, value in (("threshold", threshold), ("width", width)):
        if not (math.isfinite(value) and value >= 1 and value == int(value)):
            raise ValueError(f"{name} must be a whole number of people, at least 1, got {value}.")
    return int(width)


def _marked(sensitive: ArrayLike | None, table: Floats) -> Flags:
    if sensitive is None:
        return np.zeros(table.shape, dtype=np.bool_)
    marked = np.asarray(sensitive, dtype=np.bool_)
    if marked.shape != table.shape:
        raise ValueError(
            f"sensitive and counts must be alike, got shapes {marked.shape} and {table.shape}."
        )
    return np.asarray(marked & ~np.isnan(table), dtype=np.bool_)


def small_cells(shown: Floats, threshold: int, suppress_zeros: bool) -> Flags:
    """Where a known count is below ``threshold``; 0 is small only with ``suppress_zeros``."""
    with np.errstate(invalid="ignore"):
        small = (shown < threshold) & ((shown > 0) | suppress_zeros)
    return np.asarray(small, dtype=np.bool_)


def table_system(
    layout: Layout,
    shown: Floats,
    small: Flags,
    width: int,
    suppress_zeros: bool,
    costs: ArrayLike | None = None,
) -> System:
    """The cells of one table, flat, for :func:`suppress`.

    A missing cell is in no relation: no total that holds it is known either.
    """
    flat = shown.ravel()
    missing = np.isnan(flat)
    relations = layout.relations()
    relations = relations[np.asarray(abs(relations) @ missing.astype(np.float64)) == 0]
    values = np.where(missing, 0, flat).astype(np.int64)
    fixed = missing if suppress_zeros else missing | ((values == 0) & ~small.ravel())
    return System(
        values=values,
        floors=np.where(fixed | (values == 0), 0, 0 if suppress_zeros else 1).astype(np.int64),
        relations=relations,
        fixed=fixed,
        hidden=small.ravel().copy(),
        sensitive=small.ravel().copy(),
        widths=np.full(len(values), width, dtype=np.int64),
        costs=_costs(costs, shown),
    )


def _costs(costs: ArrayLike | None, shown: Floats) -> Floats:
    if costs is None:
        # One more person than counted, so that a cell of 0 is not hidden for nothing.
        return np.where(np.isnan(shown), 1.0, shown + 1.0).ravel()
    given = np.asarray(costs, dtype=np.float64)
    if given.shape != shown.shape:
        raise ValueError(
            f"costs must be alike to the table with margins, {shown.shape}, got {given.shape}."
        )
    if not (np.isfinite(given) & (given > 0)).all():
        raise ValueError("costs must be finite and above 0.")
    return given.ravel()


def _lone_contributors(layout: Layout, table: Floats, shown: Floats) -> list[Wholes]:
    alone = []
    flat = shown.ravel()
    for place in np.argwhere(table == 1):
        one = np.zeros(table.shape)
        one[tuple(place)] = 1.0
        reach = layout.expand(one).ravel()
        alone.append(np.flatnonzero((reach > 0) & (flat == 1)))
    return alone


def assemble(
    layout: Layout,
    shown: Floats,
    small: Flags,
    hidden: Flags,
    rule: tuple[int, int, bool],
    widths: Wholes | None = None,
) -> Protected:
    """The table that may be shown, once it is known which of its cells are hidden."""
    hidden = hidden.reshape(shown.shape)
    status = np.full(shown.shape, Status.PUBLISHED, dtype=np.int8)
    status[hidden] = Status.COMPLEMENTARY
    status[hidden & small] = Status.PRIMARY
    status[np.isnan(shown)] = Status.MISSING
    values = np.where(status == Status.PUBLISHED, shown, np.nan)
    threshold, width, suppress_zeros = rule
    zeros = suppress_zeros or bool((shown[hidden] == 0).any())
    shaped = None if widths is None else widths.reshape(shown.shape)
    return Protected(values, status, threshold, width, zeros, layout, shaped)
