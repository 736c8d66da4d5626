"""Who signed for a policy, so that they hear what comes of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext, override

from concerted.act.petitions.models import Signature
from concerted.act.petitions.queries.news import NewsReader, allowed_points, stop_token
from concerted.act.policies.models import PolicyItem
from concerted.act.policies.participants import Act, Reader


def _signatures(policy: PolicyItem) -> QuerySet[Signature]:
    return Signature.objects.filter(petition__policy=policy, person__isnull=False).standing()


def _people(policy: PolicyItem) -> QuerySet[Any, Any]:
    return _signatures(policy).order_by().values("person_id")


def _readers(policy: PolicyItem, persons: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Reader]:
    """Those of ``persons`` who allowed news under a petition for ``policy``; for the job that mails."""
    rows = _signatures(policy).filter(person__in=persons)
    signatures = list(rows.order_by("created_at").select_related("person"))
    points = allowed_points(signatures) if signatures else {}
    found: dict[uuid.UUID, Reader] = {}
    for one in signatures:
        if one.person is not None and one.person.pk in points:
            point = points[one.person.pk]
            reader = NewsReader(one.pk, one.person, point, one.language)
            with override(reader.language):
                stop = reverse("petitions:stop_news", args=[stop_token(reader)])
            found[one.person.pk] = Reader(one.person.pk, reader.email, reader.language, stop)
    return found


def _label(count: int) -> str:
    words = ngettext("%(count)d person signed", "%(count)d people signed", count)
    return words % {"count": count}


SIGNED = Act("signed", _label, _people, _readers)
