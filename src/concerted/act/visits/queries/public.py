"""What everybody reads: the calendar of hearings, one of them, and the words that people let everybody read."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from concerted.act.policies.models import Hearing, PolicyItem
from concerted.act.visits.models import Attendee, Part, Testimony
from concerted.act.visits.models.hearings import is_to_come
from concerted.act.visits.queries.calendars import when_words
from concerted.act.visits.queries.counts import Counts, counts_by
from concerted.act.visits.queries.preparing import Prepared, prepared_for
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions

PAST_SHOWN = 10


@dataclass(frozen=True)
class HearingRow:
    """A hearing in the reader's language, with what it is about and how many come."""

    hearing: Hearing
    text: Rendition
    policy_text: Rendition
    when: str
    is_open: bool
    testimonies: int = 0
    speakers: int = 0
    comers: int = 0

    @property
    def policy(self) -> PolicyItem:
        return self.hearing.policy


def hearing_rows(hearings: Iterable[Hearing], language: str) -> list[HearingRow]:
    """Rows of ``hearings``, which passed a gate and have policy and organization loaded; four queries."""
    hearings = list(hearings)
    texts = renditions(hearings, language)
    policies = {one.policy_id: one.policy for one in hearings}
    policy_texts = renditions(policies.values(), language)
    testified = _by_hearing(Testimony.objects.counted(), hearings)
    come = _by_hearing(Attendee.objects.standing(), hearings)
    return [
        HearingRow(
            hearing=one,
            text=texts[one.pk],
            policy_text=policy_texts[one.policy_id],
            when=when_words(one.begins),
            is_open=is_to_come(one),
            testimonies=testified.get(one.pk, (0, 0))[0],
            speakers=come.get(one.pk, (0, 0))[1],
            comers=come.get(one.pk, (0, 0))[0],
        )
        for one in hearings
    ]


def _by_hearing(rows: QuerySet[Any], hearings: list[Hearing]) -> dict[uuid.UUID, tuple[int, int]]:
    """By hearing how many rows there are, and how many of them want to speak."""
    found = rows.filter(hearing__in=hearings).order_by()
    speaks = Count("pk", filter=Q(part=Part.SPEAK)) if found.model is Attendee else Count("pk")
    counted = found.values("hearing").annotate(n=Count("pk"), speaking=speaks)
    return {row["hearing"]: (row["n"], row["speaking"]) for row in counted}


@dataclass(frozen=True)
class HearingCalendar:
    to_come: list[HearingRow]
    past: list[HearingRow]
    counts: Counts


def public_calendar(organization: Organization, language: str) -> HearingCalendar:
    """Hearings on published policies: all to come by date, and the last that were."""
    hearings = Hearing.objects.public().filter(organization=organization)
    return calendar_of_hearings(organization, hearings, language)


def calendar_of_hearings(
    organization: Organization,
    hearings: QuerySet[Hearing],
    language: str,
) -> HearingCalendar:
    """``hearings``, which passed a gate, as a calendar."""
    rows = hearings.select_related("organization", "policy__organization")
    now = timezone.now()
    to_come = list(rows.filter(starts_at__gt=now - datetime.timedelta(hours=3)))
    past = list(rows.exclude(pk__in=[one.pk for one in to_come]).order_by("-starts_at"))
    told = {one.hearing.pk: one for one in hearing_rows([*to_come, *past[:PAST_SHOWN]], language)}
    return HearingCalendar(
        to_come=[told[one.pk] for one in to_come],
        past=[told[one.pk] for one in past[:PAST_SHOWN]],
        counts=counts_by("organization", [organization.pk])[organization.pk],
    )


@dataclass(frozen=True)
class Words:
    """A testimony as everybody reads it."""

    name: str
    capacity: str
    text: Rendition
    original: Testimony


@dataclass(frozen=True)
class HearingPage:
    row: HearingRow
    prepared: Prepared
    words: list[Words]


def hearing_page(hearing: Hearing, language: str) -> HearingPage:
    testimonies = list(Testimony.objects.public().filter(hearing=hearing))
    texts = renditions(testimonies, language)
    return HearingPage(
        row=hearing_rows([hearing], language)[0],
        prepared=prepared_for(hearing, language),
        words=[
            Words(
                name=one.name_for_everybody,
                capacity=one.shown_capacity if one.name_for_everybody else "",
                text=texts[one.pk],
                original=one,
            )
            for one in testimonies
        ],
    )
