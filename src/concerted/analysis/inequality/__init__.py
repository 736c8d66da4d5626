"""The 21 summary measures of health inequality of the World Health Organization's toolkit.

How the package is built, for who adds a measure:

* ``result.Estimate`` is what every public measure returns; ``result.Interval`` says how its
  interval was made.
* ``groups.Groups`` is the one carrier of checked input: arrays whose **last axis is the subgroup**,
  without missing values, and whose leading axes are anything: none for one setting, ``(S,)`` for
  settings that have the same number of subgroups, ``(D,)`` for draws of a simulation.
* A measure is a *core* ``Callable[[Groups], Reading]`` that reduces the last axis, so that the same
  few lines serve one setting, ten thousand and a simulation, and a public function
  ``name(rates, *, se=, population=, ordered=, favourable=, reference=, setting_average=, scale=,
  confidence=)`` (each takes those it needs) that checks, calls ``groups.estimated`` and returns an
  ``Estimate``. ``groups.Reading`` holds ``estimate`` and ``se`` of shape ``(...)`` (NaN where not
  defined) and masks of what is refused, each with its key in ``groups.REFUSALS``.
* ``measures.MEASURES`` maps the toolkit's codes to a ``Measure``; ``table`` computes all of them by
  gathering the settings that have equally many subgroups. No Python loop over settings.
"""

from __future__ import annotations

from concerted.analysis.inequality.attributable import (
    population_attributable_fraction,
    population_attributable_risk,
)
from concerted.analysis.inequality.change import Change, change, drawn_change, drawn_values
from concerted.analysis.inequality.concentration import (
    Normalisation,
    absolute_concentration_index,
    individual_absolute_concentration_index,
    individual_relative_concentration_index,
    relative_concentration_index,
)
from concerted.analysis.inequality.disparity import (
    index_of_disparity,
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
    weighted_index_of_disparity,
    weighted_mean_difference_from_best,
    weighted_mean_difference_from_mean,
    weighted_mean_difference_from_reference,
)
from concerted.analysis.inequality.entropy import Zeros, mean_log_deviation, theil_index
from concerted.analysis.inequality.finding import finding
from concerted.analysis.inequality.groups import REFUSALS, Refusal
from concerted.analysis.inequality.individuals import Individuals, from_sums, individuals
from concerted.analysis.inequality.measures import (
    MEASURES,
    Dimension,
    Measure,
    Unit,
    every_measure,
)
from concerted.analysis.inequality.pace import Goal, Pace, pace, pace_of
from concerted.analysis.inequality.pairs import difference, ratio
from concerted.analysis.inequality.progress import change_finding, pace_finding
from concerted.analysis.inequality.rank import ridit_ranks
from concerted.analysis.inequality.rates import (
    SubgroupRates,
    rate_estimate,
    share_errors,
    subgroup_rates,
)
from concerted.analysis.inequality.result import Estimate, Interval
from concerted.analysis.inequality.slope import (
    Model,
    individual_relative_index_of_inequality,
    individual_slope_index_of_inequality,
    relative_index_of_inequality,
    slope_index_of_inequality,
)
from concerted.analysis.inequality.sums import Sums, sum_rows
from concerted.analysis.inequality.survey import Design, design, linearised_covariance
from concerted.analysis.inequality.table import Column, MeasureTable, measure_table
from concerted.analysis.inequality.variance import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
)

__all__ = [
    "MEASURES",
    "REFUSALS",
    "Change",
    "Column",
    "Design",
    "Dimension",
    "Estimate",
    "Goal",
    "Individuals",
    "Interval",
    "Measure",
    "MeasureTable",
    "Model",
    "Normalisation",
    "Pace",
    "Refusal",
    "SubgroupRates",
    "Sums",
    "Unit",
    "Zeros",
    "absolute_concentration_index",
    "between_group_standard_deviation",
    "between_group_variance",
    "change",
    "change_finding",
    "coefficient_of_variation",
    "design",
    "difference",
    "drawn_change",
    "drawn_values",
    "every_measure",
    "finding",
    "from_sums",
    "index_of_disparity",
    "individual_absolute_concentration_index",
    "individual_relative_concentration_index",
    "individual_relative_index_of_inequality",
    "individual_slope_index_of_inequality",
    "individuals",
    "linearised_covariance",
    "mean_difference_from_best",
    "mean_difference_from_mean",
    "mean_difference_from_reference",
    "mean_log_deviation",
    "measure_table",
    "pace",
    "pace_finding",
    "pace_of",
    "population_attributable_fraction",
    "population_attributable_risk",
    "rate_estimate",
    "ratio",
    "relative_concentration_index",
    "relative_index_of_inequality",
    "ridit_ranks",
    "share_errors",
    "slope_index_of_inequality",
    "subgroup_rates",
    "sum_rows",
    "theil_index",
    "weighted_index_of_disparity",
    "weighted_mean_difference_from_best",
    "weighted_mean_difference_from_mean",
    "weighted_mean_difference_from_reference",
]
