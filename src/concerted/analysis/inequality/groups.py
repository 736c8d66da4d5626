"""Subgroups of one setting or of many, checked once, and what a measure says of them.

Every measure is a *core*: a function from ``Groups`` to ``Reading`` that reduces the last axis. The
leading axes are free, so that the same lines serve one setting ``()``, a stack of settings with
equally many subgroups ``(S,)`` and the draws of a simulation ``(D,)`` or ``(D, S)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TypedDict

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.inequality.result import Estimate, Interval, normal_quantile

MOST_MISSING = 0.15


class Refusal(StrEnum):
    """Why a measure is not given; ``REFUSALS`` has the sentence of each."""

    TOO_FEW = "too_few"
    TOO_MANY_MISSING = "too_many_missing"
    ONLY_ORDERED = "only_ordered"
    ONLY_NOT_ORDERED = "only_not_ordered"
    NO_POPULATION = "no_population"
    NO_MEAN = "no_mean"
    NO_REFERENCE = "no_reference"
    NEGATIVE_RATE = "negative_rate"
    ZERO_RATE = "zero_rate"
    ZERO_DENOMINATOR = "zero_denominator"
    MEAN_NOT_POSITIVE = "mean_not_positive"
    BEYOND_SCALE = "beyond_scale"
    NOT_ESTIMABLE = "not_estimable"
    TIED_ORDER = "tied_order"
    INCONSISTENT = "inconsistent"
    INVALID = "invalid"
    OVERFLOW = "overflow"


REFUSALS: dict[Refusal, str] = {
    Refusal.TOO_FEW: "fewer than two subgroups have a known rate; at least two are needed",
    Refusal.TOO_MANY_MISSING: "more than 15 % of the subgroups have no rate; more of them are needed",
    Refusal.ONLY_ORDERED: "the measure needs subgroups in a natural order",
    Refusal.ONLY_NOT_ORDERED: "the measure is for subgroups without a natural order",
    Refusal.NO_POPULATION: "the population of every subgroup is needed",
    Refusal.NO_MEAN: "the population of every subgroup or the setting average is needed",
    Refusal.NO_REFERENCE: "a reference subgroup with a known rate is needed",
    Refusal.NEGATIVE_RATE: "a rate is below 0; the measure needs rates of at least 0",
    Refusal.ZERO_RATE: "a rate is 0, whose logarithm is infinite; rates above 0 are needed",
    Refusal.ZERO_DENOMINATOR: "the rate to divide by is 0; a rate above 0 is needed",
    Refusal.MEAN_NOT_POSITIVE: "the mean rate is not above 0; a relative measure needs one that is",
    Refusal.BEYOND_SCALE: "a rate lies beyond the scale of the indicator; the right scale is needed",
    Refusal.NOT_ESTIMABLE: "the model has no finite solution for these rates; others are needed",
    Refusal.TIED_ORDER: "two subgroups have the same place in the order; each needs its own",
    Refusal.INCONSISTENT: "order, direction, scale or average differ between subgroups; one is needed",
    Refusal.INVALID: "a rate, error or population is infinite or negative; finite ones are needed",
    Refusal.OVERFLOW: "the value is too large for a number; rates in another unit are needed",
}


class Given(TypedDict, total=False):
    """What every measure of aggregated data takes beside ``rates``; each uses what it needs.

    se : (G,) array, ≥ 0, standard errors in the unit of ``rates``; NaN = unknown
    population : (G,) array, ≥ 0, people in each subgroup; a subgroup of nobody is left out
    ordered : whether the subgroups stand in a natural order, then from the most disadvantaged to
        the most advantaged; default False
    favourable : whether more is better; default True
    reference : position of the reference subgroup, from 0
    setting_average : mean of the whole setting, in the unit of ``rates``
    scale : 100 for per cent (bounded by 0 and 100), 1 for shares (0 and 1), 1000 for a rate per
        1000 and so on (bounded by 0); None for no bounds; default 100
    confidence : of the interval, between 0 and 1; default 0.95
    """

    se: ArrayLike | None
    population: ArrayLike | None
    ordered: bool
    favourable: bool
    reference: int | None
    setting_average: float | None
    scale: float | None
    confidence: float


@dataclass(frozen=True)
class Groups:
    """Checked subgroups; the last axis of each array is the subgroup, in order where ordered.

    Attributes
    ----------
    rates : (..., K) array without missing values, K ≥ 2
    se : (..., K) array, NaN where unknown, or None
    population : (..., K) array, > 0, or None
    ordered : whether the axis runs from the most disadvantaged to the most advantaged
    favourable : (...) array of truths
    reference : (...) array of positions on the last axis, or None
    average : (...) array, NaN where there is none
    scale : (...) array, NaN for an indicator without bounds
    confidence : of the intervals
    positions : (K,) positions of the subgroups in what the caller gave; empty in a stack
    """

    rates: Floats
    se: Floats | None
    population: Floats | None
    ordered: bool
    favourable: NDArray[np.bool_]
    reference: NDArray[np.intp] | None
    average: Floats
    scale: Floats
    confidence: float = 0.95
    positions: tuple[int, ...] = ()

    @cached_property
    def share(self) -> Floats:
        """Shares of the population, (..., K); equal ones where sizes are not known."""
        if self.population is None:
            return np.full(self.rates.shape[-1], 1.0 / self.rates.shape[-1])
        return np.asarray(self.population / self.population.sum(axis=-1, keepdims=True))

    @cached_property
    def mean(self) -> Floats:
        """Mean weighted by population, (...); exactly the rate where all are equal."""
        origin = self.rates[..., :1]
        return np.asarray(origin[..., 0] + np.vecdot(self.rates - origin, self.share))

    @cached_property
    def deviation(self) -> Floats:
        """Rates less their weighted mean, (..., K)."""
        return np.asarray(self.rates - self.mean[..., None])

    def part(self, part: slice) -> Groups:
        """Some settings of a stack (S, K)."""
        return replace(
            self,
            rates=self.rates[part],
            se=None if self.se is None else self.se[part],
            population=None if self.population is None else self.population[part],
            favourable=self.favourable[part],
            reference=None if self.reference is None else self.reference[part],
            average=self.average[part],
            scale=self.scale[part],
        )

    def drawn(self, rates: Floats) -> Groups:
        """The same subgroups with ``rates`` of a simulation, of which no errors are known."""
        return replace(self, rates=rates, se=None)


Refused = tuple[NDArray[np.bool_], Refusal]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a core says of a stack: arrays of the leading shape (...), NaN where not defined.

    ``refused`` pairs masks (...) with reasons; ``compared`` holds positions on the last axis. A
    ``se`` is that of the logarithm where the interval is logarithmic.
    """

    estimate: Floats
    se: Floats | None = None
    refused: tuple[Refused, ...] = ()
    compared: tuple[NDArray[np.intp], ...] = ()
    corrected: Floats | None = None
    corrected_se: Floats | None = None


Core = Callable[[Groups], Reading]


def pick(values: Floats, position: NDArray[np.intp]) -> Floats:
    """The value at each ``position`` (...) of the last axis of ``values`` (..., K).

    Examples
    --------
    >>> pick(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1, 0]))
    array([2., 3.])
    """
    if position.ndim == 0:
        return np.asarray(values[..., int(position)])
    lead = np.broadcast_shapes(values.shape[:-1], position.shape)
    values = np.broadcast_to(values, (*lead, values.shape[-1]))
    index = np.broadcast_to(position, lead)[..., None]
    return np.asarray(np.take_along_axis(values, index, axis=-1)[..., 0])


def _rates(rates: ArrayLike) -> Floats:
    given = np.asarray(rates, dtype=np.float64)
    if given.ndim != 1:
        raise ValueError(f"rates must have 1 dimension, got shape {given.shape}.")
    if given.size == 0:
        raise ValueError("rates must not be empty.")
    if np.isinf(given).any():
        raise ValueError("rates must not be infinite; a missing rate is NaN.")
    return given


def _errors(se: ArrayLike | None, rates: Floats) -> Floats | None:
    if se is None:
        return None
    given = np.asarray(se, dtype=np.float64)
    alike(rates=rates, se=given)
    if (given < 0).any() or np.isinf(given).any():
        raise ValueError("se must be finite and at least 0; an unknown one is NaN.")
    return given


def _population(population: ArrayLike | None, rates: Floats) -> Floats | None:
    if population is None:
        return None
    given = np.asarray(population, dtype=np.float64)
    alike(rates=rates, population=given)
    known = given[~np.isnan(rates)]
    if known.size:
        finite(known, "population", at_least=0)
    return given


def _position(
    reference: int | None, known: NDArray[np.intp], size: int
) -> NDArray[np.intp] | None:
    if reference is None:
        return None
    if not 0 <= reference < size:
        raise ValueError(f"reference must be a position from 0 to {size - 1}, got {reference}.")
    found = np.flatnonzero(known == reference)
    if found.size == 0:
        raise ValueError(f"{REFUSALS[Refusal.NO_REFERENCE].capitalize()}.")
    return np.asarray(found[0])


def _number(value: float | None, name: str, *, above: float) -> Floats:
    if value is None:
        return np.asarray(np.nan)
    return finite(value, name, dimensions=0, above=above)


def groups_of(
    rates: ArrayLike,
    *,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    ordered: bool = False,
    favourable: bool = True,
    reference: int | None = None,
    setting_average: float | None = None,
    scale: float | None = 100.0,
    confidence: float = 0.95,
    most_missing: float = MOST_MISSING,
) -> Groups:
    """The subgroups of one setting, checked, without those of unknown rate or without people.

    Parameters
    ----------
    rates : (G,) array in the unit that ``scale`` tells; NaN = missing
    se, population, ordered, favourable, reference, setting_average, scale, confidence : see ``Given``
    most_missing : the share of missing rates, from 0 to 1, above which subgroups that have no order
        are refused; 1 to take any

    Raises
    ------
    ValueError: shapes differ, a value is infinite or out of range, a population is missing beside a
        known rate, fewer than two subgroups remain, too many are missing, or the reference is.

    Examples
    --------
    >>> groups_of([10, np.nan, 30], population=[1, 2, 3], most_missing=0.5).rates
    array([10., 30.])
    """
    given = _rates(rates)
    errors, people = _errors(se, given), _population(population, given)
    normal_quantile(confidence)
    missing = np.isnan(given)
    known = np.flatnonzero(~missing if people is None else ~missing & (people != 0))
    if known.size < 2:
        raise ValueError(f"{REFUSALS[Refusal.TOO_FEW].capitalize()}.")
    if not ordered and missing.mean() > most_missing:
        raise ValueError(f"{REFUSALS[Refusal.TOO_MANY_MISSING].capitalize()}.")
    return Groups(
        rates=given[known],
        se=None if errors is None else errors[known],
        population=None if people is None else people[known],
        ordered=ordered,
        favourable=np.asarray(favourable, dtype=np.bool_),
        reference=_position(reference, known, given.size),
        average=_number(setting_average, "setting_average", above=-np.inf),
        scale=_number(scale, "scale", above=0),
        confidence=confidence,
        positions=tuple(known.tolist()),
    )


def reasons(reading: Reading) -> tuple[Refused, ...]:
    """All that a reading refuses, values too large for a number last."""
    return (*reading.refused, (~np.isfinite(reading.estimate), Refusal.OVERFLOW))


def _known(value: Floats | None) -> float | None:
    if value is None or not np.isfinite(value):
        return None
    return float(value)


def limits(
    reading: Reading, interval: Interval, confidence: float
) -> tuple[Floats, Floats] | None:
    """The ends of analytic intervals, (...) each, or None when no error is known.

    Normal: estimate ± z se. Logarithmic: estimate · exp(± z se), z the quantile for ``confidence``.
    """
    if reading.se is None:
        return None
    reach = normal_quantile(confidence) * reading.se
    if interval is Interval.LOGARITHMIC:
        factor = np.exp(reach)
        return np.asarray(reading.estimate / factor), np.asarray(reading.estimate * factor)
    return np.asarray(reading.estimate - reach), np.asarray(reading.estimate + reach)


def told(code: str, reading: Reading, groups: Groups) -> Estimate:
    """The reading of one setting as an ``Estimate`` that has no interval yet.

    Raises
    ------
    ValueError: the measure is refused; the message says why.
    """
    for mask, reason in reasons(reading):
        if mask:
            raise ValueError(f"Measure {code} cannot be given: {REFUSALS[reason]}.")
    positions = groups.positions
    return Estimate(
        measure=code,
        estimate=float(reading.estimate),
        confidence=groups.confidence,
        subgroups=groups.rates.shape[-1],
        compared=tuple(positions[int(where)] for where in reading.compared),
        corrected=_known(reading.corrected),
        corrected_se=_known(reading.corrected_se),
    )


def estimated(
    code: str, core: Core, groups: Groups, interval: Interval = Interval.NORMAL
) -> Estimate:
    """The measure ``code`` of one setting with its analytic interval where errors are known.

    Raises
    ------
    ValueError: the measure is refused; the message says why.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        reading = core(groups)
        estimate = told(code, reading, groups)
        ends = limits(reading, interval, groups.confidence)
    if ends is None or not np.isfinite(ends).all():
        return estimate
    return replace(
        estimate,
        se=_known(reading.se),
        lower=float(ends[0]),
        upper=float(ends[1]),
        interval=interval,
    )


def _lead(groups: Groups) -> tuple[int, ...]:
    return groups.rates.shape[:-1]


def without_population(groups: Groups) -> tuple[Refused, ...]:
    """The refusal of a measure that weighs by population where there is none."""
    if groups.population is not None:
        return ()
    return ((np.full(_lead(groups), True), Refusal.NO_POPULATION),)


def without_mean(groups: Groups) -> tuple[Refused, ...]:
    """The refusal of a measure from the mean where neither sizes nor an average are known."""
    if groups.population is not None:
        return ()
    return ((np.isnan(groups.average), Refusal.NO_MEAN),)


def mean_not_positive(mean: Floats) -> Refused:
    """The refusal of a measure in per cent of the mean where that is not above 0."""
    return mean <= 0, Refusal.MEAN_NOT_POSITIVE
