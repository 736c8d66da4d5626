"""A grid laid over districts, so that most points are answered without geometry."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Outlines = NDArray[np.object_]

CELLS = 20_000_000
"""Cells of a grid at most: finer saves geometry, and takes longer to lay."""
SMALLEST = 0.0005
"""Degrees; 50 m are finer than any map of districts needs."""
LEEWAY = 1e-9
"""Degrees by which a long border is taken to be wider, for what is lost where it is cut into pieces."""


@dataclass(frozen=True)
class Grid:
    """Square cells of ``size`` degrees from the south-west corner, in rows, counted eastward and then northward."""

    west: float
    south: float
    east: float
    north: float
    size: float
    columns: int

    @classmethod
    def over(cls, outlines: Outlines) -> Self:
        bounds = shapely.total_bounds(outlines) if len(outlines) else np.full(4, np.nan)
        west, south, east, north = bounds.tolist()
        if np.isnan(west):
            return cls(0.0, 0.0, -1.0, -1.0, 1.0, 1)
        size = max(SMALLEST, float(np.sqrt((east - west) * (north - south) / CELLS)))
        return cls(west, south, east, north, size, int((east - west) / size) + 1)

    def holds(self, x: Floats, y: Floats) -> NDArray[np.bool_]:
        return (self.west <= x) & (x <= self.east) & (self.south <= y) & (y <= self.north)

    def column(self, x: Floats) -> Integers:
        return np.floor((x - self.west) / self.size).astype(np.int64)

    def row(self, y: Floats) -> Integers:
        return np.floor((y - self.south) / self.size).astype(np.int64)

    def middles(self, cells: Integers) -> Outlines:
        rows, columns = np.divmod(cells, self.columns)
        return np.asarray(
            shapely.points(
                self.west + (columns + 0.5) * self.size, self.south + (rows + 0.5) * self.size
            )
        )


@dataclass(frozen=True)
class Table:
    """Districts by stretch: those of stretch ``i`` stand in ``values[offsets[i]:offsets[i + 1]]``."""

    offsets: Integers
    values: Integers

    @classmethod
    def made_of(cls, stretches: Integers, values: Integers, count: int) -> Self:
        order = np.lexsort((values, stretches))
        offsets = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(stretches, minlength=count), out=offsets[1:])
        return cls(offsets, values[order])

    def of(self, stretches: Integers) -> tuple[Integers, Integers]:
        """Pairs of a place in ``stretches`` and a district of the stretch named there."""
        first = self.offsets[stretches]
        lengths = self.offsets[stretches + 1] - first
        places = np.repeat(np.arange(len(stretches)), lengths)
        before = np.cumsum(lengths) - lengths
        return places, self.values[np.repeat(first - before, lengths) + np.arange(len(places))]

    def lists(self) -> list[list[int]]:
        values, offsets = self.values.tolist(), self.offsets.tolist()
        return [values[a:b] for a, b in pairwise(offsets)]


class Cells:
    """The cells of a grid in stretches: one cell that a border crosses, or all cells of a row up to the next such.

    No border runs between the cells of a stretch, so they all lie in the same districts (``sure``). In a cell that borders cross, the
    districts of those borders have to be asked (``doubtful``).
    """

    def __init__(self, outlines: Outlines) -> None:
        self.grid = grid = Grid.over(outlines)
        crossed, districts = _crossed(outlines, grid)
        cells = np.unique(crossed)
        # A stretch begins at a crossed cell, after it, and at the beginning of each row.
        last = int(grid.row(np.asarray([grid.north]))[0]) if len(outlines) else 0
        rows = np.arange(last + 1, dtype=np.int64) * grid.columns
        self.starts = np.unique(np.concatenate([rows, cells, cells + 1]))
        inside, at = shapely.STRtree(grid.middles(self.starts)).query(
            outlines, predicate="intersects"
        )
        stretches = np.searchsorted(self.starts, crossed)
        doubtful = np.unique(stretches * len(outlines) + districts)
        sure = np.setdiff1d(at * len(outlines) + inside, doubtful, assume_unique=True)
        count, most = len(self.starts), max(len(outlines), 1)
        self.sure = Table.made_of(*np.divmod(sure, most), count)
        self.doubtful = Table.made_of(*np.divmod(doubtful, most), count)

    def stretches_of(self, x: Floats, y: Floats) -> Integers:
        """The stretch of each point; all must lie on the grid."""
        cells = self.grid.row(y) * self.grid.columns + self.grid.column(x)
        return np.searchsorted(self.starts, cells, side="right") - 1


def _crossed(outlines: Outlines, grid: Grid) -> tuple[Integers, Integers]:
    """Cells that borders cross, or may cross, each with the district whose border it is."""
    lines, districts = _lines(outlines)
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    # Every point is a piece of border too, so that a lone one counts.
    together = np.append(line_of[:-1] == line_of[1:], False)
    ends = np.where(together[:, None], np.roll(points, -1, axis=0), points)
    starts, ends, piece_of = _cut(points, ends, grid.size)
    low, high = np.minimum(starts, ends) - LEEWAY, np.maximum(starts, ends) + LEEWAY
    last = grid.column(np.asarray([grid.east])), grid.row(np.asarray([grid.north]))
    west, east = (np.clip(grid.column(one[:, 0]), 0, last[0]) for one in (low, high))
    south, north = (np.clip(grid.row(one[:, 1]), 0, last[1]) for one in (low, high))
    # A piece is no longer than a cell, so it and its leeway lie in three columns and three rows at most.
    whose = districts[line_of[piece_of]]
    found = [
        np.stack([row * grid.columns + column, whose], axis=1)[(row <= north) & (column <= east)]
        for row in (south, south + 1, south + 2)
        for column in (west, west + 1, west + 2)
    ]
    pairs = np.concatenate(found)
    whole = np.unique(pairs[:, 0] * max(len(outlines), 1) + pairs[:, 1])
    cells, owners = np.divmod(whole, max(len(outlines), 1))
    return cells, owners


def _lines(outlines: Outlines) -> tuple[Outlines, Integers]:
    """The rings of all outlines, and what else there is in them, each with the place of its outline."""
    parts, owners = outlines, np.arange(len(outlines))
    while (shapely.get_type_id(parts) > 3).any():
        parts, index = shapely.get_parts(parts, return_index=True)
        owners = owners[index]
    areas = shapely.get_type_id(parts) == 3
    rings, index = shapely.get_rings(parts[areas], return_index=True)
    return (
        np.concatenate([rings, parts[~areas]]),
        np.concatenate([owners[areas][index], owners[~areas]]).astype(np.int64),
    )


def _cut(starts: Floats, ends: Floats, size: float) -> tuple[Floats, Floats, Integers]:
    """Pieces no longer than a cell, each with the place of what it is cut from."""
    lengths = np.abs(ends - starts).max(axis=1, initial=0.0)
    counts = np.maximum(np.ceil(lengths / size).astype(np.int64), 1)
    piece_of = np.repeat(np.arange(len(starts)), counts)
    number = np.arange(len(piece_of)) - np.repeat(np.cumsum(counts) - counts, counts)
    way = (ends - starts)[piece_of] / counts[piece_of][:, None]
    first = starts[piece_of] + way * number[:, None]
    return first, first + way, piece_of
