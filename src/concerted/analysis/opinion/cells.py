"""Points on the map, gathered in cells when they are many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, finite

_FEW = 300  # points that need no grid
_FAR = 60  # points that need none in any case
_LARGEST = 1e60  # coordinate: squared distances are squared again, and summed


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Points gathered in the cells of a grid: m centres of gravity with weights, and each point's cell.

    ``x``, ``y``, ``weights`` are (m,), ``cell_of_point`` is (n,).
    """

    x: Floats
    y: Floats
    weights: Floats
    cell_of_point: NDArray[np.intp]


def as_points(points: ArrayLike) -> Floats:
    """``points`` as an (n, 2) array of finite numbers, whose fourth powers are too; ValueError otherwise."""
    given = finite(points, "points", dimensions=2, at_least=-_LARGEST, at_most=_LARGEST)
    if given.shape[1] != 2:
        raise ValueError(f"points must have two coordinates, got shape {given.shape}.")
    return given


def each_alone(points: Floats) -> Cells:
    """Every point as a cell of its own."""
    n = points.shape[0]
    return Cells(
        x=points[:, 0].copy(),
        y=points[:, 1].copy(),
        weights=np.ones(n),
        cell_of_point=np.arange(n),
    )


def gather(points: Floats, across: int) -> Cells:
    """Points in a grid of at most ``across`` × ``across`` cells over their range; few points stay themselves.

    The points furthest out, which weigh most in squares, stay themselves too. Cells are of one size near the middle
    and grow with the distance, so that outliers do not coarsen the grid for everyone.
    """
    n = points.shape[0]
    if n <= _FEW:
        return each_alone(points)
    middle = np.median(points, axis=0)
    spread = np.maximum(np.abs(points - middle).mean(axis=0), 1e-300)
    bent = np.arcsinh((points - middle) / spread)  # near the middle as it is, far out ever coarser
    reach = np.einsum("ij,ij->i", points - middle, points - middle)
    far = np.argpartition(reach, n - _FAR)[n - _FAR :]
    near = np.ones(n, dtype=np.bool_)
    near[far] = False
    low = bent[near].min(axis=0)
    side = max(float((bent[near].max(axis=0) - low).max()), 1e-300) / across
    place = np.clip(((bent - low) / side).astype(np.int64), 0, across - 1)
    flat = place[:, 0] * across + place[:, 1]
    flat[far] = across * across + np.arange(_FAR)
    held = np.bincount(flat, minlength=across * across + _FAR)
    used = np.flatnonzero(held)
    number = np.cumsum(held > 0) - 1
    weights = held[used].astype(np.float64)
    return Cells(
        x=np.bincount(flat, weights=points[:, 0], minlength=held.size)[used] / weights,
        y=np.bincount(flat, weights=points[:, 1], minlength=held.size)[used] / weights,
        weights=weights,
        cell_of_point=number[flat],
    )
