"""The register of all measures, and every measure of one setting in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.inequality import (
    attributable,
    concentration,
    disparity,
    entropy,
    pairs,
    slope,
    variance,
)
from concerted.analysis.inequality.groups import (
    MOST_MISSING,
    Core,
    Given,
    Groups,
    Refusal,
    estimated,
    groups_of,
    reasons,
    told,
)
from concerted.analysis.inequality.result import Estimate, Interval
from concerted.analysis.inequality.simulation import (
    DRAWS,
    beyond_scale,
    simulate,
    with_simulated,
)


class Dimension(StrEnum):
    """For which subgroups a measure is meant."""

    ANY = "any"
    ORDERED = "ordered"
    NOT_ORDERED = "not_ordered"


class Unit(StrEnum):
    """In what a measure is told: the unit of the indicator, its square, or none of it."""

    INDICATOR = "indicator"
    SQUARED = "squared"
    NONE = "none"
    PER_CENT = "per_cent"
    THOUSANDTHS = "thousandths"


@dataclass(frozen=True, slots=True)
class Measure:
    """What there is to know of a measure before it is computed.

    Attributes
    ----------
    code, name : the toolkit's short code, and the field's term
    function : its public function for one setting
    core : what it says of a stack of settings (see ``groups``)
    dimension : for which subgroups it is meant
    unit : in what it is told
    interval : how its interval is made
    is_weighted : whether it cannot be had without subgroup sizes
    is_from_reference : whether it cannot be had without a reference subgroup
    takes_missing : whether any share of missing rates is taken without an order
    uses_reference : whether a reference subgroup, where there is one, changes the value
    at_equality : its value when all rates are equal
    """

    code: str
    name: str
    function: Callable[..., Estimate]
    core: Core
    dimension: Dimension
    unit: Unit
    interval: Interval = Interval.SIMULATED
    is_weighted: bool = False
    is_from_reference: bool = False
    takes_missing: bool = False
    uses_reference: bool = False
    at_equality: float = 0.0

    def unfit(self, *, ordered: bool, missing: float = 0.0) -> Refusal | None:
        """Why the measure is not for such subgroups, before any value is looked at."""
        if self.dimension is Dimension.ORDERED and not ordered:
            return Refusal.ONLY_ORDERED
        if self.dimension is Dimension.NOT_ORDERED and ordered:
            return Refusal.ONLY_NOT_ORDERED
        if not ordered and not self.takes_missing and missing > MOST_MISSING:
            return Refusal.TOO_MANY_MISSING
        return None


_ALL = (
    Measure(
        "d", "difference", pairs.difference, pairs.difference_core,
        Dimension.ANY, Unit.INDICATOR, Interval.NORMAL, takes_missing=True, uses_reference=True,
    ),
    Measure(
        "r", "ratio", pairs.ratio, pairs.ratio_core,
        Dimension.ANY, Unit.NONE, Interval.LOGARITHMIC, takes_missing=True, uses_reference=True, at_equality=1.0,
    ),
    Measure(
        "bgv", "between-group variance", variance.between_group_variance, variance.variance_core,
        Dimension.NOT_ORDERED, Unit.SQUARED, Interval.NORMAL, is_weighted=True,
    ),
    Measure(
        "bgsd", "between-group standard deviation",
        variance.between_group_standard_deviation, variance.standard_deviation_core,
        Dimension.NOT_ORDERED, Unit.INDICATOR, is_weighted=True,
    ),
    Measure(
        "cov", "coefficient of variation",
        variance.coefficient_of_variation, variance.variation_core,
        Dimension.NOT_ORDERED, Unit.PER_CENT, is_weighted=True,
    ),
    Measure(
        "mdmu", "unweighted mean difference from the mean",
        disparity.mean_difference_from_mean, disparity.mean_unweighted_core,
        Dimension.NOT_ORDERED, Unit.INDICATOR,
    ),
    Measure(
        "mdmw", "weighted mean difference from the mean",
        disparity.weighted_mean_difference_from_mean, disparity.mean_weighted_core,
        Dimension.NOT_ORDERED, Unit.INDICATOR, is_weighted=True,
    ),
    Measure(
        "mdbu", "unweighted mean difference from the best-performing subgroup",
        disparity.mean_difference_from_best, disparity.best_unweighted_core,
        Dimension.NOT_ORDERED, Unit.INDICATOR,
    ),
    Measure(
        "mdbw", "weighted mean difference from the best-performing subgroup",
        disparity.weighted_mean_difference_from_best, disparity.best_weighted_core,
        Dimension.NOT_ORDERED, Unit.INDICATOR, is_weighted=True,
    ),
    Measure(
        "mdru", "unweighted mean difference from a reference subgroup",
        disparity.mean_difference_from_reference, disparity.reference_unweighted_core,
        Dimension.NOT_ORDERED, Unit.INDICATOR, is_from_reference=True, uses_reference=True,
    ),
    Measure(
        "mdrw", "weighted mean difference from a reference subgroup",
        disparity.weighted_mean_difference_from_reference, disparity.reference_weighted_core,
        Dimension.NOT_ORDERED, Unit.INDICATOR, is_weighted=True, is_from_reference=True, uses_reference=True,
    ),
    Measure(
        "idisu", "unweighted index of disparity",
        disparity.index_of_disparity, disparity.index_unweighted_core,
        Dimension.NOT_ORDERED, Unit.PER_CENT,
    ),
    Measure(
        "idisw", "weighted index of disparity",
        disparity.weighted_index_of_disparity, disparity.index_weighted_core,
        Dimension.NOT_ORDERED, Unit.PER_CENT, is_weighted=True,
    ),
    Measure(
        "ti", "Theil index", entropy.theil_index, entropy.theil_core,
        Dimension.NOT_ORDERED, Unit.THOUSANDTHS, Interval.NORMAL, is_weighted=True,
    ),
    Measure(
        "mld", "mean log deviation", entropy.mean_log_deviation, entropy.log_deviation_core,
        Dimension.NOT_ORDERED, Unit.THOUSANDTHS, Interval.NORMAL, is_weighted=True,
    ),
    Measure(
        "par", "population attributable risk",
        attributable.population_attributable_risk, attributable.risk_core,
        Dimension.ANY, Unit.INDICATOR, Interval.NORMAL,
    ),
    Measure(
        "paf", "population attributable fraction",
        attributable.population_attributable_fraction, attributable.fraction_core,
        Dimension.ANY, Unit.PER_CENT, Interval.NORMAL,
    ),
    Measure(
        "aci", "absolute concentration index", concentration.absolute_concentration_index, concentration.aci_core,
        Dimension.ORDERED, Unit.INDICATOR, Interval.NORMAL,
    ),
    Measure(
        "rci", "relative concentration index", concentration.relative_concentration_index, concentration.rci_core,
        Dimension.ORDERED, Unit.NONE, Interval.NORMAL,
    ),
    Measure(
        "sii", "slope index of inequality", slope.slope_index_of_inequality, slope.sii_core,
        Dimension.ORDERED, Unit.INDICATOR, Interval.NORMAL,
    ),
    Measure(
        "rii", "relative index of inequality", slope.relative_index_of_inequality, slope.rii_core,
        Dimension.ORDERED, Unit.NONE, Interval.LOGARITHMIC, at_equality=1.0,
    ),
)  # fmt: skip

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.code: measure for measure in _ALL})


def chosen(measures: Iterable[str] | None) -> tuple[Measure, ...]:
    """The measures of these codes, or all, in the order of ``MEASURES``.

    Raises
    ------
    ValueError: a code is not known; the message names it.

    Examples
    --------
    >>> [measure.name for measure in chosen(["ti", "d"])]
    ['difference', 'Theil index']
    """
    if measures is None:
        return _ALL
    asked = set(measures)
    unknown = sorted(asked - MEASURES.keys())
    if unknown:
        raise ValueError(f"No measure is called {unknown[0]}; known are {', '.join(MEASURES)}.")
    return tuple(measure for measure in _ALL if measure.code in asked)


def every_measure(
    rates: ArrayLike,
    *,
    measures: Iterable[str] | None = None,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
    **given: Unpack[Given],
) -> dict[str, Estimate | Refusal]:
    """Every measure of one setting, each with its interval or with why it cannot be given.

    All simulated intervals come from the same draws.

    Parameters
    ----------
    rates : (G,) array; NaN = missing, and the subgroup is left out
    measures : codes of ``MEASURES``; all if None
    draws : of the simulated intervals, ≥ 2; 0 for none
    generator : the source of randomness; a stated seed (``simulation.SEED``) if None
    **given : see ``Given``

    Returns
    -------
    dict from code to ``Estimate`` or, where the measure is not for such data, ``Refusal``, whose
    sentence is in ``REFUSALS``. A simulated interval is left out when a rate is beyond the scale.

    Raises
    ------
    ValueError: shapes differ, a value is infinite or out of range, fewer than two rates are known,
        the reference has no rate, or a code is not known.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = every_measure([10.0, 30.0], population=[500, 500])
    >>> found["d"].estimate, found["bgv"].estimate, found["sii"].value
    (20.0, 100.0, 'only_ordered')
    """
    wanted = chosen(measures)
    groups = groups_of(rates, most_missing=1, **given)
    missing = float(np.isnan(np.asarray(rates, dtype=np.float64)).mean())
    found: dict[str, Estimate | Refusal] = {}
    for measure in wanted:
        unfit = measure.unfit(ordered=groups.ordered, missing=missing)
        found[measure.code] = _read(measure, groups) if unfit is None else unfit
    cores = {
        measure.code: measure.core
        for measure in wanted
        if measure.interval is Interval.SIMULATED and isinstance(found[measure.code], Estimate)
    }
    if cores and draws and groups.se is not None and not beyond_scale(groups):
        drawn = simulate(cores, groups, draws=draws, generator=generator)
        for code, intervals in drawn.items():
            estimate = found[code]
            if isinstance(estimate, Estimate):
                found[code] = with_simulated(estimate, intervals)
    return found


def _read(measure: Measure, groups: Groups) -> Estimate | Refusal:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        reading = measure.core(groups)
    for mask, reason in reasons(reading):
        if mask:
            return reason
    if measure.interval is Interval.SIMULATED:
        return told(measure.code, reading, groups)
    return estimated(measure.code, lambda _: reading, groups, measure.interval)
