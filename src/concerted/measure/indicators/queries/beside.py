"""What stands beside the figures of an indicator: what was compared, what happened when, and a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import override

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Indicator
from concerted.measure.indicators.queries.comparisons import ComparisonTold, comparisons_of
from concerted.measure.indicators.queries.figures import newest_release
from concerted.measure.indicators.queries.happened import Mark, what_happened
from concerted.measure.indicators.queries.map import PlaceMap, map_of
from concerted.measure.indicators.queries.units import Words


@dataclass(frozen=True)
class Beside:
    comparisons: Sequence[ComparisonTold] = ()
    marks: Sequence[Mark] = ()
    map: PlaceMap | None = None


def beside_of(indicator: Indicator, reader: Viewer | None, language: str) -> Beside:
    """For ``indicator``, which has passed a gate; ``None`` reads as everybody does. Nothing before a release."""
    release = newest_release(indicator)
    if release is None:
        return Beside()
    title = indicator.in_language(language).title
    with override(language):
        drawn = map_of(release, reader, Words(indicator.unit), title)
    return Beside(
        comparisons_of(indicator, reader, language),
        what_happened(indicator, reader, language),
        drawn,
    )
