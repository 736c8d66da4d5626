"""Protecting percentages: a rate tells of those counted, of the others, and of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.privacy.moves import System
from concerted.analysis.privacy.protected import (
    Protected,
    assemble,
    check_limits,
    protect,
    small_cells,
    table_system,
)
from concerted.analysis.privacy.suppression import suppress
from concerted.analysis.privacy.tables import Flags, Status, lay_out, whole_counts


@dataclass(frozen=True, eq=False)
class ProtectedRates:
    """Rates that may be shown, with the counts that may be shown beside them.

    Attributes
    ----------
    rates : (shown shape) published rates, of 1; NaN where one is hidden or there is none
    status : (shown shape) :class:`Status`; MISSING also where nobody is counted
    counts : the table behind them: its last axis is those counted, the others, and all
    """

    rates: Floats
    status: NDArray[np.int8]
    counts: Protected

    @property
    def numerators(self) -> Floats:
        """Published numerators, NaN where hidden or missing."""
        return np.asarray(self.counts.values[..., 0], dtype=np.float64)

    @property
    def denominators(self) -> Floats:
        """Published denominators, NaN where hidden or missing."""
        return np.asarray(self.counts.values[..., 2], dtype=np.float64)


def protect_rates(
    numerators: ArrayLike,
    denominators: ArrayLike,
    *,
    threshold: int = 11,
    width: int | None = None,
    suppress_zeros: bool = False,
    margins: bool | Sequence[int] = True,
    denominators_known: bool = False,
) -> ProtectedRates:
    """Hide each rate whose numerator, complement or denominator is small, and what would give it away.

    A rate n/d beside its denominator tells n and d - n. So the table of n, d - n and d is protected as
    one table with margins, and a rate is published only where all three are.

    Parameters
    ----------
    numerators : array of whole numbers ≥ 0, people counted; NaN where unknown
    denominators : alike, ≥ numerators, people of whom they are counted
    threshold, width, suppress_zeros : as for :func:`protect`; with ``suppress_zeros`` rates of 0 % and
        100 % are hidden too, because they tell something of everyone
    margins : axes that have a rate of their total
    denominators_known : the denominators are public whatever is done (a census). They are then shown,
        every rate over fewer than ``threshold`` people is hidden, of 0 % and 100 % too, and a hidden
        numerator stays as uncertain as its denominator leaves it: within ``width`` where that is
        large, else anywhere from 0 (or 1, where zeros are shown) to the denominator (or 1 less).

    Returns
    -------
    ProtectedRates; a margin's rate is Σ n / Σ d

    Raises
    ------
    ValueError: as :func:`protect`; shapes differ; a numerator is above its denominator.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4.

    Examples
    --------
    98 of 100 tell of the two others; hiding only that rate would not help beside the total.

    >>> safe = protect_rates([98, 40, 30], [100, 90, 80], threshold=5)
    >>> safe.rates.round(3)
    array([  nan, 0.444,   nan, 0.622])
    """
    counted = whole_counts(numerators, "numerators")
    people = whole_counts(denominators, "denominators")
    if counted.shape != people.shape:
        raise ValueError(
            f"numerators and denominators must be alike, got {counted.shape} and {people.shape}."
        )
    with np.errstate(invalid="ignore"):
        others = people - counted
        if (others < 0).any():
            raise ValueError("a numerator is above its denominator; it must be a part of it.")
    known = ~np.isnan(others)
    parts = np.where(known[..., None], np.stack([counted, others], axis=-1), np.nan)
    axes = range(counted.ndim) if margins is True else () if margins is False else margins
    if denominators_known:
        width = check_limits(threshold, width)
        return _rates(
            _beside_known(parts, (*axes, counted.ndim), (threshold, width, suppress_zeros))
        )
    table = protect(
        parts,
        threshold=threshold,
        width=width,
        suppress_zeros=suppress_zeros,
        margins=(*axes, counted.ndim),
    )
    return _rates(table)


def _beside_known(parts: Floats, axes: tuple[int, ...], rule: tuple[int, int, bool]) -> Protected:
    threshold, width, suppress_zeros = rule
    layout = lay_out(parts.shape, axes)
    shown = layout.expand(parts)
    people = np.broadcast_to(shown[..., 2:], shown.shape)
    is_part = np.broadcast_to(np.array([True, True, False]), shown.shape)
    with np.errstate(invalid="ignore"):
        few = is_part & (people > 0) & (people < threshold)
    small = is_part & (small_cells(shown, threshold, suppress_zeros) | few) & (people > 0)
    system = _with_known(
        table_system(layout, shown, small, width, suppress_zeros), people, few, is_part
    )
    hidden = suppress(system).hidden
    return assemble(layout, shown, small, hidden, rule, system.widths)


def _with_known(system: System, people: Floats, few: Flags, is_part: Flags) -> System:
    floors = np.where(few.ravel(), 0, system.floors)
    room = np.nan_to_num(people.ravel()).astype(np.int64) - 2 * floors
    return replace(
        system,
        fixed=system.fixed | ~is_part.ravel(),
        floors=floors,
        widths=np.minimum(system.widths, np.maximum(room, 0)),
    )


def _rates(table: Protected) -> ProtectedRates:
    missing = (table.status == Status.MISSING).any(axis=-1) | (table.values[..., 2] == 0)
    primary = (table.status == Status.PRIMARY).any(axis=-1)
    hidden = table.hidden.any(axis=-1)
    status = np.where(primary, Status.PRIMARY, np.where(hidden, Status.COMPLEMENTARY, 0))
    status = np.where(missing, Status.MISSING, status).astype(np.int8)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = np.where(
            status == Status.PUBLISHED, table.values[..., 0] / table.values[..., 2], np.nan
        )
    return ProtectedRates(rates, status, table)
