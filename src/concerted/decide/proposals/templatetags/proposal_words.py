from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from concerted.decide.proposals.models import Outcome

register = template.Library()


@register.filter
def moment(value: str) -> str:
    """A moment that a mail keeps as text, as people read it."""
    parsed: datetime | None = parse_datetime(value)
    return date_format(parsed, "DATETIME_FORMAT") if parsed is not None else ""


@register.filter
def outcome_words(value: str) -> str:
    """What a round came to, in the reader's language."""
    return str(Outcome(value).label)
