"""Hearings and days as they stand in people's calendars."""

from __future__ import annotations

import datetime

from django.conf import settings

from concerted.act.policies.models import Deadline, Hearing, PolicyItem
from concerted.base.calendars import Occasion
from concerted.organizations.translations import Rendition, renditions

DAY = datetime.timedelta(days=1)


def dates_of(policy: PolicyItem, language: str) -> list[Occasion]:
    """Every hearing and every day of a published policy, for calendars that read them again and again."""
    hearings = list(Hearing.objects.public().filter(policy=policy))
    texts = renditions(hearings, language)
    days = list(Deadline.objects.public().filter(policy=policy))
    notes = renditions(days, language)
    return [
        *(_of_hearing(one, policy, texts[one.pk]) for one in hearings),
        *(_of_day(one, policy, notes[one.pk]) for one in days),
    ]


def occasion_of(hearing: Hearing, policy: PolicyItem, language: str) -> Occasion:
    return _of_hearing(hearing, policy, hearing.in_language(language))


def _of_day(deadline: Deadline, policy: PolicyItem, text: Rendition) -> Occasion:
    return Occasion(
        key=deadline.pk,
        sequence=0,
        title=f"{policy.name}: {deadline.get_kind_display()}",
        starts_at=deadline.due_on,
        lasts=DAY,
        text="\n".join(one for one in (text.note, deadline.link) if one),
        url=f"{settings.ADDRESS}{policy.get_absolute_url()}",
    )


def _of_hearing(hearing: Hearing, policy: PolicyItem, text: Rendition) -> Occasion:
    return Occasion(
        key=hearing.pk,
        sequence=hearing.sequence,
        title=f"{policy.name}: {text.title}",
        starts_at=hearing.begins,
        lasts=datetime.timedelta(minutes=hearing.minutes),
        place=hearing.place or hearing.link,
        text="\n".join(one for one in (text.sign_up, hearing.link) if one),
        url=f"{settings.ADDRESS}{policy.get_absolute_url()}",
        is_cancelled=hearing.cancelled_at is not None,
    )
