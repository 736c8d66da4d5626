"""Who wrote for a policy, so that they hear what comes of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from concerted.act.letters.models import Letter
from concerted.act.policies.models import PolicyItem
from concerted.act.policies.participants import Act, Reader
from concerted.people.links import unsubscribe_path
from concerted.people.models import ContactPoint
from concerted.people.queries.contactable import news_points


def _letters(policy: PolicyItem) -> QuerySet[Letter]:
    return Letter.objects.confirmed().filter(campaign__policy=policy, person__isnull=False)


def _people(policy: PolicyItem) -> QuerySet[Any, Any]:
    return _letters(policy).order_by().values("person_id")


def _readers(policy: PolicyItem, persons: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Reader]:
    """Those of ``persons`` who allowed news when they wrote for ``policy``; for the job that mails."""
    letters = list(_letters(policy).filter(person__in=persons))
    points = news_points([one.person_id for one in letters], [str(one.pk) for one in letters])
    languages = {one.person_id: one.language for one in letters}
    return {
        point.person_id: _reader(point, languages[point.person_id]) for point in points.values()
    }


def _reader(point: ContactPoint, language: str) -> Reader:
    stop = unsubscribe_path(point, language=language)
    return Reader(point.person_id, point.value, language, stop)


def _label(count: int) -> str:
    words = ngettext("%(count)d person wrote a letter", "%(count)d people wrote letters", count)
    return words % {"count": count}


WROTE = Act("wrote", _label, _people, _readers)
