"""Money and hours of the record as people read them."""

from __future__ import annotations

from decimal import Decimal

from django import template

from concerted.act.lobbying.queries import meters
from concerted.pool.offers.queries.amounts import figure

register = template.Library()


@register.filter
def usd(cents: int) -> str:
    return meters.usd(cents)


@register.filter
def hours(value: Decimal) -> str:
    return figure(Decimal(value))
