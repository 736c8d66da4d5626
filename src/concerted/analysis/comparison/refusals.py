"""Why figures that are well formed still cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from concerted.analysis.options import Option


class Refusal(Option):
    """Why there is no comparison; ``REFUSALS`` says it in a sentence."""

    NO_BEFORE = "no_before"
    NO_AFTER = "no_after"
    FEW_BEFORE = "few_before"
    FEW_AFTER = "few_after"
    FEW_CYCLES = "few_cycles"
    FEW_GROUPS = "few_groups"
    NO_ERRORS = "no_errors"
    NO_VARIANCE = "no_variance"


REFUSALS: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.NO_BEFORE: "no period before the change is known for both groups",
        Refusal.NO_AFTER: "no period after the change is known for both groups",
        Refusal.FEW_BEFORE: "fewer than 4 periods before the change are known",
        Refusal.FEW_AFTER: "fewer than 4 periods after the change are known",
        Refusal.FEW_CYCLES: "fewer than two whole years, or two of whatever the season is, are known",
        Refusal.FEW_GROUPS: "with several groups it needs at least 3 where it began and 3 where it did not",
        Refusal.NO_ERRORS: "with so few periods it needs to know how sure each figure is",
        Refusal.NO_VARIANCE: "the figures do not vary, so nothing tells how sure the result is",
    }
)


class CannotCompare(ValueError):
    """The figures are well formed and too few, or say nothing about their own uncertainty.

    Attributes
    ----------
    reason : why; a key of ``REFUSALS``

    Examples
    --------
    >>> str(CannotCompare(Refusal.NO_AFTER))
    'No comparison: no period after the change is known for both groups.'
    """

    def __init__(self, reason: Refusal) -> None:
        super().__init__(f"No comparison: {REFUSALS[reason]}.")
        self.reason = reason
