"""Points to districts, on the national layer of congressional districts, beside bare shapely in the same run.

python -m benchmarks.lookup [LAYER.geojson]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from benchmarks.table import print_table
from concerted.act.officials.lookup import Districts

ROOT = Path(__file__).parents[1]
LAYER = ROOT.parent / "shared" / "data" / "officials" / "us_congressional_districts_119.geojson"
ONES, MANY = 20_000, 300_000
ONES_BAR, MANY_BAR = 20_000, 300_000
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rate:
    """Points a second, of processor time and by the clock."""

    worked: float
    clock: float

    def __str__(self) -> str:
        return f"{self.worked:,.0f} ({self.clock:,.0f})"


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LAYER
    outlines = _layer(path) if path.is_file() else _drawn()
    layer = path.name if path.is_file() else "441 drawn districts"
    ids, known = (
        [str(number) for number in range(len(outlines))],
        shapely.to_wkb(outlines).tolist(),
    )
    districts = Districts(ids, known)
    longitudes, latitudes = _points(outlines, MANY)
    ones = list(zip(longitudes[:ONES].tolist(), latitudes[:ONES].tolist(), strict=True))
    single = _rate(lambda: [districts.at(lon, lat) for lon, lat in ones], ONES)
    bare_single = _rate(lambda: _bare_ones(outlines, ones), ONES)
    bulk = _rate(lambda: districts.all_at(longitudes, latitudes), MANY)
    bare_bulk = _rate(lambda: _bare_bulk(outlines, longitudes, latitudes), MANY)
    rows = [
        ("one by one", single, bare_single, ONES_BAR),
        ("in bulk", bulk, bare_bulk, MANY_BAR),
    ]
    print(f"Points a second, {layer}; in brackets by the clock, else of processor time")
    print_table(
        ("", "ours", "bare shapely", "times", "bar"),
        [
            (name, str(ours), str(bare), f"{ours.worked / bare.worked:.1f}", f"{bar:,}")
            for name, ours, bare, bar in rows
        ],
    )
    built = _rate(lambda: Districts(ids, known), 1, times=1)
    print(f"Made ready in {1 / built.worked:.2f} s, {len(districts.cells.starts):,} stretches.")
    return 0 if all(ours.worked >= bar for _name, ours, _bare, bar in rows) else 1


def _layer(path: Path) -> NDArray[np.object_]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return np.asarray([shape(one["geometry"]) for one in features], dtype=object)


def _drawn() -> NDArray[np.object_]:
    """A country of 21 × 21 districts with winding borders, where no real layer is at hand."""
    turns = np.linspace(0, 2 * np.pi, 1100, endpoint=False)
    reach = 0.55 + 0.05 * np.sin(37 * turns)
    ring = np.stack([reach * np.cos(turns), reach * np.sin(turns)], axis=1)
    places = np.stack(np.meshgrid(np.arange(-120, -99), np.arange(25, 46)), axis=-1).reshape(-1, 2)
    return np.asarray([shapely.Polygon(ring + place) for place in places], dtype=object)


def _points(outlines: NDArray[np.object_], count: int) -> tuple[Floats, Floats]:
    """Points as people are: within districts, not at sea."""
    generator = np.random.default_rng(1)
    chosen = outlines[generator.integers(0, len(outlines), count)]
    west, south, east, north = shapely.bounds(chosen).T
    return generator.uniform(west, east), generator.uniform(south, north)


def _bare_ones(outlines: NDArray[np.object_], points: list[tuple[float, float]]) -> None:
    tree = shapely.STRtree(outlines)
    for longitude, latitude in points:
        tree.query(shapely.Point(longitude, latitude), predicate="intersects")


def _bare_bulk(outlines: NDArray[np.object_], longitudes: Floats, latitudes: Floats) -> None:
    shapely.STRtree(shapely.points(longitudes, latitudes)).query(outlines, predicate="intersects")


def _rate(work: Callable[[], object], count: int, times: int = 3) -> Rate:
    """The best of some runs. A machine that others use too is slower by the clock, not by its processor's time."""
    work()
    clock = worked = np.inf
    for _time in range(times):
        began, busy = time.perf_counter(), time.process_time()
        work()
        worked = min(worked, time.process_time() - busy)
        clock = min(clock, time.perf_counter() - began)
    return Rate(count / worked, count / clock)


if __name__ == "__main__":
    sys.exit(main())
