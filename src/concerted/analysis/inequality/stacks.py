"""Rows of many tables gathered into stacks: equally many subgroups, the same kind of data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.groups import Groups, Refusal

Truths = NDArray[np.bool_]
Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Rows:
    """One row per subgroup, (N,) arrays of one length; nothing but the shapes is checked.

    ``average``, ``scale``, ``order``, ``se`` and ``population`` are NaN where unknown; ``has_se``
    says whether errors were given at all.
    """

    rates: Floats
    se: Floats
    population: Floats
    order: Floats
    favourable: Truths
    is_reference: Truths
    average: Floats
    scale: Floats
    has_se: bool

    @classmethod
    def of(
        cls,
        rates: ArrayLike,
        *,
        se: ArrayLike | None,
        population: ArrayLike | None,
        order: ArrayLike | None,
        favourable: ArrayLike,
        reference: ArrayLike | None,
        setting_average: ArrayLike | None,
        scale: ArrayLike | None,
    ) -> Rows:
        """The rows from what a caller gave; single values are repeated.

        Raises
        ------
        ValueError: there are no rows, or a column is not as long as ``rates``.
        """
        given = np.asarray(rates, dtype=np.float64)
        if given.ndim != 1 or given.size == 0:
            raise ValueError(
                f"rates must be a column of at least one row, got shape {given.shape}."
            )
        size = given.size
        return cls(
            rates=given,
            se=_column(se, "se", size),
            population=_column(population, "population", size),
            order=_column(order, "order", size),
            favourable=_column(favourable, "favourable", size) != 0,
            is_reference=_column(False if reference is None else reference, "reference", size)
            == 1,
            average=_column(setting_average, "setting_average", size),
            scale=_column(scale, "scale", size),
            has_se=se is not None,
        )

    def are_invalid(self) -> Truths:
        """Rows (N,) whose numbers no measure can take: infinite or negative where they must not be."""
        infinite = np.isinf(self.rates) | np.isinf(self.se) | np.isinf(self.population)
        negative = (self.se < 0) | (self.population < 0) | (self.scale <= 0)
        return np.asarray(infinite | negative | np.isinf(self.average) | np.isinf(self.order))


def _column(values: ArrayLike | None, name: str, size: int) -> Floats:
    given = np.asarray(np.nan if values is None else values, dtype=np.float64)
    if given.ndim == 0:
        return np.full(size, given)
    if given.shape != (size,):
        raise ValueError(
            f"rates and {name} must be alike, got shapes ({size},) and {given.shape}."
        )
    return given


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of each of T tables, and where its subgroups with a known rate are.

    Attributes
    ----------
    first : (T,) array, the first row of each table
    is_ordered : (T,) array
    known : (T,) array, how many subgroups have a known rate
    missing : (T,) array, the share of subgroups without a rate
    problem : (T,) array of texts, the ``Refusal`` of the whole table; empty if it has none
    lost_reference : (T,) array, whether a reference is marked that cannot be used
    has_reference, has_population : (T,) arrays
    rows : (M,) array, rows with a known rate, table by table and in order
    starts : (T,) array, where each table begins in ``rows``
    """

    first: Positions
    is_ordered: Truths
    known: Positions
    missing: Floats
    problem: NDArray[np.str_]
    lost_reference: Truths
    has_reference: Truths
    has_population: Truths
    rows: Positions
    starts: Positions


def gathered(rows: Rows, table_of: Positions, first: Positions) -> Tables:
    """The tables of ``rows``: the table of each row is ``table_of`` (N,), its first row ``first``."""
    number = first.size

    def count(mask: Truths) -> Positions:
        return np.asarray(np.bincount(table_of[mask], minlength=number))

    is_missing = np.isnan(rows.rates)
    is_kept = ~is_missing & (rows.population != 0)
    sizes, known = count(np.ones_like(is_kept)), count(is_kept)
    has_order = ~np.isnan(rows.order)
    references = count(rows.is_reference)
    usable = count(rows.is_reference & is_kept) == 1
    kept = np.flatnonzero(is_kept)
    sorted_ = kept[np.lexsort((kept, rows.order[kept], table_of[kept]))]
    return Tables(
        first=first,
        is_ordered=count(has_order) == sizes,
        known=known,
        missing=count(is_missing) / sizes,
        problem=_problems(rows, table_of, first, sorted_, known, count(rows.are_invalid()) > 0),
        lost_reference=(references > 0) & ~((references == 1) & usable),
        has_reference=(references == 1) & usable,
        has_population=count(is_kept & np.isnan(rows.population)) == 0,
        rows=sorted_,
        starts=np.cumsum(known) - known,
    )


def _problems(
    rows: Rows,
    table_of: Positions,
    first: Positions,
    sorted_: Positions,
    known: Positions,
    is_invalid: Truths,
) -> NDArray[np.str_]:
    like = first[table_of]
    differs = rows.favourable != rows.favourable[like]
    for values in (rows.scale, rows.average):
        differs = differs | (
            (values != values[like]) & ~(np.isnan(values) & np.isnan(values[like]))
        )
    differs = differs | (np.isnan(rows.order) != np.isnan(rows.order[like]))
    before, after = sorted_[:-1], sorted_[1:]
    is_tied = (table_of[before] == table_of[after]) & (rows.order[before] == rows.order[after])

    def holds(tables: Positions) -> Truths:
        return np.asarray(np.bincount(tables, minlength=first.size) > 0)

    reasons = (
        (is_invalid, Refusal.INVALID),
        (holds(table_of[differs]), Refusal.INCONSISTENT),
        (known < 2, Refusal.TOO_FEW),
        (holds(table_of[before[is_tied]]), Refusal.TIED_ORDER),
    )
    return np.select([mask for mask, _ in reasons], [reason.value for _, reason in reasons], "")


@dataclass(frozen=True, slots=True)
class Stack:
    """S tables of equally many subgroups: positions of the tables, their rows (S, K), the groups."""

    tables: Positions
    rows: Positions
    groups: Groups


def stacks(rows: Rows, tables: Tables, confidence: float) -> Iterator[Stack]:
    """Stacks of all tables without a problem."""
    kinds = ((tables.known * 2 + tables.is_ordered) * 2 + tables.has_population) * 2
    kinds = np.where(tables.problem == "", kinds + tables.has_reference, -1)
    by_kind = np.argsort(kinds, kind="stable")
    begins = np.flatnonzero(np.diff(kinds[by_kind], prepend=-2))
    for members in np.split(by_kind, begins[1:]):
        if kinds[members[0]] >= 0:
            yield _stack(rows, tables, members, confidence)


def _stack(rows: Rows, tables: Tables, members: Positions, confidence: float) -> Stack:
    some = members[0]
    within = tables.starts[members][:, None] + np.arange(tables.known[some])
    where = tables.rows[within]
    first = tables.first[members]
    reference = None
    if tables.has_reference[some]:
        reference = np.asarray(rows.is_reference[where].argmax(axis=-1))
    groups = Groups(
        rates=rows.rates[where],
        se=rows.se[where] if rows.has_se else None,
        population=rows.population[where] if tables.has_population[some] else None,
        ordered=bool(tables.is_ordered[some]),
        favourable=rows.favourable[first],
        reference=reference,
        average=rows.average[first],
        scale=rows.scale[first],
        confidence=confidence,
    )
    return Stack(members, where, groups)
