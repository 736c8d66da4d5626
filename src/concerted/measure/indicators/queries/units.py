"""Figures of an indicator in words, in its unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.base.charts import plain
from concerted.measure.indicators.models import Measure, Unit

FIGURES: dict[str, str | Promise] = {
    Unit.PER_CENT: gettext_lazy("%(figure)s%%"),
    Unit.PER_THOUSAND: gettext_lazy("%(figure)s of 1,000"),
    Unit.DAYS: gettext_lazy("%(figure)s days"),
    Unit.HOURS: gettext_lazy("%(figure)s hours"),
    Unit.DOLLARS: gettext_lazy("$%(figure)s"),
    Unit.POINTS: gettext_lazy("%(figure)s points"),
    Unit.NUMBER: "%(figure)s",
}
"""A figure as a sentence says it."""
GAPS: dict[str, str | Promise] = {
    **FIGURES,
    Unit.PER_CENT: gettext_lazy("%(figure)s points"),
    Unit.PER_THOUSAND: gettext_lazy("%(figure)s per 1,000"),
}
"""How far two figures are apart: what differs by 5 of 100 is 5 percentage points apart."""
NAMES: dict[str, str | Promise] = {
    Unit.PER_CENT: gettext_lazy("percentage points"),
    Unit.PER_THOUSAND: gettext_lazy("per 1,000"),
    Unit.DAYS: gettext_lazy("days"),
    Unit.HOURS: gettext_lazy("hours"),
    Unit.DOLLARS: gettext_lazy("dollars"),
    Unit.POINTS: gettext_lazy("points"),
    Unit.NUMBER: "",
}
"""The unit of a difference, after its number."""
SCALES: dict[str, float] = {Unit.PER_CENT: 100.0, Unit.PER_THOUSAND: 1000.0}
"""What the measures of inequality take for bounds; other units have none."""


@dataclass(frozen=True)
class Words:
    """How the figures of one unit are worded."""

    unit: str

    @property
    def scale(self) -> float | None:
        return SCALES.get(self.unit)

    @property
    def name(self) -> str:
        return str(NAMES[self.unit])

    def figure(self, value: float) -> str:
        return str(FIGURES[self.unit]) % {"figure": plain(value)}

    def gap(self, value: float) -> str:
        return str(GAPS[self.unit]) % {"figure": plain(value)}

    def short(self, value: float) -> str:
        """For the marks of an axis: only what is one letter long is said."""
        return self.figure(value) if self.unit in (Unit.PER_CENT, Unit.DOLLARS) else plain(value)

    def short_gap(self, value: float) -> str:
        """As ``short``, for differences: they are not per cent."""
        return plain(value)

    def of(self, measure: str, value: float) -> str:
        """A figure, a difference or a ratio, as a sentence says it."""
        if measure == Measure.RATIO:
            return plain(value)
        return self.gap(value) if measure == Measure.DIFFERENCE else self.figure(value)


def signed(value: float, told: str) -> str:
    """``told`` with a plus where the value grew; a minus is there already."""
    return f"+{told}" if value > 0 else told


def interval(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
