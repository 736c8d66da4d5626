"""A table with its margins: where each shown number stands, and which of them add up to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from concerted.analysis.arrays import Floats

Wholes = NDArray[np.int64]
Flags = NDArray[np.bool_]

LARGEST = 2**53  # beyond it a float no longer holds every whole number


class Status(IntEnum):
    """What became of a cell. Readers are told PRIMARY and COMPLEMENTARY with one mark, never apart.

    Who knows that a cell is PRIMARY knows that it is small, and with a published sum of 6 and a
    threshold of 5 the two hidden parts could then only be 1 and 5.
    """

    PUBLISHED = 0
    PRIMARY = 1  # small itself
    COMPLEMENTARY = 2  # hidden so that a PRIMARY cell cannot be worked out
    MISSING = 3  # never known: neither zero nor hidden


@dataclass(frozen=True, eq=False)
class Axis:
    """One axis as it is shown: its categories, then subtotals level by level, then the total.

    Attributes
    ----------
    expansion : (E, D) 0/1 array, each shown position as a sum of the D categories
    relations : (R, E) array, each row parts (1) and their sum (-1); times the shown numbers it is 0
    """

    expansion: Floats
    relations: Floats


@dataclass(frozen=True, eq=False)
class Layout:
    """All axes of a table; the shown table has shape ``shown`` and its first block is the inside.

    Attributes
    ----------
    inside : shape of the table without margins
    shown : shape with them
    axes : how each axis is shown
    """

    inside: tuple[int, ...]
    shown: tuple[int, ...]
    axes: tuple[Axis, ...]

    def expand(self, counts: Floats) -> Floats:
        """The inside and every margin of ``counts``; a sum over a missing (NaN) cell is missing."""
        table = counts
        missing = np.isnan(counts)
        table = np.where(missing, 0.0, counts)
        gap = missing.astype(np.float64)
        for position, axis in enumerate(self.axes):
            table = np.moveaxis(np.tensordot(axis.expansion, table, (1, position)), 0, position)
            gap = np.moveaxis(np.tensordot(axis.expansion, gap, (1, position)), 0, position)
        return np.asarray(np.where(gap > 0, np.nan, table), dtype=np.float64)

    def relations(self) -> sparse.csr_array:
        """(M, N) array over the N shown cells, flat in C order: every row times the table is 0."""
        blocks = [sparse.csr_array((0, int(np.prod(self.shown))))]
        for position, axis in enumerate(self.axes):
            before = int(np.prod(self.shown[:position]))
            after = int(np.prod(self.shown[position + 1 :]))
            block = sparse.kron(sparse.eye_array(before), axis.relations, format="csr")
            blocks.append(sparse.csr_array(sparse.kron(block, sparse.eye_array(after))))
        return sparse.csr_array(sparse.vstack(blocks, format="csr"))


def lay_out(
    shape: tuple[int, ...],
    margins: bool | Sequence[int] = True,
    groups: Mapping[int, Sequence[ArrayLike]] | None = None,
) -> Layout:
    """How a table of ``shape`` is shown.

    Parameters
    ----------
    shape : of the inside
    margins : True for a total on every axis, False for none, or the axes that have one
    groups : for an axis, one or more labellings of its categories, from fine to coarse; each label
        is a subtotal. Every coarser label must hold whole finer ones (counties, regions).

    Returns
    -------
    Layout

    Raises
    ------
    ValueError: there is no axis, or one without categories; an axis does not exist, a labelling has another length, or labels are not nested.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.2 (hierarchical tables).

    Examples
    --------
    >>> lay_out((4, 2), groups={0: [["north", "north", "south", "south"]]}).shown
    (7, 3)
    """
    if not shape or any(size < 1 or size != int(size) for size in shape):
        raise ValueError(
            f"shape must hold the number of categories, at least 1, of each axis, got {shape}."
        )
    known = range(len(shape))
    totals = set(known) if margins is True else set() if margins is False else set(margins)
    groups = {} if groups is None else groups
    for number in totals | set(groups):
        if number not in known:
            raise ValueError(
                f"the table has axes 0 to {len(shape) - 1}, there is no axis {number}."
            )
    axes = tuple(_axis(size, k in totals, groups.get(k, ()), k) for k, size in enumerate(shape))
    return Layout(shape, tuple(len(axis.expansion) for axis in axes), axes)


def _axis(size: int, total: bool, levels: Sequence[ArrayLike], number: int) -> Axis:
    parts = np.eye(size)
    expansion = [parts]
    relations: list[tuple[int, Floats]] = []
    start = 0  # where the parts of the level now summed begin
    for level in levels:
        sums = _subtotals(level, size, number)
        within = (sums @ parts.T > 0).astype(np.float64)
        if (within.sum(axis=0) != 1).any():
            raise ValueError(
                f"groups of axis {number} must be nested, from fine to coarse: one group of a finer"
                " level lies in two groups of the next."
            )
        relations.append((start, within))
        start += len(parts)
        expansion.append(sums)
        parts = sums
    if total:
        relations.append((start, np.ones((1, len(parts)))))
        expansion.append(np.ones((1, size)))
    return Axis(np.vstack(expansion), _signed(relations, sum(map(len, expansion))))


def _subtotals(level: ArrayLike, size: int, number: int) -> Floats:
    labels = np.asarray(level)
    if labels.shape != (size,):
        raise ValueError(
            f"groups of axis {number} must label its {size} categories, got shape {labels.shape}."
        )
    names, place = np.unique(labels, return_inverse=True)
    return np.asarray(np.arange(len(names))[:, None] == place[None, :], dtype=np.float64)


def _signed(relations: list[tuple[int, Floats]], length: int) -> Floats:
    rows = [np.zeros((0, length))]
    for start, within in relations:
        row = np.zeros((len(within), length))
        row[:, start : start + within.shape[1]] = within
        sums = start + within.shape[1] + np.arange(len(within))
        row[np.arange(len(within)), sums] = -1.0
        rows.append(row)
    return np.vstack(rows)


def whole_counts(counts: ArrayLike, name: str = "counts") -> Floats:
    """``counts`` as floats: whole numbers of at least 0, NaN where one is missing.

    Raises
    ------
    ValueError: no cell, no axis, a value that is infinite, negative, not whole or above 2**53.

    Examples
    --------
    >>> whole_counts([3, float("nan")])
    array([ 3., nan])
    """
    given = np.asarray(counts, dtype=np.float64)
    if given.ndim == 0 or given.size == 0:
        raise ValueError(
            f"{name} must be a table with at least one cell, got shape {given.shape}."
        )
    known = given[~np.isnan(given)]
    if np.isinf(known).any():
        raise ValueError(f"{name} must be finite; leave NaN where a count is missing.")
    if (known < 0).any():
        raise ValueError(
            f"{name} are numbers of people and must be at least 0, got {known.min()}."
        )
    if (known != np.rint(known)).any():
        raise ValueError(
            f"{name} must be whole numbers: protect people before weighting, or round first."
        )
    if known.sum() > LARGEST:
        raise ValueError(f"{name} add up to more than 2**53, more than is held exactly.")
    return given
