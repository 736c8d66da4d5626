"""Whose answers are whose, without saying who: the key under which a room's participant is kept."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from concerted.listen.representation.models import Occasion, SelfDescription

SALT = "concerted.representation"


def hash_of(occasion: Occasion, key: str) -> str:
    """What the database keeps of ``key``: found again only with the secret of the installation, here alone."""
    value = f"{occasion.pk.hex}|{key}"
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()


def description_of(occasion: Occasion, key: str) -> SelfDescription | None:
    """What the holder of ``key`` told. Having the key is the gate."""
    if not key:
        return None
    rows = SelfDescription.objects.filter(occasion=occasion)
    return rows.filter(key_hash=hash_of(occasion, key)).first()
