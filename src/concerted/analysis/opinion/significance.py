"""When a share of votes, or its difference from the others', is more than chance: tests, and how many are made at once.

Polis asks z-tests of each statement, each at 90 % and each alone. Over hundreds of statements and both sides many pass
by chance, and since its tests add 1 to successes and to trials, one single vote is "significant". The rule that is the
default here asks for exact tests, for a minimum of votes, and bounds the share of false discoveries among those listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, gammaln

from concerted.analysis.arrays import Floats, alike
from concerted.analysis.opinion.statistics import checked_counts
from concerted.analysis.opinion.votes import Mask

EPSILON = 1e-17
"""A term so small beside the sum no longer changes it."""


@unique
class Control(Enum):
    """What is bounded when many statements are tested at once."""

    EACH_TEST = "each test"
    """Each test alone, as in Polis: of 200 statements about which nobody has a view, some are listed all the same."""
    FALSE_DISCOVERIES = "false discoveries"
    """The expected share of wrong ones among those listed (Benjamini & Hochberg 1995)."""


@unique
class Test(Enum):
    """How a share is tested."""

    __test__ = False  # not a test of this repository, whatever its name

    EXACT = "exact"
    """Binomial tail for a majority, Fisher's tail for a difference: right for any number of votes."""
    POLIS = "polis"
    """z with 1 added to successes and trials: too sure of itself under about ten votes."""


@unique
class Selection(Enum):
    """Which side of a statement is told, and whether something must be."""

    PROVEN = "proven"
    """The side that passed; a group may have no statement of its own."""
    POLIS = "polis"
    """The side with the larger difference, even if the other one passed; a best agreement first, and never nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a statement counts as saying something; the defaults are the sounder choice, ``POLIS_RULE`` the reference.

    Attributes
    ----------
    at_most : most statements listed (per group; for consensus per side)
    confidence : 1 - the level of each test, or 1 - the rate of false discoveries; in (0, 1)
    control : what is bounded, a ``Control`` or its value
    test : how a share is tested, a ``Test`` or its value
    selection : which side is told, a ``Selection`` or its value
    minimum_votes : fewest votes on the statement, in the group and among the others; 0 for no such bound
    """

    at_most: int = 5
    confidence: float = 0.9
    control: Control = Control.FALSE_DISCOVERIES
    test: Test = Test.EXACT
    selection: Selection = Selection.PROVEN
    minimum_votes: int = 7

    def __post_init__(self) -> None:
        for name, kind in (("control", Control), ("test", Test), ("selection", Selection)):
            object.__setattr__(self, name, kind(getattr(self, name)))
        if self.at_most < 1 or self.at_most != int(self.at_most):
            raise ValueError(f"at_most must be a whole number of 1 or more, got {self.at_most}.")
        if not 0 < self.confidence < 1:
            raise ValueError(f"confidence must be between 0 and 1, got {self.confidence}.")
        if self.minimum_votes < 0:
            raise ValueError(f"minimum_votes must be 0 or more, got {self.minimum_votes}.")


SOUND_RULE = Rule()
POLIS_RULE = Rule(
    control=Control.EACH_TEST, test=Test.POLIS, selection=Selection.POLIS, minimum_votes=0
)


def exact_majority_p(count: ArrayLike, seen: ArrayLike) -> Floats:
    """Chance that at least ``count`` of ``seen`` people agree if each is as likely to as not: P(X ≥ x), X ~ Bin(n, ½).

    Parameters
    ----------
    count : array of whole numbers x ≥ 0
    seen : array of n ≥ x, of the same shape

    Returns
    -------
    Array of the same shape, in (0, 1]; 1 where n is 0.

    Raises
    ------
    ValueError: shapes differ, a number is missing, negative or not whole, or x is above n.

    References
    ----------
    Conover (1999), Practical Nonparametric Statistics, 3rd edition, on the sign test.

    Examples
    --------
    >>> exact_majority_p([0, 1, 3], [0, 1, 3])
    array([1.   , 0.5  , 0.125])
    """
    part, whole = _whole_counts(count, seen)
    p = np.ones(part.shape)
    some = part > 0
    p[some] = betainc(part[some], whole[some] - part[some] + 1, 0.5)
    return p


def exact_difference_p(
    count: ArrayLike, seen: ArrayLike, other_count: ArrayLike, other_seen: ArrayLike
) -> Floats:
    """Fisher's exact test, one-sided: chance of so many of the agreements being the group's if all agree alike.

    P(X ≥ x), X ~ hypergeometric(n + n', x + x', n).

    Parameters
    ----------
    count, seen : arrays of whole numbers x ≤ n of the group
    other_count, other_seen : arrays x' ≤ n' of the others, all of one shape

    Returns
    -------
    Array of the same shape, in (0, 1]; 1 where either side saw nothing.

    Raises
    ------
    ValueError: shapes differ, a number is missing, negative or not whole, or a count is above those who saw the
    statement.

    References
    ----------
    Fisher (1935), The Design of Experiments, chapter 2.

    Examples
    --------
    The lady tasting tea, who told three of four cups right:

    >>> exact_difference_p([3], [4], [1], [4]).round(4)
    array([0.2429])
    """
    part, whole = _whole_counts(count, seen)
    other_part, other_whole = _whole_counts(other_count, other_seen)
    alike(count=part, other_count=other_part)
    p = np.ones(part.shape)
    some = (whole > 0) & (other_whole > 0)
    p[some] = _hypergeometric_tail(part[some], whole[some], other_part[some], other_whole[some])
    return p


def _hypergeometric_tail(a: Floats, n: Floats, b: Floats, m: Floats) -> Floats:
    """P(X ≥ a) where X of n and a + b - X of m agree, summed from a away from the mean, where the terms only fall."""
    is_upper = a * (n + m) >= n * (a + b)
    # Below the mean the chance of a - 1 or fewer is that of b + 1 or more among the others.
    first, rest = np.where(is_upper, a, b + 1), np.where(is_upper, b, a - 1)
    size, others = np.where(is_upper, n, m), np.where(is_upper, m, n)
    term = np.where((first <= size) & (rest >= 0), _hypergeometric(first, size, rest, others), 0.0)
    total = term.copy()
    while (term > total * EPSILON).any():
        term = term * (size - first) * rest / ((first + 1) * (others - rest + 1))
        first, rest = first + 1, rest - 1
        total = total + term
    return np.clip(np.where(is_upper, total, 1 - total), 0.0, 1.0)


def _hypergeometric(a: Floats, n: Floats, b: Floats, m: Floats) -> Floats:
    """(n choose a)(m choose b) / (n + m choose a + b)."""
    return np.exp(_log_choose(n, a) + _log_choose(m, b) - _log_choose(n + m, a + b))


def _log_choose(n: Floats, k: Floats) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1), dtype=np.float64)


def _whole_counts(count: ArrayLike, seen: ArrayLike) -> tuple[Floats, Floats]:
    part, whole = checked_counts(count, seen)
    if (part % 1).any() or (whole % 1).any():
        raise ValueError("An exact test needs whole numbers of people, got parts of one.")
    return part, whole


def adjusted(p: Floats, tested: Mask, control: Control) -> Floats:
    """``p`` adjusted for how many are tested together; 1 where not tested.

    With m tested and p₍ᵢ₎ in ascending order, Benjamini & Hochberg's adjusted value is min over j ≥ i of m p₍ⱼ₎ / j.

    Parameters
    ----------
    p : array in [0, 1]
    tested : bool array of the same shape
    control : what is bounded

    Returns
    -------
    Array of the same shape, in [0, 1].

    Examples
    --------
    >>> p = np.array([0.01, 0.04, 0.03, 0.5])
    >>> adjusted(p, np.array([True, True, True, False]), Control.FALSE_DISCOVERIES)
    array([0.03, 0.04, 0.04, 1.  ])
    """
    result = np.ones(p.shape)
    if tested.any():
        chosen = p[tested]
        if control is Control.FALSE_DISCOVERIES:
            order = np.argsort(-chosen)
            stepped = chosen[order] * len(chosen) / np.arange(len(chosen), 0, -1)
            chosen[order] = np.minimum.accumulate(np.minimum(stepped, 1.0))
        result[tested] = chosen
    return result
