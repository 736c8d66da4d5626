"""The links by which a partner answers: one that is mailed, and one for who is signed in and speaks for it."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.base.links import read, sign
from concerted.pool.network.models import Asked

PURPOSE = "network-answers"


def token_of(asked: Asked, user: User | None = None) -> str:
    """For whoever holds it, while it is the latest; with a ``user`` only while they speak for the partner."""
    holder = asked.link_number if user is None else user.pk.hex
    return sign([asked.pk.hex, holder], purpose=PURPOSE)


def path_of(asked: Asked, language: str, user: User | None = None) -> str:
    with override(language):
        return reverse("network:own_page", args=[token_of(asked, user)])


def linked(token: str) -> Asked | None:
    """For which partner ``token`` answers. The link itself is the gate."""
    given = read(token, purpose=PURPOSE)
    if not isinstance(given, list) or len(given) != 2:
        return None
    rows = Asked.objects.filter(wave__opened_at__isnull=False)
    rows = rows.select_related("wave__organization", "partner")
    asked = rows.filter(pk=uuid.UUID(given[0])).first()
    return asked if asked is not None and _holds(given[1], asked) else None


def _holds(holder: Any, asked: Asked) -> bool:
    if isinstance(holder, int):
        return holder == asked.link_number
    user = User.objects.filter(pk=uuid.UUID(holder), is_active=True).first()
    return user is not None and Asked.objects.answerable_by(user).filter(pk=asked.pk).exists()
