"""Who may be written to, texted or called now."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from concerted.organizations.models import Organization
from concerted.people.models import Answer, Channel, Consent, ContactPoint, Person
from concerted.people.models.consents import COUNTED, KIND_OF, NEWS, standing_answer


def contactable(
    *, organization: Organization, channel: str, purpose: str = NEWS
) -> QuerySet[ContactPoint]:
    """Contact points of ``organization`` on which a yes to ``purpose`` stands now, their persons loaded.

    The newest counted answer stands; one without a purpose is about all purposes, one without a point about all
    points. For the sending of messages: it has no viewer.
    """
    return (
        allowed_points(channel, purpose)
        .filter(organization=organization, person__merged_into__isnull=True)
        .select_related("person")
        .order_by("person_id", "id")
    )


def allowed_points(channel: str, purpose: str) -> QuerySet[ContactPoint]:
    """Usable points of any organization on which a yes stands: to be narrowed by who asks."""
    usable = ContactPoint.objects.filter(
        kind=KIND_OF[Channel(channel)], status=ContactPoint.Status.USABLE
    )
    standing = standing_answer(channel, purpose)
    return usable.alias(standing=standing).filter(standing=Answer.GRANTED).order_by()


def news_points(
    persons: Iterable[uuid.UUID | None], acts: Iterable[str]
) -> dict[uuid.UUID | None, ContactPoint]:
    """By person the address for news of what they did: of ``persons`` those who said yes in one of ``acts``.

    An act is named by the ``source_ref`` of what was answered in it. For the job that mails: it has no viewer.
    """
    said_so = Consent.objects.filter(
        person__in=persons,
        channel=Channel.EMAIL,
        purpose=NEWS,
        answer=Answer.GRANTED,
        is_proven=True,
        source_ref__in=acts,
    )
    points = allowed_points(Channel.EMAIL, NEWS).filter(person__in=said_so.values("person_id"))
    return {one.person_id: one for one in points.order_by("is_primary", "-created_at")}


@dataclass(frozen=True)
class Standing:
    """What stands for one channel and purpose of a person, and since when."""

    channel: Channel
    purpose: str
    answer: Answer | None
    since: Consent | None
    is_waiting: bool

    @property
    def is_granted(self) -> bool:
        return self.answer == Answer.GRANTED


def standings(person: Person, *, purposes: tuple[str, ...] = (NEWS,)) -> list[Standing]:
    """For each channel and purpose what stands for ``person`` over all points, in one query."""
    answers = list(Consent.objects.filter(person=person).order_by("answered_at", "id"))
    found = []
    for channel in Channel:
        for purpose in purposes:
            about = [
                one for one in answers if one.channel == channel and one.purpose in ("", purpose)
            ]
            found.append(_standing(channel, purpose, about))
    return found


def _standing(channel: Channel, purpose: str, answers: list[Consent]) -> Standing:
    counted = [one for one in answers if one.answer != Answer.GRANTED or one.is_proven]
    latest = max(
        counted,
        key=lambda one: (one.answered_at, one.answer != Answer.GRANTED, one.pk),
        default=None,
    )
    newest_yes = max(
        (one for one in answers if one.answer == Answer.GRANTED),
        key=lambda one: one.answered_at,
        default=None,
    )
    is_waiting = newest_yes is not None and (
        latest is None or newest_yes.answered_at > latest.answered_at
    )
    return Standing(
        channel=channel,
        purpose=purpose,
        answer=Answer(latest.answer) if latest else None,
        since=latest,
        is_waiting=is_waiting,
    )


def waiting_for_proof(person: Person) -> QuerySet[Consent]:
    """Every yes that nobody has proven yet."""
    return Consent.objects.filter(~COUNTED & Q(proofs__isnull=True), person=person)
