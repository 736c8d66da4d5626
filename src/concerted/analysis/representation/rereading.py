"""Reading answers again with weights, beside the reading without."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, finite
from concerted.analysis.representation.intervals import (
    Method,
    critical_value,
    score_interval,
)

BLOCK = 4_000_000  # answers looked at in one go


class Verdict(IntEnum):
    """Whether to believe the weighted reading of a statement rather than the plain one."""

    BETTER = 0
    NOISIER = 1
    """The weights move no share by more than the uncertainty they add."""
    TOO_THIN = 2
    """Too few people carry too much of the weight."""
    NO_ANSWERS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Shares of each answer to S statements, L answers each, without and with weights.

    Attributes
    ----------
    levels : (L,) the answers told apart
    answered : (S,) people who answered
    effective : (S,) (Σw)² / Σw² of those who answered (Kish)
    plain, plain_lower, plain_upper : (S, L) shares without weights, with Wilson's interval
    weighted, weighted_lower, weighted_upper : (S, L) shares with weights, with Wilson's interval for
        the effective number of people
    verdict : (S,) :class:`Verdict`
    confidence : of the intervals
    """

    levels: Floats
    answered: NDArray[np.int64]
    effective: Floats
    plain: Floats
    plain_lower: Floats
    plain_upper: Floats
    weighted: Floats
    weighted_lower: Floats
    weighted_upper: Floats
    verdict: NDArray[np.int8]
    confidence: float

    @property
    def shifts(self) -> Floats:
        """(S, L) weighted share minus plain share, in percentage points."""
        return 100.0 * (self.weighted - self.plain)

    @property
    def design_effects(self) -> Floats:
        """(S,) people who answered per effective one, ≥ 1; NaN without answers."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.answered / self.effective, dtype=np.float64)


def reread(
    answers: ArrayLike,
    weights: ArrayLike,
    *,
    levels: ArrayLike | None = None,
    confidence: float = 0.95,
    least_effective: float = 30.0,
    least_kept: float = 1 / 3,
) -> Reading:
    """Shares of each answer with weights, beside those without, and whether the weights help.

    weighted share = Σ w [answer = level] / Σ w over those who answered; its interval is Wilson's for
    the effective size (Σw)²/Σw², so p(1-p)/n grows by the design effect.

    The weighted reading is TOO_THIN when fewer than ``least_effective`` effective people answered or
    fewer than ``least_kept`` of those who did are left; else it is NOISIER when for every answer

        (weighted - plain)² < var(weighted) - var(plain),

    that is, when the bias that the weights appear to remove is less than the variance they add; else
    it is BETTER.

    Parameters
    ----------
    answers : (N, S) or (N,) numbers, NaN where a person did not answer (a pass is an answer)
    weights : (N,) ≥ 0, not all 0, such as those of :func:`rake`
    levels : (L,) answers to tell apart; all that occur, ascending, if None. Other answers count as
        answered.
    confidence : between 0 and 1
    least_effective : people
    least_kept : share

    Returns
    -------
    Reading; a statement that nobody of weight answered has shares NaN and NO_ANSWERS

    Raises
    ------
    ValueError: lengths differ; an answer is infinite; weights are missing, negative or all 0; levels are
        empty or there are none; ``confidence`` is out of range.

    References
    ----------
    Kish (1965), Survey Sampling, Wiley, sections 8.2 and 11.7. Wilson (1927). Korn & Graubard (1999),
    Analysis of Health Surveys, Wiley, section 2.3 (effective size in score intervals).

    Examples
    --------
    >>> votes = np.repeat([1.0, -1.0], [60, 40])
    >>> found = reread(votes, np.repeat([0.5, 1.75], [60, 40]))
    >>> found.levels, found.weighted.round(2)
    (array([-1.,  1.]), array([[0.7, 0.3]]))
    >>> Verdict(found.verdict[0]).name, round(float(found.effective[0]), 1)
    ('BETTER', 72.7)
    """
    given = np.asarray(answers)
    if given.dtype.kind not in "iuf":  # whole numbers stay as small as they come
        given = given.astype(np.float64)
    given = given[:, None] if given.ndim == 1 else given
    if given.ndim != 2 or given.size == 0:
        raise ValueError(
            f"answers must be people by statements, not empty, got shape {given.shape}."
        )
    if np.isinf(np.fmax.reduce(given, axis=None)) or np.isinf(np.fmin.reduce(given, axis=None)):
        raise ValueError("answers must be finite numbers; leave NaN where there is none.")
    w = _weights(weights, len(given))
    found = _levels(given, levels)
    counts = np.zeros((given.shape[1], len(found) + 1))
    sums, squares = np.zeros_like(counts), np.zeros(given.shape[1])
    step = max(1, BLOCK // len(given))
    for start in range(0, given.shape[1], step):
        block = given[:, start : start + step]
        part = slice(start, start + step)
        said = ~np.isnan(block)
        squares[part] = (w**2) @ said
        for place, mask in enumerate([*(block == level for level in found), said]):
            counts[part, place], sums[part, place] = mask.sum(axis=0), w @ mask
    return _reading(found, counts, sums, squares, confidence, (least_effective, least_kept))


def reread_votes(
    people: ArrayLike,
    statements: ArrayLike,
    votes: ArrayLike,
    weights: ArrayLike,
    *,
    statement_count: int,
    levels: ArrayLike | None = None,
    confidence: float = 0.95,
    least_effective: float = 30.0,
    least_kept: float = 1 / 3,
) -> Reading:
    """:func:`reread` for answers that come as a list, one row an answer, without a matrix in memory.

    Parameters
    ----------
    people, statements : (V,) places of who answered (0 to N - 1) what (0 to statement_count - 1); a
        pair comes once
    votes : (V,) the answers
    weights : (N,) ≥ 0, not all 0
    statement_count : ≥ 1, statements in all, answered or not
    levels, confidence, least_effective, least_kept : as for :func:`reread`

    Returns
    -------
    Reading

    Raises
    ------
    ValueError: as :func:`reread`; a place is not whole or out of range.

    References
    ----------
    As ``reread``.

    Examples
    --------
    >>> found = reread_votes([0, 1, 2], [0, 0, 0], [1, 1, -1], [1, 1, 2], statement_count=2)
    >>> found.weighted
    array([[0.5, 0.5],
           [nan, nan]])
    """
    answer = _numbers(votes, "votes")
    w = _weights(weights, None)
    who = _places(people, "people", len(w))
    what = _places(statements, "statements", statement_count)
    if not answer.shape == who.shape == what.shape:
        raise ValueError(
            f"people, statements and votes must be alike, got shapes {who.shape}, {what.shape} and"
            f" {answer.shape}."
        )
    found = _levels(answer, levels)
    counts = np.zeros((statement_count, len(found) + 1))
    sums, heft = np.zeros_like(counts), w[who]
    for place, level in enumerate(found):
        said = answer == level
        counts[:, place] = np.bincount(what[said], minlength=statement_count)
        sums[:, place] = np.bincount(what[said], weights=heft[said], minlength=statement_count)
    counts[:, -1] = np.bincount(what, minlength=statement_count)
    sums[:, -1] = np.bincount(what, weights=heft, minlength=statement_count)
    squares = np.zeros(statement_count)
    squares[:] = np.bincount(what, weights=heft * heft, minlength=statement_count)
    return _reading(found, counts, sums, squares, confidence, (least_effective, least_kept))


def _numbers(values: ArrayLike, name: str) -> Floats:
    """As :func:`finite`, but whole numbers stay as small as they come: there may be many of them."""
    given = np.asarray(values)
    if given.dtype.kind in "iu" and given.ndim == 1 and given.size:
        return given
    return finite(given, name)


def _weights(weights: ArrayLike, count: int | None) -> Floats:
    w = finite(weights, "weights", at_least=0)
    if count is not None and len(w) != count:
        raise ValueError(f"weights must be one for each of {count} people, got {len(w)}.")
    if w.max() == 0:
        raise ValueError("weights must be above 0 for at least one person.")
    return np.asarray(w / w.max())


def _places(places: ArrayLike, name: str, count: int) -> NDArray[np.int64]:
    given = _numbers(places, name)
    if given.dtype.kind == "f" and (given != np.rint(given)).any():
        raise ValueError(f"{name} must be whole places from 0.")
    if given.min() < 0 or given.max() >= count:
        raise ValueError(
            f"{name} must be places from 0 to {count - 1}, got {given.min()} to {given.max()}."
        )
    return given.astype(np.int64, copy=False)


def _levels(answers: Floats, levels: ArrayLike | None) -> Floats:
    if levels is not None:
        return np.unique(finite(levels, "levels"))
    found = np.zeros(0)
    step = max(1, BLOCK // max(answers[:1].size, 1))
    for start in range(0, len(answers), step):
        block = answers[start : start + step]
        known = np.isnan(block)
        for level in found:
            known |= block == level
        found = np.union1d(found, block[~known]).astype(np.float64)
    if len(found) == 0:
        raise ValueError("answers must hold at least one answer, or levels must be given.")
    return found


def _reading(
    levels: Floats,
    counts: Floats,
    sums: Floats,
    squares: Floats,
    confidence: float,
    least: tuple[float, float],
) -> Reading:
    """From (S, L + 1) counts and sums of weights, whose last column is of all who answered."""
    critical = critical_value(confidence, Method.WILSON)
    answered, mass = counts[:, -1:], sums[:, -1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        plain, weighted = counts[:, :-1] / answered, sums[:, :-1] / mass
        effective = mass[:, 0] ** 2 / squares
        spread = plain * (1 - plain) / answered, weighted * (1 - weighted) / effective[:, None]
        kept = effective / answered[:, 0]
    effective = np.nan_to_num(effective)
    weighted = np.clip(weighted, 0.0, 1.0)
    noisier = ((weighted - plain) ** 2 < spread[1] - spread[0]).all(axis=1)
    too_thin = (effective < least[0]) | (kept < least[1])
    verdict = np.where(
        too_thin, Verdict.TOO_THIN, np.where(noisier, Verdict.NOISIER, Verdict.BETTER)
    )
    verdict = np.where(mass[:, 0] > 0, verdict, Verdict.NO_ANSWERS).astype(np.int8)
    return Reading(
        levels, answered[:, 0].astype(np.int64), effective,
        plain, *score_interval(plain, answered, critical),
        weighted, *score_interval(weighted, effective[:, None], critical),
        verdict, confidence,
    )  # fmt: skip
