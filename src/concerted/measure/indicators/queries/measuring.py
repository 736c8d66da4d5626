"""The summary measures of a cut, by ``concerted.analysis``; nothing here is reckoned otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from concerted.analysis.inequality import (
    MEASURES,
    Change,
    Estimate,
    Interval,
    Model,
    Refusal,
    change,
    difference,
    drawn_change,
    drawn_values,
    measure_table,
    rate_estimate,
    relative_index_of_inequality,
    slope_index_of_inequality,
)
from concerted.analysis.inequality import Dimension as Kind
from concerted.analysis.inequality.simulation import DRAWS, SEED
from concerted.measure.indicators.queries.cuts import Cell, Cut, Floats
from concerted.measure.indicators.queries.periods import Period

Result = Estimate | Refusal
Results = Mapping[str, Result]
SLOPES = {"sii": slope_index_of_inequality, "rii": relative_index_of_inequality}


@dataclass(frozen=True)
class Facts:
    """What the measures ask about an indicator: the bounds of its figures, and whether more is better."""

    scale: float | None
    favourable: bool


def codes_of(cut: Cut) -> list[str]:
    """The measures that are meant for such groups: those from a reference only where one is marked."""
    unfit = Kind.NOT_ORDERED if cut.is_ordered else Kind.ORDERED
    return [
        code
        for code, one in MEASURES.items()
        if one.dimension is not unfit and (not one.is_from_reference or cut.reference is not None)
    ]


def measured(
    cut: Cut,
    facts: Facts,
    period: Period,
    *,
    codes: Sequence[str] | None = None,
    draws: int = DRAWS,
) -> dict[str, Result]:
    """Every measure in ``period``, or why it is not given. Intervals are simulated from one stated seed."""
    wanted = codes_of(cut) if codes is None else list(codes)
    if not wanted or not cut.groups:
        return {}
    errors, average = cut.errors(period), cut.average(period)
    places = np.arange(len(cut.groups))
    table = measure_table(
        cut.rates(period),
        se=errors if np.isfinite(errors).any() else None,
        population=cut.people(period),
        order=places + 1.0 if cut.is_ordered else None,
        favourable=facts.favourable,
        reference=None if cut.reference is None else places == cut.reference,
        setting_average=average,
        scale=facts.scale,
        measures=wanted,
        draws=draws,
        generator=np.random.default_rng(SEED),
    )
    found = {code: table.result(0, code) for code in wanted}
    if facts.scale is None:
        found |= _straight(cut, period, found)
    return found


def _straight(cut: Cut, period: Period, found: Results) -> dict[str, Result]:
    """The slope indices by a straight line: figures without bounds, such as days, have no logistic one."""
    straight: dict[str, Result] = {}
    for code, function in SLOPES.items():
        if found.get(code) is not Refusal.BEYOND_SCALE:
            continue
        try:
            straight[code] = function(
                cut.rates(period), population=_sizes(cut, period), scale=None, model=Model.LINEAR
            )
        except ValueError:
            straight[code] = Refusal.NOT_ESTIMABLE
    return straight


def _sizes(cut: Cut, period: Period) -> Floats | None:
    """How many people stand behind each group, where that is known of all that have a figure."""
    sizes = cut.people(period)
    return sizes if np.isfinite(sizes[np.isfinite(cut.rates(period))]).all() else None


def all_changed(
    cut: Cut, facts: Facts, before: tuple[Period, Results], after: tuple[Period, Results]
) -> dict[str, Change]:
    """The change of every measure that both periods have."""
    found = {
        code: _changed(cut, facts, (before[0], before[1][code]), (after[0], after[1][code]))
        for code in before[1].keys() & after[1].keys()
    }
    return {code: one for code, one in found.items() if one is not None}


def _changed(
    cut: Cut, facts: Facts, before: tuple[Period, Result], after: tuple[Period, Result]
) -> Change | None:
    first, last = before[1], after[1]
    if isinstance(first, Refusal) or isinstance(last, Refusal):
        return None
    if not first.interval is last.interval is Interval.SIMULATED:
        return change(first, last)
    source = np.random.default_rng(SEED)
    drawn = [
        drawn_values(
            first.measure,
            cut.rates(period),
            generator=source,
            se=cut.errors(period),
            population=_sizes(cut, period),
            favourable=facts.favourable,
            reference=cut.reference,
            setting_average=cut.average(period),
            scale=facts.scale,
        )
        for period in (before[0], after[0])
    ]
    return drawn_change(first.measure, (first.estimate, drawn[0]), (last.estimate, drawn[1]))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of a cut by their places: who is behind, and who is ahead."""

    behind: int
    ahead: int


def pair_of(cut: Cut, facts: Facts, period: Period) -> Pair | None:
    """The two whom the difference compares in ``period``: the reference group or the best, and who is worst off."""
    found = measured(cut, facts, period, codes=["d"], draws=0).get("d", Refusal.TOO_FEW)
    if isinstance(found, Refusal):
        return None
    first, second = found.compared
    return Pair(second, first) if facts.favourable else Pair(first, second)


def gap(cut: Cut, facts: Facts, period: Period, pair: Pair) -> Estimate | None:
    """How far ``pair`` is apart in ``period``: above 0 while who is behind is worse off."""
    places = [pair.ahead, pair.behind] if facts.favourable else [pair.behind, pair.ahead]
    rates, errors = cut.rates(period)[places], cut.errors(period)[places]
    if not np.isfinite(rates).all():
        return None
    known = errors if np.isfinite(errors).all() else None
    # A reference settles which of the two comes first, whichever is higher.
    return difference(rates, se=known, reference=0, favourable=True, scale=facts.scale)


def single(cell: Cell | None, facts: Facts) -> Estimate | None:
    """One figure with its interval."""
    if cell is None or cell.value is None:
        return None
    return rate_estimate(cell.value, cell.se, scale=facts.scale)
