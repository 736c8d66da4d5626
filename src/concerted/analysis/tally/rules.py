"""Decisions by counting: quorum, majorities, approval and scores."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.options import Option
from concerted.analysis.tally.ballots import (
    Approvals,
    Integers,
    approval_table,
    check_seats,
    whole_counts,
)
from concerted.analysis.tally.ties import Tie, TieRule, in_order, last_resort


class Base(Option):
    """Of whom a share is taken."""

    VOTES_CAST = "votes cast"
    """Those who said yes or no."""
    PRESENT = "present"
    """Those who said yes, no, or that they abstain."""
    MEMBERS = "members"
    """Everyone who may vote, present or not."""


class Majority(Option):
    """How many must say yes."""

    SIMPLE = "simple"
    """More than half; of the votes cast unless said otherwise: more yes than no."""
    ABSOLUTE = "absolute"
    """More than half; of all members unless said otherwise."""
    TWO_THIRDS = "two thirds"
    """Two thirds or more; of the votes cast unless said otherwise."""
    THREE_QUARTERS = "three quarters"
    """Three quarters or more; of the votes cast unless said otherwise."""
    UNANIMITY = "unanimity"
    """All; of the votes cast unless said otherwise."""


@dataclass(frozen=True, slots=True)
class MajorityResult:
    """Result of `majority`.

    Attributes
    ----------
    passes : the quorum is met and enough said yes
    needed : fewest yes votes that carry the motion
    base_size : people of whom the share is taken
    share : yes / ``base_size``, nan if there are none
    quorum, present : how many must be there, and were (yes, no, abstaining)
    is_quorate : enough were there
    """

    passes: bool
    needed: int
    base_size: int
    share: float
    quorum: int
    present: int
    is_quorate: bool


class Blank(Option):
    """What a missing score counts as."""

    LEFT_OUT = "left out"
    """Nothing: means are over those who scored."""
    LOWEST = "lowest"
    """The lowest score of the scale."""


class Summary(Option):
    """What scores are ranked by."""

    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True, slots=True, eq=False)
class ScoreResult:
    """Result of `score`; place c of arrays is candidate c + 1.

    Attributes
    ----------
    sums, means : of the scores that count; nan means where nobody scored
    raters : voters who scored the candidate
    shares : raters / voters
    is_eligible : enough voters scored the candidate
    ranking : eligible candidates, best first
    elected : the first of the ranking, as many as there are seats and eligible candidates
    ties : broken for the ranking
    """

    sums: Floats
    means: Floats
    raters: Integers
    shares: Floats
    is_eligible: tuple[bool, ...]
    ranking: tuple[int, ...]
    elected: tuple[int, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class ApprovalResult:
    """Result of `approval`; place c of tuples is candidate c + 1.

    Attributes
    ----------
    total : voters
    approvals, shares : how many approve of each candidate, and as a share of the voters
    ranking : all candidates, most approvals first
    elected : the first of the ranking that reach the least share, at most as many as there are seats
    ties : broken for the ranking
    """

    total: int
    approvals: tuple[int, ...]
    shares: tuple[float, ...]
    ranking: tuple[int, ...]
    elected: tuple[int, ...]
    ties: tuple[Tie, ...]


_REQUIRED = {
    Majority.SIMPLE: (Fraction(1, 2), True, Base.VOTES_CAST),
    Majority.ABSOLUTE: (Fraction(1, 2), True, Base.MEMBERS),
    Majority.TWO_THIRDS: (Fraction(2, 3), False, Base.VOTES_CAST),
    Majority.THREE_QUARTERS: (Fraction(3, 4), False, Base.VOTES_CAST),
    Majority.UNANIMITY: (Fraction(1), False, Base.VOTES_CAST),
}


def least_number(size: int, share: Fraction | float, *, more_than: bool = False) -> int:
    """The smallest number of people that is at least ``share`` of ``size``, or more than it: a quorum, for example.

    Parameters
    ----------
    size : people, ≥ 0
    share : 0 … 1; a Fraction is exact, a float is taken as the decimal number it is written as (0.1 is a tenth)
    more_than : ask for more than the share

    Returns
    -------
    whole number, ⌈share × size⌉, or ⌊share × size⌋ + 1 if ``more_than``

    Raises
    ------
    ValueError: the size is negative or no whole number, or the share is not between 0 and 1.

    References
    ----------
    Robert et al. (2020), Robert's Rules of Order Newly Revised, 12th edition, §40 and §44.

    Examples
    --------
    >>> least_number(12, Fraction(1, 2)), least_number(12, Fraction(1, 2), more_than=True)
    (6, 7)
    """
    exact = exact_share(share)
    of = exact * whole(size, "size")
    return math.floor(of) + 1 if more_than else math.ceil(of)


def majority(
    yes: int,
    no: int,
    abstain: int = 0,
    *,
    members: int | None = None,
    rule: Majority = Majority.SIMPLE,
    of: Base | None = None,
    quorum: int = 0,
) -> MajorityResult:
    """Whether a motion has its majority, counted exactly.

    Parameters
    ----------
    yes, no, abstain : votes, ≥ 0
    members : everyone who may vote; needed where the share is taken of all members, else checked if given
    rule : simple (yes > ½ of those who said yes or no), absolute (yes > ½ of the members), two thirds, three quarters
        (yes ≥ the share of those who said yes or no), unanimity
    of : of whom the share is taken, if not as the rule says
    quorum : how many must be present, those who abstain among them; `least_number` finds it from a share

    Returns
    -------
    MajorityResult; nothing passes with no yes at all, nor without the quorum.

    Raises
    ------
    ValueError: a number is negative or no whole number, there are more votes than members, or members are not given but
        needed.

    References
    ----------
    May (1952), doi:10.2307/1907651, on simple majorities; Robert et al. (2020), Robert's Rules of Order Newly Revised,
    12th edition, §44.

    Examples
    --------
    >>> majority(20, 10, 3, rule=Majority.TWO_THIRDS).passes
    True
    >>> majority(20, 10, 3, members=50, rule=Majority.ABSOLUTE).needed
    26
    """
    yes, no, abstain = whole(yes, "yes"), whole(no, "no"), whole(abstain, "abstain")
    present = yes + no + abstain
    needed_present = whole(quorum, "quorum")
    everyone = None if members is None else whole(members, "members")
    if everyone is not None and present > everyone:
        raise ValueError(
            f"{present} votes were given by {everyone} members; count each member once."
        )
    share, more_than, usual = _REQUIRED[Majority(rule)]
    base = usual if of is None else Base(of)
    size = {Base.VOTES_CAST: yes + no, Base.PRESENT: present, Base.MEMBERS: everyone}[base]
    if size is None:
        raise ValueError("The share is taken of all members; say how many members there are.")
    needed = max(1, least_number(size, share, more_than=more_than))
    is_quorate = present >= needed_present
    return MajorityResult(
        passes=is_quorate and yes >= needed,
        needed=needed,
        base_size=size,
        share=yes / size if size > 0 else math.nan,
        quorum=needed_present,
        present=present,
        is_quorate=is_quorate,
    )


def approval(
    ballots: Approvals,
    candidates: int,
    seats: int = 1,
    *,
    least_share: Fraction | float = 0.0,
    seed: str | None = None,
) -> ApprovalResult:
    """Elect those of whom most voters approve.

    Parameters
    ----------
    ballots : pairs (number of voters, candidates they approve of, in any order); a ballot that approves of nobody counts
        as a voter
    candidates : number of candidates, numbered from 1
    seats : places, 1 … ``candidates``
    least_share : share of the voters who must approve of whoever is elected, 0 … 1; places may stay empty
    seed : public text from which ties are drawn (`drawn_order`), or None: the lower number first

    Returns
    -------
    ApprovalResult

    Raises
    ------
    ValueError: there are no voters; a number of voters is negative or no whole number; a ballot names a candidate twice
        or one who does not stand; the share is not between 0 and 1; the seats cannot be filled.

    References
    ----------
    Brams & Fishburn (1978), doi:10.2307/1955105.

    Examples
    --------
    >>> result = approval([(5, [1, 2]), (4, [2]), (3, [3]), (1, [])], candidates=3)
    >>> result.elected, result.approvals
    ((2,), (5, 9, 3))
    """
    counts, approves = approval_table(ballots, candidates)
    check_seats(seats, candidates)
    votes = np.concatenate([[0], counts @ approves])
    total = int(counts.sum())
    needed = least_number(total, least_share)
    resort = last_resort(candidates, seed, unless_drawn=TieRule.LOWER_NUMBER)
    ranking, ties = in_order(range(1, candidates + 1), [votes], resort)
    return ApprovalResult(
        total=total,
        approvals=tuple(votes[1:].tolist()),
        shares=tuple((votes[1:] / total).tolist()),
        ranking=ranking,
        elected=tuple(who for who in ranking[:seats] if votes[who] >= needed),
        ties=ties,
    )


def score(
    scores: ArrayLike,
    *,
    lowest: float,
    highest: float,
    counts: ArrayLike | None = None,
    seats: int = 1,
    by: Summary = Summary.MEAN,
    blank: Blank = Blank.LEFT_OUT,
    least_share: Fraction | float = 0.0,
    seed: str | None = None,
) -> ScoreResult:
    """Elect those whom voters score highest, on average or in sum.

    A mean over few raters says little, and whoever is unknown to most can lead: ask for a ``least_share`` of raters, or
    let blanks count as the lowest score.

    Parameters
    ----------
    scores : (V, C) array in ``lowest`` … ``highest``, nan where a voter leaves a candidate blank
    lowest, highest : ends of the scale
    counts : (V,) whole numbers of voters who gave each row; 1 each if None
    seats : places, 1 … C
    by : rank by the mean of scores or by their sum
    blank : leave blanks out, or count them as the lowest score
    least_share : share of the voters who must have scored whoever is elected, 0 … 1; places may stay empty
    seed : public text from which ties are drawn (`drawn_order`), or None: the lower number first. Values that differ by
        rounding only (1e-9 of the scale for means; that times the voters for sums) are equal.

    Returns
    -------
    ScoreResult; whoever nobody scored is never eligible.

    Raises
    ------
    ValueError: the table is empty or not two-dimensional, a score is off the scale or infinite, the scale is empty, the
        share is not between 0 and 1, the counts do not fit, the seats cannot be filled, ``by`` or ``blank`` is unknown.

    References
    ----------
    Hillinger (2005), The case for utilitarian voting, Homo Oeconomicus 22(3).

    Examples
    --------
    >>> result = score([[5, 3, np.nan], [4, 4, 5], [0, 4, np.nan]], lowest=0, highest=5, least_share=0.5)
    >>> result.elected, result.means.round(2).tolist(), result.is_eligible
    ((2,), [3.0, 3.67, 5.0], (True, True, False))
    """
    summary, is_lowest = Summary(by), Blank(blank) is Blank.LOWEST
    table = _checked_scores(scores, lowest, highest)
    voters, candidates = table.shape
    check_seats(seats, candidates)
    weights = np.ones(voters, dtype=np.int64) if counts is None else whole_counts(counts, voters)
    is_given = ~np.isnan(table)
    raters = is_given.astype(np.int64).T @ weights
    total = int(weights.sum())
    filled = np.where(is_given, table, lowest if is_lowest else 0.0)
    sums = weights.astype(np.float64) @ filled
    counting = np.full(candidates, total) if is_lowest else raters
    means = np.divide(sums, counting, out=np.full(candidates, np.nan), where=counting > 0)
    is_eligible = raters >= max(1, least_number(total, least_share))
    resort = last_resort(candidates, seed, unless_drawn=TieRule.LOWER_NUMBER)
    values = np.concatenate([[0.0], means if summary is Summary.MEAN else sums])
    rounding = 1e-9 * (highest - lowest) * (1 if summary is Summary.MEAN else total)
    eligible = (np.flatnonzero(is_eligible) + 1).tolist()
    ranking, ties = in_order(eligible, [values], resort, within=rounding)
    return ScoreResult(
        sums=sums,
        means=means,
        raters=raters,
        shares=raters / total,
        is_eligible=tuple(is_eligible.tolist()),
        ranking=ranking,
        elected=ranking[:seats],
        ties=ties,
    )


def _checked_scores(scores: ArrayLike, lowest: float, highest: float) -> Floats:
    table = np.asarray(scores, dtype=np.float64)
    if table.ndim != 2 or table.size == 0:
        raise ValueError(
            f"scores must be a table of voters and candidates that is not empty, got shape {table.shape}."
        )
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        raise ValueError(
            f"The scale must run from a lower to a higher number, got {lowest} to {highest}."
        )
    off = (table < lowest) | (table > highest)
    if off.any():
        row, column = (int(at) for at in np.argwhere(off)[0])
        raise ValueError(
            f"Voter {row + 1} gives candidate {column + 1} the score {table[row, column]:g}; "
            f"the scale runs from {lowest:g} to {highest:g}."
        )
    return table


def whole(number: int, name: str) -> int:
    """``number``, refused unless it is a whole number of at least 0.

    Raises
    ------
    ValueError: it is another.

    Examples
    --------
    >>> whole(-1, "yes")
    Traceback (most recent call last):
    ValueError: yes must be a whole number of at least 0, got -1.
    """
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < 0:
        raise ValueError(f"{name} must be a whole number of at least 0, got {number}.")
    return int(number)


def exact_share(share: Fraction | float) -> Fraction:
    """A share of 0 … 1 as the fraction it is written as: 0.1 is a tenth.

    Raises
    ------
    ValueError: it is not between 0 and 1.

    Examples
    --------
    >>> exact_share(0.1)
    Fraction(1, 10)
    """
    if not 0 <= share <= 1:
        raise ValueError(f"A share must be from 0 to 1, got {share}.")
    return share if isinstance(share, Fraction) else Fraction(repr(float(share)))
