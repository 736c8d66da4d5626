from __future__ import annotations

from django import template

from concerted.measure.reports.documents import Cell
from concerted.measure.reports.queries.words import shown as words_of

register = template.Library()


@register.filter
def shown(cell: Cell) -> str:
    """A cell of a table as people read it."""
    return words_of(cell)
