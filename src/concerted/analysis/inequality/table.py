"""Every measure of a whole table of settings × periods × dimensions in one call.

The rows are gathered into *stacks*: all tables that have equally many subgroups and the same kind of
data become arrays (S, K), which the cores of the measures reduce at once. There is no loop over
settings, only one over the few different stacks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.groups import MOST_MISSING, Reading, Refusal, limits, reasons
from concerted.analysis.inequality.measures import MEASURES, Measure, chosen
from concerted.analysis.inequality.rank import codes
from concerted.analysis.inequality.result import Estimate, Interval, normal_quantile
from concerted.analysis.inequality.simulation import SEED, simulate
from concerted.analysis.inequality.stacks import (
    Positions,
    Rows,
    Stack,
    Tables,
    Truths,
    gathered,
    stacks,
)

# Simulated values of measures that are held at once: about 64 megabytes.
MOST_DRAWN = 8_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """One measure for all T tables; NaN where it is not known.

    Attributes
    ----------
    estimate, se, lower, upper, corrected, corrected_se : (T,) arrays, see ``Estimate``
    refusal : (T,) array of texts: why there is no estimate (a ``Refusal``), empty where there is one
    compared : (T, 2) array of row numbers of the caller's data: the subgroups that the measure
        compares; -1 where there is none
    """

    estimate: Floats
    se: Floats
    lower: Floats
    upper: Floats
    corrected: Floats
    corrected_se: Floats
    refusal: NDArray[np.str_]
    compared: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """All measures of all T tables, in the order in which the tables first appear.

    Attributes
    ----------
    setting, period, dimension : (T,) arrays of labels as given; empty texts where not given
    is_ordered : (T,) array of truths
    subgroups : (T,) array, how many subgroups of each table entered
    columns : measure code to ``Column``
    confidence : of all intervals
    draws : of the simulated intervals; 0 if none were asked for
    """

    setting: NDArray[np.generic]
    period: NDArray[np.generic]
    dimension: NDArray[np.generic]
    is_ordered: NDArray[np.bool_]
    subgroups: NDArray[np.intp]
    columns: Mapping[str, Column]
    confidence: float
    draws: int

    def __len__(self) -> int:
        return len(self.subgroups)

    def result(self, table: int, code: str) -> Estimate | Refusal:
        """One measure of the table at position ``table``, or why it is not given."""
        return self._results(code, slice(table, table + 1 or None))[0]

    def results(self) -> Iterator[tuple[int, str, Estimate | Refusal]]:
        """Every position, code and result, table by table."""
        by_code = {code: self._results(code, slice(None)) for code in self.columns}
        for table in range(len(self)):
            for code, found in by_code.items():
                yield table, code, found[table]

    def _results(self, code: str, part: slice) -> list[Estimate | Refusal]:
        # Lists, since looking into an array one value at a time takes ten times as long.
        column = self.columns[code]
        draws = self.draws if MEASURES[code].interval is Interval.SIMULATED else None
        fields = zip(
            column.refusal[part].tolist(),
            column.estimate[part].tolist(),
            _or_none(column.se[part]),
            _or_none(column.lower[part]),
            _or_none(column.upper[part]),
            _or_none(column.corrected[part]),
            _or_none(column.corrected_se[part]),
            self.subgroups[part].tolist(),
            column.compared[part].tolist(),
            strict=True,
        )
        return [
            Refusal(refusal)
            if refusal
            else Estimate(
                measure=code,
                estimate=estimate,
                se=se,
                lower=lower,
                upper=upper,
                confidence=self.confidence,
                interval=Interval.NONE if lower is None else MEASURES[code].interval,
                subgroups=subgroups,
                compared=tuple(row for row in compared if row >= 0),
                corrected=corrected,
                corrected_se=corrected_se,
                draws=None if lower is None else draws,
            )
            for refusal, estimate, se, lower, upper, corrected, corrected_se, subgroups, compared
            in fields
        ]  # fmt: skip


def _or_none(values: Floats) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]


def measure_table(
    rates: ArrayLike,
    *,
    setting: ArrayLike | None = None,
    period: ArrayLike | None = None,
    dimension: ArrayLike | None = None,
    se: ArrayLike | None = None,
    population: ArrayLike | None = None,
    order: ArrayLike | None = None,
    favourable: ArrayLike = True,
    reference: ArrayLike | None = None,
    setting_average: ArrayLike | None = None,
    scale: ArrayLike | None = 100.0,
    confidence: float = 0.95,
    measures: Iterable[str] | None = None,
    draws: int = 0,
    generator: np.random.Generator | None = None,
) -> MeasureTable:
    """Every applicable measure of every setting, period and dimension, from one row per subgroup.

    Rows with the same setting, period and dimension are one table; what belongs to the formulas is
    said at each measure's own function. What cannot be given in one table is refused there alone,
    with its reason, and stops nothing else.

    Parameters
    ----------
    rates : (N,) array; NaN = missing, and the subgroup is left out of its table
    setting, period, dimension : (N,) arrays of numbers or texts, nothing missing; one for all if None
    se : (N,) array, ≥ 0; NaN = unknown
    population : (N,) array, ≥ 0; a subgroup of nobody is left out; NaN = unknown, and the table then
        counts as without sizes
    order : (N,) array, the place of each subgroup from the most disadvantaged (lowest); NaN in
        tables without a natural order. All tables are without one if None
    favourable : one truth, or an (N,) array that is the same within a table
    reference : (N,) array of truths, at most one true in a table
    setting_average, scale : one number, or (N,) arrays that are the same within a table; NaN = none
    confidence : of all intervals, between 0 and 1
    measures : codes of ``MEASURES``; all if None
    draws : of the simulated intervals, ≥ 2; 0 (default) for none
    generator : the source of randomness; a stated seed (``simulation.SEED``) if None

    Returns
    -------
    MeasureTable

    Raises
    ------
    ValueError: there are no rows, shapes differ, a label is missing, ``confidence`` is out of
        range, ``draws`` is 1 or negative, or a code is not known.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> found = measure_table([10, 30, 20, 20], setting=["a", "a", "b", "b"], population=[1, 1, 1, 3])
    >>> found.columns["bgv"].estimate
    array([100.,   0.])
    >>> str(found.columns["sii"].refusal[0])
    'only_ordered'
    """
    wanted = chosen(measures)
    normal_quantile(confidence)
    if draws < 0 or draws == 1:
        raise ValueError(f"draws must be at least 2, or 0 for none, got {draws}.")
    rows = Rows.of(
        rates,
        se=se,
        population=population,
        order=order,
        favourable=favourable,
        reference=reference,
        setting_average=setting_average,
        scale=scale,
    )
    table_of, first = _tables_of(rows.rates.size, setting, period, dimension)
    tables = gathered(rows, table_of, first)
    columns = {measure.code: _empty(measure, tables) for measure in wanted}
    source = np.random.default_rng(SEED) if generator is None else generator
    for stack in stacks(rows, tables, confidence):
        for measure in wanted:
            _fill(measure, columns[measure.code], stack)
        if draws and rows.has_se:
            _draw(wanted, columns, stack, draws, source)
    return MeasureTable(
        setting=_labels(setting, first),
        period=_labels(period, first),
        dimension=_labels(dimension, first),
        is_ordered=tables.is_ordered,
        subgroups=tables.known,
        columns=columns,
        confidence=confidence,
        draws=draws,
    )


def _labels(given: ArrayLike | None, first: Positions) -> NDArray[np.generic]:
    return np.full(first.size, "") if given is None else np.asarray(given)[first]


def _tables_of(size: int, *keys: ArrayLike | None) -> tuple[Positions, Positions]:
    """The table of each row, numbered as they first appear, and the first row of each table."""
    table = np.zeros(size, dtype=np.intp)
    for name, key in zip(("setting", "period", "dimension"), keys, strict=True):
        if key is None:
            continue
        numbers, count = codes(key, name)
        if numbers.shape != (size,):
            raise ValueError(
                f"rates and {name} must be alike, got shapes ({size},) and {numbers.shape}."
            )
        table, _ = codes(table * count + numbers, name)
    _, first, inverse = np.unique(table, return_index=True, return_inverse=True)
    by_first = np.argsort(first)
    place = np.empty_like(by_first)
    place[by_first] = np.arange(by_first.size)
    return place[inverse], first[by_first]


def _empty(measure: Measure, tables: Tables) -> Column:
    """A column without values, and with the reasons that are known before any value is looked at."""
    size = tables.known.size
    refusal = np.where(
        tables.is_ordered,
        measure.unfit(ordered=True) or "",
        measure.unfit(ordered=False) or "",
    )
    is_sparse = (tables.missing > MOST_MISSING) & ~tables.is_ordered
    if not measure.takes_missing:
        refusal = np.where((refusal == "") & is_sparse, Refusal.TOO_MANY_MISSING, refusal)
    if measure.uses_reference:
        is_lost = (refusal == "") & tables.lost_reference
        refusal = np.where(is_lost, Refusal.NO_REFERENCE, refusal)
    refusal = np.where(tables.problem == "", refusal, tables.problem).astype("U20")
    estimate, se, lower, upper, corrected, corrected_se = np.full((6, size), np.nan)
    return Column(
        estimate=estimate,
        se=se,
        lower=lower,
        upper=upper,
        corrected=corrected,
        corrected_se=corrected_se,
        refusal=refusal,
        compared=np.full((size, 2), -1, dtype=np.intp),
    )


def _fill(measure: Measure, column: Column, stack: Stack) -> None:
    """Write what ``measure`` says of a stack into its column."""
    is_fit = column.refusal[stack.tables] == ""
    if not is_fit.any():
        return
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        reading = measure.core(stack.groups)
        ends = limits(reading, measure.interval, stack.groups.confidence)
    for mask, reason in reasons(reading):
        column.refusal[stack.tables[mask & is_fit]] = reason
        is_fit = is_fit & ~mask
    where = stack.tables[is_fit]
    column.estimate[where] = np.broadcast_to(reading.estimate, is_fit.shape)[is_fit]
    _write_errors(column, where, is_fit, reading, ends)
    for side, position in enumerate(reading.compared):
        rows = np.take_along_axis(stack.rows, position[:, None], axis=1)[:, 0]
        column.compared[where, side] = rows[is_fit]


def _write_errors(
    column: Column,
    where: Positions,
    is_fit: Truths,
    reading: Reading,
    ends: tuple[Floats, Floats] | None,
) -> None:
    """Write errors with their intervals, where both are finite, and the corrected values."""
    if reading.se is not None and ends is not None:
        is_known = np.isfinite(ends[0]) & np.isfinite(ends[1])
        for values, target in zip(
            (reading.se, *ends), (column.se, column.lower, column.upper), strict=True
        ):
            target[where] = np.where(is_known, values, np.nan)[is_fit]
    for sounder, target in (
        (reading.corrected, column.corrected),
        (reading.corrected_se, column.corrected_se),
    ):
        if sounder is not None:
            target[where] = np.where(np.isfinite(sounder), sounder, np.nan)[is_fit]


def _draw(
    wanted: tuple[Measure, ...],
    columns: Mapping[str, Column],
    stack: Stack,
    draws: int,
    source: np.random.Generator,
) -> None:
    """Write the simulated intervals of a stack, some tables at a time."""
    groups = stack.groups
    cores = {
        measure.code: measure.core
        for measure in wanted
        if measure.interval is Interval.SIMULATED
        and (columns[measure.code].refusal[stack.tables] == "").any()
    }
    if not cores:
        return
    step = max(1, MOST_DRAWN // (draws * len(cores)))
    for start in range(0, stack.tables.size, step):
        part = slice(start, start + step)
        found = simulate(cores, groups.part(part), draws=draws, generator=source)
        for code, drawn in found.items():
            column, where = columns[code], stack.tables[part]
            is_fit = (column.refusal[where] == "") & np.isfinite(drawn.lower + drawn.upper)
            column.lower[where[is_fit]] = drawn.lower[is_fit]
            column.upper[where[is_fit]] = drawn.upper[is_fit]
