"""One figure as it is handed in, before it becomes an observation: read, and checked against its indicator."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.measure.indicators.models import Indicator, Observation, ObservationState, Subgroup

MOST = 10_000_000_000
"""More people than there are."""


@dataclass(frozen=True)
class Entry:
    """What is known of a subgroup, or of everybody. Nothing given is missing; zero is a figure."""

    subgroup: Subgroup | None = None
    state: str = ObservationState.KNOWN
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    se: float | None = None
    population: float | None = None


def checked(*, indicator: Indicator, entry: Entry) -> Entry:
    """``entry`` with its value worked out where it is a share. Refuses, beside its field, what cannot be so."""
    _refuse_too_many(entry)
    if entry.state != ObservationState.KNOWN:
        return replace(entry, value=None, numerator=None, se=None)
    if entry.numerator is not None:
        entry = _share(indicator, entry)
    if entry.value is None or not math.isfinite(entry.value):
        raise Refused(_("Please give a number, or “*” where it is hidden."), field="value")
    if indicator.is_rate and not 0 <= entry.value <= indicator.scale:
        words = _("A share lies between 0 and %(most)d.")
        raise Refused(words % {"most": indicator.scale}, field="value")
    if entry.se is not None and not 0 <= entry.se < math.inf:
        raise Refused(_("A standard error is not below 0."), field="se")
    return entry


def _refuse_too_many(entry: Entry) -> None:
    for field in ("numerator", "denominator", "n", "population", "value", "se"):
        if (getattr(entry, field) or 0) > MOST:
            raise Refused(_("That number is too large: please check it."), field=field)


def _share(indicator: Indicator, entry: Entry) -> Entry:
    if not indicator.is_rate:
        raise Refused(_("An average has no “how many of how many”."), field="numerator")
    if not entry.denominator:
        raise Refused(_("Of how many people? Please give a number above 0."), field="denominator")
    if entry.numerator is None or not 0 <= entry.numerator <= entry.denominator:
        raise Refused(_("There cannot be more than there are people."), field="numerator")
    n = entry.denominator if entry.n is None else entry.n
    return replace(entry, value=indicator.scale * entry.numerator / entry.denominator, n=n)


def entry_of(*, observation: Observation) -> Entry:
    """What was handed in when ``observation`` was made."""
    return Entry(
        observation.subgroup,
        observation.state,
        observation.value,
        observation.numerator,
        observation.denominator,
        observation.n,
        observation.se,
        observation.population,
    )
