"""What one visitor, and one address, can do at once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from concerted.act.policies.models import Hearing
from concerted.base.errors import Refused
from concerted.base.limits.buckets import key_of, take


def hold_back_floods(*, hearing: Hearing, kind: str, visitor: str, email: str) -> None:
    """Refuse what comes too often from one network, or for one address at one hearing."""
    if visitor and not take(f"{visitor}:{hearing.pk.hex}", capacity=40, per_second=0.1):
        raise Refused(_("Many came from your network just now. Please wait a minute."))
    if not take(key_of(kind, hearing.pk, email), capacity=5, per_second=1 / 1800):
        raise Refused(_("This was sent many times. Please try again in an hour."))
