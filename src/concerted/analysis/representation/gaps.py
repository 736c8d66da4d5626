"""Who took part, against who lives there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, gammaln, xlog1py, xlogy

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.representation.intervals import (
    Ends,
    Method,
    critical_value,
    difference_interval,
    ratio_interval,
    score_interval,
)

ENOUGH = 5.0  # people expected in every group, for χ² to be near enough (Cochran 1954)
MOST_OUTCOMES = 200_000  # of the exact test; beyond, outcomes are drawn
DRAWS = 20_000
SEED = 20_250_101


class Test(StrEnum):
    """How it was asked whether the mix could be chance."""

    __test__ = False  # no test of pytest

    CHI_SQUARE = "chi-square"
    EXACT = "exact"
    SIMULATED = "simulated"


@dataclass(frozen=True, slots=True, eq=False)
class Representation:
    """Who took part against who lives there, group by group and as a whole.

    Attributes
    ----------
    participants : (G,) people who took part and said their group
    unanswered : people who took part and did not say it
    shares, lower, upper : (G,) of those who said it, 0 to 1, with interval
    least, most : (G,) the share among all who took part if none, or all, of those unanswered were of
        the group
    expected : (G,) share of the population, 0 to 1
    gaps, gaps_lower, gaps_upper : (G,) share minus expected, in percentage points
    per_ten, per_ten_lower, per_ten_upper : (G,) how many came for every 10 expected; NaN where nobody
        was expected
    dissimilarity : half the sum of absolute gaps, 0 (the same mix) to 1: the share of participants who
        would have to be of other groups
    dissimilarity_by_chance : what it would be on average if everyone were equally likely to come
    test, statistic, p_value : whether a mix this far away, by Pearson's χ², could be chance
    confidence, method : of the intervals
    """

    participants: Floats
    unanswered: int
    shares: Floats
    lower: Floats
    upper: Floats
    least: Floats
    most: Floats
    expected: Floats
    gaps: Floats
    gaps_lower: Floats
    gaps_upper: Floats
    per_ten: Floats
    per_ten_lower: Floats
    per_ten_upper: Floats
    dissimilarity: float
    dissimilarity_by_chance: float
    test: Test
    statistic: float
    p_value: float
    confidence: float
    method: Method


def representation(
    participants: ArrayLike,
    population: ArrayLike,
    *,
    population_sample: float | None = None,
    unanswered: int = 0,
    confidence: float = 0.95,
    method: Method | str = Method.GOODMAN,
    generator: np.random.Generator | None = None,
) -> Representation:
    """Compare the mix of those who took part with the mix of the population.

    share p = x / Σx, expected π = N / ΣN, gap = 100 (p - π), per ten = 10 p / π,
    dissimilarity = ½ Σ |p - π|.

    Intervals of p are score intervals (Goodman's, which hold for all groups at once, or Wilson's). With
    a known population those of the gap and of per ten follow from them; if the population is itself an
    estimate they are Newcombe's and Donner & Zou's. The test is Pearson's X² = Σ (x - nπ)² / nπ: by χ²
    with G - 1 degrees of freedom where at least 5 are expected in each group, else exact over all
    possible outcomes, or over 20,000 drawn ones where there are more than 200,000.

    Parameters
    ----------
    participants : (G,) whole numbers ≥ 0, people of each group who took part
    population : (G,) ≥ 0, people or shares of each group, in any one unit; groups of 0 are allowed
    population_sample : if the population is an estimate, the (effective) people it rests on; the test is
        then that of two samples, always by χ²
    unanswered : ≥ 0, participants who did not say their group; they enter ``least`` and ``most`` alone
    confidence : between 0 and 1
    method : of the intervals
    generator : for drawn outcomes; a generator with a fixed seed if None

    Returns
    -------
    Representation. One group: gap 0, p value 1. Someone of a group of which nobody lives there:
    statistic inf, p value 0.

    Raises
    ------
    ValueError: shapes differ or are empty; a value is missing, infinite or negative; participants are
        not whole; nobody took part; the population is nobody; ``confidence`` out of range.

    References
    ----------
    Wilson (1927); Goodman (1965), Technometrics 7:247-254; Newcombe (1998), Statistics in Medicine
    17:873-890; Duncan & Duncan (1955), American Sociological Review 20:210-217 (dissimilarity);
    Cressie & Read (1989), International Statistical Review 57:19-43 (exact X²).

    Examples
    --------
    >>> found = representation([30, 70], [5000, 5000])
    >>> found.gaps.round(1), found.per_ten.round(1)
    (array([-20.,  20.]), array([ 6., 14.]))
    >>> round(found.dissimilarity, 3), round(found.p_value, 6)
    (0.2, 6.3e-05)
    """
    x = _whole(participants)
    people = finite(population, "population", at_least=0)
    alike(participants=x, population=people)
    if people.sum() == 0:
        raise ValueError("population must have someone in at least one group.")
    if unanswered < 0 or unanswered != int(unanswered):
        raise ValueError(f"unanswered must be a whole number of people, got {unanswered}.")
    sample = _sample(population_sample)
    n, expected = float(x.sum()), people / people.sum()
    critical = critical_value(confidence, method, len(x))
    shares = x / n
    lower, upper = score_interval(shares, n, critical)
    ends = (shares, lower, upper)
    gap, ten = _against(ends, expected, sample, critical)
    kind, statistic, p_value = _test(x, expected, sample, generator)
    return Representation(
        participants=x,
        unanswered=int(unanswered),
        shares=shares,
        lower=lower,
        upper=upper,
        least=x / (n + unanswered),
        most=(x + unanswered) / (n + unanswered),
        expected=expected,
        gaps=100 * gap[0],
        gaps_lower=100 * gap[1],
        gaps_upper=100 * gap[2],
        per_ten=10 * ten[0],
        per_ten_lower=10 * ten[1],
        per_ten_upper=10 * ten[2],
        dissimilarity=float(np.abs(shares - expected).sum() / 2),
        dissimilarity_by_chance=_by_chance(n, expected, sample),
        test=kind,
        statistic=statistic,
        p_value=p_value,
        confidence=confidence,
        method=Method(method),
    )


def _whole(participants: ArrayLike) -> Floats:
    x = finite(participants, "participants", at_least=0)
    if (x != np.rint(x)).any():
        raise ValueError("participants must be whole numbers of people, before any weighting.")
    if x.sum() == 0:
        raise ValueError("participants must have someone in at least one group: nobody took part.")
    return x


def _sample(population_sample: float | None) -> float | None:
    if population_sample is None:
        return None
    if not (math.isfinite(population_sample) and population_sample > 0):
        raise ValueError(f"population_sample must be above 0 people, got {population_sample}.")
    return float(population_sample)


def _against(
    ends: Ends, expected: Floats, sample: float | None, critical: float
) -> tuple[Ends, Ends]:
    shares, lower, upper = ends
    with np.errstate(invalid="ignore", divide="ignore"):
        someone = np.where(expected > 0, expected, np.nan)
        ratio = shares / someone
        if sample is None:
            gap = (shares - expected, lower - expected, upper - expected)
            return gap, (ratio, lower / someone, upper / someone)
        other = (expected, *score_interval(expected, sample, critical))
        gap = (shares - expected, *difference_interval(ends, other))
        return gap, (ratio, *ratio_interval(ends, other))


def _by_chance(n: float, expected: Floats, sample: float | None) -> float:
    if sample is not None:  # two samples: the mean of |normal| is √(2/π) of its standard deviation
        variance = expected * (1 - expected) * (1 / n + 1 / sample)
        return float(np.sqrt(2 * variance / np.pi).sum() / 2)
    # De Moivre: the mean absolute deviation of a binomial is 2 v C(n, v) π^v (1-π)^(n-v+1).
    inner = expected[(expected > 0) & (expected < 1)]
    v = np.floor(n * inner) + 1
    choose = gammaln(n + 1) - gammaln(v + 1) - gammaln(n - v + 1)
    log_mean = np.log(2 * v) + choose + xlogy(v, inner) + xlog1py(n - v + 1, -inner)
    return float(np.exp(log_mean).sum() / n / 2)


def _test(
    x: Floats, expected: Floats, sample: float | None, generator: np.random.Generator | None
) -> tuple[Test, float, float]:
    if (x[expected == 0] > 0).any() and sample is None:
        return Test.EXACT, math.inf, 0.0
    if sample is not None:
        return _two_samples(x, expected * sample)
    x, expected = x[expected > 0], expected[expected > 0]
    n = int(x.sum())
    statistic = float(((x - n * expected) ** 2 / (n * expected)).sum())
    if len(x) == 1:
        return Test.EXACT, 0.0, 1.0
    if n * expected.min() >= ENOUGH:
        return Test.CHI_SQUARE, statistic, float(chdtrc(len(x) - 1, statistic))
    if math.comb(n + len(x) - 1, len(x) - 1) <= MOST_OUTCOMES:
        return Test.EXACT, statistic, _exact(n, expected, statistic)
    generator = np.random.default_rng(SEED) if generator is None else generator
    drawn = generator.multinomial(n, expected, size=DRAWS)
    as_far = _distance(drawn.astype(np.float64), n, expected) >= statistic * (1 - 1e-12)
    return Test.SIMULATED, statistic, float((as_far.sum() + 1) / (DRAWS + 1))


def _two_samples(x: Floats, other: Floats) -> tuple[Test, float, float]:
    seen = x + other > 0
    both = np.stack([x[seen], other[seen]])
    if both.shape[1] == 1:
        return Test.CHI_SQUARE, 0.0, 1.0
    mean = both.sum(axis=1, keepdims=True) * both.sum(axis=0) / both.sum()
    statistic = float(((both - mean) ** 2 / mean).sum())
    return Test.CHI_SQUARE, statistic, float(chdtrc(both.shape[1] - 1, statistic))


def _distance(outcomes: Floats, n: int, expected: Floats) -> Floats:
    return np.asarray(((outcomes - n * expected) ** 2 / (n * expected)).sum(axis=1))


def _exact(n: int, expected: Floats, statistic: float) -> float:
    outcomes = np.zeros((1, 0))
    for _ in expected[1:]:
        left = (n - outcomes.sum(axis=1)).astype(np.int64)
        rows = np.repeat(np.arange(len(outcomes)), left + 1)
        starts = np.repeat(np.cumsum(left + 1) - (left + 1), left + 1)
        outcomes = np.column_stack([outcomes[rows], np.arange(len(rows)) - starts])
    outcomes = np.column_stack([outcomes, n - outcomes.sum(axis=1)])
    log_chance = gammaln(n + 1) - gammaln(outcomes + 1).sum(axis=1)
    log_chance = log_chance + xlogy(outcomes, expected).sum(axis=1)
    as_far = _distance(outcomes, n, expected) >= statistic * (1 - 1e-12)
    return float(min(np.exp(log_chance[as_far]).sum(), 1.0))
