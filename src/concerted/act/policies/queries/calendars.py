"""A hearing as it stands in people's calendars."""

from __future__ import annotations

import datetime

from django.conf import settings

from concerted.act.policies.models import Hearing, PolicyItem
from concerted.base.calendars import Occasion


def occasion_of(hearing: Hearing, policy: PolicyItem, language: str) -> Occasion:
    text = hearing.in_language(language)
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
