"""An empty table of an indicator's figures, as people can fill it in and hand it in again."""

from __future__ import annotations

from concerted.base.tables.writing import Row
from concerted.measure.indicators.models import Indicator, Subgroup

_RATE = ("period", "dimension", "subgroup", "numerator", "denominator", "place")
_AVERAGE = ("period", "dimension", "subgroup", "value", "n", "se", "place")


def empty_form_rows(indicator: Indicator) -> list[Row]:
    """The headers, and a row for everybody and for each group. For those who may hand in figures."""
    headers = _RATE if indicator.is_rate else _AVERAGE
    groups = Subgroup.objects.filter(organization=indicator.organization)
    rows = groups.select_related("dimension").order_by("dimension__created_at", "position")
    blank = [""] * (len(headers) - 3)
    named = [("", "", ""), *(("", one.dimension.slug, one.title) for one in rows)]
    return [headers, *([*start, *blank] for start in named)]
