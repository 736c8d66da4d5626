"""What reports tell the floors below: goals, organizations."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.goals.ledger import Moment, Reader
from concerted.goals.models import Goal
from concerted.measure.reports.models import Report
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import renditions


def goal_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When a report of the goal was published."""
    rows = Report.objects.public().standing().filter(goal__in=goals).with_everything()
    found = list(rows.order_by("published_at"))
    texts = renditions(found, language)
    told: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for one in found:
        if one.goal_id is not None and one.published_at is not None:
            title, label = texts[one.pk].title, _("A report was published")
            told[one.goal_id].append(Moment(one.published_at, label, title, address(one, reader)))
    return told


def address(report: Report, reader: Reader) -> str:
    """The page of a report for who reads."""
    name = "reports:page" if reader is None else "reports:report"
    return reverse(name, args=[report.organization.slug, report.slug])


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its reports, the newest first."""
    rows = Report.objects.public().standing().filter(organization=organization).with_everything()
    found = list(rows.order_by("-published_at")[:SHOWN])
    texts = renditions(found, language)
    return [
        Item(
            title=texts[one.pk].title,
            url=one.get_absolute_url(),
            text=texts[one.pk].summary,
            language=texts[one.pk].language,
        )
        for one in found
    ]
