"""A cut: released figures of an indicator by one dimension, at one place, over its periods. Plain values, no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from concerted.measure.indicators.queries.periods import Period, in_order

Floats = NDArray[np.float64]
SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Group:
    """A subgroup: its key, its code in files, and its name in the reader's language."""

    key: str
    code: str
    name: str
    is_reference: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One released figure; without a group it is of everybody."""

    group: str
    period: Period
    status: str
    value: float | None = None
    se: float | None = None
    n: int | None = None
    population: float | None = None


@dataclass(frozen=True)
class Cut:
    """What stands in a figure's place where there is none, is its status; where nothing stands, nothing was counted.

    ``groups`` are in their order, where they have one from the most disadvantaged to the most advantaged.
    """

    title: str
    groups: tuple[Group, ...]
    cells: tuple[Cell, ...]
    is_ordered: bool = False
    everybody: tuple[Cell, ...] = ()
    place: str = ""
    key: str = ""

    @cached_property
    def by_place(self) -> Mapping[tuple[Period, str], Cell]:
        return {(one.period, one.group): one for one in self.cells}

    @cached_property
    def of_all(self) -> Mapping[Period, Cell]:
        return {one.period: one for one in self.everybody}

    @cached_property
    def periods(self) -> list[Period]:
        """Every period of which something is told, also that it is hidden."""
        return in_order(one.period for one in self.cells)

    @cached_property
    def known_periods(self) -> list[Period]:
        """Those with a figure of at least two groups: where one can compare."""
        return [one for one in self.periods if int(np.isfinite(self.rates(one)).sum()) > 1]

    @property
    def reference(self) -> int | None:
        """The place of the reference group."""
        return next((at for at, one in enumerate(self.groups) if one.is_reference), None)

    def cell(self, period: Period, group: Group) -> Cell | None:
        return self.by_place.get((period, group.key))

    def told(self, period: Period) -> list[tuple[Group, Cell | None]]:
        return [(group, self.cell(period, group)) for group in self.groups]

    def rates(self, period: Period) -> Floats:
        """The figures in the order of the groups; NaN where there is none."""
        return self._column(period, "value")

    def errors(self, period: Period) -> Floats:
        return self._column(period, "se")

    def people(self, period: Period) -> Floats:
        return self._column(period, "population")

    def average(self, period: Period) -> float | None:
        """The figure of everybody."""
        found = self.of_all.get(period)
        return None if found is None else found.value

    def furthest(self, most: int) -> Cut:
        """The same with ``most`` groups: the reference, and who is furthest ahead and behind in the last period."""
        if len(self.groups) <= most:
            return self
        rates = self.rates((self.known_periods or self.periods)[-1])
        known = [int(at) for at in np.argsort(rates) if np.isfinite(rates[at])]
        ends = [at for pair in zip(known, reversed(known), strict=True) for at in pair]
        first = [] if self.reference is None else [self.reference]
        chosen = set(list(dict.fromkeys([*first, *ends, *range(len(rates))]))[:most])
        groups = tuple(one for at, one in enumerate(self.groups) if at in chosen)
        keys = {one.key for one in groups}
        return replace(
            self, groups=groups, cells=tuple(one for one in self.cells if one.group in keys)
        )

    def _column(self, period: Period, name: str) -> Floats:
        found = (self.cell(period, group) for group in self.groups)
        given = (None if one is None else getattr(one, name) for one in found)
        return np.array([np.nan if one is None else one for one in given], dtype=np.float64)


def has_hidden(cells: Iterable[Cell | None]) -> bool:
    return any(one is not None and one.status == "hidden" for one in cells)
