from __future__ import annotations

import datetime
from collections.abc import Iterable

from django import template
from django.utils.formats import date_format

from concerted.base.languages import own_name

register = template.Library()


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Languages as their readers call them."""
    return ", ".join(own_name(code) for code in codes)


@register.filter
def day(value: str) -> str:
    """A day that a mail keeps as text, as people read it."""
    return date_format(datetime.date.fromisoformat(value), "DATE_FORMAT") if value else ""
