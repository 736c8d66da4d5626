"""Means of what people answered in numbers, with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from concerted.analysis.arrays import finite
from concerted.analysis.representation.raking import effective_size


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean, what it could be for all whom the people stand for, and the median.

    Attributes
    ----------
    mean, lower, upper : in the unit of the values; NaN ends where one person cannot tell a spread
    median : half of the weight is at or below it
    effective_size : people of equal weight who would tell as much
    """

    mean: float
    lower: float
    upper: float
    median: float
    effective_size: float


def mean_of(
    values: ArrayLike, weights: ArrayLike | None = None, *, confidence: float = 0.95
) -> Mean:
    """Weighted mean with Student's interval for the effective number of people.

    m = Σ w y / Σ w;  interval m ± t s/√n*, with s² = n*/(n* - 1) Σ w (y - m)² / Σ w, n* = (Σw)²/Σw² and t
    the quantile for n* - 1 degrees of freedom. It holds for people drawn by chance, from 30 on whatever
    the shape, below where values are not far from normal.

    Parameters
    ----------
    values : (N,) at least one
    weights : (N,) ≥ 0, not all 0; all equal if None
    confidence : strictly between 0 and 1

    Returns
    -------
    Mean

    Raises
    ------
    ValueError: values are empty or missing, weights do not fit, ``confidence`` is out of range.

    References
    ----------
    Kish (1965), Survey Sampling, Wiley, section 11.7.

    Examples
    --------
    >>> found = mean_of([1, 2, 3, 4])
    >>> found.mean, round(found.lower, 3), round(found.upper, 3), found.median
    (2.5, 0.446, 4.554, 2.5)
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, got {confidence}.")
    y = finite(values, "values")
    w = np.ones_like(y) if weights is None else finite(weights, "weights", at_least=0)
    if w.shape != y.shape:
        raise ValueError(f"values and weights must be alike, got {y.shape} and {w.shape}.")
    size = effective_size(w)
    share = w / w.sum()
    mean = float(share @ y)
    half = float("nan")
    if size > 1:
        spread = size / (size - 1) * float(share @ (y - mean) ** 2)
        half = float(stdtrit(size - 1, (1 + confidence) / 2)) * float(np.sqrt(spread / size))
    return Mean(mean, mean - half, mean + half, _median(y, share), size)


def _median(y: np.ndarray, share: np.ndarray) -> float:
    """Where the weight up to a value reaches a half; between two values where it is exactly a half there."""
    order = np.argsort(y, kind="stable")
    reached = np.cumsum(share[order])
    at = int(np.searchsorted(reached, 0.5 - 1e-12))
    if abs(reached[at] - 0.5) < 1e-12 and at + 1 < len(y):
        return float((y[order][at] + y[order][at + 1]) / 2)
    return float(y[order][at])
