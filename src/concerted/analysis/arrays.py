"""What every function of ``analysis`` asks of the arrays that it is given."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def finite(
    values: ArrayLike,
    name: str,
    *,
    dimensions: int | None = 1,
    at_least: float = -math.inf,
    above: float = -math.inf,
    at_most: float = math.inf,
) -> Floats:
    """``values`` as floats that are all finite and in range; never the caller's own array when it must change.

    Parameters
    ----------
    values : array of ``dimensions`` dimensions (any number if None), not empty
    name : what messages call it
    at_least, above, at_most : the range

    Returns
    -------
    Array of float64, of the shape given; the caller's own array where it already is one.

    Raises
    ------
    ValueError: it is empty, of another shape, or a value is missing, infinite or out of range.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> finite([1, 2], "rates", at_least=0)
    array([1., 2.])
    >>> finite([1, -2], "rates", at_least=0)
    Traceback (most recent call last):
    ValueError: rates must be at least 0, got -2.0.
    """
    given = np.asarray(values, dtype=np.float64)
    if dimensions is not None and given.ndim != dimensions:
        raise ValueError(f"{name} must have {dimensions} dimension(s), got shape {given.shape}.")
    if given.size == 0:
        raise ValueError(f"{name} must not be empty.")
    if not np.isfinite(given).all():
        raise ValueError(f"{name} must be finite numbers, without missing or infinite values.")
    low, high = given.min(), given.max()
    if low < at_least:
        raise ValueError(f"{name} must be at least {at_least:g}, got {low}.")
    if low <= above:
        raise ValueError(f"{name} must be above {above:g}, got {low}.")
    if high > at_most:
        raise ValueError(f"{name} must be at most {at_most:g}, got {high}.")
    return given


def alike(**arrays: Floats | None) -> None:
    """Refuse arrays of different shapes; what is None is passed over.

    Parameters
    ----------
    arrays : by the name that messages call it, arrays or None

    Returns
    -------
    None

    Raises
    ------
    ValueError: two shapes differ; the message names both.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> alike(rates=np.ones(2), population=np.ones(3))
    Traceback (most recent call last):
    ValueError: rates and population must be alike, got shapes (2,) and (3,).
    """
    first: tuple[str, Floats] | None = None
    for name, array in arrays.items():
        if array is None:
            continue
        if first is None:
            first = name, array
        elif array.shape != first[1].shape:
            raise ValueError(
                f"{first[0]} and {name} must be alike, got shapes {first[1].shape} and {array.shape}."
            )
