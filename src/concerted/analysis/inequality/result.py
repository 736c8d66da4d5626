"""The one shape of every result of ``inequality``: an estimate and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scipy.special import ndtri


class Interval(StrEnum):
    """How an interval was made."""

    NONE = "none"
    NORMAL = "normal"
    LOGARITHMIC = "logarithmic"
    SIMULATED = "simulated"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The result of one measure for one setting, period and dimension.

    Attributes
    ----------
    measure : the toolkit's short code, a key of ``MEASURES`` (``"d"``, ``"sii"``, …)
    estimate : the value, in the unit that ``MEASURES[measure].unit`` states
    se : its standard error in the same unit (of its logarithm when ``interval`` is logarithmic);
        None where none is defined or no errors were given
    lower, upper : the interval at ``confidence``, in the unit of ``estimate``; None without one
    confidence : the chance that such intervals cover the truth, between 0 and 1
    interval : how the interval was made; ``none`` when there is none
    subgroups : how many subgroups with a known estimate entered
    compared : positions of the two subgroups that a pair-wise measure compares (as given, from 0);
        for measures from one reference subgroup, that one alone; otherwise empty
    corrected, corrected_se : where the usual estimate or its error is known to be off, a sounder
        one in the same unit (see the measure); otherwise None
    draws, drawn_mean, drawn_sd : of a simulated interval, how many draws, and their mean and
        standard deviation; otherwise None

    Examples
    --------
    >>> Estimate("d", 12.5).has_interval
    False
    """

    measure: str
    estimate: float
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    confidence: float = 0.95
    interval: Interval = Interval.NONE
    subgroups: int = 0
    compared: tuple[int, ...] = ()
    corrected: float | None = None
    corrected_se: float | None = None
    draws: int | None = None
    drawn_mean: float | None = None
    drawn_sd: float | None = None

    @property
    def has_interval(self) -> bool:
        """Whether ``lower`` and ``upper`` are known."""
        return self.lower is not None and self.upper is not None


def normal_quantile(confidence: float) -> float:
    """The z for which a standard normal lies within ±z with probability ``confidence``.

    Raises
    ------
    ValueError: ``confidence`` is not strictly between 0 and 1.

    Examples
    --------
    >>> round(normal_quantile(0.95), 4)
    1.96
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, got {confidence}.")
    return float(-ndtri((1 - confidence) / 2))
