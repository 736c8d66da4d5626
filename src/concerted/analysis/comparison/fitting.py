"""Weighted least squares, with the errors that a few aggregated figures over time allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from concerted.analysis.arrays import Floats, alike
from concerted.analysis.comparison.refusals import CannotCompare, Refusal
from concerted.analysis.inequality.result import normal_quantile
from concerted.analysis.options import Option

# A standard error of 0 beside others is taken for this part of the largest of them.
SMALLEST_ERROR = 1e-6
# Neighbouring residuals are taken to depend on each other at most so much.
MOST_DEPENDENT = 0.95
# Residuals below this part of the values are those of a line through every point.
EXACT = 1e-10
# A variance below this part of the known one tells of none.
VANISHING = 1e-12


class Errors(Option):
    """How the uncertainty of a fit was found."""

    SAMPLING = "sampling"
    SCATTER = "scatter"
    HAC = "hac"
    DEPENDENT = "dependent"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Effect:
    """A number that a fit gives, and how sure it is.

    Attributes
    ----------
    estimate : in the unit of the values; with logarithms a ratio
    se : its standard error, with logarithms that of the logarithm; None where nothing tells it
    lower, upper : the interval at ``confidence``, in the unit of ``estimate``; None without ``se``
    confidence : the chance that such intervals cover the truth, between 0 and 1
    degrees_of_freedom : of Student's distribution; infinite when the errors are known
    is_logarithmic : whether the estimate is a ratio, so that no effect is 1 and not 0

    Examples
    --------
    >>> Effect(2.0, 1.5, -0.9, 4.9, 0.95, float("inf")).is_clear
    False
    """

    estimate: float
    se: float | None
    lower: float | None
    upper: float | None
    confidence: float
    degrees_of_freedom: float
    is_logarithmic: bool = False

    @property
    def at_none(self) -> float:
        """The value that means no effect."""
        return 1.0 if self.is_logarithmic else 0.0

    @property
    def is_clear(self) -> bool:
        """Whether there is an interval that leaves no effect out."""
        if self.lower is None or self.upper is None:
            return False
        return not self.lower <= self.at_none <= self.upper


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, their covariance, the residual variance per weight, and how they are to be told."""

    coefficients: Floats
    covariance: Floats
    scale: float
    degrees_of_freedom: float
    confidence: float
    is_logarithmic: bool

    def effect(self, row: Floats) -> Effect:
        """The combination ``row`` of the coefficients."""
        variance = max(float(row @ self.covariance @ row), 0.0)
        return effect(
            float(row @ self.coefficients),
            float(np.sqrt(variance)),
            self.degrees_of_freedom,
            self.confidence,
            self.is_logarithmic,
        )


def effect(
    estimate: float,
    se: float | None,
    freedom: float,
    confidence: float,
    is_logarithmic: bool = False,
) -> Effect:
    """``estimate`` ± t·se; both raised to e afterwards with ``is_logarithmic``."""
    told = np.exp if is_logarithmic else float
    ends: tuple[float | None, float | None] = None, None
    if se is not None:
        reach = quantile(freedom, confidence) * se
        ends = float(told(estimate - reach)), float(told(estimate + reach))
    return Effect(float(told(estimate)), se, *ends, confidence, freedom, is_logarithmic)


def quantile(freedom: float, confidence: float) -> float:
    """Student's t, the normal z with infinite degrees of freedom."""
    if np.isinf(freedom):
        return normal_quantile(confidence)
    return float(stdtrit(freedom, (1 + confidence) / 2))


def fitted(
    rows: Floats,
    values: Floats,
    se: Floats | None,
    *,
    errors: Errors,
    confidence: float,
    is_logarithmic: bool = False,
    lags: int = 0,
    clusters: NDArray[np.int64] | None = None,
) -> Fit:
    """Least squares weighted by 1/se² (all alike if None), never surer than known ``se`` allow.

    ``sampling`` takes the errors for the only uncertainty: (X'WX)⁻¹. ``scatter`` multiplies that by the
    residual variance Σ w e²/(n - k); where known errors explain it (it is at most 1) they alone count.
    ``hac`` is Newey & West's with Bartlett weights over ``lags`` and the factor n/(n - k); ``dependent``
    the larger of that, of ``scatter``, and of residuals that depend on their neighbour (``_dependent``);
    ``cluster`` Liang & Zeger's over ``clusters`` with G/(G - 1) · (n - 1)/(n - k). Of all, no variance is
    less than the one that known errors give.
    """
    weights = np.ones_like(values) if se is None else 1 / _positive(se) ** 2
    spare = values.size - rows.shape[1]
    known: Floats = np.asarray(
        np.linalg.pinv((rows * weights[:, None]).T @ rows), dtype=np.float64
    )
    if errors is Errors.SAMPLING:
        coefficients = known @ (rows * weights[:, None]).T @ values
        return Fit(coefficients, known, 1.0, float("inf"), confidence, is_logarithmic)
    result = _regressed(rows, values, weights, errors, lags, clusters)
    coefficients = np.asarray(result.params, dtype=np.float64)
    left = values - rows @ coefficients
    if se is None and np.abs(left).max() <= EXACT * np.abs(values).max():
        raise CannotCompare(Refusal.NO_VARIANCE)
    scale = float((weights * left**2).sum() / spare)
    found = np.asarray(result.cov_params(), dtype=np.float64)
    if errors is Errors.DEPENDENT:
        roots = np.sqrt(weights)
        alone = _dependent(rows * roots[:, None], left * roots, known)
        found = _no_surer(_no_surer(found, alone), scale * known)
    freedom = float(spare if clusters is None else np.unique(clusters).size - 2)
    if se is not None:
        found, scale = _no_surer(found, known), max(scale, 1.0)
        if errors is Errors.SCATTER and scale == 1.0:
            freedom = float("inf")
    return Fit(coefficients, found, scale, freedom, confidence, is_logarithmic)


def usual_lags(periods: int) -> int:
    """How many neighbouring periods may depend on each other: ⌊4 (T/100)^(2/9)⌋, at least 1."""
    return max(1, int(4 * (periods / 100) ** (2 / 9)))


def _positive(se: Floats) -> Floats:
    if not se.any():
        raise CannotCompare(Refusal.NO_ERRORS)
    return np.asarray(np.maximum(se, SMALLEST_ERROR * se.max()))


def _regressed(
    rows: Floats,
    values: Floats,
    weights: Floats,
    errors: Errors,
    lags: int,
    clusters: NDArray[np.int64] | None,
) -> Any:
    # It takes seconds to import and is needed by jobs alone, so it waits until it is.
    from statsmodels.regression.linear_model import WLS  # noqa: PLC0415

    model = WLS(values, rows, weights=weights)
    if errors is Errors.SCATTER:
        return model.fit()
    if errors in (Errors.HAC, Errors.DEPENDENT):
        return model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    return model.fit(cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": True})


def _dependent(rows: Floats, left: Floats, known: Floats) -> Floats:
    """The covariance if residuals follow e_t = ρ e_(t-1) + u_t, by the autocorrelation that they show.

    Residuals understate ρ by about (k + kρ)/n, which is added; it is kept from 0 to 0.95. The variance is
    Σ e²/tr(M V), M what the fit leaves and V_ij = ρ^|i - j|. In short series intervals from this cover
    better than those of Newey & West alone (docs/measures.md has figures).
    """
    number, columns = rows.shape
    seen = float(left[1:] @ left[:-1] / (left @ left))
    near = min(max(seen + columns * (1 + seen) / number, 0.0), MOST_DEPENDENT)
    steps = np.arange(number)
    along = near ** np.abs(steps[:, None] - steps[None, :])
    project = rows @ known
    spare = np.trace(along) - np.trace(project.T @ along @ rows)
    variance = float(left @ left) / max(float(spare), 1e-300)
    return np.asarray(variance * project.T @ along @ project)


def _no_surer(found: Floats, known: Floats) -> Floats:
    """``found``, with each variance raised to the known one where it is less; ``known`` where it tells of none."""
    if (np.diag(found) <= VANISHING * np.diag(known)).any():
        return known
    raised = np.sqrt(np.maximum(np.diag(known) / np.maximum(np.diag(found), 1e-300), 1.0))
    return np.asarray(found * np.outer(raised, raised))


def errors_of(
    values: Floats, se: ArrayLike | None, n: ArrayLike | None, per: float
) -> Floats | None:
    """The standard errors as given, or those of shares of ``n`` people told per ``per``.

    Of shares p = (y n/per + 2)/(n + 4) the error is per √(p (1 - p)/(n + 4)): also 0 and all have one
    (Agresti & Coull 1998, doi:10.1080/00031305.1998.10480550). Missing where the value is missing.
    """
    if se is not None:
        found = np.where(np.isnan(values), np.nan, np.asarray(se, dtype=np.float64))
        alike(values=values, se=found)
        if bool((found < 0).any()):
            raise ValueError("se must be at least 0.")
        return found
    if n is None:
        return None
    people = np.asarray(n, dtype=np.float64)
    alike(values=values, n=people)
    is_known = ~np.isnan(values)
    if not (people[is_known] > 0).all():
        raise ValueError("n must be above 0 wherever there is a value.")
    if not ((values[is_known] >= 0) & (values[is_known] <= per)).all():
        raise ValueError(f"values must be shares of n, from 0 to {per:g}.")
    share = (values * people / per + 2) / (people + 4)
    return np.asarray(per * np.sqrt(share * (1 - share) / (people + 4)))
