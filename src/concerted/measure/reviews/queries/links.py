"""The signed address with which somebody ends mail about reviews."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.base.links import read, sign
from concerted.organizations.models import Organization

PURPOSE = "reviews.stop"


@dataclass(frozen=True)
class Stopping:
    """Who ends mail of which organization."""

    user: User
    organization: Organization


def stop_path(user: User, organization: Organization, language: str) -> str:
    """The one-click address of mail to ``user`` about what reviews change."""
    token = sign([str(user.pk), organization.pk.hex], purpose=PURPOSE)
    with override(language):
        return reverse("reviews:stop_mail", args=[token])


def stopping_of(token: str) -> Stopping | None:
    """Whose mail ``token`` ends. The link itself is the gate."""
    kept = read(token, purpose=PURPOSE)
    if not isinstance(kept, list) or len(kept) != 2:
        return None
    user = User.objects.filter(pk=uuid.UUID(kept[0])).first()
    organization = Organization.objects.filter(pk=uuid.UUID(kept[1])).first()
    return Stopping(user, organization) if user and organization else None
