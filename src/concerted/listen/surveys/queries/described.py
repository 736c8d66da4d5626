"""A survey as an occasion on which people may tell who they are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerted.listen.representation.occasions import Kind, Subject
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.queries.desk import numbers_of
from concerted.organizations.translations import renditions


def describe(rows: Sequence[Survey], language: str) -> Mapping[uuid.UUID, Subject]:
    """What the room of representation asks of each survey; two queries."""
    texts, numbers = renditions(rows, language), numbers_of(rows)
    return {
        one.pk: Subject(
            title=texts[one.pk].title,
            language=texts[one.pk].language,
            url=one.get_absolute_url(),
            desk_url=reverse("surveys:survey", args=[one.organization.slug, one.slug]),
            took_part=numbers[one.pk].submissions,
            is_public=not one.is_draft,
            ended_at=one.closed_at or one.closes_at,
            goal_id=one.goal_id,
        )
        for one in rows
    }


KIND = Kind("survey", _("Survey"), Survey, describe)
