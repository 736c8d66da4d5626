from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.measure.reports.operations.reports import add_report, publish_report


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def make_report(organization, title="A year on Elm Street", **values):
    given = {"starts_on": in_days(-365), "ends_on": in_days(0)} | values
    return add_report(organization=organization, title=title, by=None, **given)


def make_published(organization, title="A year on Elm Street", **values):
    return publish_report(report=make_report(organization, title, **values), by=None)
