"""Periods of figures: what they are called, and which come next."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Days = tuple[datetime.date, datetime.date]
"""The first and the last."""
DAY = datetime.timedelta(days=1)
MOST_AHEAD = 24
"""So many periods a picture reaches beyond the last figure."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a day to a day, both counted in."""

    start: datetime.date
    end: datetime.date

    def __str__(self) -> str:
        return name_of(self)

    @property
    def months(self) -> int:
        """How many whole months it is; 0 if it is no number of them."""
        after = self.end + DAY
        if self.start.day != after.day:
            return 0
        return _months_of(after) - _months_of(self.start)

    def is_over_in(self, days: Days) -> bool:
        """Whether it ends between the first and the last of ``days``."""
        return days[0] <= self.end <= days[1]

    def moved(self, months: int) -> Period:
        return Period(_moved(self.start, months), _moved(self.end + DAY, months) - DAY)


def name_of(period: Period) -> str:
    """As people call it: 2025, Q3 2025, July 2025; else its two ends."""
    start, months = period.start, period.months
    if start.day == 1 and months == 12 and start.month == 1:
        return str(start.year)
    if start.day == 1 and months == 3 and start.month % 3 == 1:
        return _quarter(start)
    if start.day == 1 and months == 6 and start.month in (1, 7):
        half = 1 if start.month == 1 else 2
        return _("H%(half)d %(year)d") % {"half": half, "year": start.year}
    if start.day == 1 and months == 1:
        return date_format(start, "M Y")
    if start == period.end:
        return date_format(start, "SHORT_DATE_FORMAT")
    if start.day == 1 and months:
        return f"{date_format(start, 'M Y')} – {date_format(period.end, 'M Y')}"
    return f"{date_format(start, 'SHORT_DATE_FORMAT')} – {date_format(period.end, 'SHORT_DATE_FORMAT')}"


def moment(day: datetime.date, like: Period) -> str:
    """When ``day`` is, no finer than the figures are: 2030, Q3 2030, July 2030."""
    months = like.months
    if months == 0 or months > 11:
        return str(day.year)
    return _quarter(day) if months >= 3 else date_format(day, "F Y")


def _quarter(day: datetime.date) -> str:
    return _("Q%(quarter)d %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}


def years(day: datetime.date) -> float:
    """A day as a point on the line of years: the last day of June 2025 is about 2025.5."""
    first, next_ = datetime.date(day.year, 1, 1), datetime.date(day.year + 1, 1, 1)
    return day.year + ((day - first).days + 1) / (next_ - first).days


def day_at(point: float) -> datetime.date | None:
    """The day at a point on the line of years, or nothing beyond the calendar."""
    if not datetime.MINYEAR < point < datetime.MAXYEAR:
        return None
    year = int(point)
    first, next_ = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    return first + datetime.timedelta(
        days=max(0, round((point - year) * (next_ - first).days) - 1)
    )


def steps(periods: Sequence[Period], until: datetime.date | None = None) -> list[Period]:
    """``periods`` with those that lie between them, and those that follow until a day.

    Where they do not stand one after the other in equal steps, they are given as they are.
    """
    first, last = periods[0], periods[-1]
    months = first.months
    if not months:
        return list(periods)
    end = max(last.end, until or last.end)
    grid, place = [first], 1
    while grid[-1].end < end and (grid[-1] < last or len(grid) < len(periods) + MOST_AHEAD):
        if place > 600:
            return list(periods)
        grid.append(first.moved(place * months))
        place += 1
    return grid if set(periods) <= set(grid) else list(periods)


def spread(periods: Sequence[Period], most: int) -> list[Period]:
    """At most ``most`` of ``periods``: the first, the last, and evenly between them.

    >>> day = datetime.date(2025, 1, 1)
    >>> months = [Period(day, datetime.date(2025, month, 28)) for month in range(1, 11)]
    >>> [one.end.month for one in spread(months, 4)]
    [1, 4, 7, 10]
    """
    count = len(periods)
    if count <= most:
        return list(periods)
    places = dict.fromkeys(round(place * (count - 1) / (most - 1)) for place in range(most))
    return [periods[place] for place in places]


def in_order(periods: Iterable[Period]) -> list[Period]:
    return sorted(set(periods), key=lambda one: (one.end, one.start))


def _months_of(day: datetime.date) -> int:
    return day.year * 12 + day.month


def _moved(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month; the last one where it has no such day."""
    at = _months_of(day) - 1 + months
    year, month = divmod(at, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(
        datetime.date(year, month + 1, min(day.day, 28))
        + datetime.timedelta(days=max(0, day.day - 28)),
        following - DAY,
    )
