"""Days and numbers as a report writes them."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format

from concerted.measure.reports.documents import Cell


def day(moment: datetime.datetime | datetime.date | None) -> str:
    """The date, where the organization is."""
    if moment is None:
        return ""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "DATE_FORMAT")


def shown(cell: Cell) -> str:
    """A cell as people read it: text as it is, a number with no more than the two decimals it has."""
    if isinstance(cell, str):
        return cell
    places = len(f"{cell:.2f}".rstrip("0").partition(".")[2])
    return number_format(f"{cell:.{places}f}", places, force_grouping=True)
