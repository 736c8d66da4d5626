"""What every way to match asks of the arrays that it is given."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


def whole_capacities(capacities: ArrayLike | None, mentor_count: int) -> Ints:
    """Places of each mentor as whole numbers; one each where ``capacities`` is None.

    Parameters
    ----------
    capacities : (M,) array of whole numbers, ≥ 0, or one number for all, or None for one place each
    mentor_count : M

    Returns
    -------
    (M,) int64 array, never the caller's own.

    Raises
    ------
    ValueError: the shape is not (M,), or a capacity is missing, infinite, negative or not whole.

    Examples
    --------
    >>> whole_capacities(None, 3)
    array([1, 1, 1])
    >>> whole_capacities([2, 1.5], 2)
    Traceback (most recent call last):
    ValueError: capacities must be whole numbers of at least 0, got 1.5 for mentor 1.
    """
    if capacities is None:
        return np.ones(mentor_count, dtype=np.int64)
    given = np.asarray(capacities, dtype=np.float64)
    if given.ndim == 0:
        given = np.broadcast_to(given, mentor_count)
    if given.shape != (mentor_count,):
        raise ValueError(
            f"capacities must be one number for each of {mentor_count} mentors, "
            f"got shape {given.shape}."
        )
    whole = (given >= 0) & (given < 2**53) & (given == np.floor(given))
    if not whole.all():
        mentor = int(np.argmin(whole))
        raise ValueError(
            f"capacities must be whole numbers of at least 0, got {given[mentor]} for mentor {mentor}."
        )
    return given.astype(np.int64)


def whole_matching(matching: ArrayLike, mentor_count: int) -> Ints:
    """A matching as the index of each mentee's mentor, -1 for none.

    Parameters
    ----------
    matching : (N,) array of whole numbers from -1 to M - 1
    mentor_count : M

    Returns
    -------
    (N,) int64 array, never the caller's own.

    Raises
    ------
    ValueError: the array is not 1-D, or an entry is missing, not whole or no mentor's index.

    Examples
    --------
    >>> whole_matching([1, -1], 2)
    array([ 1, -1])
    """
    given = np.asarray(matching, dtype=np.float64)
    if given.ndim != 1:
        raise ValueError(f"a matching must be 1-D, one mentor for each mentee, got {given.shape}.")
    known = (given >= -1) & (given < mentor_count) & (given == np.floor(given))
    if not known.all():
        mentee = int(np.argmin(known))
        raise ValueError(
            f"a matching holds mentors from 0 to {mentor_count - 1}, or -1 for none, "
            f"got {given[mentee]} for mentee {mentee}."
        )
    return given.astype(np.int64)


def pair_truths(permitted: ArrayLike, shape: tuple[int, ...], beside: str) -> Truths:
    """Whether each pair is permitted.

    Parameters
    ----------
    permitted : (N, M) array of truths, or of 1 and 0
    shape : what it must be
    beside : what messages call the array that has this shape

    Returns
    -------
    (N, M) array of truths.

    Raises
    ------
    ValueError: the shape is another, or a value is neither true nor false, 1 nor 0.

    Examples
    --------
    >>> pair_truths([[1, 0]], (1, 2), "quality")
    array([[ True, False]])
    """
    given = np.asarray(permitted)
    if given.shape != shape:
        raise ValueError(
            f"{beside} and permitted must be alike, got shapes {shape} and {given.shape}."
        )
    allowed = given.astype(bool)
    if given.dtype != bool and not np.array_equal(given, allowed):
        raise ValueError("permitted must hold truths: true or false, 1 or 0.")
    return allowed
