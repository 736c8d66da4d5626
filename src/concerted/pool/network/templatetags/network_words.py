from __future__ import annotations

from django import template
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day(value: str) -> str:
    """A day that a mail keeps as text, as people read it."""
    parsed = parse_date(value)
    return date_format(parsed, "DATE_FORMAT") if parsed is not None else ""
