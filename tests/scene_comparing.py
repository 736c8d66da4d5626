"""What an organization compares before and after, with a row behind every address of it."""

from __future__ import annotations

import datetime
from typing import Any

from concerted.measure.indicators.operations.comparisons import add_comparison
from concerted.measure.indicators.tests.factories import make_indicator, make_release
from concerted.organizations.models import Organization

COMPARISONS = ("comparisons", "add_comparison", "remove_comparison", "translate_comparison")


def compared(organization: Organization) -> dict[str, dict[str, Any]]:
    """Values of the addresses: a comparison of an indicator whose figures are out."""
    indicator = make_indicator(organization, title="Seen within a month")
    make_release(indicator, (None, 70.0))
    comparison = add_comparison(
        indicator=indicator,
        by=None,
        began="evening hours",
        began_on=datetime.date(2024, 7, 1),
        method="series",
    )
    values = {"slug": indicator.slug, "pk": comparison.pk}
    return {f"indicators:{name}": values for name in COMPARISONS}
