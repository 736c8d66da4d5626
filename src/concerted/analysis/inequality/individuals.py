"""Individual rows with ordered subgroups and their design, ready for the rank-based measures.

Everyone in a subgroup has one rank, so that a million rows become a few thousand cells (``sums``),
from which the estimates and the linearised errors follow exactly. Make ``Individuals`` once and
give it to ``individual_absolute_concentration_index``, ``individual_relative_concentration_index``, ``individual_slope_index_of_inequality`` and ``individual_relative_index_of_inequality``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, finite
from concerted.analysis.inequality.groups import Reading, limits
from concerted.analysis.inequality.rank import codes, ridits
from concerted.analysis.inequality.result import Estimate, Interval, normal_quantile
from concerted.analysis.inequality.sums import Sums, sum_rows
from concerted.analysis.inequality.survey import (
    Design,
    covariance_of_totals,
    design,
    finite_population,
)


@dataclass(frozen=True, slots=True)
class Individuals:
    """People in ordered subgroups and how they were drawn; made by ``individuals`` or ``from_sums``.

    Attributes
    ----------
    sums : the rows, summed over cells of subgroup, sampling unit and stratum
    weight : (K,) array, Σ w of each subgroup, from the most disadvantaged
    mean : (K,) array, weighted mean outcome of each subgroup
    rank : (K,) array, ridit rank of each subgroup
    spread : (K,) array, Σ w (y - mean)² of each subgroup
    rows : how many people
    sample : the design of the cells; None for a simple sample without weights, strata and units
    lowest, highest : the range of the outcomes; NaN where only sums are known
    """

    sums: Sums
    weight: Floats
    mean: Floats
    rank: Floats
    spread: Floats
    rows: int
    sample: Design | None
    lowest: float
    highest: float


def individuals(
    outcome: ArrayLike,
    order: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    psu: ArrayLike | None = None,
    fpc: ArrayLike | None = None,
) -> Individuals:
    """Individual data, checked and summed once for all rank-based measures.

    With ``weight``, ``strata``, ``psu`` or ``fpc`` the errors are those of the survey's design
    (``survey.linearised_covariance``), otherwise those of a simple sample.

    Parameters
    ----------
    outcome : (N,) array, 0/1 or any numbers in one unit; rows where it is NaN are left out with
        everything that belongs to them
    order : (N,) array of numbers, the place of each person's subgroup, lowest most disadvantaged
    weight : (N,) array, > 0, sampling weights; 1 each if None
    strata, psu : (N,) arrays of numbers or texts, see ``survey.design``
    fpc : (N,) array, finite population correction by stratum, see ``survey.design``

    Returns
    -------
    Individuals

    Raises
    ------
    ValueError: shapes differ, a value is infinite, a design value is missing or out of range,
    nobody has an outcome, or all are in one subgroup.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> people = individuals([0, 1, 0, 1], [1, 1, 2, 2], weight=[1, 1, 1, 3])
    >>> people.mean, people.rows
    (array([0.5 , 0.75]), 4)
    """
    outcomes = np.asarray(outcome, dtype=np.float64)
    columns = {"order": order, "weight": weight, "strata": strata, "psu": psu, "fpc": fpc}
    given = {name: _column(values, name, outcomes.shape) for name, values in columns.items()}
    is_known = ~np.isnan(outcomes)
    if not is_known.all():
        outcomes = outcomes[is_known]
        given = {name: None if v is None else v[is_known] for name, v in given.items()}
    outcomes = finite(outcomes, "outcome")
    places, number = codes(finite(_there(given["order"]), "order"), "order")
    if number < 2:
        raise ValueError("order must place people in at least two subgroups, got one.")
    units = None if given["psu"] is None else codes(given["psu"], "psu")[0]
    sums = sum_rows(places, outcomes, weight=given["weight"], strata=given["strata"], units=units)
    is_simple = all(given[name] is None for name in ("weight", "strata", "psu", "fpc"))
    corrections = _corrections(given["fpc"], given["strata"])
    return _reduced(sums, is_simple, corrections, (outcomes.min(), outcomes.max()))


def from_sums(sums: Sums) -> Individuals:
    """The same as ``individuals`` from rows that were summed where they are, as by an engine.

    Parameters
    ----------
    sums : Sums with subgroups numbered from the most disadvantaged

    Returns
    -------
    Individuals

    Raises
    ------
    ValueError: all are in one subgroup.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> people = from_sums(sum_rows([0, 0, 1, 1], [0, 1, 0, 1], weight=[1, 1, 1, 3]))
    >>> people.rank
    array([0.16666667, 0.66666667])
    """
    is_simple = not sums.is_weighted and sums.units is None and not sums.strata.any()
    return _reduced(sums, is_simple, None, (np.nan, np.nan))


def _column(
    values: ArrayLike | None, name: str, shape: tuple[int, ...]
) -> NDArray[np.generic] | None:
    if values is None:
        return None
    given = np.asarray(values)
    if given.shape != shape or given.ndim != 1:
        raise ValueError(
            f"outcome and {name} must be 1-D and alike, got shapes {shape} and {given.shape}."
        )
    return given


def _there(values: NDArray[np.generic] | None) -> NDArray[np.generic]:
    if values is None:
        raise ValueError("order must be given: the place of each person's subgroup.")
    return values


def _corrections(
    fpc: NDArray[np.generic] | None, strata: NDArray[np.generic] | None
) -> Floats | None:
    """The stated ``fpc`` of each stratum, in the order of the strata's codes."""
    if fpc is None:
        return None
    given = finite(fpc, "fpc", above=0)
    at = np.zeros(given.size, dtype=np.intp) if strata is None else codes(strata, "strata")[0]
    stated = np.zeros(int(at.max()) + 1)
    stated[at] = given
    if (stated[at] != given).any():
        raise ValueError("fpc must be the same in all rows of a stratum; it differs within one.")
    return stated


def _reduced(
    sums: Sums, is_simple: bool, fpc: Floats | None, extent: tuple[float, float]
) -> Individuals:
    number = int(sums.subgroup.max()) + 1

    def of_subgroups(values: ArrayLike) -> Floats:
        total = np.bincount(sums.subgroup, np.asarray(values, dtype=np.float64), number)
        return np.asarray(total, dtype=np.float64)

    weight = of_subgroups(sums.weight)
    if np.count_nonzero(weight) < 2:
        raise ValueError("order must place people in at least two subgroups, got one.")
    divisor = np.where(weight > 0, weight, 1)
    mean = of_subgroups(sums.outcome) / divisor
    spread = of_subgroups(sums.outcome_squares) - weight * mean**2
    return Individuals(
        sums=sums,
        weight=weight,
        mean=mean,
        rank=ridits(weight, np.arange(number, dtype=np.float64)),
        spread=np.maximum(spread, 0),
        rows=int(sums.count.sum()),
        sample=None if is_simple else _design_of_cells(sums, fpc),
        lowest=float(extent[0]),
        highest=float(extent[1]),
    )


def _design_of_cells(sums: Sums, fpc: Floats | None) -> Design:
    """The design with cells for rows; where each row is its own unit, only how many there are."""
    if sums.units is not None:
        stated = None if fpc is None else fpc[sums.strata]
        ones = np.ones(sums.strata.size)
        return design(ones, strata=sums.strata, psu=sums.units, fpc=stated)
    drawn = np.bincount(sums.strata, sums.count).astype(np.float64)
    is_lonely = drawn == 1
    factor = np.where(is_lonely, 1.0, drawn / np.maximum(drawn - 1, 1))
    if fpc is not None:
        factor = factor * finite_population(fpc, np.arange(drawn.size), drawn)
    return Design(sums.weight, None, sums.strata, factor, is_lonely)


def score_covariance(people: Individuals, slope: Floats, constant: Floats) -> Floats:
    """The covariance of Σ w s, with scores s = ``slope`` · y + ``constant`` of one's subgroup.

    Parameters
    ----------
    people : Individuals of K subgroups
    slope, constant : (K, Q) arrays

    Returns
    -------
    (Q, Q) array: for a simple sample Σ s s', otherwise the survey's linearised covariance.
    """
    if people.sample is None:
        level = slope * people.mean[:, np.newaxis] + constant
        own = (slope * people.spread[:, np.newaxis]).T @ slope
        return np.asarray(own + (level * people.weight[:, np.newaxis]).T @ level)
    sums = people.sums
    own, base = slope[sums.subgroup], constant[sums.subgroup]
    scores = own * sums.outcome[:, np.newaxis] + base * sums.weight[:, np.newaxis]
    if sums.units is not None:
        return covariance_of_totals(scores, people.sample)
    middle = people.mean[sums.subgroup]
    return _covariance_of_rows(sums, people.sample, (own, base, middle), scores)


def _covariance_of_rows(
    sums: Sums, sample: Design, parts: tuple[Floats, Floats, Floats], scores: Floats
) -> Floats:
    """``score_covariance`` where each row is its own sampling unit, from sums of squares.

    A score own · y + base is taken as own · (y - m) + (own · m + base), m the mean of its subgroup, so
    that large outcomes cost no precision.
    """
    own, base, middle = parts
    level = own * middle[:, np.newaxis] + base
    drawn = np.bincount(sums.strata, sums.count).astype(np.float64)
    factor = sample.factor
    each = factor[sums.strata]
    first = sums.weight_squares_outcome - middle * sums.weight_squares
    second = sums.weight_squares_outcome_squares - middle * (sums.weight_squares_outcome + first)
    both = (own * (each * first)[:, np.newaxis]).T @ level
    inner = (own * (each * np.maximum(second, 0))[:, np.newaxis]).T @ own + both + both.T
    inner = inner + (level * (each * sums.weight_squares)[:, np.newaxis]).T @ level
    totals = np.stack([np.bincount(sums.strata, column) for column in scores.T], axis=-1)
    lonely = sample.is_lonely[:, np.newaxis]
    centre = np.where(lonely, scores.sum(axis=0) / drawn.sum(), totals / drawn[:, np.newaxis])
    cross = (totals * factor[:, np.newaxis]).T @ centre
    square = (centre * (factor * drawn)[:, np.newaxis]).T @ centre
    covariance = inner - cross - cross.T + square
    np.fill_diagonal(covariance, np.maximum(np.diagonal(covariance), 0))
    return np.asarray(covariance)


def estimate_of_people(
    code: str,
    people: Individuals,
    value: float,
    se: float,
    confidence: float,
    interval: Interval,
    *,
    corrected_se: float | None = None,
) -> Estimate:
    """A measure of individual rows as an ``Estimate``, without interval where the error is NaN.

    Raises
    ------
    ValueError: ``confidence`` is not between 0 and 1.
    """
    normal_quantile(confidence)
    found = np.asarray(value, dtype=np.float64)
    ends = limits(Reading(found, np.asarray(se)), interval, confidence)
    plain = Estimate(
        measure=code,
        estimate=float(value),
        confidence=confidence,
        subgroups=int(np.count_nonzero(people.weight)),
        corrected_se=corrected_se if corrected_se == corrected_se else None,
    )
    if ends is None or not np.isfinite(ends).all():
        return plain
    low, high = (float(end) for end in ends)
    return replace(plain, se=float(se), lower=low, upper=high, interval=interval)
