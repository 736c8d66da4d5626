"""In which districts a point lies. Nothing but shapes and numbers; an address never gets here."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from concerted.act.officials.cells import Cells

Places = NDArray[np.int64]


class Districts:
    """Shapes made ready to be asked, one point at a time or many at once.

    A grid is laid over them. What its cells lie wholly in is known beforehand, so that geometry is asked only of points in cells
    that a border crosses, and only about the districts of that border. The answers are those of the outlines themselves.
    """

    def __init__(self, ids: Sequence[str], outlines: Sequence[bytes]) -> None:
        self.ids = list(ids)
        self.outlines = np.asarray(shapely.from_wkb(list(outlines)), dtype=object)
        self.cells = cells = Cells(self.outlines)
        shapely.prepare(self.outlines)
        self._starts = cells.starts.tolist()
        self._sure = cells.sure.lists()
        self._doubtful = cells.doubtful.lists()

    def at(self, longitude: float, latitude: float) -> list[str]:
        """The ids of the districts that a point lies in; on a border it lies in both."""
        grid = self.cells.grid
        if not (grid.west <= longitude <= grid.east and grid.south <= latitude <= grid.north):
            return []
        column = math.floor((longitude - grid.west) / grid.size)
        row = math.floor((latitude - grid.south) / grid.size)
        stretch = bisect_right(self._starts, row * grid.columns + column) - 1
        inside = self._sure[stretch]
        if doubtful := self._doubtful[stretch]:
            met = shapely.intersects_xy(self.outlines[doubtful], longitude, latitude)
            inside = sorted([*inside, *(one for one, it in zip(doubtful, met, strict=True) if it)])
        return [self.ids[place] for place in inside]

    def all_at(self, longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[Places, Places]:
        """For many points: pairs of a point's place and a district's, by point."""
        x, y = np.asarray(longitudes, dtype=np.float64), np.asarray(latitudes, dtype=np.float64)
        within = np.flatnonzero(self.cells.grid.holds(x, y))
        stretches = self.cells.stretches_of(x[within], y[within])
        at, sure = self.cells.sure.of(stretches)
        asked, doubtful = self.cells.doubtful.of(stretches)
        points = within[asked]
        met = shapely.intersects_xy(self.outlines[doubtful], x[points], y[points])
        places = np.concatenate([within[at], points[met]])
        districts = np.concatenate([sure, doubtful[met]])
        order = np.lexsort((districts, places)) if met.any() else slice(None)
        return places[order], districts[order]
