"""Complex samples: sampling weights, strata and sampling units, and the variance that they leave.

Taylor linearisation: an estimate is, near the truth, a weighted total of scores; its variance is
that of the totals of the first-stage sampling units within their strata (Binder 1983,
doi:10.2307/1402588; Lumley, *Complex Surveys*, 2010, chapter 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.inequality.rank import codes

Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Design:
    """How a sample of N rows was drawn, reduced to what a variance needs; made by ``design``.

    Attributes
    ----------
    weight : (N,) array, sampling weights
    unit : (N,) array, the sampling unit of each row, from 0; None when each row is its own unit
    stratum : (U,) array, the stratum of each unit, from 0
    factor : (H,) array, n_h/(n_h - 1) times the finite population correction of each stratum; a
        stratum of one unit has 1 in place of n_h/(n_h - 1)
    is_lonely : (H,) array, whether a stratum has one unit alone
    """

    weight: Floats
    unit: Codes | None
    stratum: Codes
    factor: Floats
    is_lonely: NDArray[np.bool_]

    @property
    def units(self) -> int:
        """How many first-stage sampling units there are."""
        return int(self.stratum.size)

    @property
    def degrees_of_freedom(self) -> int:
        """Sampling units less strata, the usual degrees of freedom of a design."""
        return self.units - int(self.factor.size)


def design(
    weight: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    psu: ArrayLike | None = None,
    fpc: ArrayLike | None = None,
) -> Design:
    """The design of a sample, ready for ``linearised_covariance``.

    Parameters
    ----------
    weight : (N,) array, ≥ 0, how many persons a row stands for; not all 0
    strata : (N,) array of numbers or texts; one stratum if None
    psu : (N,) array of numbers or texts, the first-stage (primary) sampling unit; each row is its
        own if None. Units may be numbered through or anew in each stratum: a unit is the pair of
        stratum and label
    fpc : (N,) array, the same within a stratum: how many units its population has (above 1), or
        which share of them was drawn (up to 1); no finite population correction if None

    Returns
    -------
    Design

    Raises
    ------
    ValueError: a value is missing, infinite or out of range, shapes differ, all weights are 0,
    ``fpc`` differs within a stratum or counts fewer units than were drawn.

    References
    ----------
    Lumley (2004), doi:10.18637/jss.v009.i08.

    Examples
    --------
    >>> drawn = design([1, 1, 2, 2], strata=["a", "a", "b", "b"], psu=[1, 2, 1, 2])
    >>> drawn.units, drawn.factor
    (4, array([2., 2.]))
    """
    weights = finite(weight, "weight", at_least=0)
    if not weights.any():
        raise ValueError("weight must be above 0 in at least one row, all are 0.")
    _same_length(weights, strata=strata, psu=psu, fpc=fpc)
    in_stratum: Codes | None = None if strata is None else codes(strata, "strata")[0]
    unit: Codes | None = None if psu is None else codes(psu, "psu")[0]
    if unit is not None and in_stratum is not None:
        unit = _nested(unit, in_stratum)
    stratum = _stratum_of_units(unit, in_stratum, weights.size)
    drawn = np.bincount(stratum).astype(np.float64)
    is_lonely = drawn == 1
    factor = np.where(is_lonely, 1.0, drawn / np.maximum(drawn - 1, 1))
    if fpc is not None:
        rows = np.zeros(weights.size, dtype=np.intp) if in_stratum is None else in_stratum
        factor = factor * finite_population(finite(fpc, "fpc", above=0), rows, drawn)
    return Design(weights, unit, stratum, factor, is_lonely)


def _same_length(weights: Floats, **labels: ArrayLike | None) -> None:
    for name, values in labels.items():
        shape = weights.shape if values is None else np.shape(values)
        if shape != weights.shape:
            raise ValueError(
                f"weight and {name} must be alike, got shapes {weights.shape} and {shape}."
            )


def _nested(unit: Codes, in_stratum: Codes) -> Codes:
    """Units told apart by stratum too, for labels that begin anew in each stratum."""
    seen = np.zeros(int(unit.max()) + 1, dtype=np.intp)
    seen[unit] = in_stratum
    if (seen[unit] == in_stratum).all():
        return unit
    return codes(in_stratum * np.intp(seen.size) + unit, "psu")[0]


def _stratum_of_units(unit: Codes | None, in_stratum: Codes | None, rows: int) -> Codes:
    if unit is None:
        return np.zeros(rows, dtype=np.intp) if in_stratum is None else in_stratum
    stratum = np.zeros(int(unit.max()) + 1, dtype=np.intp)
    if in_stratum is not None:
        stratum[unit] = in_stratum
    return stratum


def finite_population(fpc: Floats, rows: Codes, drawn: Floats) -> Floats:
    """1 - n_h/N_h of each stratum, from counts or from shares of units."""
    stated = np.zeros(drawn.size)
    stated[rows] = fpc
    if (stated[rows] != fpc).any():
        raise ValueError("fpc must be the same in all rows of a stratum; it differs within one.")
    share = np.where(stated > 1, drawn / stated, stated)
    if (share > 1).any():
        raise ValueError("fpc must count at least the sampling units that were drawn.")
    return 1 - share


def linearised_covariance(scores: ArrayLike, sample: Design) -> Floats:
    """The covariance of weighted totals of ``scores`` under the design of ``sample``.

    V = Σ_h n_h/(n_h - 1) (1 - f_h) Σ_j (u_hj - ū_h)(u_hj - ū_h)', with u_hj = Σ w_i s_i over the rows
    of unit j of stratum h, n_h its units, f_h their share of all units there are (0 unless known).
    A stratum with one unit is centred at the mean of all units, with 1 in place of n_h/(n_h - 1)
    (R's ``survey.lonely.psu = "adjust"``).

    Parameters
    ----------
    scores : (N, Q) array, the influence of each row on each of Q estimates
    sample : Design of N rows

    Returns
    -------
    (Q, Q) array; NaN when the sample has a single unit, which says nothing about variation.

    Raises
    ------
    ValueError: scores are not finite, or not as many as the rows of the design.

    References
    ----------
    Binder (1983), doi:10.2307/1402588; Lumley (2004), doi:10.18637/jss.v009.i08.

    Examples
    --------
    The total of four numbers drawn as two pairs, each from a stratum of its own:

    >>> drawn = design([1, 1, 1, 1], strata=[1, 1, 2, 2])
    >>> linearised_covariance([[1.0], [3.0], [5.0], [5.0]], drawn)
    array([[4.]])
    """
    given = finite(scores, "scores", dimensions=2)
    alike(weight=sample.weight, scores=given[:, 0])
    return covariance_of_totals(given, sample)


def covariance_of_totals(scores: Floats, sample: Design) -> Floats:
    """``linearised_covariance`` without its checks."""
    columns = range(scores.shape[1])
    if sample.units < 2:
        return np.full((len(columns), len(columns)), np.nan)
    centred = [_centred(_unit_totals(scores[:, column], sample), sample) for column in columns]
    factor = sample.factor[sample.stratum] if sample.factor.size > 1 else sample.factor
    return np.array([[float(np.sum(factor * a * b)) for b in centred] for a in centred])


def _unit_totals(score: Floats, sample: Design) -> Floats:
    weighted = sample.weight * score
    if sample.unit is None:
        return weighted
    totals = np.bincount(sample.unit, weighted, minlength=sample.units)
    return np.asarray(totals, dtype=np.float64)


def _centred(totals: Floats, sample: Design) -> Floats:
    if sample.factor.size == 1:
        return np.asarray(totals - totals.mean())
    drawn = np.bincount(sample.stratum)
    mean = np.bincount(sample.stratum, totals) / drawn
    mean = np.where(sample.is_lonely, totals.mean(), mean)
    return np.asarray(totals - mean[sample.stratum])
