"""Change of any measure between two periods, as a difference and as a ratio, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.inequality.groups import REFUSALS, Given, Refusal, groups_of
from concerted.analysis.inequality.measures import MEASURES, chosen
from concerted.analysis.inequality.result import Estimate, Interval, normal_quantile
from concerted.analysis.inequality.simulation import (
    DRAWS,
    SEED,
    beyond_scale,
    bounds,
    truncated_normal,
)

# Points of the grid over the earlier value when the chance of a narrower gap is summed up.
GRID = 4_001


@dataclass(frozen=True, slots=True)
class Change:
    """How a measure moved from one period to a later one.

    Attributes
    ----------
    measure : the toolkit's short code
    before, after : the two values
    difference, difference_lower, difference_upper : after - before, in the unit of the measure, and
        its interval; None without errors
    ratio, ratio_lower, ratio_upper : after / before; None unless both are above 0, and where a
        value can hardly be told from 0
    confidence : of both intervals
    has_narrowed : whether the value came nearer to equality (0, or 1 for ratios, on the log scale)
    probability_narrowed : the chance that it truly did, both true values being normal around the
        estimates (on the log scale for ratios); None without errors
    """

    measure: str
    before: float
    after: float
    difference: float
    difference_lower: float | None
    difference_upper: float | None
    ratio: float | None
    ratio_lower: float | None
    ratio_upper: float | None
    confidence: float
    has_narrowed: bool
    probability_narrowed: float | None


@dataclass(frozen=True, slots=True)
class _Side:
    """A value and how far its interval reaches below and above, in one scale; NaN if unknown."""

    value: float
    below: float
    above: float

    @property
    def sd(self) -> float:
        """The mean reach, in units of the interval's own quantile."""
        return (self.below + self.above) / 2


def change(
    before: Estimate,
    after: Estimate,
    *,
    confidence: float | None = None,
    correlation: float = 0.0,
) -> Change:
    """The change of a measure between two periods, with intervals from the errors of both.

    The intervals of the two estimates are combined by the square-and-add rule (MOVER): with a and b
    after and before and [l, u] their intervals,

    lower = a - b - √((a - l_a)² + (u_b - b)² - 2 ρ (a - l_a)(u_b - b)),
    upper = a - b + √((u_a - a)² + (b - l_b)² - 2 ρ (u_a - a)(b - l_b)).

    For normal intervals that is (a - b) ± z √(s_a² + s_b² - 2 ρ s_a s_b); for logarithmic and
    simulated ones it keeps their skew. The ratio is done the same way on the log scale, normal errors
    carried there by the delta method, s / value. A simulated interval is taken as it stands; where
    its draws are to be compared themselves, use ``drawn_change``.

    Parameters
    ----------
    before, after : Estimates of one measure in the same unit
    confidence : of the intervals, between 0 and 1; that of ``before`` if None. A simulated estimate
        must have it already
    correlation : ρ between the errors of the two, from -1 to 1; 0 for independent samples, which is
        assumed unless told. Panels and overlapping samples have a positive one

    Returns
    -------
    Change; its intervals are None where an estimate has none.

    Raises
    ------
    ValueError: the estimates are of two measures or not finite, the correlation or confidence is out
    of range, or a simulated interval has another confidence.

    References
    ----------
    Zou & Donner (2008), doi:10.1002/sim.3095.

    Examples
    --------
    >>> from concerted.analysis.inequality.pairs import difference
    >>> first = difference([40.0, 70.0], se=[3.0, 4.0])
    >>> later = difference([50.0, 70.0], se=[3.0, 4.0])
    >>> moved = change(first, later)
    >>> moved.difference, round(moved.difference_lower, 2), round(moved.difference_upper, 2)
    (-10.0, -23.86, 3.86)
    >>> moved.has_narrowed, round(moved.probability_narrowed, 2)
    (True, 0.92)
    """
    if before.measure != after.measure:
        raise ValueError(
            f"A change needs one measure, got {before.measure} before and {after.measure} after."
        )
    if not -1 <= correlation <= 1:
        raise ValueError(f"correlation must be from -1 to 1, got {correlation}.")
    finite([before.estimate, after.estimate], "estimates")
    level = before.confidence if confidence is None else confidence
    z = normal_quantile(level)
    sides = _side(before, level), _side(after, level)
    is_ratio = _at_equality(before.measure) == 1
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        lower, upper = _square_and_add(*sides, correlation)
        logs = _log_side(before, sides[0]), _log_side(after, sides[1])
        low, high = _square_and_add(*logs, correlation)
        ratios = np.exp([logs[1].value - logs[0].value, low, high])
        proper = logs if is_ratio else sides
        chance = _chance_of_less(*proper, z, correlation)
    return Change(
        measure=before.measure,
        before=before.estimate,
        after=after.estimate,
        difference=after.estimate - before.estimate,
        difference_lower=_known(lower),
        difference_upper=_known(upper),
        ratio=_known(ratios[0]),
        ratio_lower=_known(ratios[1]),
        ratio_upper=_known(ratios[2]),
        confidence=level,
        has_narrowed=bool(abs(proper[1].value) < abs(proper[0].value)),
        probability_narrowed=chance,
    )


def _at_equality(measure: str) -> float:
    return MEASURES[measure].at_equality if measure in MEASURES else 0.0


def _known(value: float | np.floating) -> float | None:
    return float(value) if np.isfinite(value) else None


def _side(estimate: Estimate, confidence: float) -> _Side:
    """How far the interval at ``confidence`` reaches, remade from the error where there is one."""
    value = estimate.estimate
    if estimate.se is not None and estimate.interval is Interval.NORMAL:
        reach = normal_quantile(confidence) * estimate.se
        return _Side(value, reach, reach)
    if estimate.se is not None and estimate.interval is Interval.LOGARITHMIC:
        factor = np.exp(normal_quantile(confidence) * estimate.se)
        return _Side(value, value - value / factor, value * factor - value)
    if estimate.lower is None or estimate.upper is None:
        return _Side(value, np.nan, np.nan)
    if estimate.confidence != confidence:
        raise ValueError(
            f"The simulated interval of {estimate.measure} has confidence {estimate.confidence}; "
            f"simulate it at {confidence}, or ask for the change at that confidence."
        )
    return _Side(value, max(value - estimate.lower, 0.0), max(estimate.upper - value, 0.0))


def _log_side(estimate: Estimate, side: _Side) -> _Side:
    """The same on the log scale; NaN unless the value is above 0."""
    value = side.value
    if value <= 0:
        return _Side(np.nan, np.nan, np.nan)
    middle = float(np.log(value))
    if estimate.interval is Interval.NORMAL or side.below >= value:
        return _Side(middle, side.below / value, side.above / value)
    return _Side(
        middle, float(-np.log1p(-side.below / value)), float(np.log1p(side.above / value))
    )


def _square_and_add(before: _Side, after: _Side, correlation: float) -> tuple[float, float]:
    moved = after.value - before.value
    below, above = np.array([after.below, before.below]), np.array([after.above, before.above])
    down, up = np.array([below[0], above[1]]), np.array([above[0], below[1]])
    squares = [float(np.sum(side**2) - 2 * correlation * np.prod(side)) for side in (down, up)]
    reach = np.sqrt(np.maximum(squares, 0.0))
    return float(moved - reach[0]), float(moved + reach[1])


def _chance_of_less(before: _Side, after: _Side, z: float, correlation: float) -> float | None:
    """P(|A| < |B|) for normal A and B: the chance of A within ±|b|, averaged over a grid of b."""
    first, last = before.sd / z, after.sd / z
    if not np.isfinite([before.value, after.value, first, last]).all():
        return None
    steps = ndtri((np.arange(GRID) + 0.5) / GRID)
    edge = np.abs(before.value + first * steps)
    centre = after.value + correlation * last * steps
    spread = last * np.sqrt(1 - correlation**2)
    if spread == 0:
        inside = np.where(np.abs(centre) == edge, 0.5, np.abs(centre) < edge)
    else:
        inside = ndtr((edge - centre) / spread) - ndtr((-edge - centre) / spread)
    return float(np.mean(inside))


def drawn_values(
    measure: str,
    rates: ArrayLike,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> Floats:
    """Values of any measure when its rates vary within their errors, for ``drawn_change``.

    Parameters
    ----------
    measure : a code of ``MEASURES``
    rates : (G,) array; NaN = missing, and the subgroup is left out
    draws : how many, ≥ 2
    generator : the source of randomness; a stated seed (``simulation.SEED``) if None. Two periods
        that are independent need one generator for both, or two of different seeds
    **given : see ``Given``: se (needed), population and whatever else the measure takes

    Returns
    -------
    (draws,) array.

    Raises
    ------
    ValueError: the measure is not known or cannot be given, an error is missing, a rate is beyond its
    scale, or ``draws`` is below 2.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697, for simulated intervals.

    Examples
    --------
    >>> source = np.random.default_rng(1)
    >>> values = drawn_values("mdmw", [40.0, 60.0], se=[1.0, 1.0], population=[1, 1], generator=source)
    >>> values.shape, round(float(values.mean()))
    ((20000,), 10)
    """
    (about,) = chosen([measure])
    groups = groups_of(rates, **given)
    unfit = about.unfit(ordered=groups.ordered)
    if unfit is not None:
        raise ValueError(f"Measure {measure} cannot be given: {REFUSALS[unfit]}.")
    if draws < 2:
        raise ValueError(f"draws must be at least 2, got {draws}.")
    if groups.se is None or np.isnan(groups.se).any():
        raise ValueError("A simulation needs the standard errors of all rates.")
    if beyond_scale(groups):
        raise ValueError(f"Nothing can be drawn: {REFUSALS[Refusal.BEYOND_SCALE]}.")
    source = np.random.default_rng(SEED) if generator is None else generator
    ends = bounds(groups.scale)
    drawn = truncated_normal(groups.rates, groups.se, *ends, draws, source)
    with np.errstate(divide="ignore", invalid="ignore"):
        return about.core(groups.drawn(drawn)).estimate


def drawn_change(
    measure: str,
    before: tuple[float, ArrayLike],
    after: tuple[float, ArrayLike],
    *,
    confidence: float = 0.95,
) -> Change:
    """The change of a simulated measure, from the draws of both periods set against each other.

    Draw i of one period is paired with draw i of the other; the interval of the difference (and of
    the ratio) holds the middle ``confidence`` of these pairs, between quantiles of type 7. Noise
    lifts the draws of any measure of spread; here most of that lift falls out. Draws made apart
    mean independent periods; draws of one model of both carry its dependence.

    Parameters
    ----------
    measure : the toolkit's short code
    before, after : the value and its (D,) draws, as from ``drawn_values``; D ≥ 2 and the same
    confidence : of the intervals, between 0 and 1

    Returns
    -------
    Change, centred on the two values; ``probability_narrowed`` is the share of pairs that narrowed.

    Raises
    ------
    ValueError: draws are not finite, not alike or fewer than two, or the confidence is out of range.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13, on percentile intervals.

    Examples
    --------
    >>> source = np.random.default_rng(1)
    >>> first = 8.0, source.normal(8, 1, 1000)
    >>> later = 5.0, source.normal(5, 1, 1000)
    >>> moved = drawn_change("mdmw", first, later)
    >>> moved.difference, moved.difference_upper < 0, moved.probability_narrowed > 0.95
    (-3.0, True, True)
    """
    normal_quantile(confidence)
    values = finite([before[0], after[0]], "values")
    first, last = finite(before[1], "draws before"), finite(after[1], "draws after")
    alike(before=first, after=last)
    if first.size < 2:
        raise ValueError("A change needs at least 2 draws of each period, got 1.")
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    lower, upper = np.quantile(last - first, tails)
    ratio = low = high = None
    if (values > 0).all():
        ratio = float(values[1] / values[0])
        if (first > 0).all() and (last > 0).all():
            low, high = (float(end) for end in np.quantile(last / first, tails))
    is_ratio = _at_equality(measure) == 1
    return Change(
        measure=measure,
        before=float(values[0]),
        after=float(values[1]),
        difference=float(values[1] - values[0]),
        difference_lower=float(lower),
        difference_upper=float(upper),
        ratio=ratio,
        ratio_lower=low,
        ratio_upper=high,
        confidence=confidence,
        has_narrowed=bool(np.diff(_distance(values, is_ratio))[0] < 0),
        probability_narrowed=float(
            np.mean(_distance(last, is_ratio) < _distance(first, is_ratio))
        ),
    )


def _distance(values: Floats, is_ratio: bool) -> Floats:
    """How far from equality; ratios of 0 or less are infinitely far."""
    if not is_ratio:
        return np.abs(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(values > 0, np.abs(np.log(values)), np.inf)
