"""Who said that they called for a policy, so that they hear what comes of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from concerted.act.calls.models import Outreach
from concerted.act.policies.models import PolicyItem
from concerted.act.policies.participants import Act, Reader
from concerted.people.links import unsubscribe_path
from concerted.people.models import ContactPoint
from concerted.people.queries.contactable import news_points


def _outreaches(policy: PolicyItem) -> QuerySet[Outreach]:
    return Outreach.objects.confirmed().filter(calls__policy=policy)


def _people(policy: PolicyItem) -> QuerySet[Any, Any]:
    return _outreaches(policy).order_by().values("person_id")


def _readers(policy: PolicyItem, persons: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Reader]:
    """Those of ``persons`` who allowed news when they said whose calls these were; for the job that mails."""
    mine = list(_outreaches(policy).filter(person__in=persons))
    points = news_points([one.person_id for one in mine], {str(one.calls_id) for one in mine})
    languages = {one.person_id: one.language for one in mine}
    return {
        point.person_id: _reader(point, languages[point.person_id]) for point in points.values()
    }


def _reader(point: ContactPoint, language: str) -> Reader:
    stop = unsubscribe_path(point, language=language)
    return Reader(point.person_id, point.value, language, stop)


def _label(count: int) -> str:
    words = ngettext("%(count)d person called", "%(count)d people called", count)
    return words % {"count": count}


CALLED = Act("called", _label, _people, _readers)
