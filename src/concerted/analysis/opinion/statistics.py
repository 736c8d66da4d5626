"""How each group voted on each statement, and how far that differs from everyone else in a group.

The names are those of Polis. For a group and a statement: ``ns`` saw it (agreed, disagreed or passed; a statement not
shown is no vote), ``na`` agreed, ``nd`` disagreed; ``pa`` and ``pd`` are the smoothed shares, ``pat`` and ``pdt`` test
them against one half, ``ra`` and ``rd`` are their ratios to everyone else's, ``rat`` and ``rdt`` test that difference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.opinion.votes import VoteCounts, VoteMatrix

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class GroupStatistics:
    """What Polis reports per group (rows) and statement (columns), each a (G, S) array; see the module's docstring.

    Attributes
    ----------
    ns, na, nd : people who saw the statement, agree and disagree
    pa, pd : smoothed shares that agree and disagree, in (0, 1)
    pat, pdt : z that more than half do
    ra, rd : how many times as large the share is as among all others in groups
    rat, rdt : z that it is larger than theirs
    """

    ns: Integers
    na: Integers
    nd: Integers
    pa: Floats
    pd: Floats
    pat: Floats
    pdt: Floats
    ra: Floats
    rat: Floats
    rd: Floats
    rdt: Floats

    @property
    def npass(self) -> Integers:
        """(G, S) people who passed."""
        return self.ns - self.na - self.nd


def smoothed_share(count: ArrayLike, seen: ArrayLike, *, pseudo_count: float = 1.0) -> Floats:
    """Share of those who saw a statement, drawn towards one half: (count + c) / (seen + 2c).

    With c = 1 it is the posterior mean under a uniform prior (Laplace's rule of succession): nobody saw it, 1/2.

    Parameters
    ----------
    count : array ≥ 0, at most ``seen``
    seen : array of the same shape
    pseudo_count : c > 0

    Returns
    -------
    Array of the same shape, in (0, 1).

    Raises
    ------
    ValueError: shapes differ, a count is negative, missing or above ``seen``, or c is not positive.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> smoothed_share([0, 8], [0, 8])
    array([0.5, 0.9])
    """
    if not 0 < pseudo_count < math.inf:
        raise ValueError(f"pseudo_count must be positive and finite, got {pseudo_count}.")
    part, whole = checked_counts(count, seen)
    return (part + pseudo_count) / (whole + 2 * pseudo_count)


def one_proportion_z(count: ArrayLike, seen: ArrayLike) -> Floats:
    """Test that more than half agree, as Polis computes it: 2 √(n+1) ((x+1)/(n+1) − 1/2).

    The added 1 counts as a success *and* as a trial, so the test leans to yes: a single agreement gives 1.414, above
    the 0.9 quantile 1.2816. ``exact_majority_p`` of ``representative`` does not.

    Parameters
    ----------
    count : array of x ≥ 0, at most ``seen``
    seen : array of n, of the same shape

    Returns
    -------
    Array of the same shape, about standard normal where half agree and n is large. 1 where n is 0.

    Raises
    ------
    ValueError: shapes differ, or a count is negative, missing or above ``seen``.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> one_proportion_z([0, 1, 8], [0, 1, 8]).round(3)
    array([1.   , 1.414, 3.   ])
    """
    part, whole = checked_counts(count, seen)
    return 2 * np.sqrt(whole + 1) * ((part + 1) / (whole + 1) - 0.5)


def two_proportion_z(
    count: ArrayLike, seen: ArrayLike, other_count: ArrayLike, other_seen: ArrayLike
) -> Floats:
    """Test that a group agrees more than the others, as Polis computes it: pooled z with 1 added to each count.

    With p₁ = (x+1)/(n+1), p₂ = (x'+1)/(n'+1) and p = (x+x'+2)/(n+n'+2),
    z = (p₁ − p₂) / √(p (1−p) (1/(n+1) + 1/(n'+1))), and 0 where p = 1 (its limit).

    Parameters
    ----------
    count, seen : arrays x ≤ n of the group
    other_count, other_seen : arrays x' ≤ n' of the others, all of one shape

    Returns
    -------
    Array of the same shape, about standard normal where both agree alike. The arguments stay as they are.

    Raises
    ------
    ValueError: shapes differ, or a count is negative, missing or above those who saw the statement.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> two_proportion_z([0, 16], [0, 51], [1, 23], [1, 41]).round(4)
    array([ 0.    , -2.3766])
    """
    part, whole = checked_counts(count, seen)
    other_part, other_whole = checked_counts(other_count, other_seen)
    alike(count=part, other_count=other_part)
    n1, n2 = whole + 1, other_whole + 1
    pooled = (part + other_part + 2) / (n1 + n2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = ((part + 1) / n1 - (other_part + 1) / n2) / spread
    return np.where(pooled == 1, 0.0, z)


def group_statistics(
    votes: VoteMatrix,
    groups: ArrayLike,
    *,
    group_count: int | None = None,
    pseudo_count: float = 1.0,
) -> GroupStatistics:
    """Every statistic of Polis, per group and statement; the others are everyone else *in a group*.

    pa = (na + 1)/(ns + 2), ra = pa / pa of the others, pat = ``one_proportion_z``, rat = ``two_proportion_z``;
    likewise pd, rd, pdt and rdt of the disagreements.

    Parameters
    ----------
    votes : P participants × S statements
    groups : (P,) integers, each participant's group from 0; -1 is none, and such a person is nowhere in these figures
    group_count : G; else the largest number in ``groups`` + 1
    pseudo_count : added to the counts of ``pa`` and ``pd``, and twice to ``ns``; Polis has 1

    Returns
    -------
    GroupStatistics of (G, S) arrays, none missing: where nobody saw a statement ``ns`` is 0 and ``pa`` 1/2.

    Raises
    ------
    ValueError: ``groups`` is not one integer from -1 to G - 1 for each participant, or ``pseudo_count`` is not positive.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> votes = VoteMatrix.from_votes([1, 2, 3, 4], [7, 7, 7, 7], [1, 1, -1, 0])
    >>> found = group_statistics(votes, [0, 0, 1, 1])
    >>> found.pa
    array([[0.75],
           [0.25]])
    >>> found.ra
    array([[3.        ],
           [0.33333333]])
    """
    return statistics_of_counts(votes.count(groups, group_count), pseudo_count=pseudo_count)


def statistics_of_counts(counts: VoteCounts, *, pseudo_count: float = 1.0) -> GroupStatistics:
    """``group_statistics`` where the votes are already counted: for published tables, or counts from elsewhere.

    Parameters
    ----------
    counts : (G, S) counts
    pseudo_count : as in ``group_statistics``

    Returns
    -------
    GroupStatistics of (G, S) arrays.

    Raises
    ------
    ValueError: a count is negative, arrays differ in shape, or ``pseudo_count`` is not positive.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> agree, disagree, passed = ([[16], [23]], [[20], [11]], [[15], [7]])
    >>> counts = VoteCounts(np.array(agree), np.array(disagree), np.array(passed))
    >>> statistics_of_counts(counts).rat.round(4)
    array([[-2.3766],
           [ 2.3766]])
    """
    seen = counts.seen
    rest_seen = seen.sum(axis=0) - seen

    def side(own: Integers) -> tuple[Floats, Floats, Floats, Floats]:
        rest = own.sum(axis=0) - own
        share = smoothed_share(own, seen, pseudo_count=pseudo_count)
        ratio = share / smoothed_share(rest, rest_seen, pseudo_count=pseudo_count)
        return (
            share,
            one_proportion_z(own, seen),
            ratio,
            two_proportion_z(own, seen, rest, rest_seen),
        )

    pa, pat, ra, rat = side(counts.agree)
    pd, pdt, rd, rdt = side(counts.disagree)
    return GroupStatistics(
        ns=seen, na=counts.agree, nd=counts.disagree,
        pa=pa, pd=pd, pat=pat, pdt=pdt, ra=ra, rat=rat, rd=rd, rdt=rdt,
    )  # fmt: skip


def checked_counts(count: ArrayLike, seen: ArrayLike) -> tuple[Floats, Floats]:
    """``count`` and ``seen`` as floats of one shape, 0 ≤ count ≤ seen; empty arrays are allowed.

    Raises
    ------
    ValueError: shapes differ, a number is missing, infinite or negative, or a count is above those who saw.

    Examples
    --------
    >>> checked_counts([3], [2])
    Traceback (most recent call last):
    ValueError: count must be at most seen: more people voted so than saw the statement.
    """
    part, whole = np.asarray(count, dtype=np.float64), np.asarray(seen, dtype=np.float64)
    alike(count=part, seen=whole)
    if part.size:
        finite(part, "count", dimensions=None, at_least=0)
        finite(whole, "seen", dimensions=None, at_least=0)
    if (part > whole).any():
        raise ValueError(
            "count must be at most seen: more people voted so than saw the statement."
        )
    return part, whole
