"""Who must sign in with a second factor, and who has one. Recovery codes alone are none."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from concerted.accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

requirements: list[Callable[[User], bool]] = []
"""Higher rooms add who needs a second factor: organizations add their owners."""


def is_required(user: User) -> bool:
    """Whether ``user`` must have a second factor: administrators, and whom a higher room names."""
    return user.is_superuser or any(requires(user) for requires in requirements)


def has_one(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def has_one_by(reference: str) -> Exists:
    """For a query: whether the user at ``reference`` has a second factor."""
    return Exists(Authenticator.objects.filter(user_id=OuterRef(reference), type__in=FACTORS))
