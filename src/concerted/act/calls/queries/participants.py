"""Who said that they called for a policy, so that they hear what comes of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from concerted.act.calls.models import SOURCE, Outreach
from concerted.act.policies.models import PolicyItem
from concerted.act.policies.participants import Act, Reader
from concerted.people.links import unsubscribe_path
from concerted.people.models import Answer, Channel, Consent, ContactPoint
from concerted.people.models.consents import NEWS, standing_answer


def _outreaches(policy: PolicyItem) -> QuerySet[Outreach]:
    return Outreach.objects.confirmed().filter(calls__policy=policy)


def _people(policy: PolicyItem) -> QuerySet[Any, Any]:
    return _outreaches(policy).order_by().values("person_id")


def _readers(policy: PolicyItem, persons: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Reader]:
    """Those of ``persons`` who allowed news when they said whose calls these were; for the job that mails."""
    mine = list(_outreaches(policy).filter(person__in=persons))
    said_so = Consent.objects.filter(
        person__in=[one.person_id for one in mine],
        channel=Channel.EMAIL,
        purpose=NEWS,
        answer=Answer.GRANTED,
        is_proven=True,
        source=SOURCE,
        source_ref__in={str(one.calls_id) for one in mine},
    )
    points = (
        ContactPoint.objects.filter(
            person__in=said_so.values("person_id"),
            kind=ContactPoint.Kind.EMAIL,
            status=ContactPoint.Status.USABLE,
        )
        .annotate(stands=standing_answer(Channel.EMAIL, NEWS))
        .filter(stands=Answer.GRANTED)
        .order_by("is_primary", "-created_at")
    )
    languages = {one.person_id: one.language for one in mine}
    return {point.person_id: _reader(point, languages[point.person_id]) for point in points}


def _reader(point: ContactPoint, language: str) -> Reader:
    stop = unsubscribe_path(point, language=language)
    return Reader(point.person_id, point.value, language, stop)


def _label(count: int) -> str:
    words = ngettext("%(count)d person called", "%(count)d people called", count)
    return words % {"count": count}


CALLED = Act("called", _label, _people, _readers)
