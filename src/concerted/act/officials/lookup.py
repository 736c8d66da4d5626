"""In which districts a point lies. Nothing but shapes and numbers; an address never gets here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray


class Districts:
    """Shapes made ready to be asked, one point at a time or many at once.

    One by one the boxes of a tree are asked first and then the few prepared outlines; of many points the tree holds the points
    and is asked once for each outline, which is ten times as fast.
    """

    def __init__(self, ids: Sequence[str], outlines: Sequence[bytes]) -> None:
        self.ids = list(ids)
        self.outlines = np.asarray(shapely.from_wkb(list(outlines)), dtype=object)
        shapely.prepare(self.outlines)
        self._tree = shapely.STRtree(self.outlines)

    def at(self, longitude: float, latitude: float) -> list[str]:
        """The ids of the districts that a point lies in; on a border it lies in both."""
        near = self._tree.query(shapely.Point(longitude, latitude))
        if not near.size:
            return []
        inside = shapely.intersects_xy(self.outlines[near], longitude, latitude)
        return [self.ids[place] for place in near[inside]]

    def all_at(
        self, longitudes: ArrayLike, latitudes: ArrayLike
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For many points: pairs of a point's place and a district's, by point."""
        points = shapely.points(
            np.asarray(longitudes, dtype=np.float64), np.asarray(latitudes, dtype=np.float64)
        )
        districts, places = shapely.STRtree(points).query(self.outlines, predicate="intersects")
        order = np.lexsort((districts, places))
        return places[order], districts[order]
