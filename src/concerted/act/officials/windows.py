"""A piece of the map that fills a square picture: where a finger met it, and the piece around that."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

SIDE = 320
"""Pixels of the square, which fits a phone of 360. What a browser tells of a finger is counted in them."""
CLOSE = 0.15
"""Degrees of longitude; a piece no wider shows a place well enough to choose it."""
CLOSER = 6
EXACT = 0.02
"""Degrees; the middle of a piece no wider is told as the place, where no finger points at it."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Window:
    """A square of the map around a point, ``width`` degrees of longitude across; a degree is drawn as long either way."""

    longitude: float
    latitude: float
    width: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> Self:
        """The piece that holds all of these bounds (west, south, east, north), and a little more."""
        west, south, east, north = bounds
        latitude = (south + north) / 2
        width = max(east - west, (north - south) / _narrowing(latitude), CLOSE) * 1.06
        return cls((west + east) / 2, latitude, min(width, 360.0))

    @classmethod
    def around_town(cls, town: tuple[float, float]) -> Self:
        """The piece around a latitude and longitude that holds a town."""
        return cls(town[1], max(min(town[0], 89.0), -89.0), CLOSE)

    @classmethod
    def read(cls, written: str) -> Self | None:
        """As ``str`` writes it; nothing where that is no piece of the world."""
        try:
            longitude, latitude, width = map(float, written.split(","))
        except ValueError:
            return None
        is_there = abs(longitude) <= 180 and abs(latitude) <= 89 and 0.001 <= width <= 360
        return cls(longitude, latitude, width) if is_there else None

    def __str__(self) -> str:
        return f"{self.longitude:.5f},{self.latitude:.5f},{self.width:.5f}"

    @property
    def height(self) -> float:
        return self.width * _narrowing(self.latitude)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        wide, high = self.width / 2, self.height / 2
        west, east = self.longitude - wide, self.longitude + wide
        return west, self.latitude - high, east, self.latitude + high

    @property
    def is_exact(self) -> bool:
        return self.width <= EXACT

    @property
    def is_close(self) -> bool:
        return self.width <= CLOSE

    def met(self, x: float, y: float) -> Point:
        """Longitude and latitude of a pixel, counted from the upper left."""
        longitude = self.longitude + (x / SIDE - 0.5) * self.width
        latitude = self.latitude - (y / SIDE - 0.5) * self.height
        return longitude, max(min(latitude, 89.0), -89.0)

    def part(self, number: int) -> Window:
        """One of nine equal parts, counted like the lines of a page: 1 is upper left, 9 is lower right."""
        down, across = divmod(min(max(number, 1), 9) - 1, 3)
        middle = self.met(SIDE * (across + 0.5) / 3, SIDE * (down + 0.5) / 3)
        return Window(*middle, self.width / 3)

    def nearer(self, point: Point) -> Window:
        width = self.width / CLOSER
        return Window(*point, width if width > CLOSE / 2 else CLOSE)

    def wider(self) -> Window:
        return Window(self.longitude, self.latitude, min(self.width * CLOSER, 360.0))


def _narrowing(latitude: float) -> float:
    return max(math.cos(math.radians(latitude)), 0.02)
