"""What a partner handed in for a coalition's indicators: it takes its own figures along when it leaves."""

from __future__ import annotations

from collections.abc import Iterator

from concerted.measure.indicators.models import Observation
from concerted.organizations.models import Membership
from concerted.pool.partners.registry import Cell


def brought(membership: Membership) -> Iterator[dict[str, Cell]]:
    """Its figures as they were handed in, whether or not they count. The membership has passed a gate."""
    rows = Observation.objects.filter(
        intake__organization=membership.organization_id, intake__partner=membership.member_id
    )
    for one in rows.select_related("indicator", "dimension", "subgroup", "intake"):
        yield {
            "indicator": one.indicator.slug,
            "dimension": one.dimension.slug if one.dimension else "",
            "group": one.subgroup.code if one.subgroup else "",
            "from": one.period_start.isoformat(),
            "until": one.period_end.isoformat(),
            "place": one.place,
            "state": one.state,
            "value": one.value,
            "numerator": one.numerator,
            "denominator": one.denominator,
            "n": one.n,
            "se": one.se,
            "counts": one.is_current,
            "delivery": one.intake.state,
        }
