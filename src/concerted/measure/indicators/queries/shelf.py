"""The indicators whose figures are out, as a list."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from concerted.measure.indicators.models import Indicator
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class ReleasedIndicator:
    indicator: Indicator
    text: Rendition
    released_at: datetime.datetime


def released_indicators(organization: Organization, language: str) -> Sequence[ReleasedIndicator]:
    """What everybody can read, what came out last first."""
    found = (
        Indicator.objects.public()
        .filter(organization=organization)
        .annotate(released_at=Max("releases__created_at"))
    )
    days = dict(found.order_by().values_list("pk", "released_at"))
    rows = list(Indicator.objects.filter(pk__in=days).select_related("organization"))
    rows.sort(key=lambda one: days[one.pk], reverse=True)
    texts = renditions(rows, language)
    return [ReleasedIndicator(one, texts[one.pk], days[one.pk]) for one in rows]


def showcase(organization: Organization, language: str) -> list[Item]:
    """The indicators on the organization's public page."""
    return [
        Item(
            one.text.title,
            one.indicator.get_absolute_url(),
            one.text.summary,
            language=one.text.language,
        )
        for one in released_indicators(organization, language)[:SHOWN]
    ]
