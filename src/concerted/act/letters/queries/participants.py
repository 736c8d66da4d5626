"""Who wrote for a policy, so that they hear what comes of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from concerted.act.letters.models import Letter
from concerted.act.policies.models import PolicyItem
from concerted.act.policies.participants import Act, Reader, news_readers


def _letters(policy: PolicyItem) -> QuerySet[Letter]:
    return Letter.objects.confirmed().filter(campaign__policy=policy, person__isnull=False)


def _people(policy: PolicyItem) -> QuerySet[Any, Any]:
    return _letters(policy).order_by().values("person_id")


def _readers(policy: PolicyItem, persons: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Reader]:
    """Those of ``persons`` who allowed news when they wrote for ``policy``; for the job that mails."""
    mine = _letters(policy).filter(person__in=persons)
    return news_readers(mine.values_list("person_id", "language", "pk"))


def _label(count: int) -> str:
    words = ngettext("%(count)d person wrote a letter", "%(count)d people wrote letters", count)
    return words % {"count": count}


WROTE = Act("wrote", _label, _people, _readers)
