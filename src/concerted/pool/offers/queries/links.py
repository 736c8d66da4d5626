"""The mailed link of a giver: one for each pledge, to say yes or no to it and to fetch its letters."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from concerted.base.links import read, sign
from concerted.pool.offers.models import Pledge

PURPOSE = "pledge"


def token_of(pledge: Pledge) -> str:
    return sign(pledge.pk.hex, purpose=PURPOSE)


def path_of(pledge: Pledge, language: str, name: str = "own_pledge", *more: Any) -> str:
    """Where the giver reads about ``pledge``; only ever mailed to them."""
    with override(language):
        return reverse(f"offers:{name}", args=[token_of(pledge), *more])


def linked_pledge(token: str) -> Pledge | None:
    """The pledge whose link it is. The link itself is the gate."""
    given = read(token, purpose=PURPOSE)
    if not isinstance(given, str):
        return None
    rows = Pledge.objects.with_sums().with_everything()
    return rows.filter(pk=uuid.UUID(given)).first()
