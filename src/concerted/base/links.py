"""Signed links and stamps: proof, without a cookie or an account, that we made this address."""

from __future__ import annotations

from typing import Any

from django.core import signing


def sign(value: Any, *, purpose: str) -> str:
    """``value`` as text that only this installation can have written, good for one ``purpose``."""
    return signing.dumps(value, salt=f"concerted.{purpose}", compress=False)


def read(text: str, *, purpose: str, max_age: int | None = None) -> Any | None:
    """What was signed for ``purpose``, or nothing when it is forged, or older than ``max_age`` seconds."""
    try:
        return signing.loads(text, salt=f"concerted.{purpose}", max_age=max_age)
    except (signing.BadSignature, UnicodeError, ValueError):
        return None
