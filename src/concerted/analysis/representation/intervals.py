"""Intervals of shares, of their differences and of their ratios, sound at 0, at 1 and for few people."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtri

from concerted.analysis.arrays import Floats
from concerted.analysis.options import Option


class Method(Option):
    """How sure the intervals of several shares are."""

    GOODMAN = "goodman"  # all of them hold at once
    WILSON = "wilson"  # each holds on its own


def critical_value(
    confidence: float, method: Method | str = Method.WILSON, group_count: int = 1
) -> float:
    """The upper point of χ² with 1 degree of freedom for one interval (z² for Wilson).

    Goodman's is that of (1 - confidence) / groups, so that all intervals hold at once.

    Parameters
    ----------
    confidence : strictly between 0 and 1
    method : whether each interval holds on its own, or all at once
    group_count : ≥ 1, how many intervals there are; not used by Wilson's method

    Returns
    -------
    float > 0.

    Raises
    ------
    ValueError: ``confidence`` is out of range, ``group_count`` is not a whole number of 1 or more, or the method is
        unknown.

    References
    ----------
    Goodman (1965), Technometrics 7:247-254.

    Examples
    --------
    >>> round(critical_value(0.95), 4), round(critical_value(0.95, Method.GOODMAN, 4), 4)
    (3.8415, 6.2385)
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, got {confidence}.")
    if group_count < 1 or group_count != int(group_count):
        raise ValueError(f"group_count must be a whole number of 1 or more, got {group_count}.")
    shared = group_count if Method(method) is Method.GOODMAN else 1
    return float(chdtri(1, (1 - confidence) / shared))


def score_interval(shares: ArrayLike, sizes: ArrayLike, critical: float) -> tuple[Floats, Floats]:
    """Score intervals of shares (Wilson 1927; with Goodman's critical value, Goodman 1965).

    (p + c/2n ± √(c (p(1-p)/n + c/4n²))) / (1 + c/n), with c the critical value.

    Parameters
    ----------
    shares : array, 0 to 1; NaN gives NaN
    sizes : array that broadcasts with it, > 0, people or effective people (need not be whole)
    critical : of :func:`critical_value`

    Returns
    -------
    (lower, upper), within 0 to 1; exactly 0 where the share is 0 and 1 where it is 1

    Raises
    ------
    ValueError: shapes do not broadcast, a share is out of range, a size is not above 0, or ``critical`` is not a
        finite number of 0 or more.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22:209-212.
    Goodman (1965), Technometrics 7:247-254.

    Examples
    --------
    >>> [round(float(end), 4) for end in score_interval(0.5, 10, critical_value(0.95))]
    [0.2366, 0.7634]
    """
    p, n = _checked(shares, sizes)
    if not 0 <= critical < np.inf:
        raise ValueError(f"critical must be a finite number of 0 or more, got {critical}.")
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = critical / n
        middle = (p + ratio / 2) / (1 + ratio)
        reach = np.sqrt(ratio * (p * (1 - p) + ratio / 4)) / (1 + ratio)
    lower = np.where(p == 0, 0.0, np.maximum(middle - reach, 0.0))
    upper = np.where(p == 1, 1.0, np.minimum(middle + reach, 1.0))
    return lower, upper


def _checked(shares: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    p, n = np.asarray(shares, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    try:
        np.broadcast_shapes(p.shape, n.shape)
    except ValueError:
        raise ValueError(
            f"shares and sizes must fit each other, got shapes {p.shape} and {n.shape}."
        ) from None
    if ((p < 0) | (p > 1)).any():
        raise ValueError("shares must lie between 0 and 1.")
    if not ((n > 0) | np.isnan(p)).all():
        raise ValueError("sizes must be above 0 where there is a share.")
    return p, n


Ends = tuple[Floats, Floats, Floats]  # share, lower, upper


def difference_interval(first: Ends, second: Ends) -> tuple[Floats, Floats]:
    """Interval of the difference of two independent shares from the interval of each.

    p₁ - p₂ - √((p₁-l₁)² + (u₂-p₂)²) to p₁ - p₂ + √((u₁-p₁)² + (p₂-l₂)²); with Wilson's intervals this
    is Newcombe's tenth method.

    Parameters
    ----------
    first, second : (share, lower, upper) of each

    Returns
    -------
    (lower, upper), within -1 to 1

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17:873-890: 56/70 against 48/80 gives 0.0524 to 0.3339.

    Examples
    --------
    >>> c = critical_value(0.95)
    >>> one, two = ((np.float64(p), *score_interval(p, n, c)) for p, n in ((56/70, 70), (48/80, 80)))
    >>> [round(float(end), 4) for end in difference_interval(one, two)]
    [0.0524, 0.3339]
    """
    p1, l1, u1 = first
    p2, l2, u2 = second
    lower = p1 - p2 - np.hypot(p1 - l1, u2 - p2)
    upper = p1 - p2 + np.hypot(u1 - p1, p2 - l2)
    return np.asarray(lower), np.asarray(upper)


def ratio_interval(first: Ends, second: Ends) -> tuple[Floats, Floats]:
    """Interval of the ratio of two independent shares from the interval of each (MOVER-R).

    The ends are the roots R of (p₁ - R p₂)² = (p₁ - l₁)² + R² (u₂ - p₂)², and the like for the upper.

    Parameters
    ----------
    first, second : (share, lower, upper) of each; the ratio is first / second

    Returns
    -------
    (lower, upper), ≥ 0; NaN where the second share is 0, upper inf where its lower end is 0

    References
    ----------
    Donner & Zou (2012), Statistical Methods in Medical Research 21:347-359.

    Examples
    --------
    >>> c = critical_value(0.95)
    >>> one, two = ((np.float64(p), *score_interval(p, n, c)) for p, n in ((56/70, 70), (48/80, 80)))
    >>> [round(float(end), 3) for end in ratio_interval(one, two)]
    [1.078, 1.663]
    """
    p1, l1, u1 = first
    p2, l2, u2 = second
    product = p1 * p2
    low, high = l1 * (2 * p1 - l1), u1 * (2 * p1 - u1)
    below, above = u2 * (2 * p2 - u2), l2 * (2 * p2 - l2)
    with np.errstate(invalid="ignore", divide="ignore"):
        root = np.sqrt(np.maximum(product**2 - low * below, 0.0))
        lower = np.where(low > 0, low / (product + root), 0.0)
        root = np.sqrt(np.maximum(product**2 - high * above, 0.0))
        upper = np.where(above > 0, (product + root) / above, np.inf)
    nobody = p2 == 0
    return np.where(nobody, np.nan, lower), np.where(nobody, np.nan, upper)
