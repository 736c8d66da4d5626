"""From the question to the results: the table is read or summed, and every measure computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.inequality.concentration import (
    Normalisation,
    absolute_concentration_index,
    individual_absolute_concentration_index,
    individual_relative_concentration_index,
    relative_concentration_index,
)
from concerted.analysis.inequality.finding import finding
from concerted.analysis.inequality.groups import REFUSALS, Refusal
from concerted.analysis.inequality.individuals import Individuals, from_sums
from concerted.analysis.inequality.measures import MEASURES, Unit, chosen
from concerted.analysis.inequality.rates import subgroup_rates
from concerted.analysis.inequality.result import Estimate
from concerted.analysis.inequality.simulation import SEED
from concerted.analysis.inequality.slope import (
    Model,
    individual_relative_index_of_inequality,
    individual_slope_index_of_inequality,
    relative_index_of_inequality,
    slope_index_of_inequality,
)
from concerted.analysis.inequality.sums import Sums
from concerted.analysis.inequality.table import MeasureTable, measure_table
from concerted.base.tables.answering import (
    Answer,
    Misasked,
    Place,
    Question,
    natural,
    order_of,
    unknown,
)
from concerted.base.tables.files import Unreadable
from concerted.base.tables.progress import Progress
from concerted.base.tables.reading import Cells, Source, source
from concerted.site.measuring.asking import Asked
from concerted.site.measuring.ordering import ordered_labels, places_of

Floats = NDArray[np.float64]
OF_PEOPLE = ("aci", "rci", "sii", "rii")


@dataclass(frozen=True)
class Group:
    """One subgroup of one setting and period: what the measures were computed from."""

    place: Place
    label: str
    rate: float
    se: float
    population: float
    rows: int | None = None
    order: float = np.nan


@dataclass(frozen=True)
class Result:
    """One measure of one setting and period, or why there is none."""

    place: Place
    code: str
    estimate: Estimate | None
    reason: str = ""
    compared: tuple[str, ...] = ()
    finding: str = ""


@dataclass(frozen=True)
class Measured:
    """Everything that is told."""

    asked: Asked
    name: str
    groups: tuple[Group, ...]
    results: tuple[Result, ...]
    row_count: int
    left_out: Mapping[str, int]
    scale: float | None
    notes: tuple[str, ...] = ()
    order: tuple[str, ...] = field(default=())

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(group.place for group in self.groups))


def measure(asked: Asked, progress: Progress) -> Measured:
    """Every measure that was asked.

    Raises ``Unreadable`` or ``NotNumbers`` when the data cannot be measured, ``Misasked`` when the
    question does not fit them.
    """
    with source(asked.data, asked.engine, progress) as table:
        if asked.outcome is not None:
            return _of_people(asked, table, progress)
        return _of_groups(asked, table, progress)


def _of_people(asked: Asked, table: Source, progress: Progress) -> Measured:
    answer = table.sums(_question(asked))
    _refuse_nothing(answer.row_count, answer.left_out, table.name, len(answer.subgroups), asked)
    places = _places(asked, answer.subgroups, answer.orders)
    is_share = answer.lowest >= 0 and answer.highest <= 1
    if asked.per != 1 and not is_share:
        raise Misasked(f"--per is for outcomes from 0 to 1, but “{asked.value}” goes beyond.")
    scale = asked.per if is_share else None
    groups = []
    for place, sums in answer.sums.items():
        rates = subgroup_rates(sums.scaled(asked.per), len(answer.subgroups))
        groups += [
            Group(
                place,
                label,
                rate=float(rates.rate[at]),
                se=float(rates.se[at]),
                population=float(rates.population[at]),
                rows=int(rates.rows[at]),
                order=places.get(label, np.nan),
            )
            for at, label in enumerate(answer.subgroups)
            if rates.rows[at]
        ]
    progress.now("Measuring")
    results = _results(asked, groups, scale, _from_people(asked, answer, places))
    return Measured(
        asked=asked,
        name=table.name,
        groups=tuple(groups),
        results=results,
        row_count=answer.row_count,
        left_out=answer.left_out,
        scale=scale,
        order=tuple(sorted(places, key=places.__getitem__)),
    )


def _question(asked: Asked) -> Question:
    return Question(
        outcome=asked.value,
        subgroup=asked.by,
        weight=asked.weight,
        strata=asked.strata,
        units=asked.psu,
        setting=asked.setting,
        period=asked.period,
        order=asked.order,
    )


def _refuse_nothing(
    row_count: int, left_out: Mapping[str, int], name: str, group_count: int, asked: Asked
) -> None:
    if row_count == 0:
        raise Unreadable(f"“{name}” has headers but no rows.")
    if sum(left_out.values()) == row_count:
        told = ", ".join(f"{count:,} {lack}" for lack, count in left_out.items())
        raise Unreadable(f"“{name}” has no row that can be used: {told}.")
    if group_count < 2:
        raise Unreadable(
            f"“{asked.by}” holds one group only; inequality is measured between two or more."
        )


def _places(
    asked: Asked, labels: Sequence[str], orders: Mapping[str, float]
) -> Mapping[str, float]:
    """The place of each label in the natural order; empty when there is none."""
    if asked.reference is not None and asked.reference not in labels:
        raise Misasked(unknown(asked.reference, labels, f"--reference: “{asked.by}” has no value"))
    if asked.order is not None:
        return orders
    if asked.ordered is None:
        return {}
    return places_of(ordered_labels(labels, asked.ordered, asked.by))


Override = Callable[[Place, str], Estimate]


def _from_people(asked: Asked, answer: Answer, places: Mapping[str, float]) -> Override:
    """The rank-based measures of individual rows, told per ``asked.per`` people."""
    model = Model.LINEAR if asked.is_linear else Model.LOGISTIC
    people: dict[Place, Individuals] = {}

    def compute(place: Place, code: str) -> Estimate:
        if place not in people:
            people[place] = replace(
                from_sums(_in_order(answer.sums[place], answer.subgroups, places)),
                lowest=answer.lowest,
                highest=answer.highest,
            )
        given, level = people[place], asked.confidence
        if code == "aci":
            return individual_absolute_concentration_index(
                given, bounds=asked.bounds, confidence=level
            )
        if code == "rci":
            kind = Normalisation(asked.normalisation)
            return individual_relative_concentration_index(
                given, bounds=asked.bounds, normalisation=kind, confidence=level
            )
        slope = (
            individual_slope_index_of_inequality
            if code == "sii"
            else individual_relative_index_of_inequality
        )
        return slope(given, model=model, confidence=level)

    def per(place: Place, code: str) -> Estimate:
        found = compute(place, code)
        is_told_per = MEASURES[code].unit is Unit.INDICATOR and not (
            code == "aci" and asked.bounds
        )
        return _times(found, asked.per) if is_told_per else found

    return per


def _in_order(sums: Sums, labels: Sequence[str], places: Mapping[str, float]) -> Sums:
    """Subgroups numbered from the most disadvantaged, without gaps; equal places are one."""
    order = np.array([places[label] for label in labels])
    return replace(sums, subgroup=np.unique(order[sums.subgroup], return_inverse=True)[1])


def _times(found: Estimate, factor: float) -> Estimate:
    names = ("estimate", "se", "lower", "upper", "corrected", "corrected_se")
    given = {name: getattr(found, name) for name in names}
    return replace(found, **{k: v * factor for k, v in given.items() if v is not None})


def _of_groups(asked: Asked, table: Source, progress: Progress) -> Measured:
    wanted = [
        column
        for column in (
            asked.value, asked.by, asked.se, asked.population, asked.setting, asked.period,
            asked.order,
        )
        if column is not None
    ]  # fmt: skip
    cells = table.cells(tuple(dict.fromkeys(wanted)))
    labels = cells.texts[asked.by]
    is_named = [bool(label) for label in labels]
    left_out = {f"without “{asked.by}”": is_named.count(False)} if not all(is_named) else {}
    known = list(dict.fromkeys(filter(None, labels)))
    _refuse_nothing(cells.row_count, left_out, table.name, len(known), asked)
    places = _places(asked, known, _orders(asked, cells))
    groups = sorted(
        (group for group in _groups(asked, cells, places) if group.label),
        key=lambda group: (
            (*map(natural, group.place), group.order, natural(group.label))
            if places
            else (*map(natural, group.place), 0.0, natural(group.label))
        ),
    )
    _refuse_twice(groups, asked)
    scale, notes = _scale(asked, cells, groups)
    progress.now("Measuring")
    override = _from_groups(asked, groups, scale)
    return Measured(
        asked=asked,
        name=table.name,
        groups=tuple(groups),
        results=_results(asked, groups, scale, override),
        row_count=cells.row_count,
        left_out=left_out,
        scale=scale,
        notes=notes,
        order=tuple(sorted(places, key=places.__getitem__)),
    )


def _orders(asked: Asked, cells: Cells) -> Mapping[str, float]:
    if asked.order is None:
        return {}
    labels, numbers = cells.texts[asked.by], cells.texts[asked.order]
    pairs = set(zip(labels, numbers, strict=True))
    return order_of(pair for pair in sorted(pairs) if pair[0])


def _groups(asked: Asked, cells: Cells, places: Mapping[str, float]) -> list[Group]:
    def column(name: str | None) -> list[float]:
        if name is None:
            return [np.nan] * cells.row_count
        return [float(value) for value in cells.number(name).values]

    se, population = column(asked.se), column(asked.population)
    for name, values in ((asked.se, se), (asked.population, population)):
        row = next((row for row, value in enumerate(values, 1) if value < 0), None)
        if row is not None:
            raise Unreadable(
                f"“{name}” must not be negative, but row {row} has {values[row - 1]:g}."
            )
    empty = [""] * cells.row_count
    settings = empty if asked.setting is None else cells.texts[asked.setting]
    periods = empty if asked.period is None else cells.texts[asked.period]
    rows = zip(
        settings, periods, cells.texts[asked.by], column(asked.estimate), se, population,
        strict=True,
    )  # fmt: skip
    return [
        Group((setting, period), label, rate, error, people, order=places.get(label, np.nan))
        for setting, period, label, rate, error, people in rows
    ]


def _refuse_twice(groups: Sequence[Group], asked: Asked) -> None:
    seen: set[tuple[Place, str]] = set()
    for group in groups:
        key = (group.place, group.label)
        if key in seen:
            where = " ".join(part for part in group.place if part)
            raise Unreadable(
                f"“{group.label}” of “{asked.by}” has more than one row{' in ' + where if where else ''}."
                " Say which columns tell the rows apart, with --setting and --period; or give"
                " --outcome instead of --estimate if each row is a person."
            )
        seen.add(key)


def _scale(
    asked: Asked, cells: Cells, groups: Sequence[Group]
) -> tuple[float | None, tuple[str, ...]]:
    """What the rates are per, and what must be said about it."""
    if asked.scale is not None:
        return asked.scale, ()
    rates = np.array([group.rate for group in groups])
    known = rates[~np.isnan(rates)]
    if known.size and (known.min() < 0 or known.max() > 100):
        return None, (
            f"“{asked.value}” goes beyond 0 to 100, so it is no per cent; say what it is per, as"
            " --scale 1000, for the measures that need to know.",
        )
    if known.size and known.max() <= 1 and not cells.number(asked.value).is_percent:
        return 100.0, (
            f"“{asked.value}” is at most 1 and was taken as per cent; say --scale 1 if these are"
            " shares.",
        )
    return 100.0, ()


def _from_groups(asked: Asked, groups: Sequence[Group], scale: float | None) -> Override | None:
    """The rank-based measures in the ways that ``measure_table`` does not know."""
    if not asked.is_linear and asked.bounds is None:
        return None
    model = Model.LINEAR if asked.is_linear else Model.LOGISTIC
    of_place: dict[Place, list[Group]] = {}
    for group in groups:
        of_place.setdefault(group.place, []).append(group)

    def compute(place: Place, code: str) -> Estimate:
        known = [group for group in of_place[place] if not np.isnan(group.rate)]
        rates, errors, sizes, order = (
            np.array([getattr(group, name) for group in known])
            for name in ("rate", "se", "population", "order")
        )
        se = None if asked.se is None else errors
        population = None if asked.population is None else sizes
        level = asked.confidence
        if code in ("sii", "rii"):
            function = slope_index_of_inequality if code == "sii" else relative_index_of_inequality
            return function(
                rates, se=se, population=population, order=order, scale=scale, model=model,
                confidence=level,
            )  # fmt: skip
        if code == "aci":
            return absolute_concentration_index(
                rates, se=se, population=population, order=order, bounds=asked.bounds,
                confidence=level,
            )  # fmt: skip
        return relative_concentration_index(
            rates, se=se, population=population, order=order, bounds=asked.bounds,
            normalisation=Normalisation(asked.normalisation), confidence=level,
        )  # fmt: skip

    return compute


def _results(
    asked: Asked, groups: Sequence[Group], scale: float | None, override: Override | None
) -> tuple[Result, ...]:
    codes = [measure.code for measure in chosen(asked.measures)]
    table = _table(asked, groups, scale, codes)
    labels = [group.label for group in groups]
    found = []
    for at, code, told in table.results():
        place = (str(table.setting[at]), str(table.period[at]))
        if override is not None and code in OF_PEOPLE and told is not Refusal.ONLY_ORDERED:
            found.append(_overridden(override, place, code))
        elif isinstance(told, Refusal):
            found.append(Result(place, code, None, REFUSALS[told]))
        else:
            compared = tuple(labels[row] for row in told.compared)
            found.append(Result(place, code, told, compared=compared))
    tell = partial(
        _sentence, indicator=asked.indicator or asked.value, unit=unit_words(scale), labels=labels
    )
    return tuple(replace(result, finding=tell(result)) for result in found)


def unit_words(scale: float | None) -> str:
    """The unit of the indicator in words.

    >>> unit_words(100), unit_words(1000)
    ('percentage points', 'per 1,000')
    """
    if scale is None:
        return "units"
    known = {1.0: "(as a share)", 100.0: "percentage points"}
    return known.get(scale, f"per {scale:,.10g}")


def _sentence(result: Result, *, indicator: str, unit: str, labels: Sequence[str]) -> str:
    if result.estimate is None:
        return ""
    return finding(result.estimate, indicator=indicator, unit=unit, subgroups=labels).text


def _overridden(override: Override, place: Place, code: str) -> Result:
    try:
        return Result(place, code, override(place, code))
    except ValueError as refused:
        reason = str(refused).removeprefix(f"Measure {code} cannot be given: ").rstrip(".")
        return Result(place, code, None, reason)


def _column(groups: Sequence[Group], name: str) -> Floats:
    return np.array([getattr(group, name) for group in groups], np.float64)


def _sizes(asked: Asked, groups: Sequence[Group]) -> Floats:
    """Sizes of the groups; weights of individual rows made to count as many people as were asked.

    Only the errors of par and paf depend on more than shares: with weights that add up to a whole
    country they would be those of a census.
    """
    sizes = _column(groups, "population")
    if asked.outcome is None:
        return sizes
    numbers = {place: at for at, place in enumerate(dict.fromkeys(g.place for g in groups))}
    at = np.array([numbers[group.place] for group in groups])
    rows = np.bincount(at, _column(groups, "rows"))
    return np.asarray(sizes * (rows / np.bincount(at, sizes))[at])


def _table(
    asked: Asked, groups: Sequence[Group], scale: float | None, codes: Sequence[str]
) -> MeasureTable:
    column = partial(_column, groups)
    has_errors = asked.outcome is not None or asked.se is not None
    has_sizes = asked.outcome is not None or asked.population is not None
    return measure_table(
        column("rate"),
        setting=[group.place[0] for group in groups] if asked.setting else None,
        period=[group.place[1] for group in groups] if asked.period else None,
        se=column("se") if has_errors else None,
        population=_sizes(asked, groups) if has_sizes else None,
        order=column("order") if asked.is_ordered else None,
        favourable=asked.is_favourable is not False,
        reference=None
        if asked.reference is None
        else np.array([group.label == asked.reference for group in groups]),
        setting_average=asked.average,
        scale=scale,
        confidence=asked.confidence,
        measures=codes,
        draws=asked.draws,
        generator=np.random.default_rng(SEED if asked.seed is None else asked.seed),
    )
