"""Whose time is over."""

from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.organizations.models import Organization
from concerted.people.models import Person, RetentionPeriod
from concerted.people.models.persons import PersonQuerySet


def people_past_retention(
    *,
    organization: Organization,
    months: int | None = None,
    now: datetime.datetime | None = None,
) -> PersonQuerySet:
    """People of whom there has been no sign for ``months``, or for the period of ``organization``.

    For the clock and for a dry run: it has no viewer.
    """
    if months is None:
        period = RetentionPeriod.objects.filter(organization=organization).first()
        if period is None:
            return Person.objects.none()
        months = period.months
    limit = months_before(now or timezone.now(), months)
    people = Person.objects.current().filter(organization=organization)
    return people.filter(last_active_at__lt=limit)


def months_before(moment: datetime.datetime, months: int) -> datetime.datetime:
    """The same day so many months earlier, or the last day of that month where it is shorter."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    first = moment.replace(year=year, month=month + 1, day=1)
    after = (first + datetime.timedelta(days=32)).replace(day=1)
    last_day = (after - datetime.timedelta(days=1)).day
    return first.replace(day=min(moment.day, last_day))
