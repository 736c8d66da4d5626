"""Values that the database keeps and cannot read: sealed with a key that is made of the installation's secret.

Whoever has a copy of the database, and not the secret, learns nothing of them.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(value: Any, *, purpose: str) -> str:
    """``value`` as text that only this installation can read, for one ``purpose``."""
    return _box(purpose).encrypt(json.dumps(value).encode()).decode()


def unseal(text: str, *, purpose: str) -> Any | None:
    """What was sealed for ``purpose``, or nothing where the text or the secret is another."""
    try:
        return json.loads(_box(purpose).decrypt(text.encode()))
    except (InvalidToken, ValueError):
        return None


def _box(purpose: str) -> MultiFernet:
    """With the present secret, and for reading with those before it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str | bytes, purpose: str) -> bytes:
    made = HKDF(SHA256(), length=32, salt=None, info=f"concerted.{purpose}".encode())
    return base64.urlsafe_b64encode(made.derive(force_bytes(secret)))
