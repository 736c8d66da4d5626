"""Statements that tell a group apart: what it says, and says more than everyone else in a group.

Two tests are asked of a statement: that more than half of the group say so, and that the group says so more than the
others. How strict they are is a ``Rule``. None of them is proof that groups exist: the groups were found in these very votes, so that they differ on something is
how they were made. Whether there are groups at all is another test (``clustering``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.significance import (
    SOUND_RULE,
    Control,
    Rule,
    Selection,
    Test,
    adjusted,
    exact_difference_p,
    exact_majority_p,
)
from concerted.analysis.opinion.statistics import GroupStatistics
from concerted.analysis.opinion.votes import Ids, Mask, Vote


@dataclass(frozen=True, slots=True)
class RepresentativeStatement:
    """A statement that tells a group apart, and the side that the group takes.

    Attributes
    ----------
    statement : its id
    side : AGREE or DISAGREE
    count : people of the group who took that side, of ``seen`` who saw the statement
    seen : people of the group who agreed, disagreed or passed
    share : smoothed share, ``pa`` or ``pd``, in (0, 1)
    share_z : z of that share against one half
    ratio : that share over the share of the others, ``ra`` or ``rd``, > 0
    ratio_z : z of the difference from the others
    p_value : of both tests together, in (0, 1]; adjusted for the number of statements where the rule asks for it
    is_best_agreement : put first by Polis because it is what the group agrees on best; it need not tell the group apart
    """

    statement: object
    side: Vote
    count: int
    seen: int
    share: float
    share_z: float
    ratio: float
    ratio_z: float
    p_value: float
    is_best_agreement: bool = False

    @property
    def score(self) -> float:
        """What the list is ranked by: ratio × its z × share × its z."""
        return self.ratio * self.ratio_z * self.share * self.share_z


def representative_statements(
    statistics: GroupStatistics,
    statement_ids: ArrayLike,
    *,
    left_out: ArrayLike | None = None,
    rule: Rule = SOUND_RULE,
) -> tuple[tuple[RepresentativeStatement, ...], ...]:
    """For each group the statements that tell it apart, agreements before disagreements.

    A side of a statement passes when the group takes it by a majority *and* more than the others, both by the rule's
    test (so the p-value of both is the larger one). Those that pass are ranked by ratio × its z × share × its z, equal
    ones by id, and the first ``rule.at_most`` are listed; if no agreement is among them, the best agreement that
    passed takes the last place. Under ``Selection.POLIS`` the list is put together as Polis does it: first what the
    group agrees on best, whether it passed or not, then the others by rank; where it agrees on nothing, the statement
    with the largest difference if none passed, and otherwise none (so red-dwarf 0.4; the Polis server lists those that
    passed).

    Parameters
    ----------
    statistics : (G, S) statistics
    statement_ids : (S,) ids; equal ranks are listed in their order
    left_out : (S,) bool, statements that may not be listed, such as those moderated out; None is none
    rule : ``SOUND_RULE``, ``POLIS_RULE`` or your own

    Returns
    -------
    One tuple per group, empty where nothing passed.

    Raises
    ------
    ValueError: ``statement_ids`` or ``left_out`` is not one entry for each of the S statements.

    References
    ----------
    Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x; Berger (1982), doi:10.1080/00401706.1982.10487790
    (both tests must pass: no further correction).

    Examples
    --------
    >>> from concerted.analysis.opinion.statistics import statistics_of_counts
    >>> from concerted.analysis.opinion.votes import VoteCounts
    >>> counts = VoteCounts(np.array([[20, 10], [2, 10]]), np.array([[1, 10], [18, 10]]), np.zeros((2, 2), dtype=int))
    >>> for group in representative_statements(statistics_of_counts(counts), [7, 8]):
    ...     print([(one.statement, one.side.name) for one in group])
    [(7, 'AGREE')]
    [(7, 'DISAGREE')]
    """
    ids = np.asarray(statement_ids)
    allowed = _allowed(ids, left_out, statistics.ns.shape[1])
    sides = _Sides.of(statistics, allowed, rule)
    order = np.argsort(ids, kind="stable")
    choose = _polis_choice if rule.selection is Selection.POLIS else _proven_choice
    return tuple(
        choose(_Group(statistics, sides, ids, order[allowed[order]], group, rule))
        for group in range(statistics.ns.shape[0])
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """Whether each side of each statement passed, with its p-value: (2, G, S), agreements first."""

    passed: Mask
    p: Floats

    @classmethod
    def of(cls, statistics: GroupStatistics, allowed: Mask, rule: Rule) -> _Sides:
        seen = statistics.ns
        others = seen.sum(axis=0) - seen
        enough = (seen >= rule.minimum_votes) & (others >= rule.minimum_votes)
        if rule.test is Test.POLIS:
            share, ratio = (
                np.stack([statistics.pat, statistics.pdt]),
                np.stack([statistics.rat, statistics.rdt]),
            )
            p = ndtr(-np.minimum(share, ratio))
        else:
            p = _exact_p(statistics, 1 - rule.confidence)
        tested = np.broadcast_to(allowed & enough, p.shape)
        p = adjusted(p, tested, rule.control)
        if rule.test is Test.POLIS and rule.control is Control.EACH_TEST:
            # Compared as Polis compares, z with its quantile: 1 - Φ(z) would round differently at the edge.
            needed = ndtri(rule.confidence)
            return cls(tested & (np.minimum(share, ratio) > needed), p)
        return cls(tested & (p <= 1 - rule.confidence), p)


def _exact_p(statistics: GroupStatistics, level: float) -> Floats:
    """The larger p of both tests, (2, G, S). Fisher's is left aside where the majority alone fails at ``level``."""
    count = np.stack([statistics.na, statistics.nd])
    seen = np.stack([statistics.ns, statistics.ns])
    other_count = count.sum(axis=1, keepdims=True) - count
    other_seen = seen.sum(axis=1, keepdims=True) - seen
    p = exact_majority_p(count, seen)
    open_ = p <= level
    difference = exact_difference_p(
        count[open_], seen[open_], other_count[open_], other_seen[open_]
    )
    p[open_] = np.maximum(p[open_], difference)
    return p


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """One group's row of all tables, and the statements to look through, in the order of their ids."""

    statistics: GroupStatistics
    sides: _Sides
    ids: Ids
    order: NDArray[np.intp]
    number: int
    rule: Rule

    def told(self, place: int, side: Vote, *, is_best: bool = False) -> RepresentativeStatement:
        found, at = self.statistics, (self.number, place)
        if side is Vote.AGREE:
            figures = found.na[at], found.pa[at], found.pat[at], found.ra[at], found.rat[at]
        else:
            figures = found.nd[at], found.pd[at], found.pdt[at], found.rd[at], found.rdt[at]
        count, share, share_z, ratio, ratio_z = figures
        return RepresentativeStatement(
            statement=self.ids[place].item(),
            side=side,
            count=int(count),
            seen=int(found.ns[at]),
            share=float(share),
            share_z=float(share_z),
            ratio=float(ratio),
            ratio_z=float(ratio_z),
            p_value=float(self.sides.p[0 if side is Vote.AGREE else 1, *at]),
            is_best_agreement=is_best,
        )

    def larger_side(self, place: int) -> Vote:
        at = self.number, place
        return Vote.AGREE if self.statistics.rat[at] > self.statistics.rdt[at] else Vote.DISAGREE


def _ranked(statements: list[RepresentativeStatement]) -> list[RepresentativeStatement]:
    """The highest score first; they come in the order of their ids, in which equal ones stay."""
    return sorted(statements, key=lambda one: -one.score)


def _agreements_first(
    statements: list[RepresentativeStatement],
) -> tuple[RepresentativeStatement, ...]:
    return tuple(sorted(statements, key=lambda one: -one.side))


def _proven_choice(group: _Group) -> tuple[RepresentativeStatement, ...]:
    passed = group.sides.passed[:, group.number]
    ranked = _ranked(
        [
            group.told(place, side)
            for place in group.order.tolist()
            for side, row in ((Vote.AGREE, 0), (Vote.DISAGREE, 1))
            if passed[row, place]
        ]
    )
    chosen = ranked[: group.rule.at_most]
    agreements = [one for one in ranked if one.side is Vote.AGREE]
    if agreements and all(one.side is Vote.DISAGREE for one in chosen):
        chosen[-1] = agreements[0]
    return _agreements_first(chosen)


def _polis_choice(group: _Group) -> tuple[RepresentativeStatement, ...]:
    agreeing, disagreeing = group.sides.passed[:, group.number]
    passed = agreeing | disagreeing
    ranked = _ranked(
        [
            group.told(place, group.larger_side(place))
            for place in group.order.tolist()
            if passed[place]
        ]
    )
    best = _best_agreement(group)
    if best is not None:
        head = group.told(best, group.larger_side(best), is_best=True)
        rest = [one for one in ranked if one.statement != head.statement]
        return _agreements_first([head, *rest][: group.rule.at_most])
    if ranked or not group.order.size:
        return ()
    found = group.statistics
    largest = np.maximum(found.rat[group.number], found.rdt[group.number])[group.order]
    place = int(group.order[int(largest.argmax())])
    return (group.told(place, group.larger_side(place)),)


def _best_agreement(group: _Group) -> int | None:
    """Polis's search in the order of ids. What it compares depends on the best so far, so it is a walk, not a maximum.

    The first statement with a majority (by its z, or with ``ra`` > 1 and ``pa`` > 1/2) is the best so far. Once the
    best has ``ra`` > 1, ra × rat × pa × pat must be beaten, before that pa × pat.
    """
    found, number = group.statistics, group.number
    needed = ndtri(group.rule.confidence)
    pa, pat, ra, rat = found.pa[number], found.pat[number], found.ra[number], found.rat[number]
    general, special = pa * pat, ra * rat * pa * pat
    starts = (pat > needed) | ((ra > 1) & (pa > 0.5))
    takes_side = found.na[number] + found.nd[number] > 0
    best: int | None = None
    for place in group.order[takes_side[group.order]].tolist():
        if best is None:
            best = place if starts[place] else None
        else:
            measure = special if ra[best] > 1 else general
            best = place if measure[place] > measure[best] else best
    return best


def _allowed(ids: Ids, left_out: ArrayLike | None, statement_count: int) -> Mask:
    if ids.shape != (statement_count,):
        raise ValueError(
            f"statement_ids must be one for each of {statement_count} statements, got shape {ids.shape}."
        )
    if left_out is None:
        return np.ones(statement_count, dtype=np.bool_)
    rejected = np.asarray(left_out)
    if rejected.dtype != np.bool_ or rejected.shape != (statement_count,):
        raise ValueError(
            f"left_out must be one truth value for each of {statement_count} statements, "
            f"got {rejected.dtype} of shape {rejected.shape}."
        )
    return ~rejected
