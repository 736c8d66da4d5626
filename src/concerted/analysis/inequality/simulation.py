"""Intervals by simulation, for measures whose standard error has no simple formula.

Each rate is drawn from a normal distribution around its estimate, kept within the bounds of the
indicator, and the measure is computed anew from every draw, its mean or best value included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.groups import REFUSALS, Core, Groups, Refusal, told
from concerted.analysis.inequality.result import Estimate, Interval

DRAWS = 20_000
SEED = 20_220_318
# A rate beyond a bound by no more than this part of it stands on the bound.
ROUNDING = 1e-9
# Rates drawn at once: few enough that every step of a measure stays in the processor's cache.
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Simulated:
    """What many draws of one measure say; arrays of the leading shape (...) of the settings.

    ``lower`` and ``upper`` are the quantiles (type 7 of Hyndman and Fan: linear between order
    statistics) that leave half of 1 - confidence on either side.
    """

    lower: Floats
    upper: Floats
    mean: Floats
    sd: Floats
    draws: int


def bounds(scale: Floats) -> tuple[Floats, Floats]:
    """The lowest and highest value that an indicator of each ``scale`` can take.

    100 (per cent): 0 to 100; 1 (shares): 0 to 1; other scales: 0 upward; NaN: none.

    Examples
    --------
    >>> [float(end) for end in bounds(np.array(1000.0))]
    [0.0, inf]
    """
    lowest = np.where(np.isnan(scale), -np.inf, 0.0)
    highest = np.where((scale == 100) | (scale == 1), scale, np.inf)
    return lowest, highest


def beyond_scale(groups: Groups) -> NDArray[np.bool_]:
    """Which settings (...) hold a rate outside the bounds of their scale, by more than rounding."""
    lowest, highest = bounds(groups.scale)
    slack = ROUNDING * np.where(np.isfinite(highest), highest, 0.0)
    low, high = (lowest - slack)[..., None], (highest + slack)[..., None]
    return np.asarray(((groups.rates < low) | (groups.rates > high)).any(axis=-1))


def truncated_normal(
    mean: Floats,
    sd: Floats,
    lowest: Floats,
    highest: Floats,
    draws: int,
    generator: np.random.Generator,
) -> Floats:
    """Normal draws that lie within bounds, as if each were redrawn until it does.

    What falls outside is replaced by the quantile function of the truncated distribution at a
    uniform number, which has the same law as drawing again and ends at once.

    Parameters
    ----------
    mean : (..., K) array, within the bounds
    sd : (..., K) array, ≥ 0; 0 leaves the mean
    lowest, highest : arrays that broadcast with ``mean``; may be infinite
    draws : how many, ≥ 1
    generator : the source of randomness

    Returns
    -------
    (draws, ..., K) array.

    Examples
    --------
    >>> ends = np.array(0.0), np.array(100.0)
    >>> source = np.random.default_rng(1)
    >>> drawn = truncated_normal(np.array([99.0]), np.array([5.0]), *ends, 1000, source)
    >>> bool(drawn.max() <= 100), 90 < float(drawn.mean()) < 99
    (True, True)
    """
    drawn = generator.standard_normal((draws, *mean.shape))
    drawn *= sd
    drawn += mean
    outside = (drawn < lowest) | (drawn > highest)
    where = np.flatnonzero(outside)
    if where.size == 0:
        return drawn
    cell = where % mean.size
    centre, spread = mean.ravel()[cell], sd.ravel()[cell]
    low = np.broadcast_to(lowest, mean.shape).ravel()[cell]
    high = np.broadcast_to(highest, mean.shape).ravel()[cell]
    with np.errstate(over="ignore"):
        from_, to = ndtr((low - centre) / spread), ndtr((high - centre) / spread)
    again = centre + spread * ndtri(from_ + (to - from_) * generator.random(where.size))
    drawn.ravel()[where] = np.clip(again, low, high)
    return drawn


def simulate(
    cores: Mapping[str, Core],
    groups: Groups,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
) -> dict[str, Simulated]:
    """Intervals of several measures from the same draws, for one setting or a stack of them.

    Parameters
    ----------
    cores : the measures by code
    groups : subgroups with errors; the interval is NaN where an error is unknown or a rate is
        beyond its scale
    draws : how many, ≥ 2
    generator : the source of randomness; ``np.random.default_rng(SEED)`` if None

    Raises
    ------
    ValueError: ``draws`` is below 2, or the groups have no errors.

    Examples
    --------
    >>> from concerted.analysis.inequality.groups import groups_of
    >>> from concerted.analysis.inequality.variance import standard_deviation_core
    >>> groups = groups_of([40.0, 60.0], se=[1.0, 1.0], population=[1, 1])
    >>> found = simulate({"bgsd": standard_deviation_core}, groups)["bgsd"]
    >>> round(float(found.lower)), round(float(found.upper))
    (9, 11)
    """
    if draws < 2:
        raise ValueError(f"draws must be at least 2, got {draws}.")
    if groups.se is None:
        raise ValueError("A simulation needs the standard errors of the rates.")
    source = np.random.default_rng(SEED) if generator is None else generator
    is_known = ~np.isnan(groups.se).any(axis=-1) & ~beyond_scale(groups)
    lowest, highest = bounds(groups.scale)
    sd = np.where(is_known[..., None], groups.se, 0.0)
    limits = (
        np.where(is_known, lowest, -np.inf)[..., None],
        np.where(is_known, highest, np.inf)[..., None],
    )
    mean = np.clip(groups.rates, *limits)
    values = {code: np.empty((draws, *groups.rates.shape[:-1])) for code in cores}
    for start in range(0, draws, step := max(1, BLOCK // groups.rates.size)):
        number = min(step, draws - start)
        drawn = groups.drawn(truncated_normal(mean, sd, *limits, number, source))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for code, core in cores.items():
                values[code][start : start + number] = core(drawn).estimate
    return {code: _summed_up(drawn, is_known, groups.confidence) for code, drawn in values.items()}


def _summed_up(values: Floats, is_known: NDArray[np.bool_], confidence: float) -> Simulated:
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore", over="ignore"):
        ends = np.quantile(values, [tail, 1 - tail], axis=0)
        kept = [ends[0], ends[1], values.mean(axis=0), values.std(axis=0, ddof=1)]
    lower, upper, mean, sd = (np.where(is_known, value, np.nan) for value in kept)
    return Simulated(lower, upper, mean, sd, len(values))


def with_simulated(estimate: Estimate, found: Simulated) -> Estimate:
    """The estimate of one setting with its simulated interval, where that is known."""
    if not np.isfinite([found.lower, found.upper]).all():
        return estimate
    return replace(
        estimate,
        lower=float(found.lower),
        upper=float(found.upper),
        interval=Interval.SIMULATED,
        draws=found.draws,
        drawn_mean=float(found.mean),
        drawn_sd=float(found.sd),
    )


def simulated(
    code: str,
    core: Core,
    groups: Groups,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
) -> Estimate:
    """The measure ``code`` of one setting with its simulated interval where errors are known.

    Raises
    ------
    ValueError: the measure is refused, or errors are given for rates beyond their scale.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        estimate = told(code, core(groups), groups)
    if groups.se is None:
        return estimate
    if beyond_scale(groups):
        reason = REFUSALS[Refusal.BEYOND_SCALE]
        raise ValueError(f"The interval of {code} cannot be given: {reason}.")
    found = simulate({code: core}, groups, draws=draws, generator=generator)[code]
    return with_simulated(estimate, found)
