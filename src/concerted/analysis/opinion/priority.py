"""Which statement to show next: those that unite or divide, that people take sides on, and that few have seen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.opinion.statistics import smoothed_share
from concerted.analysis.opinion.votes import VoteCounts

META_PRIORITY = 49.0
"""Polis shows statements about the participants themselves (is-meta) as often as this."""
NEWNESS = 8.0
"""How much a statement that nobody saw gains: its importance counts 1 + 8 times."""
HALF_LIFE = 5.0
"""Votes after which that gain is halved."""


def statement_importance(counts: VoteCounts, extremity: ArrayLike) -> Floats:
    """How much a vote on a statement tells: agreed with, rarely passed over, far from the middle of the map.

    (na + 1)/(ns + 2) × (1 − (npass + 1)/(ns + 2)) × (1 + extremity).

    Parameters
    ----------
    counts : (S,) votes, in Polis those of the clustered participants
    extremity : (S,) distances ≥ 0 of the statements from the middle of the map

    Returns
    -------
    (S,) array > 0.

    Raises
    ------
    ValueError: shapes differ, there is no statement, or an extremity is missing or negative.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> counts = VoteCounts(agree=np.array([6]), disagree=np.array([0]), passed=np.array([2]))
    >>> statement_importance(counts, [1.0])
    array([0.98])
    """
    far = finite(extremity, "extremity", at_least=0)
    seen = np.asarray(counts.seen, dtype=np.float64)
    alike(counts=seen, extremity=far)
    passed = smoothed_share(counts.passed, seen)
    importance: Floats = smoothed_share(counts.agree, seen) * (1 - passed) * (1 + far)
    return importance


def statement_priorities(
    counts: VoteCounts, extremity: ArrayLike, *, is_meta: ArrayLike | None = None
) -> Floats:
    """Weights with which statements are drawn to be shown next.

    (importance × (1 + 8 × 2^(−ns/5)))²: what few saw gains; 49 for meta statements. Rejected statements get a figure
    like any other: leave them out when drawing.

    Parameters
    ----------
    counts : (S,) votes, in Polis those of the clustered participants
    extremity : (S,) distances ≥ 0 of the statements from the middle of the map
    is_meta : (S,) bool, statements about the participants themselves; None is none

    Returns
    -------
    (S,) array > 0.

    Raises
    ------
    ValueError: shapes differ, there is no statement, or an extremity is missing or negative.

    References
    ----------
    Small et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2).

    Examples
    --------
    >>> counts = VoteCounts(agree=np.array([0, 6]), disagree=np.array([0, 0]), passed=np.array([0, 2]))
    >>> statement_priorities(counts, [0.0, 1.0]).round(3)
    array([ 5.062, 12.718])
    """
    scale = 1 + NEWNESS * np.exp2(-np.asarray(counts.seen, dtype=np.float64) / HALF_LIFE)
    priorities: Floats = (statement_importance(counts, extremity) * scale) ** 2
    if is_meta is None:
        return priorities
    marked = np.asarray(is_meta)
    if marked.dtype != np.bool_ or marked.shape != priorities.shape:
        raise ValueError(
            f"is_meta must be one truth value for each of {priorities.size} statements, "
            f"got {marked.dtype} of shape {marked.shape}."
        )
    return np.where(marked, META_PRIORITY, priorities)


def next_statements(
    priorities: ArrayLike,
    seen: ArrayLike,
    generator: np.random.Generator,
    *,
    count: int = 1,
    left_out: ArrayLike | None = None,
) -> NDArray[np.int64]:
    """Statements to show next to one participant: drawn by priority from those not yet voted on, none twice.

    The first of the result is drawn with chances in proportion to the priorities, the next from the rest likewise
    (Efraimidis & Spirakis 2006: the smallest of exponential waiting times with these rates).

    Parameters
    ----------
    priorities : (S,) array ≥ 0; 0 is never shown
    seen : (S,) bool, statements that this participant voted on (or passed over)
    generator : where chance comes from; the same state draws the same
    count : most statements wanted, ≥ 0
    left_out : (S,) bool, statements nobody is shown, such as those moderated out; None is none

    Returns
    -------
    Positions of at most ``count`` statements, the first to be shown first; empty when none is left.

    Raises
    ------
    ValueError: shapes differ, a priority is missing or negative, a mask is not of truth values, or count is negative.

    References
    ----------
    Efraimidis & Spirakis (2006), doi:10.1016/j.ipl.2005.11.003.

    Examples
    --------
    >>> next_statements([1.0, 5.0, 0.0], [False, True, False], np.random.default_rng(1), count=3)
    array([0])
    """
    weights = finite(priorities, "priorities", at_least=0)
    if count < 0:
        raise ValueError(f"count must be 0 or more, got {count}.")
    is_open = weights > 0
    for name, marks in (("seen", seen), ("left_out", left_out)):
        if marks is None:
            continue
        marked = np.asarray(marks)
        if marked.dtype != np.bool_ or marked.shape != weights.shape:
            raise ValueError(
                f"{name} must be one truth value for each of {weights.size} statements, "
                f"got {marked.dtype} of shape {marked.shape}."
            )
        is_open &= ~marked
    # One waiting time for every statement, so that what this one draws does not hang on what others saw.
    waiting = np.full(weights.size, math.inf)
    drawn = generator.standard_exponential(weights.size)
    waiting[is_open] = drawn[is_open] / weights[is_open]
    order = np.argsort(waiting, kind="stable")[: min(count, int(is_open.sum()))]
    return order.astype(np.int64)
