"""What unites and what divides: statements that all agree on, agreement across groups, and disagreement between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from concerted.analysis.arrays import Floats, finite
from concerted.analysis.opinion.significance import (
    SOUND_RULE,
    Control,
    Rule,
    Test,
    adjusted,
    exact_majority_p,
)
from concerted.analysis.opinion.statistics import one_proportion_z, smoothed_share
from concerted.analysis.opinion.votes import Ids, Integers, Mask, Vote, VoteCounts, VoteMatrix


@unique
class Across(Enum):
    """How the shares of the groups make one figure."""

    GEOMETRIC_MEAN = "geometric mean"
    """Comparable between conversations, whatever the number of groups."""
    PRODUCT = "product"
    """As in Polis: it shrinks with every further group."""


@dataclass(frozen=True, slots=True)
class ConsensusStatement:
    """A statement that the people agree with, or disagree with, and how many do.

    Attributes
    ----------
    statement : its id
    side : AGREE or DISAGREE
    count : people who took that side, of ``seen`` who saw the statement
    seen : people who agreed, disagreed or passed
    share : smoothed share, ``pa`` or ``pd``, in (0, 1)
    share_z : z of that share against one half
    p_value : of the majority, in (0, 1]; adjusted for the number of statements where the rule asks for it
    """

    statement: object
    side: Vote
    count: int
    seen: int
    share: float
    share_z: float
    p_value: float

    @property
    def score(self) -> float:
        """What the list is ranked by: share × its z."""
        return self.share * self.share_z


@dataclass(frozen=True, slots=True)
class Consensus:
    """Statements on which most take one side.

    Attributes
    ----------
    agree : those that most agree with, the clearest first
    disagree : those that most disagree with, likewise
    """

    agree: tuple[ConsensusStatement, ...]
    disagree: tuple[ConsensusStatement, ...]


def consensus_statements(
    votes: VoteMatrix,
    *,
    among: ArrayLike | None = None,
    left_out: ArrayLike | None = None,
    rule: Rule = SOUND_RULE,
) -> Consensus:
    """Statements on which more than half of those who saw them take the same side, whatever their group.

    Everyone's votes count, those of people in no group too (``among`` narrows that). A side is listed when its
    smoothed share is above 1/2 and its test passes; ranked by share × z, equal ones by id; at most ``rule.at_most`` a
    side.

    Parameters
    ----------
    votes : the conversation
    among : (P,) bool, whose votes count; None is everyone
    left_out : (S,) bool, statements that may not be listed; None leaves out those moderated out
    rule : ``SOUND_RULE`` (exact tests, a minimum of votes, bounded false discoveries), ``POLIS_RULE`` (z above its
        quantile for each alone) or your own

    Returns
    -------
    Consensus; a side is empty where nothing passed.

    Raises
    ------
    ValueError: ``left_out`` or ``among`` is not one truth value for each.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> votes = VoteMatrix.from_votes(range(12), [5] * 12, [1] * 11 + [0])
    >>> [(one.statement, one.count, one.seen, round(one.share, 3)) for one in consensus_statements(votes).agree]
    [(5, 11, 12, 0.857)]
    """
    counted = votes if among is None else votes.only(np.asarray(among))
    counts = counted.count()
    allowed = ~_truths(votes.moderated_out if left_out is None else left_out, counts.seen.size)
    tested = np.stack([allowed & (counts.seen >= rule.minimum_votes)] * 2)
    taken, seen = np.stack([counts.agree, counts.disagree]), np.stack([counts.seen] * 2)
    share, z = smoothed_share(taken, seen), one_proportion_z(taken, seen)
    raw = ndtr(-z) if rule.test is Test.POLIS else exact_majority_p(taken, seen)
    p = adjusted(raw, tested, rule.control)
    if rule.test is Test.POLIS and rule.control is Control.EACH_TEST:
        passed = tested & (share > 0.5) & (z > ndtri(rule.confidence))
    else:
        passed = tested & (share > 0.5) & (p <= 1 - rule.confidence)
    sides = _Sides(votes.statement_ids, taken, counts.seen, share, z, p, passed)
    return Consensus(
        agree=sides.listed(0, Vote.AGREE, rule.at_most),
        disagree=sides.listed(1, Vote.DISAGREE, rule.at_most),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """Agreements (row 0) and disagreements (row 1) of every statement."""

    ids: Ids
    taken: Integers
    seen: Integers
    share: Floats
    z: Floats
    p: Floats
    passed: Mask

    def listed(self, row: int, side: Vote, at_most: int) -> tuple[ConsensusStatement, ...]:
        places = np.flatnonzero(self.passed[row])
        score = self.share[row, places] * self.z[row, places]
        # Ids ascend, and a stable sort leaves equal scores in their order.
        best = places[np.argsort(-score, kind="stable")][:at_most]
        return tuple(
            ConsensusStatement(
                statement=self.ids[place].item(),
                side=side,
                count=int(self.taken[row, place]),
                seen=int(self.seen[place]),
                share=float(self.share[row, place]),
                share_z=float(self.z[row, place]),
                p_value=float(self.p[row, place]),
            )
            for place in best.tolist()
        )


def group_aware_consensus(shares: ArrayLike, *, across: Across = Across.GEOMETRIC_MEAN) -> Floats:
    """How far *every* group takes a side: one group that does not pulls the figure down, however small it is.

    Geometric mean (Π pᵍ)^(1/G), or as in Polis the product Π pᵍ, over the groups' smoothed shares pᵍ.

    Parameters
    ----------
    shares : (G, S) array in [0, 1], ``pa`` for agreement or ``pd`` for disagreement
    across : the mean, or Polis's product; the mean is the G-th root of the product, so both rank alike

    Returns
    -------
    (S,) array in [0, 1].

    Raises
    ------
    ValueError: there is no group or no statement, a share is missing or out of range, or ``across`` is unknown.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> group_aware_consensus([[0.9, 0.9], [0.9, 0.4]]).round(3)
    array([0.9, 0.6])
    >>> group_aware_consensus([[0.9, 0.9], [0.9, 0.4]], across=Across.PRODUCT).round(3)
    array([0.81, 0.36])
    """
    given = finite(shares, "shares", dimensions=2, at_least=0, at_most=1)
    product: Floats = np.multiply.reduce(given, axis=0)
    if Across(across) is Across.PRODUCT:
        return product
    with np.errstate(divide="ignore"):  # ln 0 = -∞, and e^-∞ is the 0 that is meant
        mean: Floats = np.exp(np.log(given).mean(axis=0))
    return mean


def divisiveness(counts: VoteCounts, *, corrected: bool = True) -> Floats:
    """Share of the variance of votes that lies between the groups: 0, groups vote alike; 1, each is of one mind.

    With votes of 1, 0 and -1, η² = Σ nᵍ (mᵍ − m)² / Σ (v − m)², mᵍ the mean vote of group g and nᵍ its votes.
    Chance alone gives about (G − 1)/(n − 1); ``corrected`` takes that off: 1 − (1 − η²)(n − 1)/(n − G), at least 0.

    Parameters
    ----------
    counts : (G, S) votes of each group; a group that did not see a statement is not among its G
    corrected : whether chance is taken off, so that statements with few votes do not look divisive

    Returns
    -------
    (S,) array in [0, 1]. 0 where all votes are the same; NaN where fewer than two groups saw the statement, or
    (corrected) where nothing is left to estimate chance from: n = G.

    Raises
    ------
    ValueError: the counts are not of groups, that is not of two dimensions.

    References
    ----------
    Kelley (1935), doi:10.1073/pnas.21.9.554.

    Examples
    --------
    >>> counts = VoteCounts(np.array([[9], [1]]), np.array([[1], [9]]), np.array([[0], [0]]))
    >>> divisiveness(counts, corrected=False).round(2), divisiveness(counts).round(2)
    (array([0.64]), array([0.62]))
    """
    if counts.seen.ndim != 2:
        raise ValueError(
            f"counts must be of groups and statements, got shape {counts.seen.shape}."
        )
    seen = counts.seen.astype(np.float64)
    net = (counts.agree - counts.disagree).astype(np.float64)
    squares = (counts.agree + counts.disagree).sum(axis=0)
    votes, groups = seen.sum(axis=0), (seen > 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = net.sum(axis=0) ** 2 / votes
        own = np.where(seen > 0, net**2 / seen, 0.0).sum(axis=0)
        total = squares - centre
        share = np.where(total > 0, (own - centre) / total, 0.0)
        if corrected:
            share = 1 - (1 - share) * (votes - 1) / (votes - groups)
            share[votes == groups] = np.nan
    result: Floats = np.clip(share, 0, 1)
    result[(total == 0) & (votes > 0)] = 0.0
    result[groups < 2] = np.nan
    return result


def _truths(marks: ArrayLike, size: int) -> Mask:
    given = np.asarray(marks)
    if given.dtype != np.bool_ or given.shape != (size,):
        raise ValueError(
            f"left_out must be one truth value for each of {size} statements, got {given.dtype} of shape {given.shape}."
        )
    return given
